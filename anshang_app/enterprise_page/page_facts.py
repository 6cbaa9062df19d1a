"""What the page tells an enterprise of its own project: nothing of others, no person's number, no one's internal words."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from anshang_app.access_control.acting_unit import bureau
from anshang_app.coordination.issues import OPEN_STATES
from anshang_app.enterprise_page.page_texts import target_names
from anshang_app.enterprise_page.rules import next_things
from anshang_app.enterprise_page.rules.next_things import SHOWN, Thing, in_turn
from anshang_app.enterprise_page.rules.passages import passages_of
from anshang_app.foundation import constants
from anshang_app.key_projects.titles import title_of
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

PROJECT, NODE, ISSUE, PLAN = "Investment Project", "Project Node", "Coordination Issue", "Service Plan"
#: problems shown, the newest first
MOST_ISSUES = 20
#: by whom the project is served: field -> what the unit is called
UNITS = {"chain_lead_unit": "Chain Lead Unit", "host_locality": "Host Locality"}


def page_content(project: str) -> dict:
	"""{office, project_name, enterprise, stage, units, passages, targets, next, later, plan, issues, commitments, acts}."""
	row = frappe.db.get_value(PROJECT, project, ["enterprise", "stage", *UNITS], as_dict=True)
	plan, issues = open_plan(project), issues_of(project)
	today = getdate()
	things_to_do = [shown(thing, today) for thing in in_turn(things(project, plan, issues), today)]
	return {
		"office": bureau() or "",
		"project_name": title_of(project),
		"enterprise": frappe.db.get_value("Enterprise", row.enterprise, "enterprise_name"),
		"stage": _(row.stage),
		"units": [{"role": _(label), "name": row[field]} for field, label in UNITS.items() if row[field]],
		"passages": passages(project),
		"targets": targets(project),
		"next": things_to_do[:SHOWN],
		"later": things_to_do[SHOWN:],
		"plan": plan,
		"issues": issues,
		"commitments": commitments(project),
		"acts": acts(project),
	}


def issuer(user: str) -> str:
	"""The name of the official who issued the link and hands over the codes; "" once he works here no more."""
	name, enabled = frappe.db.get_value("User", user, ["full_name", "enabled"]) or ("", 0)
	return name if enabled and user not in frappe.STANDARD_USERS else ""


def refuse_over(project: str) -> None:
	"""Refuse an act for a project that was ended: nothing more is entered for it."""
	name, stage = frappe.db.get_value(PROJECT, project, ["project_name", "stage"])
	if stage == constants.TERMINATED:
		refuse(frappe.new_doc(PROJECT), [Problem("project_name", name, "project_closed", (_(stage),))])


def shown(thing: Thing, today: date) -> dict:
	return {
		"kind": thing.kind,
		"record": thing.record,
		"words": thing.title,
		"day": day_text(thing.day),
		"late": int(bool(thing.day and thing.day < today)),
		"helper": thing.helper,
	}


def day_text(day: object) -> str:
	"""A day as `YYYY-MM-DD`, blank where there is none."""
	return str(day) if day else ""


def passages(project: str) -> list[dict]:
	"""The stages the project has reached, in their order: [{stage, since, done, at_work}], see `rules.passages`."""
	rows = frappe.get_all(
		"Stage Log",
		filters={"project": project},
		fields=["to_stage", "passed_on"],
		order_by="creation, name",
	)
	return [
		{
			"stage": _(passage.stage),
			"since": passage.since,
			"done": passage.done,
			"at_work": int(passage.at_work),
		}
		for passage in passages_of((row.to_stage, day_text(row.passed_on)) for row in rows)
	]


def targets(project: str) -> list[dict]:
	"""开工, 竣工, 投产: [{title, step, planned, actual}]: `step` is the node whose day it is; none is planned before the seals."""
	rows = frappe.get_all(
		NODE,
		filters={"project": project, "target_kind": ["is", "set"], "applies": 1},
		fields=["target_kind", "title", "planned_date", "actual_date"],
		order_by="sequence, name",
	)
	called = target_names()
	# the form names the completion before the start of building
	return [
		{
			"title": called[row.target_kind],
			"step": row.title,
			"planned": day_text(row.planned_date),
			"actual": day_text(row.actual_date),
		}
		for row in sorted(rows, key=lambda row: [*called].index(row.target_kind))
	]


def open_plan(project: str) -> dict | None:
	"""The plan that waits for the enterprise's yes, if one does: {name, revision, rows}; a draft may still change."""
	waiting = {"state": constants.AWAITING_SEALS, "enterprise_confirmed_on": ["is", "not set"]}
	rows = frappe.get_all(
		PLAN,
		filters={"project": project, **waiting},
		fields=["name", "revision"],
		order_by="revision desc",
		limit=1,
	)
	dated = plan_rows(rows[0].name) if rows else []
	# nobody says yes to a plan without days
	return {"name": rows[0].name, "revision": rows[0].revision, "rows": dated} if dated else None


