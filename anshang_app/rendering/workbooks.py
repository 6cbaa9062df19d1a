"""Excel workbooks written and read as text: nothing in them is ever computed. Pure, no frappe."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

#: a spreadsheet program takes a text that begins so for something to be computed
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST, CHARACTERS_PER_DIGIT = 60, 8, 2
LINE = Side(style="thin", color="BFBFBF")


#: what reading a broken file ends in; a parse error is a SyntaxError
BROKEN = (KeyError, OSError, EOFError, ValueError, SyntaxError)


class NotAWorkbook(ValueError):
	"""The bytes are no xlsx file, or one that unpacks to more than it may."""


@dataclass(frozen=True)
class WorkbookSheet:
	"""One sheet: a title, its headings, rows of values; `notes` stand above the headings."""

	title: str
	headings: Sequence[str]
	rows: Sequence[Sequence[object]]
	notes: Sequence[str] = ()


def write(sheets: Iterable[WorkbookSheet]) -> bytes:
	"""An xlsx file of the sheets, text as text, headings frozen, columns as wide as their longest text."""
	book = Workbook()
	book.remove(book.active)
	for sheet in sheets:
		_write_sheet(book.create_sheet(sheet.title), sheet)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def _write_sheet(page: Worksheet, sheet: WorkbookSheet) -> None:
	for note in sheet.notes:
		page.append([clean(note)])
	page.append([clean(heading) for heading in sheet.headings])
	head = page.max_row
	for row in sheet.rows:
		page.append([clean(value) for value in row])
	for line in page.iter_rows(min_row=head):
		for cell in line:
			_style(cell, is_heading=cell.row == head)
	page.freeze_panes = f"A{head + 1}"
	for number, heading in enumerate(sheet.headings, 1):
		longest = max([_length(heading), *(_length(row[number - 1]) for row in sheet.rows)])
		page.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(NARROWEST, longest + 2))


def _style(cell: Cell, is_heading: bool) -> None:
	if isinstance(cell.value, str):
		# openpyxl would make a formula of a text that begins with "="
		cell.data_type = "s"
		cell.quotePrefix = cell.value.startswith(FORMULA_STARTS)
	cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
	cell.alignment = Alignment(vertical="center", wrap_text=True)
	if is_heading:
		cell.font = Font(bold=True)
		cell.fill = PatternFill("solid", fgColor="DDEBF7")


def _length(value: object) -> int:
	"""Width of a text in a proportional font: a Chinese character takes two digits' place."""
	return sum(1 if character.isascii() else CHARACTERS_PER_DIGIT for character in str(clean(value)))


def clean(value: object) -> object:
	"""A value as a cell takes it: dates as they are read, nothing the format forbids."""
	if value is None:
		return ""
	if isinstance(value, datetime):
		return value.strftime("%Y-%m-%d %H:%M:%S")
	if isinstance(value, date):
		return value.isoformat()
	return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def read(content: bytes, largest: int, most_rows: int) -> list[list[object]]:
	"""The first sheet's rows as entered, formulas as their text; NotAWorkbook for anything else.

	`largest`: bytes the file may unpack to; `most_rows`: rows read at most, one more tells the caller.
	"""
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as archive:
			if sum(part.file_size for part in archive.infolist()) > largest:
				raise NotAWorkbook("too large")
		book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
	except (zipfile.BadZipFile, InvalidFileException, *BROKEN) as error:
		raise NotAWorkbook(str(error)) from error
	if not book.worksheets:
		raise NotAWorkbook("no sheet")
	page = book.worksheets[0]
	# some programs write a wrong size of the sheet
	page.reset_dimensions()
	return [
		list(row)
		for _number, row in zip(range(most_rows + 1), page.iter_rows(values_only=True), strict=False)
	]
