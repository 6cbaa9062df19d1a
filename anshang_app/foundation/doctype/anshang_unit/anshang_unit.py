from anshang_app.foundation.duplicates import duplicate_problem
from anshang_app.foundation.naming import name_for
from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.foundation.units import add_former_names
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, name_key, row_order_problems
from anshang_app.validation.messages import refuse


class AnshangUnit(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.foundation.doctype.unit_member.unit_member import UnitMember

		approval_scope: DF.SmallText | None
		document_code: DF.Data | None
		former_names: DF.SmallText | None
		inspection_side: DF.Literal["", "Party Committee", "Government"]
		is_active: DF.Check
		is_approval_unit: DF.Check
		is_chain_lead_unit: DF.Check
		is_demo: DF.Check
		is_development_zone: DF.Check
		is_economy_bureau: DF.Check
		is_government_services_bureau: DF.Check
		is_host_locality: DF.Check
		is_inspection_office: DF.Check
		is_introducing_unit: DF.Check
		is_investment_service_center: DF.Check
		members: DF.Table[UnitMember]
		merged_into: DF.Link | None
		merged_on: DF.Date | None
		short_name: DF.Data | None
		unit_name: DF.Data
	# end: auto-generated types

	def autoname(self):
		self.name = name_for(self.doctype, self.unit_name)

	def after_rename(self, old: str, new: str, merge: bool = False):
		"""机构改革: a unit named by its name is called anew by it."""
		if self.unit_name == old:
			former = add_former_names(self.former_names, old, new)
			self.db_set({"unit_name": new, "name_key": name_key(new), "former_names": former})

	def validate(self):
		self.name_key = name_key(self.unit_name)
		if not self.is_new() and self.changed("unit_name"):
			before = self.get_doc_before_save().unit_name
			self.former_names = add_former_names(self.former_names, before, self.unit_name)
		if self.changed("unit_name"):
			refuse(self, [duplicate_problem(self, "unit_name", self.name_key, "name_key")])
		if not any(self.get(kind) for kind in KINDS):
			refuse(self, [Problem("unit_name", self.unit_name, "kind_needed")])
		refuse(self, row_order_problems("members", self.members, "from_date", "to_date"))
