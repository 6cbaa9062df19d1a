"""Files of ledgers: every format is read as it is, and what is no ledger, or too large, is refused in words."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from anshang_app.ledger_import.rules import files
from anshang_app.ledger_import.rules.files import NotALedger, sheets_of
from anshang_app.ledger_import.rules.headings import PROJECTS
from anshang_app.ledger_import.rules.tables import Merge, tables_of

DATA = Path(__file__).resolve().parents[2] / "data"
ROWS = [["项目名称", "企业名称", "总投资（万元）"], ["甲项目", "甲公司", 12000]]


def xlsx(*sheets, hidden: int = 0) -> bytes:
	book = Workbook()
	book.remove(book.active)
	for number, rows in enumerate(sheets):
		page = book.create_sheet(f"表{number}")
		for row in rows:
			page.append(row)
		if number < hidden:
			page.sheet_state = "hidden"
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def rule(content: bytes) -> str:
	with pytest.raises(NotALedger) as refused:
		sheets_of(content)
	return refused.value.args[0]


def test_a_workbook_is_read_sheet_by_sheet_without_the_hidden_ones():
	found = sheets_of(xlsx([["机密"]], ROWS, ROWS, hidden=1))
	assert [sheet.name for sheet in found] == ["表1", "表2"]
	assert found[0].cells == ROWS


def test_merged_ranges_come_with_the_sheet():
	book = Workbook()
	page = book.active
	for row in [["包保单位", "项目名称"], ["发改委", "甲项目"], [None, "乙项目"]]:
		page.append(row)
	page.merge_cells("A2:A3")
	buffer = io.BytesIO()
	book.save(buffer)
	(sheet,) = sheets_of(buffer.getvalue())
	assert sheet.merges == (Merge(1, 0, 2, 0),)
	(table,) = tables_of(sheet.name, sheet.cells, sheet.merges, PROJECTS)
	assert [row.cells[0] for row in table.rows] == ["发改委", "发改委"]


def test_the_old_format_is_read_too():
	(sheet,) = sheets_of((DATA / "ledger.xls").read_bytes())
	(table,) = tables_of(sheet.name, sheet.cells, sheet.merges, PROJECTS)
	assert [row.cells for row in table.rows] == [
		("甲项目", "甲公司", 3.0, date(2026, 3, 5)),
		("乙项目", "甲公司", 1.5, date(2026, 4, 1)),
	]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_is_read_in_every_encoding_and_with_every_mark(encoding, delimiter):
	text = "\r\n".join(delimiter.join(str(cell) for cell in row) for row in ROWS)
	(sheet,) = sheets_of(text.encode(encoding))
	assert sheet.cells == [["项目名称", "企业名称", "总投资（万元）"], ["甲项目", "甲公司", "12000"]]


def test_formulas_are_their_values_and_a_value_never_reckoned_is_blank():
	content = xlsx([["项目名称", "总投资"], ["甲项目", "=1+1"], ["=HYPERLINK('x')", 3]])
	(sheet,) = sheets_of(content)
	assert sheet.cells == [["项目名称", "总投资"], ["甲项目"], [None, 3]]


def test_a_million_blank_rows_cost_nothing():
	book = Workbook(write_only=True)
	page = book.create_sheet("表")
	for row in ROWS:
		page.append(row)
	for _ in range(30_000):
		page.append([None, None])
	page.append(["末行"])
	buffer = io.BytesIO()
	book.save(buffer)
	(sheet,) = sheets_of(buffer.getvalue())
	assert sheet.cells == ROWS


def test_what_is_too_large_is_refused(monkeypatch):
	monkeypatch.setattr(files, "MOST_ROWS", 3)
	assert rule(xlsx([["甲"]] * 4)) == "ledger_rows"
	monkeypatch.setattr(files, "MOST_SHEETS", 1)
	assert rule(xlsx(ROWS, ROWS)) == "ledger_sheets"
	monkeypatch.setattr(files, "LARGEST_UNPACKED", 100)
	assert rule(xlsx(ROWS)) == "ledger_unpacks"
	monkeypatch.setattr(files, "LARGEST", 10)
	assert rule(xlsx(ROWS)) == "ledger_large"


def test_a_bomb_is_refused_before_it_unpacks():
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
		archive.writestr("xl/worksheets/sheet1.xml", b"0" * (files.LARGEST_UNPACKED + 1))
	assert rule(buffer.getvalue()) == "ledger_unpacks"


@pytest.mark.parametrize(
	("content", "broken"),
	[
		(b"", "ledger_empty"),
		(b"   \r\n  ", "ledger_empty"),
		(b"PK\x03\x04rubbish", "ledger_broken"),
		(files.OLE + b"rubbish" * 100, "ledger_broken"),
		(b"%PDF-1.7\n\0\0", "ledger_kind"),
		(b"<html><table><tr><td>1</td></tr></table></html>", "ledger_kind"),
		(b"\xff\xff\xff\x00\x81", "ledger_encoding"),
	],
)
def test_what_is_no_ledger_is_refused(content, broken):
	assert rule(content) == broken


def test_a_workbook_without_a_workbook_inside_is_refused():
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w") as archive:
		archive.writestr("a.txt", "x")
	assert rule(buffer.getvalue()) == "ledger_broken"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", files.ZIP, files.OLE, xlsx(ROWS)[:900]]))
def test_rubbish_is_read_or_refused_in_words(rubbish, start):
	try:
		sheets_of(start + rubbish)
	except NotALedger as error:
		assert error.args[0].startswith("ledger_")
