"""Lights of money on record (投资亮灯): one look at all projects, two statements where something changed."""

import json
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import flt, getdate, now

from anshang_app.access_control.grounds import escaped, listed
from anshang_app.foundation.spared import FAULTS, log_bad_record
from anshang_app.planning import duties, money_lights
from anshang_app.planning.lights import NONE, LightRule
from anshang_app.planning.money_lights import YearFacts
from anshang_app.progress_tracking import wall_live
from anshang_app.progress_tracking.figures_to_date import latest_entry, latest_figure, read_entry
from anshang_app.progress_tracking.lights import is_lit, load_rules

PROJECT, ENTRY = "Investment Project", "Progress Entry"
FIGURE = "investment_to_date"
#: what a project keeps of its money's pace, and how the database reads it out of one argument
KEPT = {
	"investment_light": "varchar(140)",
	"investment_year_done": "decimal(21,9)",
	"investment_points_behind": "decimal(21,9)",
	"investment_months_behind": "decimal(21,9)",
	"investment_entry": "varchar(140)",
	"investment_reported_on": "date",
	"investment_reported": "decimal(21,9)",
}
READ = """
	select project.name, project.stage, project.is_back_entry, planned.plan, told.latest, told.at_new_year, {kept}
	from `tabInvestment Project` project
	left join (
		select parent, sum(year_investment) plan from `tabAnnual Plan`
		where parenttype = 'Investment Project' and plan_year = {year} group by parent
	) planned on planned.parent = project.name
	left join (
		select project, {latest} latest, {at_new_year} at_new_year from `tabProgress Entry`
		where {entries} group by project
	) told on told.project = project.name
	where {projects}
"""
#: the new values as a table, out of one argument
FRESH = f"""
	`tabInvestment Project` project join json_table(%(rows)s, '$[*]' columns (
		name varchar(140) path '$.name',
		{", ".join(f"{field} {kind} path '$.{field}'" for field, kind in KEPT.items())}
	)) fresh on project.name = convert(fresh.name using utf8mb4) collate utf8mb4_unicode_ci
"""
LOG = f"""
	insert into `tabLight Log` (
		name, creation, modified, owner, modified_by, docstatus, idx,
		project, from_light, to_light, changed_on, is_demo
	)
	select concat('LL-', year(%(today)s), '-', upper(left(md5(concat(project.name, uuid())), 12))), %(now)s, %(now)s,
		%(user)s, %(user)s, 0, 0, project.name, project.investment_light, fresh.investment_light, %(today)s, project.is_demo
	from {FRESH}
	where project.investment_light <> convert(fresh.investment_light using utf8mb4) collate utf8mb4_unicode_ci
"""
WRITE = f"update {FRESH} set {', '.join(f'project.{field} = fresh.{field}' for field in KEPT)}"


def refresh(projects: list[str] | None = None) -> int:
	"""Judge the money of some projects, or of all, as of today; how many projects changed."""
	return write(changed(projects), getdate())


def changed(projects: list[str] | None = None) -> list[dict]:
	"""What is to be kept of each project that keeps something else now: {name, …}.

	Lit are projects that are served, from the go-live day on; the others' lights go out. A project nobody can
	reckon with keeps what it has.
	"""
	today, rules, lit = getdate(), load_rules(money_lights.CONDITIONS), is_lit()
	rows = []
	for name, stage, under_way, plan, latest, at_new_year, *stored in frappe.db.sql(
		question(today, projects)
	):
		try:
			facts = YearFacts(
				read_number(plan), read_entry(latest)[2], read_number(at_new_year), bool(under_way)
			)
			judged = judge(rules, facts, read_entry(latest), today, lit and stage in duties.SERVED)
		except FAULTS as error:
			log_bad_record(PROJECT, name, error)
			continue
		if normal(judged) != normal(dict(zip(KEPT, stored, strict=True))):
			rows.append({"name": name, **judged})
	return rows


def question(today: date, projects: list[str] | None) -> str:
	"""The one statement: plan of the year, latest entry, figure of the new year, what is kept."""
	new_year = date(today.year - 1, 12, 31)
	return READ.format(
		kept=", ".join(f"project.{field}" for field in KEPT),
		year=today.year,
		latest=latest_entry(FIGURE, today),
		at_new_year=latest_figure(FIGURE, new_year),
		entries=f"entry_date <= {escaped(str(today))} and {among('project', projects)}",
		projects=among("project.name", projects),
	)


def among(column: str, names: list[str] | None) -> str:
	return "1 = 1" if names is None else f"{column} in {listed(names)}"


def judge(rules: list[LightRule], facts: YearFacts, entry: tuple, today: date, lit: bool) -> dict:
	"""What a project keeps: its light, how far it is behind, and the entry that rests on."""
	pace = money_lights.pace_of(facts, today) if lit else None
	name, day, figure = entry if lit else (None, None, None)
	return {
		"investment_light": money_lights.light_of(rules, pace) if lit else NONE,
		"investment_year_done": pace.done if pace else 0.0,
		"investment_points_behind": pace.behind if pace else 0.0,
		"investment_months_behind": pace.months if pace else 0.0,
		"investment_entry": name,
		"investment_reported_on": str(day) if day else None,
		"investment_reported": figure or 0.0,
	}


def read_number(value: object) -> float | None:
	return None if value is None else flt(value)


def normal(values: dict) -> tuple:
	"""What is kept, as it compares."""
	return tuple(
		round(flt(value), 4) if kind.startswith("decimal") else str(value or "")
		for value, kind in ((values[field], kind) for field, kind in KEPT.items())
	)


def write(changed: list[dict], today: date) -> int:
	"""Put the new values on record, and changes of the light in the log."""
	if changed:
		values = {
			"rows": json.dumps(changed),
			"today": today,
			"now": now(),
			"user": frappe.session.user,
		}
		frappe.db.sql(LOG, values)
		frappe.db.sql(WRITE, values)
		wall_live.tell()
	return len(changed)


# --- what moves it between two nights -----------------------------------------------------------------------


def follow_entry(entry: Document, method: str | None = None) -> None:
	"""A figure to date was filed, corrected or taken away: the project's money is judged anew (on_update, after_delete)."""
	if method == "after_delete" or entry.changed(FIGURE, "entry_date"):
		refresh([entry.project])


def follow_project(project: Document, method: str | None = None) -> None:
	"""A plan of a year or the stage changed: the project's money is judged anew (on_update)."""
	before = project.get_doc_before_save()
	if before and (year_rows(before) != year_rows(project) or before.stage != project.stage):
		refresh([project.name])


def year_rows(project: Document) -> list[tuple]:
	"""The yearly plans as they compare."""
	return [(int(row.plan_year or 0), flt(row.year_investment)) for row in project.annual_plans]
