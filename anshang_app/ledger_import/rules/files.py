"""Files of ledgers as sheets of cells: xlsx, xls, and csv in UTF-8 or GB18030; nothing in them is run. Pure."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from anshang_app.ledger_import.rules.tables import Cells, Merge
from anshang_app.rendering.workbooks import BROKEN

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST, LARGEST_UNPACKED, MOST_PARTS = 20 * 1024**2, 200 * 1024**2, 2000
#: sheets, rows with something in them, columns and letters of a cell that are read; more is refused or cut
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 60, 20_000, 300, 5000
#: blank rows one after the other after which a sheet is over
MOST_BLANK = 2000
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


class NotALedger(ValueError):
	"""The file cannot be read as a ledger; the first argument is the rule it breaks, the rest what the rule names."""


@dataclass(frozen=True)
class LedgerSheet:
	"""A sheet as it is: its name, its cells from A1, its merged ranges."""

	name: str
	cells: Cells
	merges: tuple[Merge, ...] = ()


def sheets_of(content: bytes) -> list[LedgerSheet]:
	"""Every visible sheet of a file that holds anything, whatever its name ends in; NotALedger for anything else."""
	if not content:
		raise NotALedger("ledger_empty")
	if len(content) > LARGEST:
		raise NotALedger("ledger_large", LARGEST // 1024**2)
	if content.startswith(ZIP):
		sheets = list(_of_xlsx(content))
	elif content.startswith(OLE):
		sheets = list(_of_xls(content))
	else:
		sheets = [_of_text(content)]
	sheets = [sheet for sheet in sheets if sheet.cells]
	if not sheets:
		raise NotALedger("ledger_empty")
	return sheets


def _of_xlsx(content: bytes) -> Iterator[LedgerSheet]:
	try:
		archive = zipfile.ZipFile(io.BytesIO(content))
		parts = archive.infolist()
		if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
			raise NotALedger("ledger_unpacks", LARGEST_UNPACKED // 1024**2)
		book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
		pages = [page for page in book.worksheets if page.sheet_state == "visible"]
		if len(pages) > MOST_SHEETS:
			raise NotALedger("ledger_sheets", MOST_SHEETS)
		for page in pages:
			# some programs write a wrong size of the sheet
			page.reset_dimensions()
			yield LedgerSheet(
				page.title, _rows(page.iter_rows(values_only=True), page.title), _merges(archive, page)
			)
	except NotALedger:
		raise
	except Exception as error:
		# of a damaged workbook the library fails in whatever way the damage leads to
		raise NotALedger("ledger_broken") from error


def _merges(archive: zipfile.ZipFile, page: ReadOnlyWorksheet) -> tuple[Merge, ...]:
	"""The merged ranges of a sheet, which openpyxl does not read where it streams."""
	content = archive.read(page._worksheet_path)
	ranges = (range_boundaries(ref.decode()) for ref in MERGED.findall(content))
	return tuple(
		Merge(top - 1, left - 1, bottom - 1, right - 1)
		for left, top, right, bottom in ranges
		if top <= MOST_ROWS + MOST_BLANK and left <= MOST_COLUMNS
	)


def _of_xls(content: bytes) -> Iterator[LedgerSheet]:
	# wanted by the old format alone, and loaded where one comes
	from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

	try:
		book = CalamineWorkbook.from_filelike(io.BytesIO(content))
		shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
		for name in shown[:MOST_SHEETS]:
			page = book.get_sheet_by_name(name)
			rows = page.to_python(skip_empty_area=False)
			merges = tuple(
				Merge(top, left, bottom, right)
				for (top, left), (bottom, right) in page.merged_cell_ranges or ()
			)
			yield LedgerSheet(name, _rows(iter(rows), name), merges)
	except (CalamineError, *BROKEN) as error:
		if isinstance(error, NotALedger):
			raise
		raise NotALedger("ledger_broken") from error


def _of_text(content: bytes) -> LedgerSheet:
	text = _decoded(content)
	if "\0" in text or "<html" in text[:2000].lower():
		raise NotALedger("ledger_kind")
	head = text[:20_000]
	delimiter = max(",\t;", key=head.count)
	try:
		rows = csv.reader(io.StringIO(text), delimiter=delimiter)
		return LedgerSheet("CSV", _rows((tuple(row) for row in rows), "CSV"))
	except csv.Error as error:
		raise NotALedger("ledger_broken") from error


def _decoded(content: bytes) -> str:
	for encoding in ENCODINGS:
		try:
			return content.decode(encoding)
		except UnicodeError:
			continue
	raise NotALedger("ledger_encoding")


def _rows(rows: Iterator[object], sheet: str) -> list[list[object]]:
	"""The rows up to the last one with anything in it, cut to what is read of a row and of a cell."""
	table: list[list[object]] = []
	filled = blank = 0
	for row in rows:
		cells = [_cell(cell) for cell in list(row)[:MOST_COLUMNS]]  # type: ignore[call-overload]
		while cells and cells[-1] is None:
			cells.pop()
		table.append(cells)
		blank = 0 if cells else blank + 1
		filled += bool(cells)
		if filled > MOST_ROWS:
			raise NotALedger("ledger_rows", sheet, MOST_ROWS)
		if blank > MOST_BLANK:
			break
	while table and not table[-1]:
		table.pop()
	return table


def _cell(value: object) -> object:
	if isinstance(value, str):
		return value[:MOST_LETTERS].strip() or None
	return value
