"""The filters of a report as values; what cannot be one is refused with its name, value and rule."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import cint, escape_html

from anshang_app.case_reporting.period import Period, year_to
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR
from anshang_app.validation.checks import as_date


@dataclass(frozen=True)
class ProjectFilter:
	"""The filters all reports share; None: all. Without `stage` or `names` terminated projects are left out, and archived ones without `project` or `names`."""

	project: str | None = None
	industry_chain: str | None = None
	host_locality: str | None = None
	chain_lead_unit: str | None = None
	stage: str | None = None
	without_zone: bool = False
	#: projects chosen by name; no filter of a report
	names: tuple[str, ...] = ()

	@classmethod
	def of(cls, filters: dict | None) -> "ProjectFilter":
		"""Out of the filters of a report; unknown ones are the report's own."""
		shared = [field.name for field in fields(cls) if field.name != "names"]
		values: dict[str, Any] = {name: (filters or {}).get(name) or None for name in shared}
		if any(isinstance(value, list | dict) for value in values.values()):
			frappe.throw(_("Give one value, not several."), title=_("Please Check"))
		return cls(**{**values, "without_zone": bool(values["without_zone"])})

	@property
	def narrows(self) -> bool:
		return any(getattr(self, field.name) for field in fields(self))


def day(filters: dict, field: str, label: str, default: date) -> date:
	"""A day of the filters, `default` where none is given."""
	value = filters.get(field)
	if not value:
		return default
	try:
		chosen = as_date(value)
	except ValueError:
		chosen = None
	if not chosen or not FIRST_YEAR <= chosen.year <= LAST_YEAR:
		refuse(label, value, _("Enter a date as 2026-03-05."))
	return chosen


def period(filters: dict, today: date) -> Period:
	"""`from_date` to `to_date`, by default the year up to today."""
	default = year_to(today)
	first = day(filters, "from_date", _("From Day"), default.first)
	last = day(filters, "to_date", _("To Day"), max(default.last, first))
	if last < first:
		refuse(_("To Day"), last, _("It ends before it begins."))
	return Period(first, last)


def year(filters: dict, today: date) -> int:
	"""`year` of the filters, by default today's."""
	value = filters.get("year")
	if not value:
		return today.year
	if not str(value).isdigit() or not FIRST_YEAR <= cint(value) <= LAST_YEAR:
		refuse(_("Calendar Year"), value, _("Enter a year from {0} to {1}.").format(FIRST_YEAR, LAST_YEAR))
	return cint(value)


def count(filters: dict, field: str, label: str, default: int, most: int) -> int:
	"""A whole number of the filters from 1 to `most`."""
	value = filters.get(field)
	if value in (None, ""):
		return default
	if not str(value).isdigit() or not 1 <= cint(value) <= most:
		refuse(label, value, _("Enter a whole number from {0} to {1}.").format(1, most))
	return cint(value)


def choice(filters: dict, field: str, label: str, choices: tuple[str, ...]) -> str:
	"""One of the choices, the first where none is given."""
	value = filters.get(field) or choices[0]
	if value not in choices:
		refuse(label, value, _("Enter one of: {0}.").format("、".join(_(choice) for choice in choices)))
	return value


def refuse(label: str, value: object, rule: str) -> NoReturn:
	frappe.throw(f"{label}“{escape_html(str(value))}”：{rule}", title=_("Please Check"))
