"""The terms of the row rule (DESIGN §8): each names the projects one ground opens, as one selection.

A term is data, so that the rule stands in one place for lists and for single records, and so that a test
can take away each term and each of its conditions and see that something goes wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe.utils import today

from anshang_app.walls.viewer import Viewer

HELD_TODAY = (
	"(held.from_date is null or held.from_date <= {today})",
	"(held.to_date is null or held.to_date > {today})",
)
OF_PROJECT = "held.parenttype = 'Investment Project'"
#: an approval unit meets a project when it is invited early, at the latest when the plan is sealed
CASE_BEGUN = ("(own.state <> 'Not Applied For' or project.stage not in ('Handover', 'Planning'))",)
CASES = "`tabApproval Case` own join `tabInvestment Project` project on project.name = own.project"


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


#: whom a project may be read by
READ = (
	Term(
		"a unit with a current role",
		"units",
		"held.parent",
		"`tabProject Role` held",
		(OF_PROJECT, "held.unit in {units}", *HELD_TODAY),
	),
	Term(
		"the city leader of the project",
		"is_leader",
		"held.parent",
		"`tabProject Role` held",
		(OF_PROJECT, "held.role = 'City Leader'", "held.person_user = {user}", *HELD_TODAY),
	),
	Term(
		"an approval unit with a case of its own",
		"units",
		"own.project",
		CASES,
		("own.unit in {units}", *CASE_BEGUN),
	),
	Term(
		"a unit that helps with a case",
		"units",
		"own.project",
		CASES,
		("own.helper_unit in {units}",),
	),
	Term(
		"the commission agent of a case",
		"units",
		"own.project",
		CASES,
		("own.agent = {user}",),
	),
	Term(
		"the economy bureau from the completion hand-over on",
		"in_economy_bureau",
		"project.name",
		"`tabInvestment Project` project",
		("project.stage in ('Completion Handover', 'Handed Over')",),
	),
	Term(
		"an enterprise by its signed link",
		"link_project",
		"project.name",
		"`tabInvestment Project` project",
		("project.name = {link_project}",),
	),
)

#: the project's own people: its units and its leader
TEAM = READ[:2]

#: by whom a project and the records of it may be written, where his role allows it
WRITE = (
	Term(
		"a unit in the role its clerk writes for",
		"writes_as",
		"held.parent",
		"`tabProject Role` held",
		(OF_PROJECT, "held.unit in {units}", "held.role in {writes_as}", *HELD_TODAY),
	),
)

#: single records, whatever their project: what was published to the viewer or his unit
PUBLISHED_TO = (
	"record.record_type = {doctype}",
	"publication.state = 'Publication in Force'",
	"publication.published_on <= {today}",
	"(publication.open_until is null or publication.open_until >= {today})",
)
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
		("recipient.user = {user}", *PUBLISHED_TO),
	),
)

#: single records a unit writes though it does not write the project
WRITE_RECORD = {
	"Approval Case": (
		Term(
			"an approval unit's own case",
			"case_units",
			"own.name",
			CASES,
			("own.unit in {case_units}", *CASE_BEGUN),
		),
		Term(
			"a commission agent of the host locality",
			"acts_as_agent",
			"own.name",
			"`tabApproval Case` own join `tabProject Role` held on held.parent = own.project",
			(OF_PROJECT, "held.unit in {units}", "held.role = 'Host Locality'", *HELD_TODAY),
		),
		Term(
			"a clerk of the unit that helps",
			"assists",
			"own.name",
			CASES,
			("own.helper_unit in {units}",),
		),
		Term("the case's own agent", "units", "own.name", CASES, ("own.agent = {user}",)),
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


def selection(term: Term, viewer: Viewer, doctype: str = "") -> str | None:
	"""The term as a subquery of names; None where the viewer has no such ground."""
	if not getattr(viewer, term.asks):
		return None
	conditions = " and ".join(term.where).format(
		user=frappe.db.escape(viewer.user, percent=False),
		units=listed(viewer.units),
		writes_as=listed(viewer.writes_as),
		link_project=frappe.db.escape(viewer.link_project or "", percent=False),
		case_units=listed(viewer.case_units),
		doctype=frappe.db.escape(doctype, percent=False),
		today=frappe.db.escape(today(), percent=False),
	)
	return f"select {term.column} from {term.table} where {conditions}"


def selections(terms: Iterable[Term], viewer: Viewer, doctype: str = "") -> list[str]:
	"""The subqueries of all the grounds a viewer has."""
	return [found for found in (selection(term, viewer, doctype) for term in terms) if found]


def listed(values: Iterable[str]) -> str:
	"""Values as a list of SQL; an empty one matches nothing."""
	return "(" + ", ".join(frappe.db.escape(value, percent=False) for value in values or ("",)) + ")"
