"""Other systems are told that a record changed: each of its unit's records only, signed, tried again until it is taken.

Not Frappe's Webhook: it sends whatever fields it is given of whatever record, past the row rule, to any address, and a
dead receiver keeps a worker busy. Here a notice is a row of the change's own transaction, goes out through the one way
out (`reminders.gateways`), and a receiver that does not answer rests by itself.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, add_to_date, cint, get_datetime, get_system_timezone, now_datetime
from redis.exceptions import RedisError

from anshang_app import compat
from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import viewer_of_unit
from anshang_app.other_systems.rules.notice_rules import (
	TEST,
	WATCHED,
	body_of,
	changed,
	headers_of,
	wait_after,
)
from anshang_app.progress_tracking.sweep import alone
from anshang_app.reminders import gateways, robot_texts
from anshang_app.reminders.gateways import NotTaken
from anshang_app.reminders.rules.robots import Objection, status_objection

RECEIVER, NOTICE = "Receiving System", "System Notice"
TO_SEND, SENT, GIVEN_UP = "To Be Sent", "Sent Off", "Given Up"
SAVE = "system_notice"
#: notices one run sends to one receiver
MOST_AT_ONCE = 200
#: the settings' days the log is kept, and what holds where they say nothing
KEPT_DAYS, USUAL_DAYS = "notice_log_days", 90


# --- what happened ------------------------------------------------------------------------------------------


def follow(doc: Document, method: str | None = None) -> None:
	"""Write what is to be told of a saved record (on_update of every watched type)."""
	write_news(doc, doc.get_doc_before_save())


def follow_stage(project: Document, stage_before: str) -> None:
	"""As `follow`, of a project that a step of another record moved (provider `stage_moved`)."""
	write_news(project, {**project.as_dict(), "stage": stage_before})


def write_news(doc: Document, before: Mapping | None) -> None:
	"""Write a notice to each receiver whose unit may see the record; a failure keeps nobody from saving."""
	watched = WATCHED[doc.doctype]
	flags = frappe.flags
	if flags.in_import or flags.in_migrate or flags.in_story or not changed(watched, before, doc):
		return
	frappe.db.savepoint(SAVE)
	try:
		receivers = [row for row in asking(watched.asked_by) if may_be_told(row.unit, doc.doctype, doc.name)]
		for row in receivers:
			write(row.name, watched.kind, doc)
	except Exception as error:
		if compat.is_conflict(error):
			raise
		frappe.db.rollback(save_point=SAVE)
		frappe.log_error(_("A change was not told"), reference_doctype=doc.doctype, reference_name=doc.name)
		return
	for row in receivers:
		send_soon(row.name)


def asking(kind: str) -> list[frappe._dict]:
	"""Receivers in use that want to be told of a kind."""
	return frappe.get_all(
		RECEIVER, filters={"is_active": 1, kind: 1}, fields=["name", "unit"], order_by="name"
	)


def may_be_told(unit: str, doctype: str, name: str) -> bool:
	"""Whether a unit in use may see the record, whatever its members may beside."""
	in_use = frappe.db.get_value("Anshang Unit", unit, "is_active")
	return bool(in_use) and row_rule.may_see(doctype, name, viewer_of_unit(unit))


def write(receiver: str, kind: str, doc: Document) -> None:
	frappe.get_doc(
		{
			"doctype": NOTICE,
			"receiver": receiver,
			"kind": kind,
			"record_type": doc.doctype,
			"record_name": doc.name,
			"stage": doc.get("stage") or doc.get("state"),
			"happened_at": now_datetime(),
			"state": TO_SEND,
			"next_try": now_datetime(),
		}
	).insert(ignore_permissions=True)


# --- sending ------------------------------------------------------------------------------------------------


def send_waiting() -> None:
	"""Have the notices that are due sent, each receiver's by a job of its own (every five minutes)."""
	due = {"state": TO_SEND, "next_try": ["<=", now_datetime()]}
	for receiver in frappe.get_all(NOTICE, filters=due, pluck="receiver", distinct=True, order_by="receiver"):
		ask_worker(receiver)


def send_soon(receiver: str) -> None:
	"""Have a receiver's notices sent once the change is kept."""
	frappe.db.after_commit.add(lambda: ask_worker(receiver))


def ask_worker(receiver: str) -> None:
	"""Ask a worker to send a receiver's notices; without a queue the next round asks again."""
	with suppress(RedisError):
		frappe.enqueue(
			"anshang_app.other_systems.notices.send_to",
			queue="short",
			job_id=f"anshang-notices-{receiver}",
			deduplicate=True,
			receiver=receiver,
		)


