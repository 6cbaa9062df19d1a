"""The project's name on its handovers, plans, cases, entries, issues, orders and commitments, so that a list shows names and not numbers."""

import frappe
from frappe.model.document import Document

TITLED = (
	"Service Plan",
	"Project Handover",
	"Approval Case",
	"Progress Entry",
	"Coordination Issue",
	"Supervision Order",
	"Commitment",
)


def title_of(project: str | None) -> str | None:
	"""The name of a project; a fetched field would let a project that does not exist pass."""
	return frappe.get_cached_value("Investment Project", project, "project_name") if project else None


def carry_title(project: Document) -> None:
	"""A renamed project takes the records that show its name along."""
	for doctype in TITLED:
		frappe.db.set_value(
			doctype,
			{"project": project.name},
			"project_name",
			project.project_name,
			update_modified=False,
		)
