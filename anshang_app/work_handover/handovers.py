"""工作交接: everything open of one person goes to another, in one transaction, with a receipt that ends the record."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.sessions import clear_sessions
from frappe.utils import cint, formatdate, getdate, now_datetime, today

from anshang_app.access_control import audit
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.reminders.arrivals import tell_person
from anshang_app.reminders.rules.waits import USER, WORK_HANDOVER, Wait
from anshang_app.validation.checks import Problem, as_date, date_problem, future_problem, is_blank
from anshang_app.validation.messages import refuse
from anshang_app.work_handover import moving
from anshang_app.work_handover.open_work import Piece, needs_of, open_pieces
from anshang_app.work_handover.people import (
	MEMBER,
	Person,
	giver_of,
	may_hand_over,
	member_rows,
	person,
	taker_of,
)
from anshang_app.work_handover.rules.needs import Lack, lacks

SIGNED, GIVEN = constants.SIGNED_FOR, constants.HANDED_OVER
TOLD_TAKER = Wait("Work Handed Over to You", WORK_HANDOVER, (USER, "taker"), {}, "summary")
TOLD_SIGNED = Wait("A Handover Was Signed For", WORK_HANDOVER, (USER, "arranged_by"), {}, "summary")
TOLD_GIVER = Wait("Your Work Was Handed Over", WORK_HANDOVER, (USER, "giver"), {}, "summary")


def preview(giver: str, taker: str | None) -> dict:
	"""What would go over, kind by kind, and what the taker lacks for it: see `api.preview`."""
	holder = giver_of(giver)
	other = taker_of(taker, holder) if taker else None
	pieces = open_pieces(holder)
	kinds: dict[str, list[dict]] = {}
	for piece in pieces:
		kinds.setdefault(piece.held.heading, []).append(describe_piece(piece))
	return {
		"giver": {"name": holder.name, "units": list(holder.units), "enabled": holder.enabled},
		"total": len(pieces),
		"kinds": [{"heading": _(heading), "pieces": rows} for heading, rows in kinds.items()],
		"lacking": [sentence(lack, other) for lack in lacking(pieces, holder, other)] if other else [],
	}


def describe_piece(piece: Piece) -> dict:
	"""A piece as a page shows it."""
	return {
		"title": piece.title,
		"project_name": piece.project_name,
		"doctype": piece.held.record_type,
		"name": piece.record,
		"unit": piece.unit,
	}


def lacking(pieces: list[Piece], giver: Person, taker: Person) -> list[Lack]:
	return lacks(needs_of(pieces, giver), taker.units, taker.roles)


def sentence(lack: Lack, taker: Person) -> str:
	"""What the taker would have to be, for which pieces."""
	roles = "、".join(sorted(_(role) for role in lack.roles))
	about = _("{0} ({1}, “{2}”)").format(_(lack.heading), lack.count, lack.title)
	if lack.unit and roles:
		return _("{0}: who takes it must be a member of {1} with the role {2}; {3} is not.").format(
			about, lack.unit, roles, taker.name
		)
	if lack.unit:
		return _("{0}: who takes it must be a member of {1}; {2} is not.").format(
			about, lack.unit, taker.name
		)
	return _("{0}: who takes it must have the role {1}; {2} has not.").format(about, roles, taker.name)


def hand_over(
	giver: str, taker: str, day: str | date | None, reason: str | None, ends_account: bool
) -> Document:
	"""Move everything open of `giver` to `taker` and put it on record; one at a time for each giver."""
	holder = giver_of(giver)
	before = latest_of(holder.user)
	hold_accounts(holder.user, taker)
	other = taker_of(taker, holder)
	if latest_of(holder.user, newest=True) != before:
		frappe.throw(
			_("The work of {0} was handed over a moment ago: please look again. Nothing was changed.").format(
				holder.name
			)
		)
	doc = begun(holder, other, day, reason, ends_account)
	pieces = open_pieces(holder)
	problems = lacking(pieces, holder, other)
	if problems:
		lines = [frappe.utils.escape_html(sentence(lack, other)) for lack in problems]
		frappe.throw(lines, title=_("Please Check"), as_list=True)
	if not pieces and not ends_account:
		frappe.throw(nothing_left(holder))
	moved = moving.move(pieces, holder, other, doc.day)
	put_on_record(doc, moved)
	moving.add_history_line(
		[piece for piece in moved if piece.held.parent != "Anshang Unit"], holder, other, doc.name
	)
	moving.assign_anew(moved)
	if ends_account:
		leave(holder, doc.day)
	tell_both(doc)
	return doc


def nothing_left(giver: Person) -> str:
	"""There is nothing to hand over, and since when."""
	last = latest_of(giver.user)
	if not last:
		return _("{0} has nothing open: there is nothing to hand over.").format(giver.name)
	values = frappe.db.get_value(WORK_HANDOVER, last, ["day", "taker_name"], as_dict=True)
	return _("{0} has nothing open any more: it was handed over to {1} on {2} ({3}).").format(
		giver.name, values.taker_name, formatdate(values.day), last
	)


def latest_of(giver: str, newest: bool = False) -> str | None:
	"""The latest hand-over of a person's work; `newest` reads past what this transaction saw before."""
	return frappe.db.get_value(
		WORK_HANDOVER, {"giver": giver}, "name", order_by="creation desc", for_update=newest
	)


def hold_accounts(*users: str) -> None:
	"""Keep other hand-overs of the same people off until this request is done."""
	for user in sorted(users):
		frappe.db.get_value("User", user, "name", for_update=True)


