"""Reads documents back as another program would: cells by row and column, with their spans and words.

A cell is (words, rowspan, colspan); words are compared without white space, because a renderer may break
a line where it likes.
"""

import io
import logging
import unicodedata
from itertools import pairwise

Cells = dict[tuple[int, int], tuple[str, int, int]]
#: rules nearer than this, in points, are one
NEAR = 1.5
#: a font draws the part of a character and the character alike, and Chromium's text layer names the part
PARTS = str.maketrans(
	"⺟⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻢⻥⻦⻩⻬⻮⻰⻳戶", "母民见角贝车长门青页风飞马鱼鸟黄齐齿龙龟户"
)
# fonts of Debian leave out a box nobody needs here
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def squeezed(text: str) -> str:
	"""`text` without white space, in the common forms of its characters."""
	return "".join(unicodedata.normalize("NFKC", text).split()).translate(PARTS)


def squeezed_cells(cells: Cells) -> Cells:
	"""The same cells, their words squeezed."""
	return {place: (squeezed(text), *spans) for place, (text, *spans) in cells.items()}


def pdf_pages(content: bytes) -> list[list[dict]]:
	"""The lines of each page of a PDF, each with `text`, `x0`, `x1`, `top` and `chars`, in points."""
	import pdfplumber

	with pdfplumber.open(io.BytesIO(content)) as pdf:
		# an outlined title is drawn twice, its fill and its outline; readers show it once
		return [page.dedupe_chars().extract_text_lines(return_chars=True) for page in pdf.pages]


def docx_tables(content: bytes) -> list[Cells]:
	"""The tables of a DOCX with its cells' spans."""
	from docx import Document

	return [_docx_table(table) for table in Document(io.BytesIO(content)).tables]


def _docx_table(table) -> Cells:
	found: Cells = {}
	for row, line in enumerate(table._tbl.tr_lst):
		col = 0
		for cell in line.tc_lst:
			if cell.vMerge == "continue":
				above = max(place for place in found if place[1] == col)
				words, height, width = found[above]
				found[above] = (words, height + 1, width)
			else:
				words = "\n".join(paragraph_words(paragraph) for paragraph in cell.p_lst)
				found[row, col] = (words, 1, cell.grid_span)
			col += cell.grid_span
	return found


def paragraph_words(paragraph) -> str:
	from docx.text.paragraph import Paragraph

	return Paragraph(paragraph, None).text


def xlsx_sheets(content: bytes) -> dict[str, object]:
	"""The sheets of a workbook by title, opened as any other program would."""
	from openpyxl import load_workbook

	book = load_workbook(io.BytesIO(content))
	return {sheet.title: sheet for sheet in book.worksheets}


def xlsx_cells(sheet, first_row: int, last_row: int) -> Cells:
	"""The cells between two rows of a sheet; rows of the sheet merged in every column count as one."""
	merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
	hidden = {
		(row, col)
		for area in merged.values()
		for row in range(area.min_row, area.max_row + 1)
		for col in range(area.min_col, area.max_col + 1)
	} - merged.keys()
	places = [
		(row, col)
		for row in range(first_row, last_row + 1)
		for col in range(1, sheet.max_column + 1)
		if (row, col) not in hidden and sheet.cell(row, col).border.left.style
	]
	starts = sorted({row for row, _col in places})
	found: Cells = {}
	for row, col in places:
		area = merged.get((row, col))
		height = sum(1 for start in starts if row <= start <= (area.max_row if area else row))
		width = area.max_col - area.min_col + 1 if area else 1
		found[starts.index(row), col - 1] = (sheet.cell(row, col).value or "", height, width)
	return found


def pdf_tables(content: bytes, shares: list[tuple[float, ...]], header_rows: list[int]) -> list[Cells]:
	"""The tables of a PDF by their ruling lines: the words between the rules, spans by the columns' shares.

	A table that goes on over pages is put together; that its head stands on each of them is asserted.
	"""
	import pdfplumber

	found: list[Cells] = []
	with pdfplumber.open(io.BytesIO(content)) as pdf:
		for whole in pdf.pages:
			# the modules of a QR code have edges too
			page = whole.dedupe_chars().filter(
				lambda part: part["object_type"] != "curve" and not _is_module(part)
			)
			for table in page.find_tables({"snap_tolerance": NEAR, "join_tolerance": NEAR}):
				_take_table(page, table, found, shares, header_rows)
	return found


def _is_module(part: dict) -> bool:
	return part["object_type"] == "rect" and max(part["width"], part["height"]) < 5


def _take_table(page, table, found, shares, header_rows) -> None:
	new = len(found)
	goes_on = new and not page.extract_text().strip().startswith(_title_like(page, table))
	number = new - 1 if goes_on else new
	cells = _ruled(page, table, shares[number])
	if not goes_on:
		found.append(cells)
		return
	head = {place: cell for place, cell in found[number].items() if place[0] < header_rows[number]}
	assert {place: cells[place] for place in head} == head, "the head is repeated on every page"
	below = 1 + max(row for row, _col in found[number])
	for (row, col), cell in cells.items():
		if row >= header_rows[number]:
			found[number][row - header_rows[number] + below, col] = cell


def _title_like(page, table) -> str:
	"""What stands above the table on its page; a continued table begins the page and has nothing there."""
	above = page.crop((0, 0, page.width, max(table.bbox[1], 1))).extract_text().strip()
	return above or "\0"


def _ruled(page, table, shares: tuple[float, ...]) -> Cells:
	left, _top, right, _bottom = table.bbox
	edges = [left]
	for share in shares:
		edges.append(edges[-1] + (right - left) * share / sum(shares))
	tops = _distinct([box[1] for box in table.cells] + [box[3] for box in table.cells])
	found: Cells = {}
	for x0, top, x1, bottom in table.cells:
		row, last_row = _nearest(tops, top), _nearest(tops, bottom)
		col, last_col = _nearest(edges, x0), _nearest(edges, x1)
		words = page.crop((x0, top, x1, bottom)).extract_text(x_tolerance=1) or ""
		found[row, col] = (squeezed(words), last_row - row, last_col - col)
	return found


def _distinct(values: list[float]) -> list[float]:
	ordered = sorted(values)
	return [ordered[0], *(after for before, after in pairwise(ordered) if after - before > NEAR)]


def _nearest(edges: list[float], value: float) -> int:
	return min(range(len(edges)), key=lambda number: abs(edges[number] - value))
