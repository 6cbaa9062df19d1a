"""对账: a list from elsewhere held against the platform; every contradiction is shown, none is taken over by itself."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from anshang_app.ledger_import import trial
from anshang_app.ledger_import.approvals import CASE
from anshang_app.ledger_import.kinds import KINDS
from anshang_app.ledger_import.proposals import Proposal
from anshang_app.ledger_import.records_on_file import FIGURE, PROJECT, RecordsOnFile
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, SAME

#: the contradiction of an approval that is decided there and open here
STATE = "state"


def answer_comparison(kind: str, proposals: Sequence[Proposal], on_file: RecordsOnFile) -> dict:
	"""{counts: {differ, same, unknown}, rows: as of `trial.row_of`, each change with `since`}: see `api.compare_ledger`.

	Only rows that contradict the platform are answered, and those that are not there (outcome `unknown`).
	"""
	differing = [
		proposal
		for proposal in proposals
		if proposal.judged.changes or (proposal.judged.outcome == NEW and proposal.stored)
	]
	unknown = [proposal for proposal in proposals if proposal.judged.outcome == NEW and not proposal.stored]
	ages = changed_days(differing)
	return {
		"counts": {
			"differ": len(differing),
			"same": sum(proposal.judged.outcome == SAME for proposal in proposals),
			"unknown": len(unknown),
			"wrong": len(proposals)
			- len(differing)
			- len(unknown)
			- sum(proposal.judged.outcome == SAME for proposal in proposals),
		},
		"rows": [shown(proposal, kind, on_file, ages) for proposal in differing]
		+ [{**trial.row_of(proposal, KINDS[kind]), "outcome": "unknown"} for proposal in unknown],
	}


def shown(proposal: Proposal, kind: str, on_file: RecordsOnFile, ages: dict) -> dict:
	"""A contradicting row: each field ours, theirs, since when ours stands so."""
	row = trial.row_of(proposal, KINDS[kind])
	stored = proposal.stored or {}
	name = str(stored.get("name") or "")
	if proposal.judged.outcome == NEW:
		state, decided = str(stored["state"]), trial.format_value(proposal.line.values.get("decided_on"))
		row["changes"] = [{"field": STATE, "label": _("Status"), "old": _(state), "new": decided}]
	for change in row["changes"]:
		figure = on_file.figures.get(name) if change["field"] == FIGURE else None
		day = figure[0] if figure else ages.get((name, change["field"])) or ages.get((name, ""))
		change["since"] = formatdate(day) if day else ""
	row["outcome"] = CHANGED
	return row


def changed_days(proposals: Iterable[Proposal]) -> dict[tuple[str, str], date]:
	"""(record, field) -> the day it was last changed; (record, "") -> the day the record was entered."""
	names = sorted({str(proposal.stored["name"]) for proposal in proposals if proposal.stored})
	days: dict[tuple[str, str], date] = {}
	for doctype in (PROJECT, CASE):
		for row in frappe.get_all(
			doctype, filters={"name": ["in", [*names, ""]]}, fields=["name", "creation"]
		):
			days[row.name, ""] = getdate(row.creation)
	versions = frappe.get_all(
		"Version",
		filters={"ref_doctype": ["in", [PROJECT, CASE]], "docname": ["in", [*names, ""]]},
		fields=["docname", "data", "creation"],
		order_by="creation",
	)
	for version in versions:
		for change in json.loads(version.data or "{}").get("changed") or ():
			days[version.docname, change[0]] = getdate(version.creation)
	return days
