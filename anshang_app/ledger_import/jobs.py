"""Many rows taken over in the background: a few at a time, each part on record before the next begins."""

import json
from collections.abc import Sequence

import frappe
from frappe.model.document import Document

from anshang_app.foundation.endpoints import begun_anew
from anshang_app.ledger_import import entering, kinds, records, uploads
from anshang_app.ledger_import.proposals import Choices, Proposal, RowDone, place_of
from anshang_app.ledger_import.rules.lines import CHANGED, NEW

#: more rows than this are taken over in the background
MANY = 200
SECONDS = 4 * 3600
PROGRESS_EVENT = "anshang_ledger"


def start(record: Document, content: bytes) -> None:
	"""Begin, or go on with, an import in the background; the file goes with the job and is stored nowhere else."""
	frappe.enqueue(
		"anshang_app.ledger_import.jobs.work",
		queue="long",
		timeout=SECONDS,
		job_id=records.job_of(record.name),
		enqueue_after_commit=True,
		record_name=record.name,
		content=content,
	)


def work(record_name: str, content: bytes) -> None:
	"""The job: take over what is left of an import as the user who asked, until it is done, cancelled or broken."""
	frappe.set_user_lang(frappe.session.user)
	try:
		proposals = begun_anew(lambda: count_left(record_name, content))
		ended = records.TAKEN
		for start_at in range(0, len(proposals), entering.AT_ONCE):
			part = proposals[start_at : start_at + entering.AT_ONCE]
			if not begun_anew(lambda part=part: take_part(record_name, part)):
				ended = records.STOPPED
				break
	except Exception:
		# Frappe's worker logs it; what is on record stays, and the person is told that it stopped
		frappe.db.rollback()
		begun_anew(lambda: end(record_name, records.STOPPED))
		raise
	begun_anew(lambda: end(record_name, ended))


def count_left(record_name: str, content: bytes) -> list[Proposal]:
	"""The rows left of an import, their number on record."""
	record = frappe.get_doc(records.IMPORT, record_name)
	proposals = left_of(record, content)
	record.db_set("total", record.done + len(proposals))
	frappe.db.commit()
	return proposals


def take_part(record_name: str, part: Sequence[Proposal]) -> bool:
	"""Take over some rows for good; False, and nothing done, where the person asked to stop.

	A worker that is killed leaves whole rows, and the next one knows them.
	"""
	entering.wait_for_others()
	record = frappe.get_doc(records.IMPORT, record_name)
	if record.cancel_asked:
		return False
	take_over(record, part, [place_of(proposal.line) for proposal in part])
	frappe.db.commit()
	tell(record)
	return True


def end(record_name: str, state: str) -> None:
	"""Write down that an import is over, and tell."""
	record = frappe.get_doc(records.IMPORT, record_name)
	records.finish(record, state)
	frappe.db.commit()
	tell(record)


def left_of(record: Document, content: bytes) -> list[Proposal]:
	"""The rows of an import that are to be taken over and not dealt with yet."""
	request = json.loads(record.asked)
	rows = uploads.lines(content, record.kind, request["mapping"], request["year"])
	noted, wanted = records.places_noted(record.name), request["places"]
	rows = [
		line
		for line in rows
		if place_of(line) not in noted and (wanted is None or place_of(line) in set(wanted))
	]
	proposals, _on_file = kinds.proposed(
		rows, record.kind, Choices.of(request["choices"], request["year"]), check=wanted is None
	)
	return [proposal for proposal in proposals if proposal.judged.outcome in (NEW, CHANGED)]


def take_over(record: Document, proposals: Sequence[Proposal], places: Sequence[str]) -> list[RowDone]:
	"""Take over rows and note them, in the transaction of the caller; what became of each.

	`places` are all rows dealt with, those too that would do nothing.
	"""
	entering.wait_for_others()
	reason = json.loads(record.asked)["reason"]
	kind = kinds.KINDS[record.kind]
	done = entering.enter(proposals, kind.write, record.file_name, reason, kind.write_new)
	records.note(record, done, places)
	return done


def tell(record: Document) -> None:
	"""Tell the user's desk how far the import is."""
	frappe.publish_realtime(PROGRESS_EVENT, records.state_of(record), user=record.imported_by)
