"""A report as data, before anybody draws it: columns, rows, chart, figures above it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

TEXT, LONG, WHOLE, AMOUNT, PERCENT, DAY = "text", "long", "whole", "amount", "percent", "day"


@dataclass(frozen=True)
class Drill:
	"""Where a figure leads: the list of `doctype`, narrowed by values of the row and by fixed ones.

	`match` maps fields of the record type to keys of the row; `fixed` maps fields to a value or [operator, value].
	"""

	doctype: str
	match: Mapping[str, str] = field(default_factory=dict)
	fixed: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportColumn:
	"""A column: key of the row, heading, kind of value, width in pixels.

	`opens` = (record type, key of the row) makes the value a link to that record; `summed` columns have a total.
	"""

	key: str
	heading: str
	kind: str = TEXT
	width: int = 100
	summed: bool = False
	opens: tuple[str, str] | None = None
	drill: Drill | None = None


@dataclass(frozen=True)
class Tile:
	"""A figure above the report; `was` is the same figure of the period before (`was_label` says which)."""

	label: str
	value: object
	kind: str = WHOLE
	tone: str = ""
	was: object = None
	was_label: str = ""


@dataclass(frozen=True)
class Chart:
	"""A chart: labels and series of equally many values. `kind`: bar, line or percentage."""

	labels: Sequence[str]
	series: Mapping[str, Sequence[float]]
	kind: str = "bar"
	colors: Sequence[str] = ()
	stacked: bool = False


@dataclass(frozen=True)
class Report:
	"""A report: `rows` are plain dicts with a value for each column's key, and keys the links need."""

	columns: Sequence[ReportColumn]
	rows: Sequence[dict[str, Any]]
	chart: Chart | None = None
	tiles: Sequence[Tile] = ()
	note: str = ""

	def totals(self) -> dict[str, float]:
		"""The sum of each summed column, of what is known."""
		return {
			column.key: sum(row[column.key] for row in self.rows if row[column.key] is not None)
			for column in self.columns
			if column.summed
		}


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
	"""The rows of a frame as dicts of plain Python values: None for what is unknown."""
	columns = {}
	for name in frame.columns:
		values = frame[name].tolist()
		columns[name] = [None if value is None or value != value else value for value in values]
	return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
