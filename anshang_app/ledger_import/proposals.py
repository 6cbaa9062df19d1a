"""Rows of a project ledger as values of projects: names matched, choices taken, what is open asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, flt

from anshang_app.foundation import constants
from anshang_app.ledger_import.records_on_file import FIELDS, FIGURE, UNITS, RecordsOnFile
from anshang_app.ledger_import.rules.headings import PROJECTS
from anshang_app.ledger_import.rules.lines import (
	CHANGED,
	SAME,
	Judged,
	LedgerFinding,
	LedgerLine,
	equal,
	judge,
	usual_heading,
)
from anshang_app.ledger_import.rules.matching import Match, match
from anshang_app.validation.checks import clean_code, date_problem

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


DAYS = ("meeting_date", "solved_on", "figures_on")
TEXTS = ("landing_mode", "meeting_minutes_no", *DAYS)


@dataclass(frozen=True)
class Choices:
	"""What the person chose: records by the names of the ledger, stages by row, and what holds for all rows."""

	enterprises: Mapping[str, str] = field(default_factory=dict)
	units: Mapping[str, str] = field(default_factory=dict)
	chains: Mapping[str, str] = field(default_factory=dict)
	stages: Mapping[str, str] = field(default_factory=dict)
	#: place of a row -> the fields taken over of it, where single contradictions were chosen (对账)
	fields: Mapping[str, list[str]] = field(default_factory=dict)
	landing_mode: str = ""
	meeting_minutes_no: str = ""
	meeting_date: str = ""
	#: the day problems were solved of which the list names none, and the day the figures to date are as of
	solved_on: str = ""
	figures_on: str = ""
	#: the year of the ledger: of days without a year, and of its plan of investment
	year: int = 0

	@classmethod
	def of(cls, sent: Mapping, year: int) -> "Choices":
		"""Out of what the page sends; another shape is refused."""
		mappings: dict[str, Any] = {}
		for name in ("enterprises", "units", "chains", "stages"):
			value = sent.get(name) or {}
			if not isinstance(value, Mapping) or not all(
				isinstance(record, str) for record in value.values()
			):
				frappe.throw(_("Give a list of rows or a mapping, as the method says."))
			mappings[name] = value
		texts: dict[str, Any] = {name: str(sent.get(name) or "") for name in TEXTS}
		for name in DAYS:
			if texts[name] and date_problem(name, texts[name]):
				frappe.throw(_("{0} is no day.").format(escape_html(texts[name])))
		fields = sent.get("fields") or {}
		if not isinstance(fields, Mapping) or not all(isinstance(value, list) for value in fields.values()):
			frappe.throw(_("Give a list of rows or a mapping, as the method says."))
		return cls(**mappings, **texts, fields=fields, year=year)


@dataclass
class Proposal:
	"""A row with what it would do: values of the project, its enterprise and stage, and every finding."""

	line: LedgerLine
	judged: Judged
	values: dict[str, object]
	asks: list[LedgerFinding]
	year: int
	enterprise: str | None = None
	new_enterprise: str = ""
	stage: str = ""
	stored: dict | None = None
	#: the day its figures to date are as of; blank: nobody said
	figures_on: str = ""

	@property
	def title(self) -> str:
		"""The project a row is about, as the ledger calls it."""
		return str(self.line.values.get("project_name") or "")


@dataclass(frozen=True)
class Written:
	"""A record a row entered (`changes` None), or fields of one it changed: {field: (old, new)}."""

	record_type: str
	record_name: str
	changes: Mapping[str, tuple] | None = None


@dataclass(frozen=True)
class RowDone:
	"""What became of a row taken over: its place, its outcome (see `records`), what it wrote, why it failed."""

	place: str
	outcome: str
	written: tuple[Written, ...] = ()
	reason: str = ""


def as_chosen(proposal: Proposal, choices: Choices) -> Proposal:
	"""The row with those of its changes that were chosen, where single ones were."""
	place = place_of(proposal.line)
	if place not in choices.fields or proposal.judged.outcome != CHANGED:
		return proposal
	changes = {name: pair for name, pair in proposal.judged.changes.items() if name in choices.fields[place]}
	return replace(
		proposal, judged=replace(proposal.judged, outcome=CHANGED if changes else SAME, changes=changes)
	)


def place_of(line: LedgerLine) -> str:
	"""How a row is named between page and server."""
	return f"{line.sheet}|{line.number}"


def propose_all(lines: Sequence[LedgerLine], on_file: RecordsOnFile, choices: Choices) -> list[Proposal]:
	"""Every row of a project ledger as what it would do."""
	floor = flt(frappe.get_cached_doc("Anshang Settings").admission_floor)
	return [propose(line, on_file, choices, floor) for line in lines]


def propose(line: LedgerLine, on_file: RecordsOnFile, choices: Choices, floor: float) -> Proposal:
	"""What one row would do, by the records on file and the person's choices."""
	asks, wrong = list(line.asks), list(line.wrong)
	values = {name: line.values[name] for name in FIELDS if name in line.values}
	if "project_code" in values:
		values["project_code"] = clean_code(str(values["project_code"]))
	named = str(line.values.get("enterprise") or "")
	enterprise = find_enterprise(line, on_file, choices, asks)
	if not named and not enterprise:
		wrong.append(LedgerFinding("企业名称", "", "ledger_missing", "enterprise"))
	for name in UNITS:
		settle(values, name, on_file.unit(name, str(values.get(name) or "")), choices.units, asks)
	settle(
		values, "industry_chain", on_file.chain(str(values.get("industry_chain") or "")), choices.chains, asks
	)
	mode = str(values.get("landing_mode") or "")
	values["landing_mode"] = match(mode, on_file.modes).record or choices.landing_mode or None
	stored = on_file.project(
		str(values.get("project_code") or ""), str(values.get("project_name") or ""), named
	)
	stage = stage_of(line, choices, asks) if stored is None else str(stored["stage"])
	if stored is None:
		values |= admission(values, on_file, choices, floor)
	values = {name: value for name, value in values.items() if value not in (None, "")}
	read = LedgerLine(line.sheet, line.number, values, tuple(asks), tuple(wrong))
	judged = judge(read, stored, FIELDS)
	if stored and not wrong:
		judged = with_figure(judged, line, stored["name"], on_file, choices)
	return Proposal(
		line, judged, values, asks, choices.year, enterprise, named, stage, stored, choices.figures_on
	)


