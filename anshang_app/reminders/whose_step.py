"""Whose step a waiting record is, in words: the unit it names, one with a role in its project, a kind of unit, an account."""

from collections.abc import Mapping

import frappe
from frappe import _

from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.foundation.units import PLATFORM_UNITS, known_unit
from anshang_app.reminders.rules.waits import PROJECT, UNIT, USER, Wait


def acting_unit(wait: Wait, record: Mapping, project: Mapping) -> str:
	"""The unit (or person) whose step `record` is by this line; "" where nobody is named."""
	whose, field = wait.whose
	if whose == UNIT:
		return record.get(field) or ""
	if whose == PROJECT:
		return project.get(field) or ""
	if whose == USER:
		return frappe.utils.get_fullname(record.get(field)) if record.get(field) else ""
	return "、".join(platform_unit(kind) for kind in wait.kinds)


def platform_unit(kind: str) -> str:
	"""The unit of a kind the platform has once, or the kind's name where two have it."""
	field = next((field for field, of in PLATFORM_UNITS.items() if of == kind), None)
	return (field and known_unit(field)) or _(KINDS[kind].name)
