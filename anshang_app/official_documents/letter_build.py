"""Records to letters: what a Project Handover says as a letter."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.official_documents.build import day_of, name_of, number_of
from anshang_app.official_documents.rules.letters import (
	CompletionLetter,
	Evidence,
	IntakeLetter,
	Letter,
	Milestone,
	ProjectFacts,
)


def handover_letter(handover: Document) -> Letter:
	"""招商项目信息移交函 of an intake, 竣工项目移交函 of a completion.

	Dated with the day its number was issued, else the day of the hand-over; before both, room is left.
	Telephone numbers are not in it: they are in the platform, each look at one is logged.
	"""
	project = frappe.get_doc("Investment Project", handover.project)
	common = {
		"from_unit": unit_name(handover.from_unit),
		"to_unit": unit_name(handover.to_unit),
		"project": project_facts(project),
		"evidence": tuple(
			Evidence(row.evidence_name or "", day_of(row.evidence_date), row.note or "")
			for row in handover.evidence
			if row.present
		),
		"copy_to": tuple(filter(None, map(unit_name, (project.chain_lead_unit, project.host_locality)))),
		"number": handover.letter_no or "",
		"day": letter_day(handover),
	}
	if handover.kind == constants.INTAKE:
		return IntakeLetter(**common)
	return CompletionLetter(**common, milestones=milestones_of(project.name))


def letter_day(handover: Document):
	"""成文日期: the day the number was issued, or of the hand-over."""
	issued = handover.letter_no and frappe.db.get_value("Letter Number", handover.letter_no, "issued_on")
	day = issued or handover.handed_over_on
	return getdate(day) if day else None


def unit_name(unit: str | None) -> str:
	return name_of("Anshang Unit", unit, "unit_name")


def project_facts(project: Document) -> ProjectFacts:
	"""What a letter says of a project."""
	enterprise = (
		frappe.db.get_value("Enterprise", project.enterprise, ["enterprise_name", "uscc"], as_dict=True)
		if project.enterprise
		else None
	) or frappe._dict()
	return ProjectFacts(
		name=with_phase(project.project_name, project.phase_no),
		enterprise=enterprise.enterprise_name or "",
		uscc=enterprise.uscc or "",
		project_code=project.project_code or "",
		ground=_(project.admission_ground, "zh") if project.admission_ground else "",
		chain=project.industry_chain or "",
		landing_mode=project.landing_mode or "",
		fixed_asset_investment=number_of(project.fixed_asset_investment),
		total_investment=number_of(project.total_investment),
		land_area=number_of(project.land_area),
		floor_area=number_of(project.total_floor_area),
		host=unit_name(project.host_locality),
		lead=unit_name(project.chain_lead_unit),
		introducer=unit_name(project.introducing_unit),
		leader=project.city_leader_name or "",
		signed_on=day_of(project.signing_date),
		start_on=day_of(project.planned_start_date),
		content=project.construction_content or "",
	)


def milestones_of(project: str) -> tuple[Milestone, ...]:
	"""The steps of the annex's schedule with their planned and actual days."""
	rows = frappe.get_all(
		"Project Node",
		filters={"project": project, "annex_cell": ["like", "3.%"], "applies": 1},
		fields=["title", "planned_date", "actual_date"],
		order_by="sequence, name",
	)
	return tuple(Milestone(row.title, day_of(row.planned_date), day_of(row.actual_date)) for row in rows)
