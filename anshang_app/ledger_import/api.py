"""Ledgers over REST and for the page: read, tried, taken over, undone. The file comes with each request and is never stored."""

import frappe
from frappe import _

from anshang_app.foundation.endpoints import endpoint, parse_argument, sent_file, sent_file_name
from anshang_app.ledger_import import (
	comparing,
	contacts,
	entering,
	jobs,
	kinds,
	mappings,
	projects,
	records,
	trial,
	undoing,
	uploads,
)
from anshang_app.ledger_import.proposals import Choices, place_of
from anshang_app.ledger_import.rules import files, headings
from anshang_app.ledger_import.rules.lines import CHANGED, NEW
from anshang_app.ledger_import.rules.tables import text_of
from anshang_app.ledger_import.who_may import check_may, kinds_of_user
from anshang_app.official_documents.downloads import XLSX, answer_bytes
from anshang_app.validation.plain_text import mask_phones

#: rows shown of each table
EXAMPLES = 3


@endpoint
def kinds_of_ledgers() -> list:
	"""The kinds of ledgers the user enters, the usual one first."""
	return kinds_of_user()


@endpoint
def read_ledger(kind: str = headings.PROJECTS) -> dict:
	"""The tables of the uploaded file (form field `file`) with a field proposed for each column.

	Answers {tables: [{sheet, title, headings, fields, kept, examples, rows, skipped}], columns: [{field, label}],
	as_of}: `kept` says that the fields are those of the last time, `as_of` the day the title names for its figures.
	"""
	check_may(kind)
	tables = uploads.tables(sent_file(files.LARGEST), kind)
	return {
		"tables": [table_of(table, kind) for table in tables],
		"columns": [{"field": column.field, "label": column.names[0]} for column in headings.COLUMNS[kind]],
		"as_of": uploads.day_of_figures(tables),
	}


def table_of(table, kind: str) -> dict:
	fields, is_remembered = mappings.fields_of(table, kind)
	return {
		"sheet": table.sheet,
		"title": table.title,
		"headings": list(table.headings),
		"fields": fields,
		"kept": is_remembered,
		"examples": [[mask_phones(text_of(cell)) for cell in row.cells] for row in table.rows[:EXAMPLES]],
		"rows": len(table.rows),
		"skipped": len(table.skipped),
	}


@endpoint
def try_ledger(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
) -> dict:
	"""试导: what each row would do; nothing is saved but what was corrected of the columns, for the next time.

	`mapping` is {place of the table: [field or None for each column] or None to leave it out}, `choices` see
	`proposals.Choices`, `year` the one of days without a year. Answers {counts: {new, changed, same, wrong},
	rows: [{place, sheet, number, outcome, project_name, about, enterprise, is_new_enterprise, stage, asks, wrong,
	changes: [{label, old, new}]}], questions: {enterprises, units, chains: [{name, near, rows}]}}.
	"""
	check_kind(kind)
	number = uploads.year_of(year)
	tables = uploads.tables(sent_file(files.LARGEST), kind)
	taken = uploads.mappings_of(tables, parse_argument(mapping, dict), kind)
	rows = uploads.lines_by(tables, taken, kind, number)
	proposals, on_file = kinds.proposed(rows, kind, Choices.of(parse_argument(choices, dict), number))
	mappings.keep(tables, taken, kind)
	return trial.answer_trial(kind, proposals, on_file)


@endpoint
def compare_ledger(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
) -> dict:
	"""对账: where the list and the platform contradict each other; nothing is changed.

	Answers {counts: {differ, same, unknown, wrong}, rows: as of `try_ledger`}; each of `changes` is {field, label,
	old (ours), new (theirs), since (the day ours stands so from)}. To take single ones over, call `enter_ledger` with
	the `places` and with {place: [field, …]} as `fields` of the choices.
	"""
	return comparing.answer_comparison(kind, *_proposed(kind, mapping, choices, year, check=False))


@endpoint
def wrong_rows(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
) -> None:
	"""The rows that are wrong as a workbook, each with its reason."""
	proposals, _on_file = _proposed(kind, mapping, choices, year)
	answer_bytes(_("Wrong Rows"), XLSX, trial.wrong_rows(proposals))


