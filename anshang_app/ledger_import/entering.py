"""Rows of a ledger taken over, each by itself: one that fails costs only itself."""

from collections.abc import Callable, Sequence

import frappe
from frappe import _

from anshang_app.foundation.actions_to_approve import no_actions_to_approve
from anshang_app.ledger_import import records
from anshang_app.ledger_import.proposals import Proposal, RowDone, Written, place_of
from anshang_app.ledger_import.records_on_file import PROJECT
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
	proposals: Sequence[Proposal],
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
			new = [proposal for proposal in proposals if write_new and proposal.judged.outcome == NEW]
			done = enter_new(new, write_new, file_name, reason) if write_new and len(new) > 1 else {}
			return [
				done.get(place_of(proposal.line)) or enter_one(proposal, write, file_name, reason)
				for proposal in proposals
			]
	finally:
		frappe.flags.in_story = was


def enter_new(
	proposals: Sequence[Proposal], write_new: WriteNew, file_name: str, reason: str
) -> dict[str, RowDone]:
	"""What became of new rows entered together, by place; empty, and nothing entered, where one of them fails."""
	messages_before = len(frappe.local.message_log)
	frappe.db.savepoint(SAVEPOINT)
	try:
		written = write_new([(proposal, source_of(proposal, file_name, reason)) for proposal in proposals])
	except REFUSALS:
		# each by itself then, so that only the one that fails is named and left out
		frappe.db.rollback(save_point=SAVEPOINT)
		return {}
	finally:
		del frappe.local.message_log[messages_before:]
	return {
		place: done_of(proposal, rows)
		for proposal, rows in zip(proposals, written, strict=True)
		if (place := place_of(proposal.line))
	}


def enter_one(proposal: Proposal, write: Write, file_name: str, reason: str) -> RowDone:
	place, messages_before = place_of(proposal.line), len(frappe.local.message_log)
	frappe.db.savepoint(SAVEPOINT)
	try:
		written = write(proposal, source_of(proposal, file_name, reason))
	except REFUSALS as error:
		frappe.db.rollback(save_point=SAVEPOINT)
		return RowDone(place, records.FAILED, reason="；".join(sentences(error)))
	finally:
		# hints of a single record would come back by the hundred
		del frappe.local.message_log[messages_before:]
	return done_of(proposal, written)


def done_of(proposal: Proposal, written: Sequence[Written]) -> RowDone:
	"""The outcome of a row that was dealt with."""
	if not written:
		return RowDone(place_of(proposal.line), records.AS_IT_WAS)
	outcome = records.CHANGED if proposal.judged.outcome == CHANGED else records.ENTERED
	return RowDone(place_of(proposal.line), outcome, tuple(written))


def source_of(proposal: Proposal, file_name: str, reason: str) -> str:
	"""The reason on record, with the file and the row it comes from."""
	return _("{0} ({1}, {2} row {3})").format(reason, file_name, proposal.line.sheet, proposal.line.number)


def sentences(error: Exception) -> list[str]:
	"""What a refusal says, a sentence each: it holds one, or a list."""
	message = error.args[0] if error.args else ""
	return [
		frappe.utils.strip_html(str(text))
		for text in (message if isinstance(message, list | tuple) else [message])
	]
