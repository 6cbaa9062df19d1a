"""How long an item takes in this city, from its own granted cases; the likely dates of a plan."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import frappe
from frappe.utils import cint
from pypika.terms import LiteralValue

from anshang_app.access_control.row_rule import row_condition
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.permit_approvals.clocks import limit_of
from anshang_app.planning.outlook import Outlook, likely_day, outlook
from anshang_app.planning.workdays import WORKING, WorkCalendar


def durations(items: list[str]) -> dict[tuple[str, str | None], list[int]]:
	"""Days the authority used, by (item, unit), of granted cases that ran on the platform: one query.

	Only cases counted in the unit of days the item has today, and only those the user may read; back entries
	have no clock, what was entered by proxy waits for its unit, the demo is no sample.
	"""
	readable = row_condition("Approval Case", viewer_of())
	case, item = frappe.qb.DocType("Approval Case"), frappe.qb.DocType("Approval Item")
	query = (
		frappe.qb.from_(case)
		.join(item)
		.on(item.name == case.approval_item)
		.select(case.approval_item, case.unit, case.days_used)
		.where(case.approval_item.isin(items or [""]))
		.where(case.state == constants.GRANTED)
		.where(case.accepted_on.isnotnull())
		.where(case.limit_unit == item.limit_unit)
		.where(case.left_out_of_figures == 0)
		.where(case.is_demo == 0)
	)
	rows = (query.where(LiteralValue(readable)) if readable else query).run()
	days_by_unit = defaultdict(list)
	for name, unit, days in rows:
		days_by_unit[name, unit].append(days)
	return days_by_unit


def enough() -> int:
	"""Finished cases from which on the sample speaks (a setting)."""
	return cint(frappe.get_cached_doc("Anshang Settings").outlook_minimum)


def outlooks(items: list[str]) -> dict[tuple[str, str | None], Outlook]:
	"""The outlook of each item (its unit None) and of each item with each unit that decided some."""
	by_unit = durations(items)
	whole: dict[tuple[str, str | None], list[int]] = {(item, None): [] for item in items}
	for (item, _unit), days in by_unit.items():
		whole[item, None] += days
	least = enough()
	return {key: outlook(days, least) for key, days in {**by_unit, **whole}.items()}


def of_item(item: str) -> dict:
	"""What the form of an item shows: {unit, limit, enough, rows: [{deciding_unit, cases, p50, p80}]}."""
	record = frappe.get_cached_doc("Approval Item", item)
	by_unit = outlooks([item])
	rows = [_row(unit, sample) for (_item, unit), sample in by_unit.items()]
	return {
		"unit": record.limit_unit or WORKING,
		"limit": limit_of(record),
		"enough": enough(),
		"rows": sorted(rows, key=lambda row: (row["deciding_unit"] or "", row["cases"])),
	}


def _row(unit: str | None, sample: Outlook) -> dict:
	return {"deciding_unit": unit, "cases": sample.cases, "p50": sample.p50, "p80": sample.p80}


def best(by_unit: Mapping, item: str, unit: str | None) -> Outlook:
	"""The unit's own outlook where its cases suffice, else the item's over all units."""
	own = by_unit.get((item, unit))
	return own if own and own.enough else by_unit[item, None]


def of_case(item: str, unit: str | None) -> dict:
	"""What a case shows: {cases, p50, p80, enough} of its unit, else of its item."""
	return {**_row(unit, best(outlooks([item]), item, unit)), "enough": enough()}


def likely_dates(calendar: WorkCalendar, starts: Mapping[str, date]) -> list[tuple[str, date | None]]:
	"""(name, likely day) of each node that has an open approval case.

	`starts` gives the day from which each node counts (its earliest start); a case already accepted counts
	from its acceptance. By P80 of the outlook, by the promised limit where the sample is too small.
	"""
	cases = frappe.get_all(
		"Approval Case",
		filters={"node": ["in", [*starts, ""]], "clock_state": ["!=", constants.CLOCK_ENDED]},
		fields=[
			"node",
			"approval_item",
			"unit",
			"accepted_on",
			"promised_limit",
			"statutory_limit",
			"limit_unit",
			"is_immediate",
		],
		order_by="name",
	)
	by_unit = outlooks(sorted({case.approval_item for case in cases}))
	return [
		(
			case.node,
			likely_day(
				calendar,
				case.accepted_on or starts[case.node],
				best(by_unit, case.approval_item, case.unit),
				limit_of(case),
				case.limit_unit or WORKING,
			),
		)
		for case in cases
	]
