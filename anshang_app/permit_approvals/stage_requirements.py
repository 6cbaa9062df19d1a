"""What a passage to the next stage asks of the permits (scheme §二(5)(6))."""

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.permit_approvals.approvals import missing_invitations
from anshang_app.permit_approvals.rules.stage_requirements import bare_certificates, uninvited
from anshang_app.validation.checks import Problem


def early_invitations(project: Document) -> list[Problem]:
	"""竣工验收 is applied for when every unit was invited to see the works."""
	return uninvited(missing_invitations(project.name)) if project.stage == constants.ACCEPTANCE else []


def certificates_on_file(project: Document) -> list[Problem]:
	"""竣工移交 asks for the certificate of every granted case."""
	if project.stage != constants.COMPLETION_HANDOVER:
		return []
	return bare_certificates(certificates(project.name))


def certificates(project: str) -> list[dict]:
	"""Approval units' granted cases [{case, title, number, scan}]; what was granted before the platform is left out."""
	decided = frappe.get_all(
		"Approval Item", filters={"owner_kind": constants.APPROVAL_UNIT}, pluck="name", order_by="name"
	)
	cases = frappe.get_all(
		"Approval Case",
		filters={
			"project": project,
			"state": constants.GRANTED,
			"is_back_entry": 0,
			"approval_item": ["in", decided or [""]],
		},
		fields=["name", "approval_item", "certificate_no", "certificate_scan"],
		order_by="name",
	)
	return [
		{
			"case": case.name,
			"title": case.approval_item,
			"number": case.certificate_no,
			"scan": case.certificate_scan,
		}
		for case in cases
	]
