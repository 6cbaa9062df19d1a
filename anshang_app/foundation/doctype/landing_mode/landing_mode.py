from frappe.model.document import Document


class LandingMode(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.foundation.doctype.landing_evidence.landing_evidence import LandingEvidence

		evidence: DF.Table[LandingEvidence]
		is_active: DF.Check
		mode_name: DF.Data
		needs_construction: DF.Check
		needs_land: DF.Check
		note: DF.SmallText | None
		to_verify: DF.Check
	# end: auto-generated types
	pass
