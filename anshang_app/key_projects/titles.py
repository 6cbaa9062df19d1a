"""The project's name on its handovers, plans, cases, entries, issues, orders and commitments, so that a list shows names and not numbers."""

import frappe
from frappe.model.document import Document

from anshang_app.foundation.phase_words import stored_title

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
	"""The name of a project with its phase; a fetched field would let a project that does not exist pass."""
	name_and_phase = project and frappe.get_cached_value(
		"Investment Project", project, ("project_name", "phase_no")
	)
	return stored_title(*name_and_phase) if name_and_phase else None


def carry_title(project: Document) -> None:
	"""A renamed project, or one that became a phase, takes the records that show its name along."""
	title = stored_title(project.project_name, project.phase_no)
	for doctype in TITLED:
		frappe.db.set_value(
			doctype,
			{"project": project.name},
			"project_name",
			title,
			update_modified=False,
		)