@endpoint
def enter_ledger(
	kind: str = headings.PROJECTS,
	mapping: dict | str | None = None,
	choices: dict | str | None = None,
	year: int | str | None = None,
	places: list | str | None = None,
	reason: str | None = None,
	record: str | None = None,
) -> dict:
	"""Take over rows, all or those of `places`, a few at each call: {record, running, entered, changed, failed, left}.

	The first call begins an import on record. While `left` is not empty, send the same again with its `record` and
	with `places` of what is left. More rows than `jobs.MANY` are taken over in the background: `running` is true,
	see `import_state`. A row that fails costs only itself; one taken over already is left alone.
	"""
	check_kind(kind)
	entering.wait_for_others()
	content, year = sent_file(files.LARGEST), uploads.year_of(year)
	columns, chosen = parse_argument(mapping, dict), parse_argument(choices, dict)
	rows = uploads.lines(content, kind, columns, year)
	wanted = [place_of(line) for line in rows] if places is None else parse_argument(places, list, of=str)
	doc = _continued(record, kind, content) if record else None
	if not doc:
		request = {
			"mapping": columns,
			"choices": chosen,
			"year": year,
			"places": None if places is None else wanted,
			"reason": reason or projects.default_reason(),
		}
		doc = records.begin(kind, content, sent_file_name(), len(wanted), request)
		if len(wanted) > jobs.MANY:
			jobs.start(doc, content)
			return {"record": doc.name, "running": True, "entered": 0, "changed": 0, "failed": [], "left": []}
	now, left = wanted[: entering.AT_ONCE], wanted[entering.AT_ONCE :]
	taken = [line for line in rows if place_of(line) in now]
	proposals, _on_file = kinds.proposed(taken, kind, Choices.of(chosen, year), check=places is None)
	done = jobs.take_over(
		doc, [proposal for proposal in proposals if proposal.judged.outcome in (NEW, CHANGED)], now
	)
	outcomes = [row.outcome for row in done]
	return {
		"record": doc.name,
		"running": False,
		"entered": outcomes.count(records.ENTERED),
		"changed": outcomes.count(records.CHANGED),
		"failed": [
			{"place": row.place, "reason": row.reason} for row in done if row.outcome == records.FAILED
		],
		"left": left,
	}


@endpoint
def try_contacts(mapping: dict | str | None = None, kind: str = headings.CONTACTS) -> dict:
	"""What a list of contacts (form field `file`) would do, nothing is saved: see `contacts.preview`."""
	return contacts.preview(_contacts(kind, mapping))


@endpoint
def enter_contacts(mapping: dict | str | None = None, kind: str = headings.CONTACTS) -> dict:
	"""Enter the members of a list and open their accounts, some at each call, until `left` is 0: {created, updated, opened, left}."""
	return contacts.enter(_contacts(kind, mapping))


@endpoint
def continue_import(record: str) -> dict:
	"""Go on with an import that stopped, with the same file (form field `file`); rows taken over stay: its state."""
	doc = records.own(record, lock=True)
	content = sent_file(files.LARGEST)
	if records.settle(doc).state != records.STOPPED:
		frappe.throw(_("The import has not stopped."))
	_check_same_file(doc, content)
	doc.db_set({"state": records.TAKING, "cancel_asked": 0})
	jobs.start(doc, content)
	return records.state_of(doc)


@endpoint
def import_state(record: str) -> dict:
	"""How far an import is: see `records.state_of`."""
	return records.state_of(records.settle(records.own(record)))


@endpoint
def cancel_import(record: str) -> dict:
	"""Stop an import after the rows it is at; what is taken over stays and can be undone: its state."""
	doc = records.own(record)
	if doc.state == records.TAKING:
		doc.db_set("cancel_asked", 1, update_modified=False)
	return records.state_of(records.settle(doc))


@endpoint
def import_rows(record: str) -> list:
	"""What an import entered and changed, as far as the user may read the records: see `undoing.rows_shown`."""
	return undoing.rows_shown(records.own(record))


@endpoint
def undo_import(record: str) -> dict:
	"""撤销本次导入 within a day, some at each call until `more` is 0: {removed, restored, left: [{place, record, reason}], more}."""
	return undoing.undo(records.own(record, lock=True))


def check_kind(kind: str) -> None:
	"""Refuse a kind that is entered elsewhere, and who does not enter it."""
	check_may(kind)
	if kind not in kinds.KINDS:
		frappe.throw(_("There is no ledger {0}.").format(frappe.utils.escape_html(kind)))


def _continued(record: str, kind: str, content: bytes):
	doc = records.own(record, lock=True)
	_check_same_file(doc, content)
	if doc.kind != kind or doc.state not in (records.TAKING, records.STOPPED):
		frappe.throw(_("The import is over: nothing more is taken over by it."))
	return doc


def _check_same_file(doc, content: bytes) -> None:
	if records.checksum(content) != doc.file_hash:
		frappe.throw(_("This is not the file of the import: choose {0} again.").format(doc.file_name))


def _proposed(kind: str, mapping, choices, year, check: bool = True) -> tuple:
	check_kind(kind)
	number = uploads.year_of(year)
	rows = uploads.lines(sent_file(files.LARGEST), kind, parse_argument(mapping, dict), number)
	return kinds.proposed(rows, kind, Choices.of(parse_argument(choices, dict), number), check)


def _contacts(kind: str, mapping) -> list:
	if kind != headings.CONTACTS:
		frappe.throw(_("There is no ledger {0}.").format(frappe.utils.escape_html(kind)))
	check_may(kind)
	return uploads.lines(sent_file(files.LARGEST), kind, parse_argument(mapping, dict), uploads.year_of(None))
