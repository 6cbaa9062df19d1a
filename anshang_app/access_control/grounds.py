"""The terms of the row rule: each names the projects one ground opens, as one selection.

A term is data, so that the rule stands in one place for lists and for single records, and so that a test
can take away each term and each of its conditions and see that something goes wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe.utils import today

from anshang_app.access_control.user_context import Viewer

#: the row of a project itself
PROJECT = "`tabInvestment Project` project"
#: further people of a project stand in dated rows; its units and its leader stand in its own fields
HELD_TODAY = (
	"held.parenttype = 'Investment Project'",
	"held.role in ('Service Team Member', 'Commission Agent')",
	"(held.from_date is null or held.from_date <= {today})",
	"(held.to_date is null or held.to_date > {today})",
)
#: an approval unit works on its case when it is invited early, at the latest when the plan is sealed
CASE_BEGUN = "(own.state <> 'Not Applied For' or project.stage not in ('Handover', 'Planning'))"
#: invited or applied to, nothing accepted yet: the unit reads its case and the base facts of the project
INVITED = "own.state in ('Early Guidance', 'Application Filed')"
CASES = "`tabApproval Case` own"
ISSUES = "`tabCoordination Issue` issue"
ORDERS = "`tabSupervision Order` ordered"
MEETINGS = "`tabCoordination Meeting` meeting"
CASES_AND_PROJECTS = f"{CASES} join {PROJECT} on project.name = own.project"


@dataclass(frozen=True)
class Term:
	"""Projects opened by one ground: `column` of the rows of `table` for which every condition holds.

	`asks` names what the viewer must have for the ground to exist at all.
	"""

	name: str
	asks: str
	column: str
	table: str
	where: tuple[str, ...]


LEADER_OF_PROJECT = Term(
	"the city leader of the project",
	"is_leader",
	"project.name",
	PROJECT,
	("project.city_leader = {user}",),
)
AGENT_OF_CASE = Term(
	"the commission agent of a case", "units", "own.project", CASES, ("own.agent in {persons}",)
)
#: the project's own people: its units, its leader, its team
TEAM = (
	*(
		Term(f"the {label}", "units", "project.name", PROJECT, (f"project.{field} in {{units}}",))
		for label, field in (
			("chain lead unit", "chain_lead_unit"),
			("host locality", "host_locality"),
			("introducing unit", "introducing_unit"),
		)
	),
	LEADER_OF_PROJECT,
	Term(
		"a unit with somebody in the team today",
		"units",
		"held.parent",
		"`tabProject Role` held",
		("held.unit in {units}", *HELD_TODAY),
	),
)
#: whom a project may be read by
READ = (
	*TEAM,
	Term(
		"an approval unit with a case of its own",
		"units",
		"project.name",
		PROJECT,
		(
			f"project.name in (select own.project from {CASES} where own.unit in {{units}})",
			"(project.stage not in ('Handover', 'Planning') or project.name in"
			f" (select own.project from {CASES} where own.unit in {{units}}"
			f" and own.state <> 'Not Applied For' and not {INVITED}))",
		),
	),
	Term("a unit that helps with a case", "units", "own.project", CASES, ("own.helper_unit in {units}",)),
	AGENT_OF_CASE,
	Term(
		"an inspection office with an order of its own",
		"units",
		"ordered.project",
		ORDERS,
		("ordered.inspection_office in {units}",),
	),
	Term(
		"the economy bureau from the completion hand-over on",
		"in_economy_bureau",
		"project.name",
		PROJECT,
		("project.stage in ('Completion Handover', 'Handed Over')",),
	),
	Term(
		"an enterprise by its signed link",
		"link_project",
		"project.name",
		PROJECT,
		("project.name = {link_project}",),
	),
)
#: by whom a project and the records of it may be written, where his role allows it
WRITE = (
	Term(
		"a clerk of the chain lead unit",
		"writes_as_lead",
		"project.name",
		PROJECT,
		("project.chain_lead_unit in {units}",),
	),
	Term(
		"a clerk of the host locality",
		"writes_as_host",
		"project.name",
		PROJECT,
		("project.host_locality in {units}",),
	),
)

#: a publication holds today
IN_FORCE = (
	"publication.state = 'Publication in Force'",
	"publication.published_on <= {today}",
	"(publication.open_until is null or publication.open_until >= {today})",
)
#: single records, whatever their project: what was published to the viewer or his unit
PUBLISHED_TO = ("record.record_type = {doctype}", *IN_FORCE)
PUBLICATIONS = (
	"`tabPublished Record` record join `tabPublication` publication on publication.name = record.parent"
	" join `tabPublication Recipient` recipient on recipient.parent = publication.name"
)
READ_RECORD = (
	Term(
		"published to the unit",
		"units",
		"record.record_name",
		PUBLICATIONS,
		("recipient.unit in {units}", *PUBLISHED_TO),
	),
	Term(
		"published to the person",
		"user",
		"record.record_name",
		PUBLICATIONS,
		("recipient.user in {persons}", *PUBLISHED_TO),
	),
)

#: 经信局 serves the enterprise in production (scheme §二(6))
IN_PRODUCTION = Term(
	"a clerk of the economy bureau, of a project handed over",
	"receives_completion",
	"project.name",
	PROJECT,
	("project.stage = 'Handed Over'",),
)
ISSUE_OF_UNIT = ("issue.name", ISSUES, ("issue.unit in {units}",))
PROMISES = "`tabCommitment` promise"
PROMISE_OF_UNIT = ("promise.name", PROMISES, ("promise.unit in {units}",))
PROMISE_SUPERVISED = ("promise.name", PROMISES, ("promise.supervised_by in {units}",))
PROMISE_CONSENTED = ("promise.name", PROMISES, ("promise.consent_unit in {units}",))
ORDER_OF_UNIT = ("ordered.name", ORDERS, ("ordered.unit in {units}",))
CASE_OF_INVITED = ("own.unit in {units}", INVITED)
#: single records of a type a unit reads though it does not read the project; of a project its base facts
READ_OWN = {
	"Investment Project": (
		Term("an approval unit invited early", "units", "own.project", CASES, CASE_OF_INVITED),
	),
	"Approval Case": (
		Term("an approval unit invited to a case", "units", "own.name", CASES, CASE_OF_INVITED),
	),
	"Coordination Issue": (Term("the unit an issue is handed to", "units", *ISSUE_OF_UNIT),),
	"Supervision Order": (Term("the unit an order is given to", "units", *ORDER_OF_UNIT),),
	"Commitment": (
		Term("the unit that owes a commitment", "units", *PROMISE_OF_UNIT),
		Term("the unit that supervises a commitment", "units", *PROMISE_SUPERVISED),
		Term("the unit whose consent a promise needs", "units", *PROMISE_CONSENTED),
	),
	"Coordination Meeting": (
		Term("the convening unit", "units", "meeting.name", MEETINGS, ("meeting.unit in {units}",)),
	),
}

#: single records a unit writes though it does not write the project
WRITE_RECORD = {
	"Coordination Issue": (
		Term("a unit that solves an issue", "units", *ISSUE_OF_UNIT),
		Term(
			"the economy bureau that collects it in production",
			"receives_completion",
			"issue.name",
			f"{ISSUES} join {PROJECT} on project.name = issue.project",
			("project.stage = 'Handed Over'",),
		),
	),
	"Supervision Order": (
		Term("a unit that carries out an order", "units", *ORDER_OF_UNIT),
		Term(
			"the inspection office that checks an order",
			"inspects",
			"ordered.name",
			ORDERS,
			("ordered.inspection_office in {units}",),
		),
	),
	"Commitment": (
		Term("a unit that answers for a commitment", "units", *PROMISE_OF_UNIT),
		Term("a unit that confirms a commitment", "units", *PROMISE_SUPERVISED),
		Term("a unit that consents to a promise", "units", *PROMISE_CONSENTED),
	),
	"Coordination Meeting": (
		Term(
			"a clerk of the convening unit",
			"writes_as_lead",
			"meeting.name",
			MEETINGS,
			("meeting.unit in {units}",),
		),
	),
	"Approval Case": (
		Term(
			"an approval unit's own case",
			"decides_cases",
			"own.name",
			CASES_AND_PROJECTS,
			("own.unit in {units}", CASE_BEGUN),
		),
		Term(
			"a commission agent of the host locality",
			"acts_as_agent",
			"own.name",
			CASES_AND_PROJECTS,
			("project.host_locality in {units}",),
		),
		Term("a clerk of the unit that helps", "assists", "own.name", CASES, ("own.helper_unit in {units}",)),
		Term("the case's own agent", "units", "own.name", CASES, ("own.agent in {persons}",)),
	),
	"Progress Entry": (
		Term(
			"who filed it",
			"units",
			"filed.name",
			"`tabProgress Entry` filed",
			("filed.filed_by in {persons}", "filed.unit in {units}"),
		),
		Term(
			"the city leader who filed it",
			"is_leader",
			"filed.name",
			f"`tabProgress Entry` filed join {PROJECT} on project.name = filed.project",
			("filed.filed_by = {user}", "project.city_leader = {user}"),
		),
	),
	"Project Handover": (
		Term(
			"the receiver of completed projects",
			"receives_completion",
			"taken.name",
			"`tabProject Handover` taken",
			("taken.kind = 'Completion'",),
		),
	),
}

#: projects whose new records of a type a viewer enters though he does not write the project
ADD_RECORD = {
	"Coordination Issue": (IN_PRODUCTION,),
	"Progress Entry": (
		IN_PRODUCTION,
		Term(
			"a clerk of the introducing unit",
			"writes_as_introducer",
			"project.name",
			PROJECT,
			("project.introducing_unit in {units}",),
		),
		Term(
			"a commission agent of the host locality",
			"acts_as_agent",
			"project.name",
			PROJECT,
			("project.host_locality in {units}",),
		),
		AGENT_OF_CASE,
		LEADER_OF_PROJECT,
		Term(
			"a person of the team today",
			"units",
			"held.parent",
			"`tabProject Role` held",
			("held.person_user in {persons}", "held.unit in {units}", *HELD_TODAY),
		),
	),
}


def grounds(terms: Iterable[Term], viewer: Viewer) -> list[Term]:
	"""The terms the viewer has at all."""
	return [term for term in terms if getattr(viewer, term.asks)]


def conditions(term: Term, viewer: Viewer, doctype: str = "", project: str = "project") -> str:
	"""The term's conditions with the viewer's facts in their places; `project` names the project's table."""
	return (
		" and ".join(term.where)
		.replace("project.", f"{project}.")
		.format(
			user=escaped(viewer.user),
			persons=listed(viewer.persons),
			units=listed(viewer.units),
			link_project=escaped(viewer.link_project or ""),
			doctype=escaped(doctype),
			today=escaped(today()),
		)
	)


def selection(term: Term, viewer: Viewer, doctype: str = "") -> str:
	"""The term as a subquery of names."""
	return f"select {term.column} from {term.table} where {conditions(term, viewer, doctype)}"


def on_the_row(term: Term, viewer: Viewer) -> str:
	"""A term over the project itself as a condition on the project's row."""
	return f"({conditions(term, viewer, project='`tabInvestment Project`')})"


def opening(terms: list[Term], viewer: Viewer, doctype: str = "") -> list[Term]:
	"""Those of the terms that open anything at the moment, found out by one query.

	A list that asks one subquery is many times faster than one that asks several joined by “or”.
	"""
	if not terms:
		return []
	conditions = ", ".join(f"exists({selection(term, viewer, doctype)})" for term in terms)
	answers = frappe.db.sql(f"select {conditions}")[0]
	return [term for term, opens in zip(terms, answers, strict=True) if opens]


def escaped(value: str) -> str:
	"""A value as SQL."""
	return frappe.db.escape(value, percent=False)


def listed(values: Iterable[str]) -> str:
	"""Values as a list of SQL; an empty one matches nothing."""
	return "(" + ", ".join(escaped(value) for value in values or ("",)) + ")"
