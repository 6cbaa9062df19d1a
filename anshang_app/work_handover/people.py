"""Whose work may be handed over by whom, and who may take it."""

from dataclasses import dataclass

import frappe
from frappe import _

from anshang_app.access_control.acting_unit import coordinates
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.members import members_today, memberships_of

MEMBER = "Unit Member"


@dataclass(frozen=True)
class Person:
	"""An account with the name it goes by in its units.

	`units` are today's, `member_of` former ones too; `named_in` those in which the name is nobody else's, so that the name alone tells who is meant.
	"""

	user: str
	name: str
	enabled: bool
	mail: str
	units: tuple[str, ...] = ()
	member_of: tuple[str, ...] = ()
	named_in: tuple[str, ...] = ()
	roles: frozenset[str] = frozenset()


def person(user: str) -> Person | None:
	"""The person behind an account: of a member, today's or a former one, or of a city leader; None for any other."""
	# nobody's accounts: they are of no unit, and hold every role
	if not user or user in ("Administrator", "Guest"):
		return None
	account = frappe.db.get_value("User", user, ["name", "full_name", "enabled", "email"], as_dict=True)
	rows = member_rows({"user": user}) if account else []
	roles = frozenset(frappe.get_roles(user)) if account else frozenset()
	if not account or not (rows or constants.LEADER_ROLE in roles):
		return None
	names = {row.member_name for row in rows}
	return Person(
		account.name,
		rows[-1].member_name if rows else account.full_name,
		bool(account.enabled),
		account.email or "",
		tuple(sorted({row.name for row in memberships_of(user)})),
		tuple(sorted({row.parent for row in rows})),
		tuple(sorted({row.parent for row in rows} - units_shared(names, user))),
		roles,
	)


def member_rows(filters: dict) -> list:
	"""Rows of members of units, former ones too, the latest last."""
	return frappe.get_all(
		MEMBER,
		filters={**filters, "parenttype": "Anshang Unit"},
		fields=["parent", "user", "member_name", "from_date", "to_date"],
		order_by="from_date, creation",
	)


def units_shared(names: set[str], user: str) -> set[str]:
	"""Units in which somebody else goes by one of the names."""
	rows = member_rows({"member_name": ["in", sorted(names)]})
	return {row.parent for row in rows if row.user != user}


def units_headed(user: str | None = None) -> set[str]:
	"""Units in use of which the account (the session's) is a principal today (主要负责人)."""
	user = user or frappe.session.user
	return {row.name for row in members_today() if row.user == user and row.is_principal}


def hands_over_everywhere() -> bool:
	"""Whether the session's user hands over work of any unit: the bureau, and who keeps the platform."""
	return coordinates() or administers()


def check_may_hand_over() -> None:
	"""Refuse who hands over nobody's work."""
	if not (hands_over_everywhere() or units_headed()):
		frappe.throw(
			_(
				"Work is handed over by the principal of the unit, by the bureau and by the platform's administrators."
			),
			frappe.PermissionError,
		)


def giver_of(user: str) -> Person:
	"""Whose work is handed over; one answer for an account that is not there and one of another unit."""
	check_may_hand_over()
	holder = person(user)
	if not holder or not may_hand_over(holder):
		frappe.throw(
			_("There is no person “{0}” whose work you hand over.").format(
				frappe.utils.escape_html(user[:140])
			),
			frappe.PermissionError,
		)
	return holder


def may_hand_over(giver: Person) -> bool:
	"""Whether the session's user hands over this person's work: a principal for who is of his own units only."""
	if hands_over_everywhere():
		return True
	units = {*giver.units} or {row.parent for row in member_rows({"user": giver.user})}
	return bool(units) and units <= units_headed()


def taker_of(user: str, giver: Person) -> Person:
	"""Who takes the work: a member in office of a unit of the platform, with an account in use; not the giver."""
	candidate = person(user)
	ours = candidate and (hands_over_everywhere() or {*candidate.units} & units_headed())
	if not candidate or not ours:
		frappe.throw(
			_("There is no person “{0}” who may take the work over.").format(
				frappe.utils.escape_html(user[:140])
			),
			frappe.PermissionError,
		)
	if candidate.user == giver.user:
		frappe.throw(_("Giver and taker are one person: choose somebody else."))
	if not candidate.enabled:
		frappe.throw(_("The account of {0} is disabled: choose somebody in office.").format(candidate.name))
	if not candidate.units and constants.LEADER_ROLE not in candidate.roles:
		frappe.throw(_("{0} is a member of no unit today: choose somebody in office.").format(candidate.name))
	return candidate


def leaders() -> set[str]:
	"""Accounts of city leaders, who are members of no unit."""
	rows = {"role": constants.LEADER_ROLE, "parenttype": "User"}
	return {*frappe.get_all("Has Role", filters=rows, pluck="parent")} - {"Administrator"}


def people_shown() -> dict[str, list[dict]]:
	"""Whom the session's user may choose: {givers, takers: [{user, name, unit, note}]}, by unit and name."""
	check_may_hand_over()
	everywhere, headed = hands_over_everywhere(), units_headed()
	today = {(row.user, row.name) for row in members_today() if row.user}
	enabled = {*frappe.get_all("User", filters={"enabled": 1}, pluck="name")}
	givers, takers = {}, {}
	for row in member_rows({"user": ["is", "set"]}):
		if not everywhere and row.parent not in headed:
			continue
		in_office = (row.user, row.parent) in today
		note = "" if in_office and row.user in enabled else _("no longer in office")
		choice = {"user": row.user, "name": row.member_name, "unit": row.parent, "note": note}
		givers[row.user] = choice
		if not note:
			takers[row.user] = choice
	for user in sorted(leaders() - {*givers}) if everywhere else ():
		note = "" if user in enabled else _("no longer in office")
		choice = {
			"user": user,
			"name": frappe.utils.get_fullname(user),
			"unit": _(constants.LEADER_ROLE),
			"note": note,
		}
		givers[user] = choice
		if not note:
			takers[user] = choice

	def order(choice: dict) -> tuple:
		return bool(choice["note"]), choice["unit"], choice["name"]

	return {"givers": sorted(givers.values(), key=order), "takers": sorted(takers.values(), key=order)}
