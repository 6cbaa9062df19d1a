"""Rows of a project ledger as values of projects: names matched, choices taken, what is open asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import flt

from anshang_app.foundation import constants
from anshang_app.ledger_import import known as records
from anshang_app.ledger_import.known import Known
from anshang_app.ledger_import.rules.headings import PROJECTS
from anshang_app.ledger_import.rules.lines import Finding, Judged, Line, judge, usual_heading
from anshang_app.ledger_import.rules.matching import match
from anshang_app.validation.checks import clean_code

#: stages a project enters at by 补录; standing still is no stage to enter at
STAGES = constants.STAGE_ORDER
#: what the ledger says beyond the fields of a project, kept as a note of it
NOTED = {
	"progress": "形象进度",
	"permits": "手续办理",
	"problem": "存在问题",
	"note": "备注",
	"person": "责任人",
	"investment_to_date": "累计完成投资（万元）",
}


@dataclass(frozen=True)
class Choices:
	"""What the person chose: records by the names of the ledger, stages by row, and what holds for all rows."""

	enterprises: Mapping[str, str] = field(default_factory=dict)
	units: Mapping[str, str] = field(default_factory=dict)
	chains: Mapping[str, str] = field(default_factory=dict)
	stages: Mapping[str, str] = field(default_factory=dict)
	landing_mode: str = ""
	meeting_minutes_no: str = ""
	meeting_date: str = ""
	#: the year of the ledger: of days without a year, and of its plan of investment
	year: int = 0

	@classmethod
	def of(cls, given: Mapping, year: int) -> "Choices":
		"""Out of what the page sends; another shape is refused."""
		mappings = {}
		for name in ("enterprises", "units", "chains", "stages"):
			value = given.get(name) or {}
			if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value.values()):
				frappe.throw(_("Give a list of rows or a mapping, as the method says."))
			mappings[name] = value
		texts = {
			name: str(given.get(name) or "")
			for name in ("landing_mode", "meeting_minutes_no", "meeting_date")
		}
		return cls(**mappings, **texts, year=year)


@dataclass
class Proposal:
	"""A row with what it would do: values of the project, its enterprise and stage, and every finding."""

	line: Line
	judged: Judged
	values: dict[str, object]
	enterprise: str | None
	new_enterprise: str
	stage: str
	asks: list[Finding]
	year: int
	stored: dict | None = None


def place_of(line: Line) -> str:
	"""How a row is named between page and server."""
	return f"{line.sheet}|{line.number}"


def propose(line: Line, known: Known, choices: Choices, floor: float) -> Proposal:
	"""What one row would do, by the records on file and the person's choices."""
	asks, wrong = list(line.asks), list(line.wrong)
	values = {name: line.values[name] for name in records.FIELDS if name in line.values}
	if "project_code" in values:
		values["project_code"] = clean_code(str(values["project_code"]))
	named = str(line.values.get("enterprise") or "")
	enterprise = find_enterprise(line, known, choices, asks)
	if not named and not enterprise:
		wrong.append(Finding("企业名称", "", "ledger_missing", "enterprise"))
	for name in records.UNITS:
		settle(values, name, known.unit(name, str(values.get(name) or "")), choices.units, asks)
	settle(
		values, "industry_chain", known.chain(str(values.get("industry_chain") or "")), choices.chains, asks
	)
	mode = str(values.get("landing_mode") or "")
	values["landing_mode"] = match(mode, known.modes).found or choices.landing_mode or None
	stored = known.project(
		str(values.get("project_code") or ""), str(values.get("project_name") or ""), named
	)
	stage = stage_of(line, choices, asks) if stored is None else str(stored["stage"])
	if stored is None:
		values |= admission(values, known, choices, floor)
	values = {name: value for name, value in values.items() if value not in (None, "")}
	read = Line(line.sheet, line.number, values, tuple(asks), tuple(wrong))
	judged = judge(read, stored, records.FIELDS)
	return Proposal(line, judged, values, enterprise, named, stage, asks, choices.year, stored)


def find_enterprise(line: Line, known: Known, choices: Choices, asks: list[Finding]) -> str | None:
	"""The enterprise on file, as chosen or by its name; one that is only near is asked about."""
	named = str(line.values.get("enterprise") or "")
	if named in choices.enterprises:
		return choices.enterprises[named] or None
	found = known.enterprise(named, str(line.values.get("uscc") or ""))
	if not found.found and found.near:
		asks.append(Finding("企业名称", named, "ledger_near", "enterprise"))
	return found.found


def settle(values: dict, name: str, found, chosen: Mapping[str, str], asks: list[Finding]) -> None:
	"""Put the record in the place of the ledger's name; one that is not on file is asked about and left out."""
	said = str(values.pop(name, "") or "")
	if not said:
		return
	record = chosen.get(said, found.found)
	if record:
		values[name] = record
	elif said not in chosen:
		asks.append(Finding(usual_heading(name, PROJECTS), said, "ledger_unknown", name))


def stage_of(line: Line, choices: Choices, asks: list[Finding]) -> str:
	"""The stage a new project enters at: as chosen, else as its progress says, else the first."""
	chosen = choices.stages.get(place_of(line))
	if chosen in STAGES:
		asks[:] = [one for one in asks if one.rule != "ledger_stage"]
		return chosen
	proposed = str(line.values.get("stage") or "")
	return proposed if proposed in STAGES else constants.HANDOVER


def admission(values: Mapping, known: Known, choices: Choices, floor: float) -> dict[str, object]:
	"""The ground a new project is admitted on: chain and investment where both are there, else the meeting given."""
	by_chain = values.get("industry_chain") in known.counting
	if by_chain and flt(values.get("fixed_asset_investment")) >= floor:
		return {"admission_ground": constants.GROUND_CHAIN}
	return {
		"admission_ground": constants.GROUND_MEETING,
		"meeting_minutes_no": choices.meeting_minutes_no,
		"meeting_date": choices.meeting_date,
	}


def note_of(line: Line) -> str:
	"""What the row says beyond the fields of a project, in one text."""
	said = [(label, line.values.get(name)) for name, label in NOTED.items()]
	return "；".join(f"{label}：{value}" for label, value in said if value not in (None, ""))
