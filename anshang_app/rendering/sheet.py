"""A list or report as a workbook the way people here expect it: heading, date, frozen head, real values.

Pure: rows in, bytes out. A column says what its values are; a value of another kind is kept as text.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from anshang_app.rendering import wording, xlsx

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
NARROWEST_NUMBER = 8
#: what the arrow of a filter takes of its heading's width
ARROW = 4
#: a heading with brackets takes more lines rather than more half letters
WIDEST_HEADING = 16
#: half letters of a landscape page, A4 at full size, A3 at 7 points; a wider list goes over several pages across
A4_WIDTH, A3_WIDTH = 150, 330
TITLE_POINTS, HEAD_POINTS, BODY_POINTS = 18, 11, 10.5
TITLE_HEIGHT, NOTE_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT, LINE_HEIGHT = 36, 20, 34, 20, 14
HEAD_LINE = 15
HEAD_ROWS = 3
#: rows whose lengths decide the widths: a list's later rows are no different
SAMPLED = 300
SERIAL = "序号"
TOTAL = "合计"


@dataclass(frozen=True)
class SheetColumn:
	"""A column: its heading, the kind of its values, and where wanted its width in half letters."""

	heading: str
	kind: str = TEXT
	width: float | None = None


@dataclass(frozen=True)
class ListSheet:
	"""A list to be written: `rows` hold one value per column; `note` stands left of the date under the title.

	`totals`, one value per column, are a last row that is neither numbered, counted nor filtered.
	"""

	title: str
	columns: Sequence[SheetColumn]
	rows: Sequence[Sequence[object]]
	made_on: date
	note: str = ""
	foot: tuple[str, ...] = field(default_factory=tuple)
	totals: Sequence[object] = field(default_factory=tuple)


def build_sheet(wanted: ListSheet) -> bytes:
	"""The workbook of one list. 5,000 rows of 20 columns take some seconds and little memory."""
	return build_book([wanted])


def build_book(sheets: Iterable[ListSheet]) -> bytes:
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
		"".join(" " if letter in "[]:*?/\\'" else letter for letter in wording.clean(title)).strip()
		or "Sheet"
	)
	name, number = plain[:31], 2
	while name.lower() in taken:
		name = f"{plain[:27]}({number})"
		number += 1
	taken.add(name.lower())
	return name


def _styles(book: Workbook) -> dict[str, str]:
	"""The look of each kind of cell as a style of the book, so that cells share it."""
	looks: dict[str, tuple[Font, Alignment, Border | None, str | None]] = {
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


def _write(book: Workbook, wanted: ListSheet, styles: dict[str, str], name: str) -> None:
	sheet = book.create_sheet(name)
	columns = [SheetColumn(SERIAL, WHOLE, NARROWEST), *wanted.columns]
	widths = [
		NARROWEST,
		*(_width(column, number, wanted) for number, column in enumerate(wanted.columns)),
	]
	across = _pages_across(widths)
	_set_page(sheet, wanted, columns, widths, across)
	# on further pages the repeated columns would bring a piece of what stands above them
	before = [None, None] if across > 1 else []
	first, last = len(before) + 1, _columns_of_first_page(widths, across)
	note, room = _note(wanted), sum(widths[first - 1 : last])
	sheet.row_dimensions[1].height = TITLE_HEIGHT
	sheet.row_dimensions[2].height = max(NOTE_HEIGHT, xlsx.lines_needed(note, room) * LINE_HEIGHT + 6)
	for at, (text, style) in enumerate(((wanted.title, "title"), (note, "note")), start=1):
		sheet.merged_cells.ranges.add(f"{get_column_letter(first)}{at}:{get_column_letter(last)}{at}")
		sheet.append([*before, _text(sheet, text, styles[style])])
	sheet.append([_text(sheet, _heading(column.heading), styles["head"]) for column in columns])
	for number, row in enumerate(wanted.rows, start=1):
		values = (number, *row)
		sheet.row_dimensions[HEAD_ROWS + number].height = _row_height(columns, values, widths)
		pairs = zip(columns, values, strict=True)
		sheet.append([_cell(sheet, column.kind, value, styles) for column, value in pairs])
	if wanted.totals:
		pairs = zip(wanted.columns, wanted.totals, strict=True)
		cells = [_cell(sheet, column.kind, value, styles) for column, value in pairs]
		sheet.row_dimensions[HEAD_ROWS + len(wanted.rows) + 1].height = ROW_HEIGHT
		sheet.append([_text(sheet, TOTAL, styles["head"]), *cells])
	for line in wanted.foot:
		sheet.append([_text(sheet, line, styles["note"])])


def _note(wanted: ListSheet) -> str:
	"""The line under the title: the note, the number of rows, the date."""
	parts = (wanted.note, f"共{len(wanted.rows)}条", f"导出日期：{wording.day(wanted.made_on)}")
	return "　　".join(filter(None, parts))


def _pages_across(widths: list[float]) -> int:
	"""How many pages stand side by side, so that the letters stay legible; each begins with the first two columns."""
	total, repeated = sum(widths), sum(widths[:2])
	return 1 if total <= A3_WIDTH else math.ceil((total - repeated) / (A3_WIDTH - repeated))


def _columns_of_first_page(widths: list[float], across: int) -> int:
	"""How many columns the title stands over: it would be cut between two pages."""
	if across == 1:
		return len(widths)
	ends = accumulate(widths)
	return max(3, sum(1 for end in ends if end <= sum(widths) / across))


def _set_page(
	sheet: WriteOnlyWorksheet, wanted: ListSheet, columns: list[SheetColumn], widths: list[float], across: int
) -> None:
	sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
	paper = xlsx.A4 if sum(widths) <= A4_WIDTH else xlsx.A3
	xlsx.set_paper(sheet, paper, landscape=True, margin_mm=10, across=across)
	if across > 1:
		sheet.print_title_cols = "A:B"
	for number, width in enumerate(widths, start=1):
		sheet.column_dimensions[get_column_letter(number)].width = width
	lines = max(
		xlsx.lines_needed(_heading(column.heading), width - ARROW + 1)
		for column, width in zip(columns, widths, strict=True)
	)
	sheet.row_dimensions[HEAD_ROWS].height = max(HEAD_HEIGHT, lines * HEAD_LINE + 4)
	last = get_column_letter(len(columns))
	bottom = HEAD_ROWS + len(wanted.rows)
	sheet.freeze_panes = f"C{HEAD_ROWS + 1}" if len(columns) > 2 else f"A{HEAD_ROWS + 1}"
	sheet.auto_filter.ref = f"A{HEAD_ROWS}:{last}{bottom}"
	sheet.print_title_rows = f"{HEAD_ROWS}:{HEAD_ROWS}"
	sheet.print_area = f"A1:{last}{bottom + bool(wanted.totals) + len(wanted.foot)}"
	sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _row_height(columns: list[SheetColumn], values: Sequence[object], widths: list[float]) -> float:
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


def _width(column: SheetColumn, number: int, wanted: ListSheet) -> float:
	"""Half letters a column takes: as asked, else by its heading in two lines and by what stands below it."""
	if column.width:
		return column.width
	heading = _heading_width(column.heading) + ARROW
	if column.kind in FIXED_WIDTHS:
		return max(heading, FIXED_WIDTHS[column.kind])
	if column.kind in (NUMBER, WHOLE):
		# a number that does not fit is shown as ####, the sums are the longest
		below = chain(wanted.rows, [wanted.totals] if wanted.totals else [])
		longest = max((_digits(column.kind, row[number]) for row in below), default=0)
		return max(heading, NARROWEST_NUMBER, longest + 2)
	longest = max((xlsx.widest_line(_cell_text(row[number])) for row in wanted.rows[:SAMPLED]), default=0)
	most = WIDEST_LONG if column.kind == LONG_TEXT else WIDEST
	return max(NARROWEST, min(most, max(heading, longest + 2)))


def _heading(text: str) -> str:
	"""A heading in lines: its unit or remark in brackets below it."""
	text = wording.clean(text)
	at = text.find("（")
	return text if at < 1 else f"{text[:at]}\n{text[at:]}"


def _heading_width(text: str) -> int:
	"""Half letters a heading takes in two lines."""
	lines = _heading(text).split("\n")
	if len(lines) == 1:
		return math.ceil(wording.half_letters(lines[0]) / 4) * 2
	return min(WIDEST_HEADING, max(map(wording.half_letters, lines)))


def _digits(kind: str, value: object) -> int:
	"""How long a number is as it is shown."""
	return len(f"{value:,.2f}" if kind == NUMBER else f"{value:,.0f}") if _is_real(kind, value) else 0


def _cell_text(value: object) -> str:
	return "" if value is None else str(value)


def _text(sheet: WriteOnlyWorksheet, text: str, style: str) -> WriteOnlyCell:
	cell = WriteOnlyCell(sheet)
	cell.style = style
	return xlsx.put_text(cell, text)


def _cell(sheet: WriteOnlyWorksheet, kind: str, value: object, styles: dict[str, str]) -> WriteOnlyCell:
	"""A cell with a real number or date where the value is one, else with its words."""
	if value is None or value == "":
		cell = WriteOnlyCell(sheet)
		cell.style = styles[kind]
		return cell
	if _is_real(kind, value):
		cell = WriteOnlyCell(sheet, value)
		cell.style = styles[kind]
		return cell
	return _text(sheet, _cell_text(value), styles[kind if kind in (TEXT, LONG_TEXT) else TEXT])


def _is_real(kind: str, value: object) -> bool:
	"""Whether Excel can hold the value as what its column says."""
	if isinstance(value, bool):
		return False
	if kind in (NUMBER, WHOLE):
		return isinstance(value, int | float | Decimal) and -(10**15) < value < 10**15 and value == value
	if kind in (DATE, MOMENT):
		# a workbook knows no day before 1900
		return isinstance(value, date | datetime) and value.year >= 1900
	return False
