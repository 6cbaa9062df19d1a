"""Forms as one DOCX that Word and WPS open, with the same cells as every other renderer."""

from collections.abc import Iterable, Mapping
from typing import Any

from docx.document import Document as Docx

from anshang_app.rendering import ooxml
from anshang_app.rendering.grid import VERY_LONG, Cell, Form
from anshang_app.rendering.typefaces import FANGSONG, XIAOBIAOSONG

MARGINS_MM = (15, 15, 15, 15)
WIDTH_MM = 180
ROW_MM, SIGNATURE_MM = 8, 38
TITLE_POINTS, BODY_POINTS, SMALL_POINTS = 18, 10.5, 9
#: pitch of a line in a cell by the size of its letters
PITCH = {BODY_POINTS: 14.5, SMALL_POINTS: 12.5}
QR_MM = 15
#: words in the middle of the code's height, the code at the right edge
CODE_LINE = {
	"extra": f'<w:tabs><w:tab w:val="right" w:pos="{round(WIDTH_MM * ooxml.TWIPS_PER_MM)}"/></w:tabs>',
	"tail": '<w:textAlignment w:val="center"/>',
}


def render_docx(forms: Iterable[Form]) -> bytes:
	"""`forms` one after the other, each on a new sheet of A4; a draft's watermark lies on every page."""
	forms = list(forms)
	docx = ooxml.new_document(forms[0].title, MARGINS_MM, BODY_POINTS)
	for number, form in enumerate(forms):
		if number:
			ooxml.page_break(docx)
		_add_form(docx, form)
	marks = {form.watermark for form in forms} - {""}
	if marks:
		ooxml.watermark(docx.sections[0], marks.pop())
	return ooxml.to_bytes(docx)


def _add_form(docx: Docx, form: Form) -> None:
	title = ooxml.run_xml(form.title, XIAOBIAOSONG, TITLE_POINTS, bold=True)
	ooxml.append_xml(docx, ooxml.paragraph_xml(title, "center", extra="<w:keepNext/>"), _gap(5), _table(form))
	_add_foot(docx, form)


def _gap(millimetres: float) -> str:
	"""An empty line of a given height."""
	return ooxml.paragraph_xml("", line=millimetres * ooxml.TWIPS_PER_MM / ooxml.TWIPS_PER_POINT)


def _table(form: Form) -> str:
	widths = ooxml.column_twips(WIDTH_MM, form.widths)
	return ooxml.table_xml(WIDTH_MM, form.widths, [_row(form, widths, row) for row in range(len(form.rows))])


def _row(form: Form, widths: list[int], row: int) -> str:
	"""A row in the order of its columns, with what cells of rows above reach down into it."""
	reaching = [cell for cell in form.cells.values() if cell.row <= row < cell.row + cell.rowspan]
	stays = form.holds_seals(row + 1)
	cells = [_cell(cell, widths, row, stays) for cell in sorted(reaching, key=lambda cell: cell.col)]
	begins = form.rows[row]
	height = SIGNATURE_MM if any(cell.kind == "signature" for cell in begins) else ROW_MM
	is_whole = all(len(cell.printed_text) <= VERY_LONG for cell in begins)
	return ooxml.row_xml(cells, height, row < form.header_rows, is_whole)


def _cell(cell: Cell, widths: list[int], row: int, stays: bool) -> str:
	"""A cell as XML; one that `stays` is never parted from the row below it by a page's end."""
	size = SMALL_POINTS if cell.length == "very-long" else BODY_POINTS
	align = "left" if cell.length else "center"
	merge = "" if cell.rowspan == 1 else "restart" if row == cell.row else "continue"
	runs = "" if merge == "continue" else ooxml.run_xml(cell.printed_text, FANGSONG, size)
	valign = "bottom" if cell.kind == "signature" else "center"
	width = sum(widths[cell.col : cell.col + cell.colspan])
	paragraph = ooxml.paragraph_xml(runs, align, PITCH[size], extra="<w:keepNext/>" if stays else "")
	return ooxml.cell_xml(paragraph, width, cell.colspan, valign, merge)


def _add_foot(docx: Docx, form: Form) -> None:
	"""The lines under the table; the QR code stands at the right end of the first."""
	for number, line in enumerate(form.foot):
		has_code = form.qr and number == 0
		run = ooxml.run_xml(f"{line}\t" if has_code else line, FANGSONG, SMALL_POINTS)
		options: Mapping[str, Any] = CODE_LINE if has_code else {"line": PITCH[SMALL_POINTS]}
		ooxml.append_xml(docx, ooxml.paragraph_xml(run, "left", **options))
		if has_code:
			ooxml.add_qr(docx.paragraphs[-1], form.qr, QR_MM)
