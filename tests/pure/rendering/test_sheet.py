"""Workbooks of lists: heading, frozen head, real values, text that stays text, paper."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import printed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from anshang_app.rendering import sheet as kinds
from anshang_app.rendering import xlsx
from anshang_app.rendering.sheet import ListSheet, SheetColumn, build_book, build_sheet

DAY = date(2026, 11, 24)
COLUMNS = (
	SheetColumn("项目名称"),
	SheetColumn("投资（万元）", kinds.NUMBER),
	SheetColumn("厂房（栋）", kinds.WHOLE),
	SheetColumn("签约时间", kinds.DATE),
	SheetColumn("修改时间", kinds.MOMENT),
	SheetColumn("建设内容", kinds.LONG_TEXT),
)
ROW = ("甲项目", Decimal("52000.5"), 3, date(2026, 3, 5), datetime(2026, 3, 5, 8, 30), "建设厂房。" * 40)


def opened(*rows, columns=COLUMNS, **more):
	content = build_sheet(ListSheet("招商引资项目", columns, rows, DAY, **more))
	return next(iter(printed.xlsx_sheets(content).values()))


def test_heading_date_and_number_of_rows_stand_above_the_head():
	sheet = opened(ROW, ROW, note="筛选：在建")
	assert sheet["A1"].value == "招商引资项目"
	assert sheet["A2"].value == "筛选：在建　　共2条　　导出日期：2026年11月24日"
	assert [cell.value for cell in sheet[3]] == [
		"序号",
		"项目名称",
		"投资\n（万元）",
		"厂房\n（栋）",
		"签约时间",
		"修改时间",
		"建设内容",
	]
	assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:G1", "A2:G2"}


def test_a_long_note_and_a_long_heading_get_the_lines_they_need():
	columns = (SheetColumn("甲"), SheetColumn("逾期工作日（负数为剩余的工作日）", kinds.WHOLE))
	sheet = opened(("乙", 1), columns=columns, note="筛选：" + "在建" * 30)
	assert sheet.row_dimensions[2].height > 60
	assert sheet.row_dimensions[3].height == 49
	assert opened(ROW).row_dimensions[2].height == 20


def test_numbers_and_dates_are_real_and_the_rows_are_counted():
	sheet = opened(ROW, ROW)
	assert [cell.value for cell in sheet[4]] == [
		1,
		"甲项目",
		52000.5,
		3,
		datetime(2026, 3, 5),
		ROW[4],
		ROW[5],
	]
	assert sheet["A5"].value == 2
	assert [sheet.cell(4, col).is_date for col in (5, 6)] == [True, True]
	assert sheet["E4"].number_format == 'yyyy"年"m"月"d"日"'
	assert [sheet.cell(4, col).data_type for col in (1, 3, 4)] == ["n"] * 3


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_stays_text(text):
	cell = opened((text, *ROW[1:]))["B4"]
	assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_values_of_another_kind_than_their_column_are_kept_as_text():
	sheet = opened(("甲", "约5亿元", True, "2026年底", date(1899, 12, 31), None))
	assert [cell.value for cell in sheet[4]][2:] == ["约5亿元", "True", "2026年底", "1899-12-31", None]
	assert [cell.data_type for cell in sheet[4]][2:6] == ["s"] * 4


def test_head_is_frozen_filtered_and_repeated_in_print():
	sheet = opened(ROW)
	assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:G4")
	assert (sheet.print_title_rows, sheet.print_area) == ("$3:$3", "'招商引资项目'!$A$1:$G$4")


@pytest.mark.parametrize(
	("times", "paper", "across", "repeated"),
	[(1, xlsx.A4, 1, None), (2, xlsx.A3, 1, None), (3, xlsx.A3, 2, "$A:$B")],
)
def test_a_wide_list_goes_on_a3_a_wider_one_on_several_side_by_side(times, paper, across, repeated):
	sheet = opened(ROW * times, columns=COLUMNS * times)
	setup = sheet.page_setup
	assert (int(setup.paperSize), setup.orientation, setup.fitToWidth, setup.fitToHeight) == (
		paper,
		"landscape",
		across,
		0,
	)
	assert sheet.print_title_cols == repeated and setup.pageOrder == "overThenDown"


def test_the_title_of_a_list_over_two_pages_stands_whole_on_the_first():
	sheet = opened(ROW * 3, columns=COLUMNS * 3)
	(over,) = [area for area in sheet.merged_cells.ranges if area.min_row == 1]
	widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, 20)]
	assert (over.min_col, sheet["C1"].value, sheet["A1"].value) == (3, "招商引资项目", None)
	assert 3 < over.max_col < 19 and sum(widths[: over.max_col]) <= sum(widths) / 2 < sum(
		widths[: over.max_col + 1]
	)


def test_a_number_and_its_sum_fit_their_column():
	columns = (
		SheetColumn("数", kinds.NUMBER),
		SheetColumn("栋", kinds.WHOLE),
		SheetColumn("本年度完成固定资产投资额", kinds.NUMBER),
	)
	rows = [(1, 1, 1)] * 400 + [(98765432.1, 1, 1)]
	sheet = opened(*rows, columns=columns, totals=(123456789012.5, 12345, 2))
	widths = [sheet.column_dimensions[letter].width for letter in "BCD"]
	assert widths == [len("123,456,789,012.50") + 2, 8, 16]


def test_columns_are_as_wide_as_their_words_within_bounds():
	sheet = opened(ROW, ("很长的项目名称" * 20, *ROW[1:]), ("短", *ROW[1:]))
	widths = {letter: sheet.column_dimensions[letter].width for letter in "ABEG"}
	assert widths == {"A": 6, "B": 30, "E": 15, "G": 44}
	assert sheet.row_dimensions[4].height > 100
	assert opened(("短", *ROW[1:5], "短")).row_dimensions[4].height == 20


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
	value = opened((*ROW[:5], "长" * 40000))["G4"].value
	assert value.endswith(xlsx.CUT)
	assert len(value) <= 32767


def test_several_lists_are_sheets_of_one_book_with_names_excel_takes():
	content = build_book(
		[ListSheet("问题[汇总]:一/二" * 5, COLUMNS, [], DAY), *[ListSheet("甲", COLUMNS, [ROW], DAY)] * 2]
	)
	names = list(printed.xlsx_sheets(content))
	assert names[1:] == ["甲", "甲(2)"]
	assert len(names[0]) <= 31
	assert not set(names[0]) & set("[]:*?/\\")


@settings(max_examples=100)
@given(
	st.lists(
		st.tuples(st.text(), st.text(alphabet="=+-@\t<>&\x00\ud800\ufffe中\U0001f600\u202e")), max_size=4
	)
)
def test_any_text_goes_into_a_workbook_as_text_and_comes_out(rows):
	columns = (SheetColumn("甲"), SheetColumn("乙", kinds.LONG_TEXT))
	content = build_sheet(ListSheet("任意", columns, rows, DAY))
	assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
	sheet = next(iter(printed.xlsx_sheets(content).values()))
	for number, row in enumerate(rows, start=4):
		for col, text in enumerate(row, start=2):
			cell = sheet.cell(number, col)
			assert cell.data_type in ("s", "n", "inlineStr")
			assert (cell.value or "").replace("\r", "") == kept(text)


def kept(text: str) -> str:
	from anshang_app.rendering.wording import clean

	return clean(text)
