"""Rows of the database as pandas frames: values as stored, days the calendar does not hold left blank."""

from collections.abc import Iterable

import frappe
import pandas as pd

from anshang_app.case_reporting.aggregates.common import counts
from anshang_app.foundation.spared import known_day

#: how columns of days end
DAY_ENDINGS = ("_date", "_on", "latest", "since")


def frame(query: str, columns: Iterable[str]) -> pd.DataFrame:
	"""The rows of a statement under the names of their columns, values as the database gives them."""
	return pd.DataFrame.from_records(frappe.db.sql(query), columns=list(columns), coerce_float=False)


def sound(doctype: str, rows: pd.DataFrame) -> pd.DataFrame:
	"""The rows with every day the calendar does not hold blank; the records are named in the error log."""
	names = rows.name if "name" in rows else [None] * len(rows)
	for column in rows.columns:
		if not column.endswith(DAY_ENDINGS) or rows[column].isna().all():
			continue
		bad = [
			(place, name, day)
			for place, (name, day) in enumerate(zip(names, rows[column], strict=True))
			if day is not None and not counts(day)
		]
		for place, name, day in bad:
			rows.loc[rows.index[place], column] = None
			if name:
				known_day(doctype, name, day)
	return rows