def send_to(receiver: str) -> int:
	"""Send a receiver's notices in the order they happened, up to the first that is not taken; how many are over."""
	sent = 0
	with alone(f"anshang-notices-{receiver}") as first:
		if not first:
			return 0
		doc = frappe.get_doc(RECEIVER, receiver)
		while doc.is_active and sent < MOST_AT_ONCE and (name := first_due(receiver)):
			if not attempt(doc, frappe.get_doc(NOTICE, name)):
				break
			sent += 1
	return sent


def first_due(receiver: str) -> str | None:
	"""The oldest notice that waits, unless the receiver rests after a failure."""
	rows = frappe.get_all(
		NOTICE,
		filters={"receiver": receiver, "state": TO_SEND},
		fields=["name", "next_try"],
		order_by="happened_at, creation, name",
		limit=1,
	)
	return rows[0].name if rows and rows[0].next_try <= now_datetime() else None


def attempt(receiver: Document, notice: Document) -> bool:
	"""Try one notice and note the outcome at once; whether the next one may follow."""
	if not may_be_told(receiver.unit, notice.record_type, notice.record_name):
		# what the unit may not see any more is not told late
		notice.db_set({"state": GIVEN_UP, "last_error": _("The unit may not see the record any more.")})
		return True
	try:
		post(receiver, notice.name, body_of({**notice.as_dict(), "happened_at": moment(notice.happened_at)}))
	except NotTaken as failure:
		note_failure(receiver, notice, failure.objection)
		taken = False
	except Exception:
		frappe.log_error(_("A change was not told"), reference_doctype=NOTICE, reference_name=notice.name)
		note_failure(receiver, notice, Objection("unexpected"))
		taken = False
	else:
		notice.db_set(
			{
				"state": SENT,
				"sent_at": now_datetime(),
				"attempts": cint(notice.attempts) + 1,
				"last_error": None,
			}
		)
		receiver.db_set({"last_success": now_datetime(), "last_error": None}, update_modified=False)
		taken = True
	if not frappe.flags.in_test:
		frappe.db.commit()
	return taken


def note_failure(receiver: Document, notice: Document, objection: Objection) -> None:
	"""Say why on notice and receiver; after the last attempt the notice is given up and the next one's turn."""
	attempts, sentence = cint(notice.attempts) + 1, robot_texts.sentence(objection)
	minutes = wait_after(attempts)
	waiting = (
		{"state": GIVEN_UP} if minutes is None else {"next_try": add_to_date(now_datetime(), minutes=minutes)}
	)
	notice.db_set({"attempts": attempts, "last_error": sentence, **waiting})
	receiver.db_set("last_error", sentence, update_modified=False)


def post(receiver: Document, notice_id: str, body: bytes) -> None:
	"""Post a body, signed; `NotTaken` where it was not answered with a 2xx."""
	headers = headers_of(notice_id, int(time.time()), body, secret_of(receiver))
	answer = gateways.send("POST", receiver.address, gateways.allowed_networks(), headers=headers, data=body)
	if objection := status_objection(answer.status):
		raise NotTaken(objection.rule, *objection.args)


def secret_of(receiver: Document) -> str:
	"""The receiver's secret; `NotTaken` where it was encrypted under another key of the site."""
	try:
		return receiver.get_password("secret")
	except (frappe.ValidationError, frappe.AuthenticationError) as error:
		with suppress(IndexError):
			frappe.clear_last_message()
		raise NotTaken("key_unreadable") from error


def moment(value) -> str:
	"""A moment of the site with its zone."""
	return get_datetime(value).replace(microsecond=0, tzinfo=ZoneInfo(get_system_timezone())).isoformat()


def try_out(receiver: Document) -> str:
	"""Post a test now; refused with what went wrong."""
	trial = {"name": frappe.generate_hash(length=10), "kind": TEST, "record_type": None, "record_name": None}
	body = body_of({**trial, "stage": None, "happened_at": moment(now_datetime())})
	try:
		post(receiver, trial["name"], body)
	except NotTaken as failure:
		sentence = robot_texts.sentence(failure.objection)
		frappe.throw(_("The message was not taken: {0}").format(sentence))
	receiver.db_set({"last_success": now_datetime(), "last_error": None}, update_modified=False)
	return _("The receiving system took the test.")


def forget_old() -> None:
	"""Delete notices that are over and older than the settings keep them (daily)."""
	days = cint(frappe.db.get_single_value("Anshang Settings", KEPT_DAYS)) or USUAL_DAYS
	old = ["<", add_days(now_datetime(), -days)]
	frappe.db.delete(NOTICE, {"state": ["in", [SENT, GIVEN_UP]], "creation": old})


def receivers_in_use() -> int:
	return frappe.db.count(RECEIVER, {"is_active": 1})


def failing_receivers() -> list[str]:
	"""Receivers in use whose last attempt failed."""
	filters = {"is_active": 1, "last_error": ["is", "set"]}
	return frappe.get_all(RECEIVER, filters=filters, pluck="name", order_by="name")
