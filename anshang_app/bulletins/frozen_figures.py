"""The figures of a bulletin: frozen when it is drafted, read back for its text, compared with today's for 核对.

Each figure is kept with the records behind it and what the bulletin says of each of them (`rules/snapshot`), so that
核对 can name the records that changed. Fields of a row of `bulletin.figures`: `said` is the frozen value as text,
`now_said` that of the last comparison, `found` the changed records as JSON.
"""

import json
from datetime import date

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from anshang_app.bulletins.rules import layout
from anshang_app.bulletins.rules.snapshot import (
	COLUMNS,
	FigureDifference,
	Snapshot,
	compare_snapshots,
	compare_with_nothing,
	index_by_key,
	records_from_json,
	records_to_json,
	value_from_json,
	value_to_json,
)
from anshang_app.case_reporting import desk, tables
from anshang_app.case_reporting.details import details
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.indicators.figure import CASE, COMMITMENT, ENTRY, ORDER, Figure
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio

#: Chinese measure word of a figure: by the record type it counts (else 个), by its kind if it is no count
MEASURES = {ENTRY: "次", ORDER: "件", CASE: "件", COMMITMENT: "项"}
MEASURE_OF_KIND = {tables.AMOUNT: "万元", tables.PERCENT: "%"}


def take_snapshots(period: Period, today: date | None = None) -> dict[str, Snapshot]:
	"""Figure key -> snapshot of every figure of the period, computed as of `today` (default: the current day).

	Telephone numbers in the texts of the records are masked.
	"""
	portfolio = Portfolio(today=today)
	cells = details(portfolio, period)
	return {
		key: build_snapshot(figure, cells.get(key, {})) for key, figure in figures(portfolio, period).items()
	}


def build_snapshot(figure: Figure, cells_of_record: dict[str, tuple]) -> Snapshot:
	"""A figure with the cells kept of each of its records: of a sum its amount, else those of `COLUMNS`.

	`cells_of_record`: record name -> cells, see `case_reporting.details`.
	"""
	if figure.amounts:
		records = {name: (amount,) for name, amount in zip(figure.records, figure.amounts, strict=True)}
	else:
		blank = tuple("" for _column in COLUMNS.get(figure.key, ()))
		records = {name: cells_of_record.get(name, blank) for name in figure.records}
	return Snapshot(
		figure.key,
		figure.label,
		figure.definition,
		figure.value,
		desk.format_figure(figure.value, figure.kind),
		figure.kind,
		figure.doctype,
		MEASURE_OF_KIND.get(figure.kind) or MEASURES.get(figure.doctype, "个"),
		records,
	)


def period_of(bulletin: Document) -> Period:
	return Period(getdate(bulletin.period_from), getdate(bulletin.period_to))


def freeze(bulletin: Document) -> None:
	"""Replace the bulletin's figures by today's and clear the result of the last comparison; does not save."""
	taken_at = now_datetime()
	bulletin.set("figures", [])
	for figure in take_snapshots(period_of(bulletin)).values():
		bulletin.append(
			"figures",
			{
				"figure_key": figure.key,
				"label": figure.label,
				"definition": figure.definition,
				"value": value_to_json(figure.value),
				"said": figure.printed_value,
				"kind": figure.kind,
				"measure": figure.measure,
				"record_type": figure.doctype,
				"record_count": len(figure.records),
				"records": records_to_json(figure.records),
				"taken_at": taken_at,
			},
		)
	bulletin.update({"checked_at": None, "checked_by": None, "differences": 0, "difference_note": None})


def read_frozen(bulletin: Document) -> dict[str, Snapshot]:
	"""Figure key -> snapshot of the bulletin's frozen figures."""
	return index_by_key(
		Snapshot(
			row.figure_key,
			row.label,
			row.definition,
			value_from_json(row.value),
			row.said,
			row.kind,
			row.record_type,
			row.measure,
			records_from_json(row.records),
		)
		for row in bulletin.figures
	)


def describe_difference(changes: FigureDifference) -> str:
	"""One line for the user: how many records were added, gone or altered, else that only the value differs."""
	parts = (
		(_("{0} records added"), changes.added),
		(_("{0} records gone"), changes.gone),
		(_("{0} records altered"), changes.altered),
	)
	sentences = [sentence.format(len(names)) for sentence, names in parts if names]
	return "、".join(sentences) or _("another value")


def changed_records_json(changes: FigureDifference, then: Snapshot, now: Snapshot | None) -> str:
	"""The records that differ as JSON: {added, gone, altered}, each a list of [name, its cells as one text]."""
	cells_of_record = {**then.records, **(now.records if now else {})}
	texts_by_change = {
		kind: [[name, join_cells(cells_of_record[name])] for name in names]
		for kind, names in (("added", changes.added), ("gone", changes.gone), ("altered", changes.altered))
	}
	return json.dumps(texts_by_change, ensure_ascii=False)


def list_differences(bulletin: Document) -> list[dict]:
	"""The differences the last comparison found, one mapping for each figure that differs.

	Keys: `label`, `then` and `now` (both values as text), `said` (see `describe_difference`), and the records
	`added`, `gone`, `altered` (see `changed_records_json`).
	"""
	return [
		{"label": row.label, "then": row.said, "now": row.now_said, "said": row.difference}
		| json.loads(row.found)
		for row in bulletin.figures
		if row.differs and row.found
	]


def join_cells(cells: tuple) -> str:
	"""The cells kept of a record as one text; empty ones are left out."""
	return "，".join(layout.format_cell(value) for value in cells if value not in ("", None))


def mark_differences(bulletin: Document) -> None:
	"""核对: compute every figure anew and note beside each frozen one whether and how it differs; does not save."""
	frozen, figures_now = read_frozen(bulletin), take_snapshots(period_of(bulletin))
	for row in bulletin.figures:
		then, now = frozen[row.figure_key], figures_now.get(row.figure_key)
		changes = compare_snapshots(then, now) if now else compare_with_nothing(then)
		row.update(
			{
				"now_said": now.printed_value if now else "—",
				"differs": int(bool(changes)),
				"difference": describe_difference(changes) if changes else None,
				"found": changed_records_json(changes, then, now) if changes else None,
			}
		)
	bulletin.differences = sum(row.differs for row in bulletin.figures)
