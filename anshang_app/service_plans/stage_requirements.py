"""What a passage to the next stage asks of the plan."""

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem


def sealed_plan(project: Document) -> list[Problem]:
	"""制定两单一表 is left only with a sealed plan."""
	if project.stage != constants.PRE_CONSTRUCTION:
		return []
	sealed = frappe.db.exists("Service Plan", {"project": project.name, "state": constants.SEALED})
	return [] if sealed else [Problem("stage", None, "plan_not_sealed")]
