"""Rows of a ledger taken over, each by itself: one that fails costs only itself."""

from collections.abc import Callable, Sequence

import frappe
from frappe import _

from anshang_app.foundation.actions_to_approve import no_actions_to_approve
from anshang_app.ledger_import import records
from anshang_app.ledger_import.known import PROJECT
from anshang_app.ledger_import.proposals import Proposal, RowDone, Written, place_of
from anshang_app.ledger_import.rules.lines import CHANGED, NEW

#: rows taken over by one request: each new project has a plan of some sixty nodes
AT_ONCE = 25
SAVEPOINT = "ledger_row"

Write = Callable[[Proposal, str], list[Written]]
WriteNew = Callable[[Sequence[tuple[Proposal, str]]], list[list[Written]]]
#: what a row may be refused by; the database's own refusal of a second record is Frappe's UniqueValidationError
REFUSALS = (frappe.ValidationError, frappe.PermissionError)


def wait_for_others() -> None:
	"""One request at a time takes rows over: the next one reads what this one entered."""
	frappe.db.get_value("DocType", PROJECT, "name", for_update=True)


def enter(
	found: Sequence[Proposal],
	write: Write,
	file_name: str,
	reason: str,
	write_new: WriteNew | None = None,
) -> list[RowDone]:
	"""Take over rows, new ones together by `write_new` if it is given, others each by `write`; what became of each."""
	# nobody is told of hundreds of records one by one: the digest of the day has them
	was, frappe.flags.in_story = frappe.flags.in_story, True
	try:
		with no_actions_to_approve():
			new = [one for one in found if write_new and one.judged.outcome == NEW]
			done = enter_new(new, write_new, file_name, reason) if write_new and len(new) > 1 else {}
			return [done.get(place_of(one.line)) or enter_one(one, write, file_name, reason) for one in found]
	finally:
		frappe.flags.in_story = was


def enter_new(
	found: Sequence[Proposal], write_new: WriteNew, file_name: str, reason: str
) -> dict[str, RowDone]:
	"""What became of new rows entered together, by place; empty, and nothing entered, where one of them fails."""
	told = len(frappe.local.message_log)
	frappe.db.savepoint(SAVEPOINT)
	try:
		written = write_new([(one, source_of(one, file_name, reason)) for one in found])
	except REFUSALS:
		# each by itself then, so that only the one that fails is named and left out
		frappe.db.rollback(save_point=SAVEPOINT)
		return {}
	finally:
		del frappe.local.message_log[told:]
	return {
		place: done_of(one, rows)
		for one, rows in zip(found, written, strict=True)
		if (place := place_of(one.line))
	}


def enter_one(one: Proposal, write: Write, file_name: str, reason: str) -> RowDone:
	place, told = place_of(one.line), len(frappe.local.message_log)
	frappe.db.savepoint(SAVEPOINT)
	try:
		written = write(one, source_of(one, file_name, reason))
	except REFUSALS as error:
		frappe.db.rollback(save_point=SAVEPOINT)
		return RowDone(place, records.FAILED, reason="；".join(sentences(error)))
	finally:
		# hints of a single record would come back by the hundred
		del frappe.local.message_log[told:]
	return done_of(one, written)


def done_of(one: Proposal, written: Sequence[Written]) -> RowDone:
	"""The outcome of a row that was dealt with."""
	if not written:
		return RowDone(place_of(one.line), records.AS_IT_WAS)
	outcome = records.CHANGED if one.judged.outcome == CHANGED else records.ENTERED
	return RowDone(place_of(one.line), outcome, tuple(written))


def source_of(one: Proposal, file_name: str, reason: str) -> str:
	"""The reason on record, with the file and the row it comes from."""
	return _("{0} ({1}, {2} row {3})").format(reason, file_name, one.line.sheet, one.line.number)


def sentences(error: Exception) -> list[str]:
	"""What a refusal says, a sentence each: it holds one, or a list."""
	said = error.args[0] if error.args else ""
	return [frappe.utils.strip_html(str(one)) for one in (said if isinstance(said, list | tuple) else [said])]
