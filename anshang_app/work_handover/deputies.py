"""AB岗: a colleague of the same unit and roles stands in for a person for some days.

What a member sees and does he has by unit and role already; a deputy gets what is the person's own: his approvals as agent,
what is published to him, his entries, his steps in 我的工作, his reminders (`foundation.standing_in`).
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, formatdate, get_fullname, getdate, now, today

from anshang_app.foundation import constants
from anshang_app.foundation.bulk import insert_rows
from anshang_app.foundation.members import members_today, units_of
from anshang_app.foundation.standing_in import in_force
from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.reminders.arrivals import tell_person
from anshang_app.reminders.rules.waits import USER, Wait
from anshang_app.validation.checks import Problem, as_date, date_problem, is_blank, order_problems
from anshang_app.validation.messages import refuse
from anshang_app.work_handover.people import hands_over_everywhere, units_headed

DEPUTY = "Deputy"
TOLD = Wait("Deputy Named", DEPUTY, (USER, "deputy"), {}, "summary")
TOLD_END = Wait("Deputyship Ended", DEPUTY, (USER, "deputy"), {}, "summary")
#: roles somebody is stood in for with; nobody stands in for who keeps the platform, leads the city or heads a unit
CLERKS = frozenset({*(kind.role for kind in KINDS.values()), constants.AGENT_ROLE})
#: record type -> its fields that name a person a deputy may act for
NAMED = {
	"Approval Case": ("agent",),
	"Project Node": ("responsible_user",),
	"Progress Entry": ("done_by_user",),
}


def may_name(person: str, unit: str | None) -> bool:
	"""Whether the session's user names (or ends) a deputy of a person: himself, who heads the unit, the bureau."""
	return frappe.session.user == person or hands_over_everywhere() or unit in units_headed()


def choices() -> dict:
	"""For whom the user names a deputy, and who may be it: {persons, deputies: [{user, name, unit}], own: his account}."""
	rows = [
		{"user": row.user, "name": row.member_name, "unit": row.name} for row in members_today() if row.user
	]
	own = units_of(frappe.session.user)
	units = {row["unit"] for row in rows} if hands_over_everywhere() else own | units_headed()
	persons = [row for row in rows if may_name(row["user"], row["unit"])]
	return {
		"persons": persons,
		"deputies": [row for row in rows if row["unit"] in units],
		"own": frappe.session.user,
	}


def appoint(
	person: str, deputy: str, from_date: str | date | None, to_date: str | date | None, reason: str | None
) -> Document:
	"""Name a deputy for some days; both are told. One deputy of a person at a time."""
	unit = common_unit(person, deputy)
	doc = frappe.new_doc(DEPUTY)
	refuse(doc, [date_problem("from_date", from_date), date_problem("to_date", to_date)])
	first, last = as_date(from_date) or getdate(), as_date(to_date)
	frappe.db.get_value("User", person, "name", for_update=True)
	days = {"from_date": first, "to_date": last}
	refuse(
		doc,
		[
			Problem("to_date", None, "needed_for_step") if not last else None,
			Problem("from_date", first, "not_before_today") if first < getdate() else None,
			*(order_problems(days, (("from_date", "to_date"),)) if last else ()),
			Problem("reason", None, "reason_needed") if is_blank(reason) else None,
			overlap(person, first, last) if last else None,
		],
	)
	check_roles(person, deputy)
	names = {row.user: row.member_name for row in members_today() if row.name == unit}
	doc.update(
		{
			"person": person,
			"person_name": names[person],
			"deputy": deputy,
			"deputy_name": names[deputy],
			"summary": acting_words(names[deputy], names[person]),
			"unit": unit,
			**days,
			"reason": (reason or "").strip(),
			"set_by_name": get_fullname(frappe.session.user),
			"is_demo": cint(frappe.db.get_value("Anshang Unit", unit, "is_demo")),
		}
	)
	doc.flags.by_path = True
	doc.insert(ignore_permissions=True)
	tell(doc, TOLD)
	return doc


def acting_words(deputy: str, person: str) -> str:
	return _("{0} (for {1})").format(deputy, person)


def common_unit(person: str, deputy: str) -> str:
	"""The unit of both; one answer for accounts that are not there and for those of other units."""
	units = units_of(person) if person else set()
	named_by = [unit for unit in sorted(units) if may_name(person, unit)]
	if not named_by:
		frappe.throw(
			_("There is no person “{0}” for whom you name a deputy.").format(
				frappe.utils.escape_html(person[:140])
			),
			frappe.PermissionError,
		)
	shared = [unit for unit in named_by if unit in units_of(deputy)]
	enabled = deputy and frappe.db.get_value("User", deputy, "enabled")
	if not shared or not enabled or deputy == person:
		frappe.throw(
			_(
				"A deputy is another member in office of the same unit, with an account in use; “{0}” is not."
			).format(frappe.utils.escape_html(deputy[:140]))
		)
	return shared[0]


