"""Forms as one workbook, a sheet for each, printed on A4 as the other renderers print them."""

import math
from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from anshang_app.rendering import ooxml, xlsx
from anshang_app.rendering.grid import Cell, Form

#: width of the table in half letters of the body's size: about 180 mm
WIDTH = 92
TITLE_ROW, FIRST_ROW = 1, 2
TITLE_POINTS, BODY_POINTS, SMALL_POINTS = 18, 10.5, 9
TITLE_HEIGHT, ROW_HEIGHT, SIGNATURE_HEIGHT, LINE_HEIGHT, FOOT_HEIGHT = 40, 24, 108, 15, 14
QR_PIXELS = 57
SHEET_TITLE_LONGEST = 31


def render_xlsx(forms: Iterable[Form]) -> bytes:
	"""One sheet per form. A row too high for Excel takes several rows of the sheet, its cells merged."""
	book = Workbook()
	book.remove(book.active)
	for form in forms:
		_fill_sheet(book.create_sheet(form.title.replace("：", " ")[:SHEET_TITLE_LONGEST]), form)
	return xlsx.to_bytes(book)


def _fill_sheet(sheet: Worksheet, form: Form) -> None:
	sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
	widths = [WIDTH * share / 100 for share in form.widths]
	for number, width in enumerate(widths, start=1):
		# Excel adds the room of a cell's edges to what is asked
		sheet.column_dimensions[get_column_letter(number)].width = width + 0.7
	_line(sheet, TITLE_ROW, form.columns, form.title, xlsx.font(xlsx.TITLE, TITLE_POINTS, True), xlsx.MIDDLE)
	sheet.row_dimensions[TITLE_ROW].height = TITLE_HEIGHT
	starts = _lay_rows(sheet, form, widths)
	for cell in form.cells.values():
		_put(sheet, cell, starts)
	last = _put_foot(sheet, form, starts[-1])
	_set_print(sheet, form, starts, last)


def _lay_rows(sheet: Worksheet, form: Form, widths: list[float]) -> list[int]:
	"""Set the heights; returns the sheet's row each row of the form begins in, and the one after the last."""
	starts = [FIRST_ROW]
	for row in form.rows:
		height = _height(row, widths)
		parts = math.ceil(height / xlsx.HIGHEST_ROW)
		for part in range(parts):
			sheet.row_dimensions[starts[-1] + part].height = round(height / parts, 2)
		starts.append(starts[-1] + parts)
	return starts


def _height(row: tuple[Cell, ...], widths: list[float]) -> float:
	"""Points a row needs."""
	if any(cell.kind == "signature" for cell in row):
		return SIGNATURE_HEIGHT
	lines = max(
		xlsx.lines_needed(cell.printed_text, sum(widths[cell.col : cell.col + cell.colspan])) for cell in row
	)
	return max(ROW_HEIGHT, lines * LINE_HEIGHT + 8)


def _put(sheet: Worksheet, cell: Cell, starts: list[int]) -> None:
	first, last = starts[cell.row], starts[cell.row + cell.rowspan] - 1
	left, right = cell.col + 1, cell.col + cell.colspan
	for row in range(first, last + 1):
		for col in range(left, right + 1):
			sheet.cell(row, col).border = xlsx.GRID
	if (first, left) != (last, right):
		sheet.merge_cells(start_row=first, end_row=last, start_column=left, end_column=right)
	target = xlsx.put_text(sheet.cell(first, left), cell.printed_text)
	target.font = xlsx.font(xlsx.FANGSONG, BODY_POINTS)
	target.alignment = Alignment(
		horizontal="left" if cell.length else "center",
		vertical="bottom" if cell.kind == "signature" else "center",
		wrap_text=True,
	)


def _line(sheet: Worksheet, row: int, columns: int, text: str, font: Font, alignment: Alignment) -> None:
	"""A text over the whole width of the table."""
	sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
	cell = xlsx.put_text(sheet.cell(row, 1), text)
	cell.font, cell.alignment = font, alignment


def _put_foot(sheet: Worksheet, form: Form, row: int) -> int:
	"""The lines under the table and the code below them; returns the last row printed."""
	for line in form.foot:
		_line(sheet, row, form.columns, line, xlsx.font(xlsx.FANGSONG, SMALL_POINTS), xlsx.FROM_LEFT)
		sheet.row_dimensions[row].height = FOOT_HEIGHT * xlsx.lines_needed(line, WIDTH * 1.15)
		row += 1
	if form.qr:
		picture = Image(BytesIO(ooxml.qr_png(form.qr)))
		picture.width = picture.height = QR_PIXELS
		sheet.add_image(picture, f"A{row}")
		sheet.row_dimensions[row].height = QR_PIXELS
		row += 1
	return row - 1


def _set_print(sheet: Worksheet, form: Form, starts: list[int], last: int) -> None:
	xlsx.set_paper(sheet, xlsx.A4, landscape=False)
	sheet.print_area = f"A1:{get_column_letter(form.columns)}{max(last, starts[-1] - 1)}"
	if form.header_rows:
		sheet.print_title_rows = f"{FIRST_ROW}:{starts[form.header_rows] - 1}"
		sheet.freeze_panes = sheet.cell(starts[form.header_rows], 1)
	if form.watermark:
		# Excel has no watermark; its head is on every printed page
		sheet.oddHeader.center.text = form.watermark
		sheet.oddHeader.center.size, sheet.oddHeader.center.color = 36, "B00000"
