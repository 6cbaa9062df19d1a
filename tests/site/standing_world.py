"""The world of the tests made once and kept inside the open transaction for the tests that follow each other on it.

Making it costs a second, as much as many a test. Each test goes back to the savepoint behind it; a test that takes no
world, or whose transaction was lost, ends it.
"""

import factories as make
import frappe

SAVEPOINT = "standing_world"
#: what a test may change of the world and Frappe keeps beside the database
CACHED = ("Anshang Settings", "Anshang Unit", "Industry Chain", "Enterprise", "System Settings")


class Standing:
	"""The users of the world that stands, or None."""

	def __init__(self) -> None:
		self.users: dict[str, str] | None = None

	def begin(self) -> dict[str, str]:
		"""The users of a world as it was made, with a savepoint behind it."""
		if self.users is None:
			frappe.db.rollback()
			self.users = make.build_world()
		frappe.db.savepoint(SAVEPOINT)
		return dict(self.users)

	def go_back(self) -> None:
		"""The world as it was made; it is gone where the test lost the transaction."""
		try:
			frappe.db.rollback(save_point=SAVEPOINT)
		except (frappe.db.InternalError, frappe.db.OperationalError):
			self.end()
		for doctype in CACHED:
			frappe.clear_document_cache(doctype, doctype)
		for unit in (*make.UNITS, "住建局（测试）"):
			frappe.clear_document_cache("Anshang Unit", unit)

	def end(self) -> None:
		"""Take the world away."""
		frappe.db.rollback()
		self.users = None


STANDING = Standing()
