"""A list or report as a workbook the way people here expect it: heading, date, frozen head, real values.

Pure: rows in, bytes out. A column says what its values are; a value of another kind is kept as text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from anshang_app.documents import words, xlsx

TEXT, NUMBER, WHOLE, DATE, MOMENT, LONG_TEXT = "text", "number", "whole", "date", "moment", "long"
FORMATS = {
	NUMBER: "#,##0.00##",
	WHOLE: "#,##0",
	DATE: 'yyyy"年"m"月"d"日"',
	MOMENT: 'yyyy"年"m"月"d"日" hh:mm',
}
#: widths in half letters: what a column never falls below or grows beyond, and those of fixed kinds
NARROWEST, WIDEST, WIDEST_LONG = 6, 30, 44
FIXED_WIDTHS = {DATE: 15, MOMENT: 21}
NUMBER_WIDTH = 12
#: half letters of a landscape page at a legible size; a wider list goes on A3
A4_WIDTH = 150
TITLE_POINTS, HEAD_POINTS, BODY_POINTS = 18, 11, 10.5
TITLE_HEIGHT, NOTE_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT, LINE_HEIGHT = 36, 20, 30, 20, 14
HEAD_ROWS = 3
#: rows whose lengths decide the widths: a list's later rows are no different
SAMPLED = 300
SERIAL = "序号"
TOTAL = "合计"


@dataclass(frozen=True)
class Column:
	"""A column: its heading, the kind of its values, and where wanted its width in half letters."""

	heading: str
	kind: str = TEXT
	width: float | None = None


@dataclass(frozen=True)
class Sheet:
	"""A list to be written: `rows` hold one value per column; `note` stands left of the date under the title.

	`totals`, one value per column, are a last row that is neither numbered, counted nor filtered.
	"""

	title: str
	columns: Sequence[Column]
	rows: Sequence[Sequence[object]]
	made_on: date
	note: str = ""
	foot: tuple[str, ...] = field(default_factory=tuple)
	totals: Sequence[object] = field(default_factory=tuple)


def build_sheet(wanted: Sheet) -> bytes:
	"""The workbook of one list. 5,000 rows of 20 columns take some seconds and little memory."""
	return build_book([wanted])


def build_book(sheets: Iterable[Sheet]) -> bytes:
	"""A workbook with one sheet for each list; titles make the sheets' names, numbered where they repeat."""
	book = Workbook(write_only=True)
	styles = _styles(book)
	taken: set[str] = set()
	for wanted in sheets:
		_write(book, wanted, styles, _free_name(wanted.title, taken))
	return xlsx.to_bytes(book)


def _free_name(title: str, taken: set[str]) -> str:
	"""A sheet's name: 31 letters, none of []:*?/\\, and not given before."""
	plain = (
		"".join(" " if letter in "[]:*?/\\'" else letter for letter in words.clean(title)).strip() or "Sheet"
	)
	name, number = plain[:31], 2
	while name.lower() in taken:
		name = f"{plain[:27]}({number})"
		number += 1
	taken.add(name.lower())
	return name


def _styles(book: Workbook) -> dict[str, str]:
	"""The look of each kind of cell as a style of the book, so that cells share it."""
	looks = {
		"title": (xlsx.font(xlsx.TITLE, TITLE_POINTS, True), xlsx.MIDDLE, None, None),
		"note": (xlsx.font(xlsx.FANGSONG, BODY_POINTS), xlsx.FROM_LEFT, None, None),
		"head": (xlsx.font(xlsx.HEITI, HEAD_POINTS), xlsx.MIDDLE, xlsx.GRID, None),
	}
	for kind in (TEXT, LONG_TEXT, NUMBER, WHOLE, DATE, MOMENT):
		alignment = xlsx.FROM_LEFT if kind in (TEXT, LONG_TEXT) else xlsx.MIDDLE
		looks[kind] = (xlsx.font(xlsx.FANGSONG, BODY_POINTS), alignment, xlsx.GRID, FORMATS.get(kind))
	for name, (font, alignment, border, number_format) in looks.items():
		style = NamedStyle(f"anshang-{name}", font=font, alignment=alignment)
		if border:
			style.border = border
		if number_format:
			style.number_format = number_format
		book.add_named_style(style)
	return {name: f"anshang-{name}" for name in looks}


