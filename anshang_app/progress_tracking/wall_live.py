"""The wall chart stays live: desks are told that something changed, never what or whose."""

import frappe

#: what a desk with an open chart answers by asking for its own rows again
EVENT = "anshang_wall_changed"


def tell(doc=None, method: str | None = None) -> None:
	"""Once the change is stored, tell every desk to ask again; once per request, however much it changed.

	The message is empty: a desk's own rows come by the row rule when it asks (rooms of all records of a type
	are closed to units, because they name what changes).
	"""
	frappe.publish_realtime(EVENT, after_commit=True)
