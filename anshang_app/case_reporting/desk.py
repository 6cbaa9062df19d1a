"""A report for the desk: the tuple Frappe's script reports answer, in the user's language."""

from collections.abc import Iterable

import pandas as pd
from frappe import _
from frappe.utils import flt

from anshang_app.case_reporting import tables
from anshang_app.case_reporting.aggregates.common import WAN_PER_YI
from anshang_app.case_reporting.tables import Chart, Drill, Report, ReportColumn, Tile
from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.planning.lights import NONE
from anshang_app.rendering.wording import half_letters
from anshang_app.validation.plain_text import mask_phones

FIELDTYPES = {
	tables.TEXT: "Data",
	tables.LONG: "Data",
	tables.WHOLE: "Int",
	tables.AMOUNT: "Float",
	tables.PERCENT: "Float",
	tables.DAY: "Date",
}
TONES = {"good": "Green", "warn": "Orange", "bad": "Red", "": "Blue"}
COLORS = ("#1F6FB2", "#9A6B00", "#3A7D44", "#B5462A", "#6B5B95", "#5F6B76")
#: pixels of half a letter of a heading, and of what stands around it
HALF_LETTER, HEAD_MARGIN = 7, 34
#: colours of lights and of what is kept, open, missed
RED, YELLOW, GREEN, GREY = "#C0392B", "#D9A400", "#3A7D44", "#8A949E"


def answer(report: Report) -> list:
	"""[columns, rows, message, chart, summary, skip_total_row] as `execute` of a script report returns it.

	The desk adds up what it shows (`disable_total` where a sum says nothing), so there is no total among the rows.
	"""
	return [
		[column_of(column) for column in report.columns],
		list(report.rows),
		report.note or None,
		chart_of(report.chart) if report.chart and shows_something(report.chart) else None,
		[tile_of(tile) for tile in report.tiles],
		True,
	]


def column_of(column: ReportColumn) -> dict:
	"""A column as the desk takes it; `opens` and `drill` are read by this app's own formatter."""
	answer = {
		"fieldname": column.key,
		"label": column.heading,
		"fieldtype": FIELDTYPES[column.kind],
		"width": max(column.width, half_letters(column.heading) * HALF_LETTER + HEAD_MARGIN),
		"disable_total": int(not column.summed),
	}
	if column.kind in (tables.AMOUNT, tables.PERCENT):
		answer["precision"] = 1 if column.kind == tables.PERCENT else 2
	if column.kind in (tables.TEXT, tables.LONG):
		answer["align"] = "left"
	if column.opens:
		answer["opens"] = {"doctype": column.opens[0], "key": column.opens[1]}
	if column.drill:
		answer["drill"] = {
			"doctype": column.drill.doctype,
			"match": dict(column.drill.match),
			"fixed": dict(column.drill.fixed),
		}
	return answer


def shows_something(chart: Chart) -> bool:
	"""Whether any value is not nought: empty axes say nothing."""
	return len(chart.labels) > 0 and any(bool(value) for values in chart.series.values() for value in values)


def chart_of(chart: Chart) -> dict:
	"""A chart as frappe.Chart takes it."""
	return {
		"data": {
			"labels": list(chart.labels),
			"datasets": [{"name": name, "values": list(values)} for name, values in chart.series.items()],
		},
		"type": chart.kind,
		"colors": list(chart.colors or COLORS[: len(chart.series)]),
		"barOptions": {"stacked": int(chart.stacked), "spaceRatio": 0.6},
		"truncateLegends": 0,
	}


def tile_of(tile: Tile) -> dict:
	"""A figure above the report; what it was in the period before stands in its label."""
	label = tile.label
	if tile.was_label:
		label = f"{label}（{tile.was_label} {format_figure(tile.was, tile.kind)}）"
	return {
		"label": label,
		"value": format_figure(tile.value, tile.kind),
		"datatype": "Data",
		"indicator": TONES[tile.tone],
	}


def format_figure(value: object, kind: str) -> str:
	"""A figure as people read it, with separators and a per cent sign; — for an unknown one."""
	if value is None or value != value:
		return "—"
	if kind == tables.PERCENT:
		return f"{flt(value):g}%"
	if kind == tables.AMOUNT:
		return f"{flt(value):,.2f}".rstrip("0").rstrip(".")
	return f"{value:,}" if isinstance(value, int | float) else str(value)


# --- words ------------------------------------------------------------------------------------------------


def translate_values(values: Iterable) -> list[str]:
	"""Stored choices and states in the user's language, each translated once."""
	values = list(values)
	translations = {value: _(value) if value else "" for value in set(values)}
	return [translations[value] for value in values]


def mask_texts(values: Iterable) -> list[str]:
	"""Free text with every phone number in it masked; the many texts without digits are not looked through."""
	return [
		mask_phones(text) if text and any(letter.isdigit() for letter in text) else text or ""
		for text in values
	]


def project_titles(rows: pd.DataFrame) -> list[str]:
	"""Names of projects as read by people: one in phases says which phase."""
	return [with_phase(name, phase) for name, phase in zip(rows.project_name, rows.phase_no, strict=True)]


def stage_words() -> dict[str, str]:
	"""Stage -> its words, in the order of the path."""
	return {stage: _(stage) for stage in (*constants.STAGE_ORDER, *constants.STANDSTILLS)}


def in_yi(amount: float | None) -> float | None:
	"""万元 as 亿元 with two decimals."""
	return None if amount is None or amount != amount else round(float(amount) / WAN_PER_YI, 2)


def project_column() -> ReportColumn:
	"""The first column of nearly every report: the project's name, a link to it."""
	return ReportColumn(
		"project_title", _("Project"), tables.TEXT, 250, opens=("Investment Project", "project")
	)


def pace_columns(light: str, months: str, day: str) -> list[ReportColumn]:
	"""The light of investment, how far behind, and the day of the figure it rests on; keys of the row."""
	return [
		ReportColumn(light, _("Light of Investment"), tables.TEXT, 90),
		ReportColumn(months, _("Investment Behind (Months)"), tables.AMOUNT, 100),
		ReportColumn(
			day,
			_("Figure to Date as of"),
			tables.DAY,
			110,
			drill=Drill("Progress Entry", {"project": "project", "entry_date": day}),
		),
	]


def speak_of_pace(rows: pd.DataFrame, light: str, months: str) -> None:
	"""Lights in words beside their key, which gives the colour; where none is lit, nothing is behind."""
	rows[f"{light}_key"] = rows[light]
	rows[months] = [
		None if shown in (None, NONE) else value
		for shown, value in zip(rows[light], rows[months], strict=True)
	]
	rows[light] = translate_values(rows[light])


def place_columns() -> list[ReportColumn]:
	"""Where a project belongs."""
	return [
		ReportColumn("industry_chain", _("Industry Chain"), tables.TEXT, 120),
		ReportColumn("host_locality", _("Host Locality"), tables.TEXT, 130),
		ReportColumn("chain_lead_unit", _("Chain Lead Unit"), tables.TEXT, 150),
	]