def begun(
	giver: Person, taker: Person, day: str | date | None, reason: str | None, ends_account: bool
) -> Document:
	"""The record with what was entered; refused with everything that is wrong about it."""
	doc = frappe.new_doc(WORK_HANDOVER)
	day_given = as_date(day) if day and not date_problem("day", day) else getdate()
	since = [row.from_date for row in member_rows({"user": giver.user}) if row.from_date]
	refuse(
		doc,
		[
			date_problem("day", day),
			future_problem("day", day_given, getdate()),
			Problem("day", day_given, "before_membership", (min(since),))
			if since and day_given < min(since)
			else None,
			Problem("reason", None, "reason_needed") if is_blank(reason) else None,
		],
	)
	if ends_account:
		check_may_end(giver)
	doc.update(
		{
			"state": GIVEN,
			"giver": giver.user,
			"giver_name": giver.name,
			"giver_unit": first_unit(giver),
			"taker": taker.user,
			"taker_name": taker.name,
			"taker_unit": first_unit(taker),
			"day": day_given,
			"reason": (reason or "").strip(),
			"ends_account": int(ends_account),
			"arranged_by": frappe.session.user,
			"arranged_by_name": frappe.utils.get_fullname(frappe.session.user),
			"arranged_at": now_datetime(),
		}
	)
	return doc


def first_unit(person: Person) -> str | None:
	"""The unit a person is named with: today's first, else the one he was of last."""
	rows = member_rows({"user": person.user})
	return person.units[0] if person.units else rows[-1].parent if rows else None


def check_may_end(giver: Person) -> None:
	"""An account is not disabled by its owner, and an administrator's by administrators only."""
	if giver.user == frappe.session.user:
		frappe.throw(_("Nobody disables the account he works with."))
	if giver.user == "Administrator" or (administers(giver.user) and not administers()):
		frappe.throw(
			_("The account of an administrator is disabled by another administrator."), frappe.PermissionError
		)


def put_on_record(doc: Document, moved: list[Piece]) -> None:
	"""Store the hand-over with a row for each piece that went over."""
	for piece in moved:
		doc.append(
			"items",
			{
				"heading": piece.held.heading,
				"title": piece.title,
				"project_name": piece.project_name,
				"for_unit": piece.unit,
				"record_type": piece.held.record_type,
				"record": piece.record,
				"row_name": piece.row.name,
				"node": piece.row.get("node")
				or (piece.record if piece.held.record_type == "Project Node" else None),
			},
		)
	doc.total = len(moved)
	doc.summary = _("{0} to {1}, {2} pieces").format(doc.giver_name, doc.taker_name, doc.total)
	doc.is_demo = cint(doc.giver_unit and frappe.db.get_value("Anshang Unit", doc.giver_unit, "is_demo"))
	doc.flags.by_path = True
	doc.insert(ignore_permissions=True)


def leave(giver: Person, day: date) -> None:
	"""离任: the memberships end on the day of the hand-over, and the account logs in no more; it is never deleted."""
	for row in frappe.get_all(
		MEMBER,
		filters={"user": giver.user, "parenttype": "Anshang Unit"},
		fields=["name", "parent", "from_date", "to_date"],
	):
		last = max(day, row.from_date) if row.from_date else day
		if not row.to_date or row.to_date > last:
			frappe.db.set_value(MEMBER, row.name, "to_date", last)
			moving.touch("Anshang Unit", row.parent)
	if giver.enabled:
		disable(giver)


def disable(person: Person) -> None:
	"""The account logs in no more, with its sessions ended and its mails off.

	Not by a save of the account: Frappe refuses that, whoever it is, on a site that Administrator alone manages.
	"""
	account = frappe.get_doc("User", person.user)
	account.db_set("enabled", 0)
	clear_sessions(user=account.name, force=True)
	frappe.db.set_value("Notification Settings", account.name, "enabled", 0)
	account.add_comment(
		"Info", _("{0} left office: the account is disabled ({1})").format(person.name, _("Hand Work Over"))
	)
	frappe.clear_cache(user=account.name)


def tell_both(doc: Document) -> None:
	"""Giver and taker are told at once."""
	tell(doc, {doc.taker: TOLD_TAKER, doc.giver: TOLD_GIVER})


def tell(doc: Document, lines: dict[str | None, Wait]) -> None:
	"""Tell each person his line, but for who does it himself and accounts out of use."""
	for user, wait in lines.items():
		if user and user != frappe.session.user and frappe.db.get_value("User", user, "enabled"):
			tell_person(user, doc, f"{doc.name}|{wait.heading}", wait, f"{_(wait.heading)}：{doc.summary}")


def sign_for(name: str) -> Document:
	"""签收 by who takes the work: from then on nothing about the record changes."""
	doc = frappe.get_doc(WORK_HANDOVER, name, for_update=True)
	if doc.taker != frappe.session.user:
		frappe.throw(
			_("The receipt is signed by who takes the work: {0}.").format(doc.taker_name),
			frappe.PermissionError,
		)
	if doc.state == SIGNED:
		refuse(doc, [Problem("state", _(SIGNED), "outcome_entered", (_(SIGNED),))])
	doc.flags.by_path = True
	doc.update({"state": SIGNED, "signed_for_by": frappe.session.user, "signed_for_on": today()})
	doc.save(ignore_permissions=True)
	audit.record("Work Handover Signed For", doc)
	tell(doc, {doc.giver: TOLD_SIGNED, doc.arranged_by: TOLD_SIGNED})
	return doc


def left_behind(doc: Document) -> int:
	"""How much came in to the giver since: open pieces in which he stands today; 0 for who may not hand it over."""
	giver = person(doc.giver)
	return len(open_pieces(giver)) if giver and may_hand_over(giver) else 0
