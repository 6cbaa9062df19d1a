"""The frozen figures of a bulletin: taken with their records, stored, read back, held against those of now."""

import json
from datetime import date

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from anshang_app.bulletins.rules import layout
from anshang_app.bulletins.rules.snapshot import (
	COLUMNS,
	Difference,
	Snapshot,
	by_key,
	difference,
	from_text,
	missing,
	to_text,
	value_of,
	value_text,
)
from anshang_app.case_reporting import desk, tables
from anshang_app.case_reporting.details import details
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.indicators.figure import CASE, COMMITMENT, ENTRY, ORDER, Figure
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio

#: what a figure counts, as it is printed
MEASURES = {ENTRY: "次", ORDER: "件", CASE: "件", COMMITMENT: "项"}
MEASURE_OF_KIND = {tables.AMOUNT: "万元", tables.PERCENT: "%"}


def take(period: Period, today: date | None = None) -> dict[str, Snapshot]:
	"""Every figure of the period as of now, with what the bulletin says of its records; phones masked."""
	portfolio = Portfolio(today=today)
	cells = details(portfolio, period)
	return {key: snapshot(figure, cells.get(key, {})) for key, figure in figures(portfolio, period).items()}


def snapshot(figure: Figure, cells_of_record: dict[str, tuple]) -> Snapshot:
	"""A figure with what is kept of each of its records."""
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
	"""Put today's figures with their records into the bulletin; they have not been compared yet."""
	taken_at = now_datetime()
	bulletin.set("figures", [])
	for figure in take(period_of(bulletin)).values():
		bulletin.append(
			"figures",
			{
				"figure_key": figure.key,
				"label": figure.label,
				"definition": figure.definition,
				"value": value_text(figure.value),
				"said": figure.printed_value,
				"kind": figure.kind,
				"measure": figure.measure,
				"record_type": figure.doctype,
				"record_count": len(figure.records),
				"records": to_text(figure.records),
				"taken_at": taken_at,
			},
		)
	bulletin.update({"checked_at": None, "checked_by": None, "differences": 0, "difference_note": None})


def frozen(bulletin: Document) -> dict[str, Snapshot]:
	"""The frozen figures by their keys."""
	return by_key(
		Snapshot(
			row.figure_key,
			row.label,
			row.definition,
			value_of(row.value),
			row.said,
			row.kind,
			row.record_type,
			row.measure,
			from_text(row.records),
		)
		for row in bulletin.figures
	)


def difference_words(changes: Difference) -> str:
	"""How many records came, went or changed."""
	parts = (
		(_("{0} records added"), changes.added),
		(_("{0} records gone"), changes.gone),
		(_("{0} records altered"), changes.altered),
	)
	sentences = [sentence.format(len(names)) for sentence, names in parts if names]
	return "、".join(sentences) or _("another value")


def found_text(changes: Difference, then: Snapshot, now: Snapshot | None) -> str:
	"""The records that differ as JSON: {added, gone, altered}: [[name, words], …]."""
	cells_of_record = {**then.records, **(now.records if now else {})}
	texts_by_change = {
		kind: [[name, words_of(cells_of_record[name])] for name in names]
		for kind, names in (("added", changes.added), ("gone", changes.gone), ("altered", changes.altered))
	}
	return json.dumps(texts_by_change, ensure_ascii=False)


def found_rows(bulletin: Document) -> list[dict]:
	"""What the last comparison found: label, then, now, said, and the records added, gone, altered."""
	return [
		{"label": row.label, "then": row.said, "now": row.now_said, "said": row.difference}
		| json.loads(row.found)
		for row in bulletin.figures
		if row.differs and row.found
	]


def words_of(cells: tuple) -> str:
	return "，".join(layout.cell(value) for value in cells if value not in ("", None))


def mark_differences(bulletin: Document) -> None:
	"""Compute every figure anew and put beside the frozen one what differs."""
	then, now = frozen(bulletin), take(period_of(bulletin))
	for row in bulletin.figures:
		new = now.get(row.figure_key)
		changes = difference(then[row.figure_key], new) if new else missing(then[row.figure_key])
		row.update(
			{
				"now_said": new.printed_value if new else "—",
				"differs": int(bool(changes)),
				"difference": difference_words(changes) if changes else None,
				"found": found_text(changes, then[row.figure_key], new) if changes else None,
			}
		)
	bulletin.differences = sum(row.differs for row in bulletin.figures)
