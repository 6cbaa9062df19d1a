"""Records that break a rule the platform itself keeps: what could only come past it, by a restored backup, by SQL or by a fault.

Each room tells its own (`data_faults` of the providers, one function `faults` in its module of that name); all of
them only read. The sentence of a rule is one text, whose places are filled by the further columns of the query that
finds the records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime, getdate

#: records named for one rule; the rest show up as those are put right
MOST = 50


class Fault(NamedTuple):
	"""One record and what is wrong with it, as a sentence without the record's name."""

	record_type: str
	record_name: str
	sentence: str


def list_faults(record_type: str, sentence: str, query: str, values: object = None) -> list[Fault]:
	"""A fault for each row of a query; its first column names the record, the others fill the sentence's places."""
	rows = frappe.db.sql(f"{query} limit {MOST}", values or ())
	return [Fault(record_type, name, sentence.format(*map(format_value, rest))) for name, *rest in rows]


def format_value(value: object) -> str:
	"""A stored value in a sentence: days as they are written, states translated, nothing as a dash."""
	if isinstance(value, date):
		return formatdate(value)
	return _(value) if isinstance(value, str) and value else "—" if value in (None, "") else str(value)


def ends(passages: Iterable[tuple[str, str | None, str]]) -> dict[str, dict[str, int]]:
	"""How much more often each record's (record, from, to) passages enter a state than leave it, in whatever order.

	A log without gaps enters the state it ends in once more than it leaves it, and every other one as often.
	"""
	balance: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
	for record, before, after in passages:
		balance[record][after] += 1
		if before:
			balance[record][before] -= 1
	return {
		record: {state: count for state, count in states.items() if count}
		for record, states in balance.items()
	}


def format_end_states(states: Mapping[str, int]) -> str:
	"""The states a log leads to, in words."""
	return "、".join(
		format_value(state) for state, count in sorted(states.items()) if count > 0
	) or format_value(None)


def is_reckoned_today() -> bool:
	"""Whether lights and clocks were brought up to today: before, they may rightly differ from today's rules."""
	swept = frappe.db.get_single_value("Anshang Settings", "swept_at", cache=False)
	return bool(swept) and getdate(get_datetime(swept)) == getdate()
