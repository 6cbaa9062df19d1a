import frappe
from frappe.model.document import Document


class ProjectRole(Document):
	open_ended = ("to_date",)

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person_name: DF.Data | None
		person_user: DF.Link | None
		role: DF.Literal[
			"Chain Lead Unit",
			"Host Locality",
			"Introducing Unit",
			"City Leader",
			"Service Team Member",
			"Commission Agent",
		]
		to_date: DF.Date | None
		unit: DF.Link | None
	# end: auto-generated types
	pass


def on_doctype_update():
	"""The row rule asks for the team rows of a unit."""
	frappe.db.add_index("Project Role", ["unit", "role", "parenttype"])
