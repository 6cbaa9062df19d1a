from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, row_order_problems
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
		short_name: DF.Data | None
		unit_name: DF.Data
	# end: auto-generated types

	def validate(self):
		if not any(self.get(kind) for kind in KINDS):
			refuse(self, [Problem("unit_name", self.unit_name, "kind_needed")])
		refuse(self, row_order_problems("members", self.members, "from_date", "to_date"))
