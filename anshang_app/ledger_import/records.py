"""台账导入 on record: whose, which file, how far, and every row with what it entered or changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime
from frappe.utils.background_jobs import is_job_enqueued

from anshang_app.foundation.bulk import insert_rows
from anshang_app.ledger_import import who_may
from anshang_app.ledger_import.proposals import RowDone, Written

IMPORT, ROW = "Ledger Import", "Ledger Import Row"
TAKING, TAKEN, STOPPED, UNDONE = "Taking Rows Over", "Taken Over", "Stopped Halfway", "Import Undone"
#: outcomes of a row
ENTERED, CHANGED, FAILED, AS_IT_WAS = "Entered", "Changed", "Failed", "As It Was"
COUNTED = {ENTERED: "entered", CHANGED: "changed", FAILED: "failed"}
#: how long nothing may happen before an import counts as stopped
IDLE = timedelta(minutes=3)
LONGEST_NAME = 140


def begin(kind: str, content: bytes, file_name: str, total: int, request: Mapping) -> Document:
	"""A new import of the session's user; `request` is what it takes to go on with it later."""
	user = frappe.session.user
	return frappe.get_doc(
		{
			"doctype": IMPORT,
			"kind": kind,
			"file_name": file_name[:LONGEST_NAME],
			"file_hash": checksum(content),
			"state": TAKING,
			"unit": who_may.unit_of_user(),
			"imported_by": user,
			"imported_by_name": frappe.get_cached_value("User", user, "full_name"),
			"begun_at": now_datetime(),
			"total": total,
			"asked": json.dumps(request, ensure_ascii=False, default=str),
		}
	).insert(ignore_permissions=True)


def checksum(content: bytes) -> str:
	return hashlib.sha256(content).hexdigest()


def own(name: str, lock: bool = False) -> Document:
	"""An import the session's user may see and makes himself; any other is unknown."""
	record = frappe.db.exists(IMPORT, name) and frappe.get_doc(IMPORT, name, for_update=lock)
	if not record or not who_may.may_see(record):
		frappe.throw(_("There is no such import."), frappe.DoesNotExistError)
	who_may.check_may(record.kind)
	return record


def note(record: Document, rows: Iterable[RowDone], places: Sequence[str]) -> None:
	"""Write down what became of the rows at `places`: those that are as they were leave nothing."""
	done = list(rows)
	written = [(row, change) for row in done for change in row.written or (Written("", "", None),)]
	first = frappe.db.count(ROW, {"ledger_import": record.name})
	insert_rows(
		ROW,
		[
			{
				"idx": number,
				"ledger_import": record.name,
				"place": row.place,
				"outcome": row.outcome,
				"record_type": change.record_type,
				"record_name": change.record_name,
				"values_changed": json.dumps(change.changes, ensure_ascii=False, default=str)
				if change.changes is not None
				else None,
				"reason": row.reason,
			}
			for number, (row, change) in enumerate(written, first + 1)
		],
	)
	counts = {field: record.get(field) or 0 for field in COUNTED.values()}
	for row in done:
		if row.outcome in COUNTED:
			counts[COUNTED[row.outcome]] += 1
	record.db_set(
		{
			**counts,
			"done": (record.done or 0) + len(places),
			"stopped_at": places[-1].replace("|", " ") if places else None,
		}
	)
	if record.done >= record.total:
		finish(record, TAKEN)


def finish(record: Document, state: str) -> None:
	"""End an import: everything is taken over, or it stopped after the row noted last."""
	record.db_set({"state": state, **({"stopped_at": None} if state == TAKEN else {})})


def places_noted(record: str) -> set[str]:
	"""The rows of an import that are dealt with."""
	return set(frappe.get_all(ROW, filters={"ledger_import": record}, pluck="place", order_by="idx"))


def rows_of(record: str) -> list:
	"""Everything noted of an import, in the order in which it happened."""
	return frappe.get_all(ROW, filters={"ledger_import": record}, fields=["*"], order_by="idx")


# --- how far it is ----------------------------------------------------------------------------------------


def job_of(record: str) -> str:
	"""The name of an import's job in the background."""
	return f"anshang-ledger-{record}"


def is_at_work(record: Document) -> bool:
	"""Whether rows are being taken over: a job waits, or something happened a moment ago."""
	if record.state != TAKING:
		return False
	if now_datetime() - get_datetime(record.modified) < IDLE:
		return True
	return is_job_enqueued(job_of(record.name)) and not record.done


def settle(record: Document) -> Document:
	"""An import whose worker or page went away has stopped: its whole rows stay, it can be gone on with."""
	if record.state == TAKING and not is_at_work(record):
		finish(record, STOPPED)
	return record


def settle_all() -> None:
	"""The same for all (every few minutes)."""
	long_ago = now_datetime() - IDLE
	filters = {"state": TAKING, "modified": ["<", long_ago]}
	for name in frappe.get_all(IMPORT, filters=filters, pluck="name", order_by="name"):
		settle(frappe.get_doc(IMPORT, name))


def state_of(record: Document) -> dict:
	"""How far an import is: {record, state, total, done, entered, changed, failed: [{place, reason}], stopped_at}."""
	failed = frappe.get_all(
		ROW,
		filters={"ledger_import": record.name, "outcome": FAILED},
		fields=["place", "reason"],
		order_by="idx",
	)
	return {
		"record": record.name,
		**{name: record.get(name) for name in ("state", "total", "done", "entered", "changed", "stopped_at")},
		"failed": [{**row} for row in failed],
	}
