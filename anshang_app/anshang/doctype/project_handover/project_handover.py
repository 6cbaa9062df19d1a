from frappe.model.document import Document


class ProjectHandover(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.anshang.doctype.handover_evidence.handover_evidence import HandoverEvidence

		channel: DF.Literal["Platform", "Official Letter"]
		due_date: DF.Date | None
		evidence: DF.Table[HandoverEvidence]
		from_unit: DF.Link | None
		handed_over_by: DF.Link | None
		handed_over_on: DF.Date | None
		is_demo: DF.Check
		kind: DF.Literal["Intake", "Completion"]
		letter_no: DF.Data | None
		project: DF.Link
		pushed_to_host: DF.Link | None
		pushed_to_lead: DF.Link | None
		received_by: DF.Link | None
		received_on: DF.Date | None
		return_reason: DF.SmallText | None
		state: DF.Link | None
		to_unit: DF.Link | None
	# end: auto-generated types
	pass
