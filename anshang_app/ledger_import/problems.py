"""Rows of a problem list (问题清单): each becomes a coordination issue of its project, once."""

from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from anshang_app.coordination import issue_back_entry
from anshang_app.coordination.issues import ISSUE, OPEN_STATES
from anshang_app.coordination.rules.summaries import summary_of
from anshang_app.ledger_import.proposals import Choices, Proposal, Written, settle
from anshang_app.ledger_import.records_on_file import ANY, RecordsOnFile
from anshang_app.ledger_import.rules.headings import PROBLEMS
from anshang_app.ledger_import.rules.lines import (
	NEW,
	SAME,
	WRONG,
	Judged,
	LedgerFinding,
	LedgerLine,
	usual_heading,
)
from anshang_app.ledger_import.rules.solved import is_solved
from anshang_app.validation.checks import as_date, name_key
from anshang_app.validation.plain_text import mask_phones

#: what a row says of an open problem beyond its fields
NOTED = {"answer": "办理进展", "note": "备注"}


def propose_all(lines: Sequence[LedgerLine], records: RecordsOnFile, choices: Choices) -> list[Proposal]:
	"""Every row of a problem list as what it would do."""
	on_file = stored_issues()
	return [propose(line, records, choices, on_file) for line in lines]


def stored_issues() -> dict[tuple[str, str], dict]:
	"""Problems the user reads, by project and by their words, the whole and the short ones."""
	rows = frappe.get_list(
		ISSUE,
		fields=["name", "project", "title", "description", "state"],
		order_by="name",
		limit_page_length=0,
	)
	return {
		(row.project, key): row
		for row in rows
		for key in (name_key(row.title), name_key(row.description))
		if key
	}


def propose(line: LedgerLine, records: RecordsOnFile, choices: Choices, on_file: dict) -> Proposal:
	"""What one row would do."""
	asks, wrong = list(line.asks), list(line.wrong)
	project = find_project(line, records, wrong, PROBLEMS)
	title = str(line.values.get("title") or "")
	values: dict[str, object] = {"unit": line.values.get("unit")}
	settle(values, ANY, records.unit(ANY, str(values["unit"] or "")), choices.units, asks, PROBLEMS)
	stored = project and (
		on_file.get((project["name"], name_key(title)))
		or on_file.get((project["name"], name_key(summary_of(title))))
	)
	solved = is_solved(str(line.values.get("state") or ""))
	if solved is None:
		asks.append(
			LedgerFinding(
				usual_heading("state", PROBLEMS), str(line.values["state"]), "ledger_solved", "state"
			)
		)
	if stored:
		if solved and stored["state"] in OPEN_STATES:
			asks.append(LedgerFinding("", "", "ledger_not_cleared", "state"))
		return proposal(line, SAME, values, asks, wrong, choices, stored)
	values |= {
		"project": project and project["name"],
		"description": title,
		"raised_on": line.values.get("raised_on"),
		"person": line.values.get("person"),
		"due_date": line.values.get("due_date"),
		"advice": line.values.get("advice"),
		"solved": bool(solved),
		"cleared_on": line.values.get("cleared_on") or as_date(choices.solved_on),
	}
	wrong += day_findings(values)
	return proposal(line, NEW, values, asks, wrong, choices)


def day_findings(values: dict) -> list[LedgerFinding]:
	"""Days of a new problem that cannot stand."""
	raised, cleared, today = values["raised_on"], values["cleared_on"], getdate()
	findings = []
	if raised and raised > today:
		findings.append(
			LedgerFinding(usual_heading("raised_on", PROBLEMS), str(raised), "ledger_future", "raised_on")
		)
	if not values["solved"]:
		return findings
	if not cleared:
		findings.append(
			LedgerFinding(usual_heading("cleared_on", PROBLEMS), "", "ledger_solved_day", "cleared_on")
		)
	elif cleared > today:
		findings.append(
			LedgerFinding(usual_heading("cleared_on", PROBLEMS), str(cleared), "ledger_future", "cleared_on")
		)
	elif raised and cleared < raised:
		findings.append(
			LedgerFinding(
				usual_heading("cleared_on", PROBLEMS), str(cleared), "ledger_solved_before", "cleared_on"
			)
		)
	return findings


def find_project(
	line: LedgerLine, records: RecordsOnFile, wrong: list[LedgerFinding], kind: str
) -> dict | None:
	"""The project a row is about; one that is not there or not the user's is wrong in the same words."""
	name = str(line.values.get("project_name") or "")
	code = str(line.values.get("project_code") or "")
	project = records.project_named(code, name, str(line.values.get("enterprise") or ""))
	if not project and (code or name):
		wrong.append(LedgerFinding(usual_heading("project_name", kind), name or code, "ledger_no_project"))
	elif not project:
		wrong.append(LedgerFinding(usual_heading("project_name", kind), "", "ledger_missing"))
	return project


def proposal(
	line: LedgerLine,
	outcome: str,
	values: dict,
	asks: list[LedgerFinding],
	wrong: list[LedgerFinding],
	choices: Choices,
	stored: dict | None = None,
	changes: Mapping[str, tuple] | None = None,
) -> Proposal:
	"""A row judged: wrong where anything is."""
	read = LedgerLine(line.sheet, line.number, values, tuple(asks), tuple(wrong))
	judged = Judged(read, WRONG if wrong else outcome, changes or {})
	return Proposal(line, judged, values, asks, choices.year, stored=stored)


def write(proposed: Proposal, reason: str) -> list[Written]:
	"""Raise the problem of a row, or enter it as solved before the platform."""
	values: dict[str, Any] = {
		name: value for name, value in proposed.values.items() if value not in (None, "")
	}
	solved, cleared = values.pop("solved", False), values.pop("cleared_on", None)
	if solved:
		# nobody knows when it was raised: not after it was solved
		values.setdefault("raised_on", cleared)
	values |= {name: mask_phones(str(values[name])) for name in ("description", "advice") if name in values}
	issue = frappe.get_doc({"doctype": ISSUE, **values}).insert()
	issue.add_comment("Info", reason)
	if solved:
		answer = str(proposed.line.values.get("answer") or "") or _("Solved, as the list says")
		issue_back_entry.clear_as_solved_before(issue, mask_phones(answer), cleared)
	else:
		notes = [(label, proposed.line.values.get(name)) for name, label in NOTED.items()]
		note = "；".join(f"{label}：{value}" for label, value in notes if value)
		if note:
			issue.add_comment("Comment", mask_phones(note))
	return [Written(ISSUE, issue.name)]
