"""Which cells of the three forms would print empty: what a plan still owes before its seals. Pure.

Days and persons of the rows are not here: `service_plans.rules.plan_gaps` asks for them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from anshang_app.foundation import constants
from anshang_app.official_documents.rules import annex
from anshang_app.official_documents.rules.annex import SCHEDULE, SERVICE_TEAM
from anshang_app.official_documents.rules.facts import PlanFacts, Works
from anshang_app.official_documents.rules.fill import TEAM_COLUMNS, target_key

PROJECT, CONTACT, PLAN = "Investment Project", "Project Contact", "Service Plan"
#: who enters what the project brought with it (scheme §三(二)1②)
INVESTMENT_SERVICE = "Investment Service Center"


@dataclass(frozen=True)
class PrintedGap:
	"""An empty cell: `key` names it for 不适用, `place` is where it stands in the forms' own words.

	`doctype` and `field` say where it is entered, `side` who owes it (an owner kind); `contact_side` and
	`row_cell` (the annex's name of a row) find the contact or the row; `may_be_left_out` allows 不适用.
	"""

	key: str
	place: str
	doctype: str
	field: str
	side: str
	may_be_left_out: bool = False
	contact_side: str = ""
	row_cell: str = ""


@dataclass(frozen=True)
class ProjectCell:
	"""A cell printed from one field of the project; `key` is its name in `PlanFacts`."""

	key: str
	cell: str
	field: str
	side: str
	may_be_left_out: bool


PROJECT_CELLS = (
	ProjectCell("host", "3.1.3", "host_locality", constants.BUREAU, False),
	ProjectCell("lead", "3.2.3", "chain_lead_unit", constants.BUREAU, False),
	ProjectCell("signed_on", "3.3.3", "signing_date", INVESTMENT_SERVICE, False),
	ProjectCell("start_on", "3.3.9", "planned_start_date", constants.CHAIN_LEAD, True),
	ProjectCell("land_area", "3.4.3", "land_area", INVESTMENT_SERVICE, True),
	ProjectCell("duration", "3.4.9", "planned_duration_months", constants.CHAIN_LEAD, True),
)
#: (field of the facts, cell, side)
CONTACT_CELLS = (
	("enterprise_contact", "3.0.9", constants.ENTERPRISE),
	("host_contact", "3.1.9", constants.HOST),
	("lead_contact", "3.2.9", constants.CHAIN_LEAD),
)
#: part of the two sentences about works -> its words, field of the project, field of the year's row
WORKS_PARTS = {
	"investment": ("投资", "total_investment", "year_investment"),
	"buildings": ("各类建筑栋数", "planned_plants", "year_plants"),
	"floor_area": ("建筑面积", "total_floor_area", "year_floor_area"),
}
YEAR = "year_"


def printed_gaps(facts: PlanFacts) -> list[PrintedGap]:
	"""The cells that are neither filled nor marked 不适用, in the order of the forms."""
	gaps = [
		*_targets(facts),
		*_contacts(facts),
		*_project_cells(facts),
		*_works(facts),
		*_works_of_year(facts),
	]
	return [gap for gap in gaps if not (gap.may_be_left_out and gap.key in facts.cells_left_out)]


def keys_by_cell() -> dict[str, list[str]]:
	"""Cell of the schedule -> the keys of the gaps it may hold."""
	works = {
		cell: [f"{start}{part}" for part in WORKS_PARTS] for cell, start in (("3.5.3", ""), ("3.6.3", YEAR))
	}
	return {
		**{cell.cell: [cell.key] for cell in PROJECT_CELLS},
		**{cell: [key] for key, cell, _side in CONTACT_CELLS},
		**works,
	}


def keys_to_leave_out(facts: PlanFacts) -> Collection[str]:
	"""Every cell of a plan that 不适用 may be said of, whether it is filled or not."""
	works = [
		f"{start}{part}" for start in ("", YEAR) for part in WORKS_PARTS if start or part != "investment"
	]
	cells = [cell.key for cell in PROJECT_CELLS if cell.may_be_left_out]
	return {*works, *cells, *(target_key(row) for row in facts.team)}


def _targets(facts: PlanFacts) -> list[PrintedGap]:
	form = annex.blank_forms()[SERVICE_TEAM]
	gaps = []
	for row, task in facts.team.items():
		if task.left_out or task.target.strip():
			continue
		cell = form.cells[f"{row.rsplit('.', 1)[0]}.{TEAM_COLUMNS['target']}"]
		place = f"{form.title}·{form.place_of(cell)}"
		gaps.append(
			PrintedGap(target_key(row), place, PLAN, "work_target", constants.CHAIN_LEAD, True, row_cell=row)
		)
	return gaps


def _contacts(facts: PlanFacts) -> list[PrintedGap]:
	gaps = []
	for key, cell, side in CONTACT_CELLS:
		contact = getattr(facts, key)
		lacking = [label for label, value in (("姓名", contact.name), ("电话", contact.phone)) if not value]
		if lacking:
			# the enterprise's person is asked by who makes the plan with it
			owing = constants.CHAIN_LEAD if side == constants.ENTERPRISE else side
			field = "contact_name" if not contact.name else "phone_masked"
			place = f"{_place(cell)}（{'、'.join(lacking)}）"
			gaps.append(PrintedGap(key, place, CONTACT, field, owing, contact_side=side))
	return gaps


def _project_cells(facts: PlanFacts) -> list[PrintedGap]:
	return [
		PrintedGap(cell.key, _place(cell.cell), PROJECT, cell.field, cell.side, cell.may_be_left_out)
		for cell in PROJECT_CELLS
		if not getattr(facts, cell.key)
	]


def _works(facts: PlanFacts) -> list[PrintedGap]:
	return [
		PrintedGap(
			part,
			f"{_place('3.5.3')}（{label}）",
			PROJECT,
			field,
			INVESTMENT_SERVICE if part == "investment" else constants.CHAIN_LEAD,
			part != "investment",
		)
		for part, (label, field, _of_year) in WORKS_PARTS.items()
		if not _is_known(facts.works, part)
	]


def _works_of_year(facts: PlanFacts) -> list[PrintedGap]:
	"""The yearly plan of the plan's own year; a year without a row owes all of it."""
	year = f"{facts.year}年" if facts.year else "年份未定，"
	return [
		PrintedGap(
			f"{YEAR}{part}",
			f"{_place('3.6.3')}（{year}{label}）",
			PROJECT,
			"annual_plans",
			constants.CHAIN_LEAD,
			True,
		)
		for part, (label, _field, _of_year) in WORKS_PARTS.items()
		if not _is_known(facts.works_of_year, part)
	]


def _is_known(works: Works, part: str) -> bool:
	if part == "buildings":
		return works.plants is not None
	return getattr(works, part) is not None


def _place(cell: str) -> str:
	form = annex.blank_forms()[SCHEDULE]
	return form.place_of(form.cells[cell])