def with_figure(
	judged: Judged, line: LedgerLine, stored: str, on_file: RecordsOnFile, choices: Choices
) -> Judged:
	"""A row of a project on file with another investment to date than its latest one: a change, where its day is given."""
	figure = line.values.get(FIGURE)
	if not (figure and choices.figures_on):
		return judged
	day, old = on_file.figures.get(stored, (None, None))
	# a figure of an earlier day than the latest one says nothing against it
	if (day and str(day) > choices.figures_on) or (old is not None and equal(old, figure)):
		return judged
	return replace(judged, outcome=CHANGED, changes={**judged.changes, FIGURE: (old, figure)})


def find_enterprise(
	line: LedgerLine, on_file: RecordsOnFile, choices: Choices, asks: list[LedgerFinding]
) -> str | None:
	"""The enterprise on file, as chosen or by its name; one that is only near is asked about."""
	named = str(line.values.get("enterprise") or "")
	if named in choices.enterprises:
		return choices.enterprises[named] or None
	matched = on_file.enterprise(named, str(line.values.get("uscc") or ""))
	if not matched.record and matched.near:
		asks.append(LedgerFinding("企业名称", named, "ledger_near", "enterprise"))
	return matched.record


def settle(
	values: dict,
	name: str,
	matched: Match,
	chosen: Mapping[str, str],
	asks: list[LedgerFinding],
	kind: str = PROJECTS,
) -> None:
	"""Put the record in the place of the ledger's name; one that is not on file is asked about and left out."""
	text = str(values.pop(name, "") or "")
	if not text:
		return
	record = chosen.get(text, matched.record)
	if record:
		values[name] = record
	elif text not in chosen:
		asks.append(LedgerFinding(usual_heading(name, kind), text, "ledger_unknown", name))


def stage_of(line: LedgerLine, choices: Choices, asks: list[LedgerFinding]) -> str:
	"""The stage a new project enters at: as chosen, else as its progress says, else the first."""
	chosen = choices.stages.get(place_of(line))
	if chosen in STAGES:
		asks[:] = [finding for finding in asks if finding.rule != "ledger_stage"]
		return chosen
	proposed = str(line.values.get("stage") or "")
	return proposed if proposed in STAGES else constants.HANDOVER


def admission(values: Mapping, on_file: RecordsOnFile, choices: Choices, floor: float) -> dict[str, object]:
	"""The ground a new project is admitted on: chain and investment where both are there, else the meeting given.

	Where none is given it stays with the first, whose own check says what is short.
	"""
	by_chain = values.get("industry_chain") in on_file.counting
	no_meeting = not (choices.meeting_minutes_no or choices.meeting_date)
	if no_meeting or (by_chain and flt(values.get("fixed_asset_investment")) >= floor):
		return {"admission_ground": constants.GROUND_CHAIN}
	return {
		"admission_ground": constants.GROUND_MEETING,
		"meeting_minutes_no": choices.meeting_minutes_no,
		"meeting_date": choices.meeting_date,
	}


def note_of(line: LedgerLine, has_entry: bool = False) -> str:
	"""What the row says beyond the fields of a project, in one text; the figure to date only where no entry holds it."""
	noted = {name: label for name, label in NOTED.items() if not (has_entry and name == FIGURE)}
	notes = [(label, line.values.get(name)) for name, label in noted.items()]
	return "；".join(f"{label}：{value}" for label, value in notes if value not in (None, ""))