def _write(book: Workbook, wanted: Sheet, styles: dict[str, str], name: str) -> None:
	sheet = book.create_sheet(name)
	columns = [Column(SERIAL, WHOLE, NARROWEST), *wanted.columns]
	widths = [
		NARROWEST,
		*(_width(column, number, wanted.rows) for number, column in enumerate(wanted.columns)),
	]
	_set_page(sheet, wanted, columns, widths)
	last = get_column_letter(len(columns))
	sheet.merged_cells.ranges.add(f"A1:{last}1")
	sheet.merged_cells.ranges.add(f"A2:{last}2")
	sheet.append([_text(sheet, wanted.title, styles["title"])])
	sheet.append([_text(sheet, _note(wanted), styles["note"])])
	sheet.append([_text(sheet, column.heading, styles["head"]) for column in columns])
	for number, row in enumerate(wanted.rows, start=1):
		values = (number, *row)
		sheet.row_dimensions[HEAD_ROWS + number].height = _row_height(columns, values, widths)
		pairs = zip(columns, values, strict=True)
		sheet.append([_cell(sheet, column.kind, value, styles) for column, value in pairs])
	if wanted.totals:
		pairs = zip(wanted.columns, wanted.totals, strict=True)
		cells = [_cell(sheet, column.kind, value, styles) for column, value in pairs]
		sheet.append([_text(sheet, TOTAL, styles["head"]), *cells])
	for line in wanted.foot:
		sheet.append([_text(sheet, line, styles["note"])])


def _note(wanted: Sheet) -> str:
	"""The line under the title: the note, the number of rows, the date."""
	parts = (wanted.note, f"共{len(wanted.rows)}条", f"导出日期：{words.day(wanted.made_on)}")
	return "　　".join(filter(None, parts))


def _set_page(sheet, wanted: Sheet, columns: list[Column], widths: list[float]) -> None:
	sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
	paper = xlsx.A4 if sum(widths) <= A4_WIDTH else xlsx.A3
	xlsx.set_paper(sheet, paper, landscape=True, margin_mm=10)
	for number, width in enumerate(widths, start=1):
		sheet.column_dimensions[get_column_letter(number)].width = width
	for row, height in enumerate((TITLE_HEIGHT, NOTE_HEIGHT, HEAD_HEIGHT), start=1):
		sheet.row_dimensions[row].height = height
	last = get_column_letter(len(columns))
	bottom = HEAD_ROWS + len(wanted.rows)
	sheet.freeze_panes = f"C{HEAD_ROWS + 1}" if len(columns) > 2 else f"A{HEAD_ROWS + 1}"
	sheet.auto_filter.ref = f"A{HEAD_ROWS}:{last}{bottom}"
	sheet.print_title_rows = f"{HEAD_ROWS}:{HEAD_ROWS}"
	sheet.print_area = f"A1:{last}{bottom + bool(wanted.totals) + len(wanted.foot)}"
	sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _row_height(columns: list[Column], values: Sequence[object], widths: list[float]) -> float:
	"""Points a row takes: not every program finds the height of wrapped text by itself."""
	lines = max(
		(
			xlsx.lines_needed(value, width)
			for column, value, width in zip(columns, values, widths, strict=True)
			if column.kind in (TEXT, LONG_TEXT) and isinstance(value, str) and len(value) * 2 >= width - 1
		),
		default=1,
	)
	return min(xlsx.HIGHEST_ROW, max(ROW_HEIGHT, lines * LINE_HEIGHT + 5))


def _width(column: Column, number: int, rows: Sequence[Sequence[object]]) -> float:
	"""Half letters a column takes: as asked, else by its heading and the longest of its first values."""
	if column.width:
		return column.width
	heading = words.half_letters(column.heading) + 4
	if column.kind in FIXED_WIDTHS:
		return max(heading, FIXED_WIDTHS[column.kind])
	if column.kind in (NUMBER, WHOLE):
		return max(heading, NUMBER_WIDTH)
	longest = max((xlsx.widest_line(_words(row[number])) for row in rows[:SAMPLED]), default=0)
	most = WIDEST_LONG if column.kind == LONG_TEXT else WIDEST
	return max(NARROWEST, min(most, max(heading, longest + 2)))


def _words(value: object) -> str:
	return "" if value is None else str(value)


def _text(sheet, text: str, style: str) -> WriteOnlyCell:
	cell = WriteOnlyCell(sheet)
	cell.style = style
	return xlsx.put_text(cell, text)


def _cell(sheet, kind: str, value: object, styles: dict[str, str]) -> WriteOnlyCell:
	"""A cell with a real number or date where the value is one, else with its words."""
	if value is None or value == "":
		cell = WriteOnlyCell(sheet)
		cell.style = styles[kind]
		return cell
	if _is_real(kind, value):
		cell = WriteOnlyCell(sheet, value)
		cell.style = styles[kind]
		return cell
	return _text(sheet, _words(value), styles[kind if kind in (TEXT, LONG_TEXT) else TEXT])


def _is_real(kind: str, value: object) -> bool:
	"""Whether Excel can hold the value as what its column says."""
	if isinstance(value, bool):
		return False
	if kind in (NUMBER, WHOLE):
		return isinstance(value, int | float | Decimal) and abs(value) < 10**15 and value == value
	if kind in (DATE, MOMENT):
		# a workbook knows no day before 1900
		return isinstance(value, date | datetime) and value.year >= 1900
	return False
