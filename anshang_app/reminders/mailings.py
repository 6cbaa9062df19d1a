"""Each issue of a mailing once, whatever is killed, run twice, late or failing; put on record as Report Mailing.

The record and the mails in the queue are one transaction under one key (kind, subject, day). The queue sends at
least once, always with the Message-ID it stored.
"""

from collections.abc import Callable
from datetime import date

import frappe
from frappe.utils import add_to_date, now_datetime, today

from anshang_app.progress_tracking.sweep import alone
from anshang_app.reminders.digests import retry_mails

LOG = "Report Mailing"
SCHEDULED, WEEKLY = "Scheduled Report", "Weekly Dispatch"
MONTHLY, LEADER = "Monthly Note to Principal", "Weekly Page of a Leader"
#: mailings about a unit
OF_UNITS = (WEEKLY, MONTHLY)
MAILED, NOTHING, FAILED = "Mailed", "Nothing to Mail", "Mailing Failed"
LOCK = "anshang-mailing"
SAVE = "one_mailing"
#: an issue that fails is tried again at the next occasions, this often in all
MOST_TRIES = 5
#: a report is worth reading some days late, other than a digest
REVIVED_DAYS = 3


def once(kind: str, about: str, day: date, compose: Callable[[], list[str]]) -> str | None:
	"""Let `compose` queue the mails of an issue and answer whom they go to; the outcome, None if it was done before.

	What fails is undone, logged and put on record; it stops nothing else.
	"""
	with alone(LOCK) as first:
		if not first:
			return None
		earlier = issue_of(kind, about, day)
		if earlier and (earlier.outcome != FAILED or earlier.tried >= MOST_TRIES):
			return None
		frappe.db.savepoint(SAVE)
		try:
			addresses, problem = compose(), None
		except Exception:
			frappe.db.rollback(save_point=SAVE)
			addresses, problem = [], frappe.get_traceback()
			frappe.log_error(title=f"{kind}: {about}"[:140], message=problem)
		outcome = FAILED if problem else MAILED if addresses else NOTHING
		note(earlier, key_of(kind, about, day), kind, about, day, outcome, addresses, problem)
	return outcome


def key_of(kind: str, about: str, day: date) -> str:
	return f"{kind}|{about}|{day}"[:140]


def issue_of(kind: str, about: str, day: date):
	"""What is on record of an issue, read past the transaction's snapshot."""
	filters = {"mailing_key": key_of(kind, about, day)}
	return frappe.db.get_value(LOG, filters, ["name", "outcome", "tried"], as_dict=True, for_update=True)


def is_done(kind: str, about: str, day: date) -> bool:
	"""Whether an issue needs no more work, by a plain look."""
	row = frappe.db.get_value(
		LOG, {"mailing_key": key_of(kind, about, day)}, ["outcome", "tried"], as_dict=True
	)
	return bool(row) and (row.outcome != FAILED or row.tried >= MOST_TRIES)


def note(
	earlier,
	key: str,
	kind: str,
	about: str,
	day: date,
	outcome: str,
	addresses: list[str],
	problem: str | None,
):
	"""Put the outcome on record."""
	doc = frappe.get_doc(LOG, earlier.name) if earlier else frappe.new_doc(LOG)
	doc.update(
		{
			"mailing_key": key,
			"kind": kind,
			"about": about,
			"day": day,
			"outcome": outcome,
			"tried": (doc.tried or 0) + 1,
			"mailed_at": now_datetime() if outcome == MAILED else None,
			"addresses": "\n".join(addresses),
			# the last line says what went wrong, the whole stands in the error log
			"problem": problem.strip().splitlines()[-1][:1000] if problem else None,
		}
	)
	doc.save(ignore_permissions=True)


def send_each(addresses: list[str], **letter) -> list[str]:
	"""One mail per address in the queue, so that an address refused by the server keeps no other from its mail."""
	for address in addresses:
		frappe.sendmail(
			recipients=[address],
			message_id=f"anshang-{frappe.generate_hash(length=20)}@{frappe.local.site}",
			add_unsubscribe_link=0,
			**letter,
		)
	return addresses


def follow_rename(unit, method: str, old: str, new: str, merge: bool = False) -> None:
	"""机构改革: what a unit was sent under its old name it is not sent again under the new one (after_rename)."""
	carry_over(OF_UNITS, old, new)


def follow_account(user, method: str, old: str, new: str, merge: bool = False) -> None:
	"""The same of a leader's account (after_rename), so that no old name of a person stays either."""
	carry_over((LEADER,), old, new)


def carry_over(kinds: tuple[str, ...], old: str, new: str) -> None:
	issues = {"kind": ["in", kinds], "about": old}
	for row in frappe.get_all(LOG, filters=issues, fields=["name", "kind", "day"], order_by="day"):
		values = {"about": new, "mailing_key": key_of(row.kind, new, row.day)}
		frappe.db.set_value(LOG, row.name, values, update_modified=False)


def revive() -> None:
	"""Put mails back into the queue that a server did not take for days, or whose sender died."""
	retry_mails((LOG, "Auto Email Report", "Bulletin"), add_to_date(today(), days=-REVIVED_DAYS))
