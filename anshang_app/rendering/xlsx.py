"""What every workbook of the platform shares: text that stays text, fonts, widths, paper."""

import math
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from anshang_app.rendering import wording

A3, A4 = 8, 9
#: the most letters a cell of Excel holds, and the highest row in points
LONGEST_TEXT, HIGHEST_ROW = 32767, 409
CUT = "……（文字过长，超出单元格容量，以下从略）"
#: a text beginning so would be taken for a formula
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
MM_PER_INCH = 25.4
THIN = Side(style="thin", color="000000")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FANGSONG, HEITI, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
FROM_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def put_text(cell: Cell, text: str) -> Cell:
	"""Write `text` as text, whatever it begins with; too long for a cell, it is cut and says so."""
	text = wording.clean(text)
	if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
		text = text[: (LONGEST_TEXT - len(CUT)) // 2] + CUT
	cell.value = text
	cell.data_type = "s"
	if text.startswith(FORMULA_SIGNS):
		# so that it stays text when a user edits the cell
		cell.quotePrefix = True
	return cell


def font(name: str, size: float, bold: bool = False, color: str = "000000") -> Font:
	return Font(name=name, size=size, bold=bold, color=color)


def widest_line(text: str) -> int:
	"""Width of the longest line of `text` in half letters."""
	return max((wording.half_letters(line) for line in text.split("\n")), default=0)


def lines_needed(text: str, width: float) -> int:
	"""Lines that `text` takes in a column of `width` half letters."""
	usable = max(2.0, width - 1)
	return sum(max(1, math.ceil(wording.half_letters(line) / usable)) for line in (text or "").split("\n"))


def set_paper(sheet: Worksheet, paper: int, landscape: bool, margin_mm: float = 15, across: int = 1) -> None:
	"""Paper, orientation and margins; `across` pages wide, as many pages long as needed."""
	sheet.page_setup.paperSize = paper
	sheet.page_setup.orientation = "landscape" if landscape else "portrait"
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
	# the pages of the same rows follow each other
	sheet.page_setup.pageOrder = "overThenDown"
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.print_options.horizontalCentered = True
	for side in ("left", "right", "top", "bottom"):
		setattr(sheet.page_margins, side, margin_mm / MM_PER_INCH)


def to_bytes(book: Workbook) -> bytes:
	"""The finished file."""
	stream = BytesIO()
	book.save(stream)
	return stream.getvalue()
