"""AB岗: for whom an account stands in today, asked anew each time, so that it ends the day it ends.

A deputy of a deputy gets nothing: only the person himself is asked for, never for whom he stands in.
"""

import frappe
from frappe.utils import today

#: both are members of the deputy's unit today, which is in use, and both accounts log in
IN_FORCE = """
	select distinct deputy.name, deputy.person, deputy.deputy
	from `tabDeputy` deputy
	join `tabAnshang Unit` unit on unit.name = deputy.unit and unit.is_active = 1
	join `tabUnit Member` own on own.parent = unit.name and own.user = deputy.person and {own}
	join `tabUnit Member` other on other.parent = unit.name and other.user = deputy.deputy and {other}
	join `tabUser` account on account.name = deputy.person and account.enabled = 1
	where deputy.ended_on is null and deputy.from_date <= %(today)s and deputy.to_date >= %(today)s
		and {asked}
	order by deputy.person, deputy.name
"""
TODAY = (
	"{0}.parenttype = 'Anshang Unit' and ({0}.from_date is null or {0}.from_date <= %(today)s)"
	" and ({0}.to_date is null or {0}.to_date > %(today)s)"
)


def in_force(side: str, user: str) -> list:
	"""The deputies in force today of whom `side` ("person" or "deputy") is the user: {name, person, deputy}."""
	# a site of before meets the rule in its patches already
	if not frappe.db.table_exists("Deputy"):
		return []
	statement = IN_FORCE.format(
		own=TODAY.format("own"), other=TODAY.format("other"), asked=f"deputy.{side} = %(user)s"
	)
	return frappe.db.sql(statement, {"user": user, "today": today()}, as_dict=True)


def stands_for(user: str) -> tuple[str, ...]:
	"""The accounts for which the user stands in today."""
	return tuple(dict.fromkeys(row.person for row in in_force("deputy", user)))


def deputies_of(user: str) -> tuple[str, ...]:
	"""The accounts that stand in for the user today."""
	return tuple(dict.fromkeys(row.deputy for row in in_force("person", user)))


def persons_of(user: str) -> set[str]:
	"""The user, and for whom he stands in today."""
	return {user, *stands_for(user)}
