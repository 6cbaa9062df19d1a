"""工作记录: one entry, many uses: it dates nodes, invites units, raises issues and counts for duties."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, formatdate, getdate

from anshang_app.access_control.user_context import viewer_of
from anshang_app.coordination.rules.summaries import summary_of
from anshang_app.foundation import constants
from anshang_app.foundation.members import units_of
from anshang_app.key_projects.titles import title_of
from anshang_app.permit_approvals import invitations
from anshang_app.progress_tracking.rules.entry_checks import entry_problems, figures_to_ask
from anshang_app.rendering import wording
from anshang_app.validation.checks import Problem, as_date, is_blank
from anshang_app.validation.messages import refuse
from anshang_app.validation.plain_text import chat_text

#: figure of an entry -> field of the project that plans it
PLANNED = {"investment_to_date": "total_investment", "area_to_date": "total_floor_area"}
#: what has worked on other records already and stays as it was filed
CARRIED_OUT = ("approval_case", "entry_kind", "entry_date", "raises_issue", "issue_text")


# --- filing -----------------------------------------------------------------------------------------------


def fill(entry: Document) -> None:
	"""Who files, for which unit, and who did it, as far as it follows from the account and the project."""
	user, project = frappe.session.user, project_of(entry)
	name = frappe.get_cached_value("User", user, "full_name")
	entry.filed_by, entry.filed_by_name = user, name
	entry.project_name, entry.is_demo = title_of(project.name), project.is_demo
	entry.unit = entry.unit or acting_unit(project, user)
	if entry.done_by_user and not entry.done_by:
		entry.done_by = frappe.get_cached_value("User", entry.done_by_user, "full_name")
	if entry.done_by:
		return
	if entry.entry_kind == constants.LEADER_VISIT and project.city_leader_name:
		entry.done_by, entry.done_by_user = project.city_leader_name, project.city_leader
	else:
		entry.done_by, entry.done_by_user = name, user


def project_of(entry: Document) -> frappe._dict:
	"""What an entry asks of its project; refused where there is none."""
	fields = [
		"name",
		"project_name",
		"stage",
		"is_demo",
		"chain_lead_unit",
		"host_locality",
		"introducing_unit",
		"city_leader",
		"city_leader_name",
		*PLANNED.values(),
	]
	project = entry.project and frappe.db.get_value("Investment Project", entry.project, fields, as_dict=True)
	if not project:
		refuse(entry, [Problem("project", entry.project, "project_unknown")])
	return project


def acting_unit(project: frappe._dict, user: str) -> str | None:
	"""The user's unit that has a part in the project, else his first one; None without any (a leader)."""
	units = units_of(user)
	parts = (project.chain_lead_unit, project.host_locality, project.introducing_unit)
	return next((unit for unit in parts if unit in units), None) or min(units, default=None)


def problems(entry: Document) -> list[Problem]:
	"""Everything that is wrong with a new entry, at once."""
	project = project_of(entry)
	problems_found = entry_problems(entry.as_dict(), getdate())
	if project.stage in constants.OVER and not serves_production(project.stage):
		problems_found.append(Problem("project", project.project_name, "project_closed", (_(project.stage),)))
	administers = viewer_of().administers
	if entry.unit and not administers and entry.unit not in units_of(frappe.session.user):
		problems_found.append(Problem("unit", entry.unit, "not_your_unit"))
	return [*problems_found, *node_problems(entry), *case_problems(entry)]


def serves_production(stage: str) -> bool:
	"""Whether the session's user enters for an enterprise in production: after the hand-over 经信局 alone does."""
	return stage == constants.HANDED_OVER and viewer_of().receives_completion


def node_problems(entry: Document) -> list[Problem]:
	"""Nodes of another project, and nodes somebody dated otherwise meanwhile."""
	nodes = {
		row.name: row
		for row in frappe.get_all(
			"Project Node",
			filters={"name": ["in", [row.node for row in entry.node_dates] or [""]]},
			fields=["name", "project", "title", "actual_date"],
			order_by="name",
		)
	}
	problems_found = []
	for row in entry.node_dates:
		node = nodes.get(row.node)
		where = {"table": "node_dates", "row": row.idx}
		if not node or node.project != entry.project:
			problems_found.append(Problem("node", row.node, "entry_node_of_other", **where))
		elif node.actual_date and row.actual_date and node.actual_date != as_date(row.actual_date):
			problems_found.append(Problem("node", node.title, "already_dated", (node.actual_date,), **where))
	return problems_found


def case_problems(entry: Document) -> list[Problem]:
	"""An invitation goes to a case of the same project."""
	if is_blank(entry.approval_case):
		return []
	project = frappe.db.get_value("Approval Case", entry.approval_case, "project")
	return (
		[Problem("approval_case", entry.approval_case, "entry_case_of_other")]
		if project != entry.project
		else []
	)


