"""What the session's user may do with a project now: one key for each button of its page, and no other."""

from collections.abc import Callable

import frappe
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import acts_for, coordinates
from anshang_app.access_control.row_rule import may_add, may_project
from anshang_app.access_control.user_context import viewer_of
from anshang_app.coordination import issues
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.units import find_platform_unit
from anshang_app.permit_approvals import back_entry, invitations, who_may
from anshang_app.progress_tracking.entries import serves_production
from anshang_app.supervision import orders

#: the stages at whose end nothing more is done with a project
ENDED = (constants.HANDED_OVER, constants.TERMINATED)


def is_running(project: Document) -> bool:
	return project.stage not in ENDED


def is_served(project: Document) -> bool:
	"""Under way, or in production and the user's to serve there (经信局)."""
	return is_running(project) or serves_production(project.stage)


def adds(doctype: str) -> Callable[[Document], bool]:
	"""Whether a new record of a type may be entered for the project."""

	def may(project: Document) -> bool:
		record = frappe.get_doc({"doctype": doctype, "project": project.name})
		return bool(frappe.has_permission(doctype, "create")) and may_add(record, viewer_of(), True)

	return may


def hands_over(project: Document) -> bool:
	"""招商服务中心 prepares the hand-over of a project not yet received."""
	center = find_platform_unit("investment_service_center")
	return project.stage == constants.HANDOVER and acts_for(center) and adds("Project Handover")(project)


def enters_late(project: Document) -> bool:
	"""Who enters projects under way (补录)."""
	return administers() or constants.BUREAU_CLERK in frappe.get_roles()


def invites(project: Document) -> bool:
	"""Whether there is a unit the user may still invite to see the project before its application."""
	cases = (frappe.get_doc("Approval Case", row["case"]) for row in invitations.to_invite(project.name)[:1])
	return any(who_may.invites(case, frappe.session.user) for case in cases)


def edits_contacts(project: Document) -> bool:
	"""A writer of the project, whose role keeps contacts."""
	writes = frappe.has_permission("Project Contact", "write")
	return bool(writes) and may_project(project.name, viewer_of(), writing=True)


def archives(project: Document) -> bool:
	"""Whether the user may put the project into the archive."""
	return project.stage == constants.HANDED_OVER and not project.archived_on and coordinates()


#: key of a button -> whether it is offered now, in the order in which they stand
ACTIONS: dict[str, Callable[[Document], bool]] = {
	"prepare_handover": hands_over,
	"file_entry": lambda project: is_served(project) and adds("Progress Entry")(project),
	"enter_request": lambda project: serves_production(project.stage) and adds(issues.ISSUE)(project),
	"raise_problem": lambda project: is_served(project) and adds(issues.ISSUE)(project),
	"give_order": lambda project: is_running(project) and coordinates() and adds(orders.ORDER)(project),
	"enter_promise": lambda project: is_running(project) and adds("Commitment")(project),
	"invite_early": lambda project: is_running(project) and invites(project),
	"add_contact": lambda project: is_running(project) and edits_contacts(project),
	"enter_under_way": lambda project: project.stage == constants.HANDOVER and enters_late(project),
	"enter_known_approvals": lambda project: (
		bool(project.is_back_entry)
		and is_running(project)
		and enters_late(project)
		and bool(back_entry.open_rows(project))
	),
	"issue_link": lambda project: is_running(project) and bool(project.has_permission("write")),
	"issue_code": lambda project: is_running(project) and bool(project.has_permission("write")),
	"archive": archives,
	"new_phase": lambda project: (
		bool(frappe.has_permission(project.doctype, "create")) and bool(project.has_permission("write"))
	),
}


def actions_of(project: Document) -> list[str]:
	"""The keys of what may be done now; of an archived project nothing but taking it out."""
	if project.archived_on:
		return ["lift_archive"] if coordinates() else []
	return [key for key, offered in ACTIONS.items() if offered(project)]
