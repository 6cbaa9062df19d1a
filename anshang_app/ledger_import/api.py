"""Ledgers over REST and for the page: read, tried, taken over. The file comes with each request and is never stored."""

from frappe import _

from anshang_app.foundation.endpoints import endpoint, given, sent_file
from anshang_app.ledger_import import entering, trial, uploads
from anshang_app.ledger_import.proposals import Choices, place_of
from anshang_app.ledger_import.rules import files, headings
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, proposed
from anshang_app.ledger_import.rules.tables import text_of
from anshang_app.official_documents.downloads import XLSX, answer_bytes
from anshang_app.validation.plain_text import mask_phones

#: rows shown of each table
EXAMPLES = 3


@endpoint
def read_ledger(kind: str = headings.PROJECTS) -> dict:
	"""The tables of the uploaded file (form field `file`) with a field proposed for each column.

	Answers {tables: [{sheet, title, headings, fields, examples, rows, skipped}], columns: [{field, label}]}.
	"""
	uploads.check_may(kind)
	found = uploads.tables(sent_file(files.LARGEST), kind)
	return {
		"tables": [
			{
				"sheet": table.sheet,
				"title": table.title,
				"headings": list(table.headings),
				"fields": proposed(table, kind),
				"examples": [
					[mask_phones(text_of(cell)) for cell in row.cells] for row in table.rows[:EXAMPLES]
				],
				"rows": len(table.rows),
				"skipped": len(table.skipped),
			}
			for table in found
		],
		"columns": [{"field": one.field, "label": one.names[0]} for one in headings.COLUMNS[kind]],
	}


@endpoint
def try_ledger(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
) -> dict:
	"""试导: what each row would do; nothing is saved.

	`mapping` is {place of the table: [field or None for each column] or None to leave it out}, `choices` see
	`proposals.Choices`, `year` the one of days without a year. Answers {counts: {new, changed, same, wrong},
	rows: [{place, sheet, number, outcome, project_name, enterprise, is_new_enterprise, stage, asks, wrong,
	changes: [{label, old, new}]}], questions: {enterprises, units, chains: [{name, near, rows}]}}.
	"""
	return trial.told(*_proposed(kind, mapping, choices, year))


@endpoint
def wrong_rows(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
) -> None:
	"""The rows that are wrong as a workbook, each with its reason."""
	found, _on_file = _proposed(kind, mapping, choices, year)
	answer_bytes(_("Wrong Rows"), XLSX, trial.wrong_rows(found))


@endpoint
def enter_ledger(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
	places: list | str | None = None,
	reason: str | None = None,
) -> dict:
	"""Take over rows, all or those of `places`, a few at each call: {entered, changed, failed, left}.

	While `left` is not empty, send the same again with `places` of what is left. A row that fails costs only itself;
	one taken over already is the same on record and is left alone.
	"""
	uploads.check_may(kind)
	entering.wait_for_others()
	lines = _lines(kind, mapping, year)
	wanted = [place_of(line) for line in lines] if places is None else given(places, list, of=str)
	now, left = wanted[: entering.AT_ONCE], wanted[entering.AT_ONCE :]
	rows = [line for line in lines if place_of(line) in now]
	found, _on_file = trial.proposed(rows, _choices(choices, year))
	taken = [one for one in found if one.judged.outcome in (NEW, CHANGED)]
	return {**entering.enter(taken, reason or entering.default_reason()), "left": left}


def _proposed(kind: str, mapping, choices, year) -> tuple:
	uploads.check_may(kind)
	return trial.proposed(_lines(kind, mapping, year), _choices(choices, year))


def _lines(kind: str, mapping, year) -> list:
	content = sent_file(files.LARGEST)
	return uploads.lines(content, kind, given(mapping, dict), uploads.year_of(year))


def _choices(choices, year) -> Choices:
	return Choices.of(given(choices, dict), uploads.year_of(year))
