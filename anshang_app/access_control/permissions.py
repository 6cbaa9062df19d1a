"""The faces of the row rule that Frappe's hooks ask: a condition per record type, an answer per record.

`has_permission` answers True or False, never nothing: to v16 nothing means no.
"""

from anshang_app import compat
from anshang_app.access_control.phones import may_open
from anshang_app.access_control.references import (
	POINTERS,
	may_see_tag,
	pointer_condition,
	points_at_readable,
	tag_condition,
)
from anshang_app.access_control.row_rule import PARENT, WALLED, list_condition, may
from anshang_app.access_control.user_context import viewer_of


def of_rows(doctype: str):
	"""The list condition of a walled record type."""

	def condition(user: str | None = None) -> str:
		return list_condition(doctype, viewer_of(user))

	return condition


def of_pointers(doctype: str):
	"""The list condition of a record type of the desk that points at others."""

	def condition(user: str | None = None) -> str:
		return pointer_condition(doctype, viewer_of(user))

	return condition


def may_row(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Whether the rule lets the user do `ptype` with a walled record."""
	return may(doc, ptype, viewer_of(user))


def may_pointer(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""False where the record points at one the user may not read; else Frappe's own hooks decide."""
	return compat.no_objection() if points_at_readable(doc, viewer_of(user)) else False


def may_file(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""As `may_pointer`; a file that carries full phone numbers is for those who may know them."""
	viewer = viewer_of(user)
	if points_at_readable(doc, viewer) and may_open(doc, viewer):
		return compat.no_objection()
	return False


def tag(user: str | None = None) -> str:
	"""The list condition of tags."""
	return tag_condition(viewer_of(user))


def may_tag(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Whether the user meets the tag on a record of his, or makes a new one."""
	return doc.is_new() or may_see_tag(doc.name, viewer_of(user))


def function_name(doctype: str) -> str:
	"""The name under which the hooks find a record type's condition here."""
	return doctype.lower().replace(" ", "_")


# Frappe tells a condition the user but, before v15.30, not the record type: one function for each
for _doctype in (*WALLED, *PARENT):
	globals()[function_name(_doctype)] = of_rows(_doctype)
for _doctype in POINTERS:
	globals()[function_name(_doctype)] = of_pointers(_doctype)

QUERY_CONDITIONS = {
	"Tag": f"{__name__}.tag",
	**{doctype: f"{__name__}.{function_name(doctype)}" for doctype in (*WALLED, *PARENT, *POINTERS)},
}
HAS_PERMISSION = {
	"Tag": f"{__name__}.may_tag",
	**{doctype: f"{__name__}.may_row" for doctype in WALLED},
	**{doctype: f"{__name__}.may_pointer" for doctype in POINTERS},
	"File": f"{__name__}.may_file",
}
