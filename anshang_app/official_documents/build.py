"""Service Plan to forms: the only room of the documents that reads records."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import frappe
import pyqrcode
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_url_to_form, getdate
from frappe.utils.password import get_decrypted_password

from anshang_app.foundation import constants
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.key_projects.contacts import known_phone, printed_phone
from anshang_app.official_documents.fonts import form_warnings
from anshang_app.official_documents.rules import fill
from anshang_app.official_documents.rules.facts import Extra, Mark, PlanFacts, Step, Task, Works
from anshang_app.official_documents.rules.frozen import thaw
from anshang_app.rendering.grid import Contact, Form, UnknownCell

#: says of a row of the plan and its day whether the day is tentative
Tentative = Callable[[Document, object], bool]

BUILDINGS = ("plants", "offices", "dormitories", "labs", "complexes")


def service_plan_forms(plan: str, extra: bool = False) -> dict[str, Form]:
	"""The forms `service_team`, `entity` and `schedule` of a saved Service Plan, for Print Formats.

	With `extra` the form `extra` follows where the project has steps beyond the annex. They hold full
	telephone numbers, so they are only for a user who may read the plan; the record is read anew, because
	a print request may bring its own, changed copy of it.
	"""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	try:
		facts = facts_of(doc)
		forms = fill.plan_forms(facts)
	except UnknownCell as error:
		frappe.throw(_("The annex has no row for the cell {0} of this plan.").format(str(error)))
	if extra and facts.extras:
		forms[fill.EXTRA] = fill.extra_form(facts)
	return {name: replace(form, warnings=tuple(form_warnings(form))) for name, form in forms.items()}


def facts_of(plan: Document) -> PlanFacts:
	"""What the forms print of a plan: from 待签章 on what was kept then, before that today's facts."""
	if not plan.printed_facts:
		return live_facts(plan)
	phones = get_decrypted_password("Service Plan", plan.name, "printed_phones", raise_exception=False)
	phone_by_side = {
		side: known_phone(phone, plan.project) for side, phone in json.loads(phones or "{}").items()
	}
	return replace(thaw(plan.printed_facts, phone_by_side), mark=mark_of(plan))


def live_facts(plan: Document, phone_of: Callable = printed_phone) -> PlanFacts:
	"""What a plan, its project and the project's contacts say today; numbers as `phone_of` gives them."""
	project = frappe.get_doc("Investment Project", plan.project)
	contacts = contacts_of(project.name, phone_of)
	is_tentative = _tentative_days()
	return PlanFacts(
		enterprise=name_of("Enterprise", project.enterprise, "enterprise_name"),
		enterprise_contact=contacts.get(constants.ENTERPRISE, Contact()),
		host=name_of("Anshang Unit", project.host_locality, "unit_name"),
		host_contact=contacts.get(constants.HOST, Contact()),
		lead=name_of("Anshang Unit", project.chain_lead_unit, "unit_name"),
		lead_contact=contacts.get(constants.CHAIN_LEAD, Contact()),
		signed_on=day_of(project.signing_date),
		start_on=day_of(project.planned_start_date),
		land_area=number_of(project.land_area),
		duration=number_of(project.planned_duration_months),
		works=_works(
			project.total_investment,
			[project.get(f"planned_{kind}") for kind in BUILDINGS],
			project.total_floor_area,
		),
		works_of_year=_works_of_year(project, plan.plan_year),
		year=plan.plan_year or None,
		team={row.annex_cell: _team_task(row, is_tentative) for row in plan.team_tasks if row.annex_cell},
		entity={
			row.annex_cell: _entity_task(row, is_tentative) for row in plan.entity_tasks if row.annex_cell
		},
		steps={row.annex_cell: _step(row, is_tentative) for row in plan.plan_dates if row.annex_cell},
		extras=tuple(
			_extra(row, is_tentative) for row in plan.plan_dates if not row.annex_cell and not row.left_out
		),
		cells_left_out=tuple((plan.cells_left_out or "").split()),
		mark=mark_of(plan),
	)


def contacts_of(project: str, phone_of: Callable = printed_phone) -> dict[str, Contact]:
	"""The contact of each side of a project, its number as `phone_of` gives it; the oldest in use of each.

	By default the number is what its reader may know.
	"""
	rows = frappe.get_all(
		"Project Contact",
		filters={"project": project, "is_active": 1},
		fields=["name", "side", "contact_name"],
		order_by="creation, name",
	)
	contact_by_side: dict[str, Contact] = {}
	for row in rows:
		if row.side not in contact_by_side:
			contact_by_side[row.side] = Contact(row.contact_name or "", phone_of(row.name, project) or "")
	return contact_by_side


def mark_of(plan: Document) -> Mark:
	"""Which record a print is of, with the QR code of its address."""
	code = pyqrcode.create(get_url_to_form("Service Plan", plan.name), error="M").code
	return Mark(
		record=plan.name,
		revision=plan.revision or 1,
		state=plan.state,
		printed_on=getdate(),
		code=plan.verify_code or "",
		qr=tuple("".join(str(module) for module in row) for row in code),
	)


def name_of(doctype: str, name: str | None, field: str) -> str:
	return (frappe.db.get_value(doctype, name, field) or name) if name else ""


def day_of(value):
	return getdate(value) if value else None


def number_of(value) -> Decimal | None:
	# the database stores an empty number as 0
	return Decimal(str(value)) if value else None


def _works(investment, buildings: list, floor_area) -> Works:
	"""Once any building or floor area is entered, a kind of building without a number is none, not unknown."""
	is_entered = any(buildings) or bool(floor_area)
	counts = {
		kind: int(count or 0) if is_entered else None
		for kind, count in zip(BUILDINGS, buildings, strict=True)
	}
	return Works(number_of(investment), floor_area=number_of(floor_area), **counts)


def _works_of_year(project: Document, year: int | None) -> Works:
	row = next((row for row in project.annual_plans if row.plan_year == year), None)
	if not row:
		return Works()
	return _works(row.year_investment, [row.get(f"year_{kind}") for kind in BUILDINGS], row.year_floor_area)


def _team_task(row: Document, is_tentative: Tentative) -> Task:
	return _task(row, row.time_point, row.work_target, is_tentative)


def _entity_task(row: Document, is_tentative: Tentative) -> Task:
	return _task(row, row.completion_date, "", is_tentative)


def _task(row: Document, day, target: str | None, is_tentative: Tentative) -> Task:
	return Task(
		target or "",
		day_of(day),
		row.rhythm or "",
		row.remark or "",
		bool(row.left_out),
		is_tentative(row, day),
	)


def _step(row: Document, is_tentative: Tentative) -> Step:
	day = row.proposed_date
	return Step(day_of(day), bool(row.left_out), is_tentative(row, day))


def _extra(row: Document, is_tentative: Tentative) -> Extra:
	day = row.proposed_date
	unit = name_of("Anshang Unit", row.responsible_unit, "unit_name") or row.unit_text or ""
	return Extra(
		row.title or "",
		unit,
		row.responsible_person or "",
		day_of(day),
		row.remark or "",
		is_tentative(row, day),
	)


def _tentative_days() -> Tentative:
	"""Whether a row's day is tentative: counted so, or later than every year with an announced calendar."""
	last = max(load_calendar().announced, default=0)

	def is_tentative(row: Document, day) -> bool:
		return bool(day) and (bool(row.get("is_tentative")) or getdate(day).year > last)

	return is_tentative
