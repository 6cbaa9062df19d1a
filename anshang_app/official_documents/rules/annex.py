"""The blank forms of the service scheme's annex, read from the package's `data/annex.json`."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from anshang_app.rendering.grid import KINDS, Cell, Form

SOURCE = Path(__file__).resolve().parents[2] / "data" / "annex.json"
#: the forms in the order of the annex
SERVICE_TEAM, ENTITY, SCHEDULE = "service_team", "entity", "schedule"
FORM_NAMES = (SERVICE_TEAM, ENTITY, SCHEDULE)
#: per cent; the annex fixes the third form's columns only, as twelfths
WIDTHS = {
	SERVICE_TEAM: (8, 37, 20, 18, 17),
	ENTITY: (8, 54, 19, 19),
	SCHEDULE: (100 / 12,) * 12,
}
#: for lists with long remarks, so that a row still fits on a page
WIDE = {
	SERVICE_TEAM: (7, 24, 26, 17, 26),
	ENTITY: (7, 37, 18, 38),
}


@lru_cache(maxsize=1)
def blank_forms() -> dict[str, Form]:
	"""The three forms with nothing filled in, by name, in the order of the annex.

	Source: the annex of the service scheme, cell by cell, as `data/annex.json` explains itself.
	"""
	tables = json.loads(SOURCE.read_text(encoding="utf-8"))["tables"]
	return {
		name: _form(name, number, table)
		for number, (name, table) in enumerate(zip(FORM_NAMES, tables, strict=True), start=1)
	}


def _form(name: str, number: int, table: dict[str, Any]) -> Form:
	if len(WIDTHS[name]) != table["columns"]:
		raise ValueError(f"{name}: {table['columns']} columns")
	rows = tuple(
		tuple(_cell(number, cell) for cell in table["cells"] if cell["row"] == row)
		for row in range(table["rows"])
	)
	return Form(name, table["title"], WIDTHS[name], table["header_rows"], rows)


def _cell(number: int, cell: dict[str, Any]) -> Cell:
	if cell["kind"] not in KINDS:
		raise ValueError(f"unknown kind of cell: {cell['kind']}")
	row, col = cell["row"], cell["col"]
	return Cell(
		f"{number}.{row}.{col}", row, col, cell["rowspan"], cell["colspan"], cell["kind"], cell["text"]
	)


def date_cell(form: Form, label: str) -> Cell:
	"""The cell that takes the date of the step whose label is the cell named `label`.

	It stands right of the label; where the label reaches the edge, below it.
	"""
	cells = form.cells
	beside = cells[label]
	number = label.split(".")[0]
	right = f"{number}.{beside.row}.{beside.col + beside.colspan}"
	below = f"{number}.{beside.row + beside.rowspan}.{beside.col}"
	for name in (right, below):
		if name in cells and cells[name].kind in ("date", "date_done"):
			return cells[name]
	raise KeyError(label)