def carry_out(entry: Document) -> None:
	"""What the entry does elsewhere, in the transaction that stores it: a refusal there refuses the entry."""
	for row in entry.node_dates:
		date_node(row)
	if entry.entry_kind == constants.EARLY_GUIDANCE:
		invite(entry)
	if entry.raises_issue:
		raise_issue(entry)


def date_node(row: Document) -> None:
	"""Write day, cause and measure to the node by the rules of one entered by hand, as the session's user."""
	node = frappe.get_doc("Project Node", row.node)
	values = {field: row.get(field) for field in ("actual_date", "late_cause", "late_reason")}
	node.update({field: value for field, value in values.items() if not is_blank(value)})
	node.save()


def invite(entry: Document) -> None:
	"""提前介入: the invitation goes on the case's own record, by the case's own rules."""
	invitations.invite(entry.approval_case, entry.entry_date, entry.content)


def raise_issue(entry: Document) -> None:
	"""What stands in the way becomes a problem to be coordinated, typed once (scheme §四(一)).

	Whoever may file the entry may raise it, whether or not his role enters problems by themselves.
	"""
	description = entry.issue_text.strip()
	nodes = [row.node for row in entry.node_dates]
	frappe.get_doc(
		{
			"doctype": "Coordination Issue",
			"project": entry.project,
			"title": summary_of(description),
			"description": description,
			"blocked_node": nodes[0] if len(nodes) == 1 else None,
			"raised_on": entry.entry_date,
			"from_entry": entry.name,
		}
	).insert(ignore_permissions=True)


# --- corrections ------------------------------------------------------------------------------------------


def check_correction(entry: Document) -> None:
	"""Refuse a stranger's hand, and a change of what has worked on other records already."""
	user = frappe.session.user
	colleague = entry.unit and entry.unit in units_of(user)
	if not (user == entry.filed_by or colleague or viewer_of().administers):
		refuse(entry, [Problem("filed_by", entry.filed_by_name, "not_your_entry")])
	moved = [field for field in CARRIED_OUT if entry.changed(field)]
	if node_rows(entry) != node_rows(entry.get_doc_before_save()):
		moved.append("node_dates")
	refuse(entry, [Problem(field, None, "kept_on_record") for field in moved])


def node_rows(entry: Document) -> list[tuple]:
	"""The rows of nodes as they compare."""
	return [
		(row.node, str(row.actual_date or ""), row.late_cause or "", row.late_reason or "")
		for row in entry.node_dates
	]


# --- figures ----------------------------------------------------------------------------------------------


def to_ask(entry: Document) -> list[Problem]:
	"""Figures to date worth asking back about."""
	project = project_of(entry)
	planned = {field: project[column] for field, column in PLANNED.items()}
	return figures_to_ask(entry.as_dict(), planned, last_figures(entry))


def last_figures(entry: Document) -> dict[str, tuple]:
	"""The latest figure of each kind on record for the project before the entry's day."""
	figures = {}
	for field in PLANNED:
		rows = frappe.get_all(
			"Progress Entry",
			filters={
				"project": entry.project,
				field: [">", 0],
				"entry_date": ["<=", entry.entry_date],
				"name": ["!=", entry.name or ""],
			},
			fields=[field, "entry_date"],
			order_by="entry_date desc, creation desc",
			limit=1,
		)
		if rows:
			figures[field] = (rows[0][field], rows[0].entry_date)
	return figures


# --- words ------------------------------------------------------------------------------------------------


def words_for_chat(entry: Document) -> str:
	"""复制为微信文字: the entry in a few lines, phones masked."""
	who = entry.done_by or ""
	if entry.filed_by_name and entry.filed_by_name != who:
		who = _("{0} (filed by {1})").format(who, entry.filed_by_name)
	nodes = [_node_words(row) for row in entry.node_dates]
	# as entered, a number may still be text
	figure = wording.number(flt(entry.investment_to_date)) if flt(entry.investment_to_date) else None
	lines = [
		(_("Day It Happened"), formatdate(entry.entry_date)),
		(_("Acting Unit"), entry.unit),
		(_("Done By"), who),
		(_("What Was Done"), entry.content),
		(_("Policy Explained"), entry.policy),
		(_("Nodes Reached"), "；".join(nodes)),
		(_("Investment Done to Date (10k yuan)"), figure),
		(_("What Is in the Way"), entry.issue_text),
	]
	return chat_text(f"{_(entry.entry_kind)} · {entry.project_name}", lines)


def _node_words(row: Document) -> str:
	title = frappe.db.get_value("Project Node", row.node, "title")
	return f"{title} {formatdate(row.actual_date)}" if row.actual_date else f"{title}：{row.late_reason}"
