"""The completion pack of a handover over REST and for the desk's buttons."""

import frappe

from anshang_app.case import packs


@frappe.whitelist()
def verify_pack(handover: str) -> list[dict]:
	"""核验: every pack as [{built_at, pack_file, sha256, countersigned, findings}]; no findings: nothing was changed."""
	doc = frappe.get_doc("Project Handover", handover)
	doc.check_permission("read")
	return packs.verify(doc)