def check_roles(person: str, deputy: str) -> None:
	"""A deputy has the roles he stands in with: a deputyship gives none."""
	lacking = (CLERKS & {*frappe.get_roles(person)}) - {*frappe.get_roles(deputy)}
	if lacking:
		roles = "、".join(sorted(_(role) for role in lacking))
		frappe.throw(_("The deputy needs the roles of who is stood in for and lacks: {0}.").format(roles))


def overlap(person: str, first: date, last: date) -> Problem | None:
	"""Another deputy of the same days."""
	rows = frappe.get_all(
		DEPUTY,
		filters={
			"person": person,
			"ended_on": ["is", "not set"],
			"from_date": ["<=", last],
			"to_date": [">=", first],
		},
		fields=["deputy_name", "from_date", "to_date"],
		limit=1,
	)
	if not rows:
		return None
	row = rows[0]
	return Problem("from_date", first, "deputy_there", (row.deputy_name, row.from_date, row.to_date))


def is_open(doc: Document) -> bool:
	"""Whether a deputyship lasts, or is still to begin."""
	return not doc.ended_on and bool(doc.to_date) and getdate(doc.to_date) >= getdate()


def end(name: str) -> Document:
	"""End a deputyship at once: with the next statement its rights are gone."""
	doc = frappe.get_doc(DEPUTY, name, for_update=True)
	if not may_name(doc.person, doc.unit):
		frappe.throw(
			_(
				"A deputyship is ended by the person, the principal of the unit, the bureau or an administrator."
			),
			frappe.PermissionError,
		)
	if not is_open(doc):
		refuse(doc, [Problem("ended_on", doc.ended_on or doc.to_date, "outcome_entered", (doc.summary,))])
	doc.flags.by_path = True
	doc.update({"ended_on": today(), "ended_by_name": get_fullname(frappe.session.user)})
	doc.save(ignore_permissions=True)
	tell(doc, TOLD_END)
	return doc


def tell(doc: Document, wait: Wait) -> None:
	"""Both are told, but for who does it."""
	sentence = _("{0}: {1}, {2} to {3}").format(
		_(wait.heading), doc.summary, formatdate(doc.from_date), formatdate(doc.to_date)
	)
	for user in (doc.person, doc.deputy):
		if user != frappe.session.user:
			tell_person(user, doc, f"{doc.name}|{wait.heading}|{user}", wait, sentence)


def note_act(doc: Document, method: str | None = None) -> None:
	"""What a deputy does with a record of the person's own is on record as 某某（代某某） (on_update)."""
	flags = frappe.flags
	if flags.in_import or flags.in_migrate or flags.in_story or flags.in_install:
		return
	before = doc.get_doc_before_save() or {}
	named = {version.get(field) for version in (doc, before) for field in NAMED[doc.doctype]} - {
		None,
		"",
		frappe.session.user,
	}
	if not named:
		return
	for row in in_force("deputy", frappe.session.user):
		if row.person in named:
			put_act(row.name, doc)


def put_act(name: str, doc: Document) -> None:
	"""A row on the deputyship and a line in the record's history."""
	summary = frappe.db.get_value(DEPUTY, name, "summary")
	place = {"parent": name, "parenttype": DEPUTY, "parentfield": "acts"}
	number = frappe.db.count("Deputy Act", place) + 1
	act = {"acted_at": now(), "words": summary, "record_type": doc.doctype, "record": doc.name}
	insert_rows("Deputy Act", [{**place, **act, "idx": number}])
	doc.add_comment("Info", _("Done as deputy: {0}").format(frappe.utils.escape_html(summary)))


def standing() -> list[str]:
	"""The deputyships of the session's user today, as person or as deputy, a sentence each (provider `deputyships`)."""
	user = frappe.session.user
	names = [row.name for side in ("person", "deputy") for row in in_force(side, user)]
	if not names:
		return []
	rows = frappe.get_all(
		DEPUTY, filters={"name": ["in", names]}, fields=["summary", "to_date"], order_by="to_date"
	)
	return [_("{0} (until {1})").format(row.summary, formatdate(row.to_date)) for row in rows]