def plan_rows(plan: str) -> list[dict]:
	"""The dates of a plan as the enterprise reads them: [{title, day, unit}]."""
	rows = frappe.get_all(
		"Plan Date",
		filters={"parent": plan, "parenttype": PLAN, "left_out": 0, "proposed_date": ["is", "set"]},
		fields=["title", "proposed_date", "unit_text"],
		order_by="proposed_date, idx",
	)
	return [
		{"title": row.title, "day": day_text(row.proposed_date), "unit": row.unit_text or ""} for row in rows
	]


def issues_of(project: str) -> list[dict]:
	"""The enterprise's own requests, not what its units note among themselves: [{name, title, raised_on, state, due, answer, waits}]; `waits` for its word."""
	rows = frappe.get_all(
		ISSUE,
		filters={"project": project, "is_request": 1, "state": ["in", [*OPEN_STATES, constants.CLEARED]]},
		fields=["name", "title", "raised_on", "state", "due_date", "answer", "confirmed_on"],
		order_by="raised_on desc, name desc",
		limit=MOST_ISSUES,
	)
	return [
		{
			"name": row.name,
			"title": row.title,
			"raised_on": day_text(row.raised_on),
			"state": _(row.state),
			"due": day_text(row.due_date),
			# an answer is the platform's word to the enterprise once the unit gave it
			"answer": row.answer if row.state in (constants.ANSWERED, constants.CLEARED) else "",
			"waits": int(row.state == constants.ANSWERED and not row.confirmed_on),
		}
		for row in rows
	]


def commitments(project: str) -> list[dict]:
	"""What the city promised and its owner released, and what the enterprise promised: [{words, day, state, own}]."""
	rows = frappe.get_all(
		"Commitment",
		filters={"project": project},
		or_filters={"released_on": ["is", "set"], "owed_by": constants.ENTERPRISE_SIDE},
		fields=["name", "words", "due_date", "state", "owed_by"],
		order_by="due_date, name",
	)
	return [
		{
			"name": row.name,
			"words": row.words,
			"day": day_text(row.due_date),
			"state": _(row.state),
			"own": int(row.owed_by == constants.ENTERPRISE_SIDE),
			"open": int(row.state in (constants.NOT_DUE, constants.PAST_DUE)),
		}
		for row in rows
	]


def open_steps(project: str) -> list[Thing]:
	"""The enterprise's nodes not yet done; one with parts of its own waits until they are, for they are the same work."""
	rows = frappe.get_all(
		NODE,
		filters={
			"project": project,
			"owner_kind": "Enterprise",
			"applies": 1,
			"planned_date": ["is", "set"],
			"actual_date": ["is", "not set"],
		},
		fields=["name", "title", "planned_date", "row_key", "sub_item_of", "helper_unit"],
	)
	in_parts = {row.sub_item_of for row in rows if row.sub_item_of}
	return [
		Thing(next_things.STEP, row.name, row.title, row.planned_date, row.helper_unit or "")
		for row in rows
		if row.row_key not in in_parts
	]


def things(project: str, plan: dict | None, issues: list[dict]) -> list[Thing]:
	"""All the enterprise is to do: its steps and promises, answered problems and a plan to confirm."""
	to_do = open_steps(project)
	to_do += [
		Thing(
			next_things.PROMISE,
			commitment["name"],
			commitment["words"],
			getdate(commitment["day"]) if commitment["day"] else None,
		)
		for commitment in commitments(project)
		if commitment["own"] and commitment["open"]
	]
	to_do += [
		Thing(next_things.CONFIRM_SOLUTION, issue["name"], issue["title"])
		for issue in issues
		if issue["waits"]
	]
	if plan:
		to_do.append(
			Thing(next_things.CONFIRM_PLAN, plan["name"], _("Plan, revision {0}").format(plan["revision"]))
		)
	return to_do


def acts(project: str) -> list[dict]:
	"""What was done by link: [{kind, at, contact, words}], the newest first."""
	rows = frappe.get_all(
		"Enterprise Act",
		filters={"project": project},
		fields=["kind", "done_at", "contact_name", "words"],
		order_by="done_at desc, name desc",
		limit=10,
	)
	return [
		{
			"kind": _(row.kind),
			"at": str(row.done_at)[:16],
			"contact": row.contact_name,
			"words": row.words or "",
		}
		for row in rows
	]
