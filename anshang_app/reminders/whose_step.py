"""Whose step a waiting record is, in words: the unit it names, one with a role in its project, a kind of unit, an account."""

from collections.abc import Mapping

import frappe
from frappe import _

from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.foundation.units import PLATFORM_UNITS, find_platform_unit
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
	return "、".join(unit_or_kind_name(kind) for kind in wait.kinds)


def unit_or_kind_name(kind: str) -> str:
	"""The platform's unit of a kind (see `units.find_platform_unit`), or the kind's name if no single one is known."""
	field = next((field for field, of in PLATFORM_UNITS.items() if of == kind), None)
	return (field and find_platform_unit(field)) or _(KINDS[kind].name)
