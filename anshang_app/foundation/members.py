"""Who belongs to which unit today: the one place where a membership begins and ends.

The day a membership ends is the first day without it; a unit out of use has no members.
"""

import frappe
from frappe.utils import today

from anshang_app.foundation.administrators import administers

#: kinds of unit that are asked about
KINDS = ("is_government_services_bureau", "is_investment_service_center", "is_economy_bureau")
TODAY = f"""
	select distinct unit.name, unit.is_demo, member.user, member.member_name, member.idx, member.is_agent,
		member.is_liaison, member.is_principal, member.office_phone,
		{", ".join(f"unit.{kind}" for kind in KINDS)}
	from `tabUnit Member` member join `tabAnshang Unit` unit on unit.name = member.parent
	where member.parenttype = 'Anshang Unit' and unit.is_active = 1
		and (member.from_date is null or member.from_date <= %(today)s)
		and (member.to_date is null or member.to_date > %(today)s)
"""


def memberships_of(user: str) -> list:
	"""The rows of one account: unit `name`, its kinds, `member_name`."""
	return frappe.db.sql(
		f"{TODAY} and member.user = %(user)s", {"user": user, "today": today()}, as_dict=True
	)


def members_today() -> list:
	"""The rows of everybody, with an account (`user`) or without, by unit and place in it."""
	return frappe.db.sql(f"{TODAY} order by unit.name, member.idx", {"today": today()}, as_dict=True)


def people_by_unit() -> dict[str, list]:
	"""Unit in use -> the rows of its members today, its liaison first, then by place."""
	rows_by_unit: dict[str, list] = {}
	for row in members_today():
		rows_by_unit.setdefault(row.name, []).append(row)
	return {unit: sorted(rows, key=lambda row: not row.is_liaison) for unit, rows in rows_by_unit.items()}


def units_of(user: str) -> set[str]:
	"""The units in use of which the user is a member today."""
	return {row.name for row in memberships_of(user)}


def agents_today() -> list:
	"""The agents (代办员) who have an account, one row each: unit `name`, `user`, `member_name`."""
	agents = [row for row in members_today() if row.is_agent and row.user]
	return list({row.user: row for row in agents}.values())


def units_with_accounts() -> set[str]:
	"""Units in use of which somebody works on the platform today: a member with an enabled account."""
	enabled = set(frappe.get_all("User", filters={"enabled": 1}, pluck="name", order_by="name"))
	return {row.name for row in members_today() if row.user in enabled}


def addresses_by_unit() -> dict[str, list[str]]:
	"""Unit in use -> the addresses of its members in office with an enabled account."""
	mails = dict(frappe.get_all("User", filters={"enabled": 1}, fields=["name", "email"], as_list=True))
	by_unit: dict[str, list[str]] = {}
	for row in members_today():
		address = mails.get(row.user)
		if address and address not in by_unit.setdefault(row.name, []):
			by_unit[row.name].append(address)
	return by_unit


def is_of(unit: str | None) -> bool:
	"""Whether the session's user draws numbers for the unit."""
	return administers() or unit in units_of(frappe.session.user)
