"""What a spreadsheet would reckon goes out as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.rendering.plain_cells import SIGNS, plain_cell, plain_rows


@pytest.mark.parametrize(
	"text",
	[
		"=1+1",
		'=HYPERLINK("http://x","点我")',
		"+cmd|' /C calc'!A0",
		"-2+3",
		"@SUM(A1)",
		"\t=1",
		" =1+1",
		"\r=1",
		"＝1+1",
		"＋86",
		"-",
		"=",
	],
)
def test_text_that_begins_like_a_formula_is_text(text):
	assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["补充协议", "1=1", "-5", "+3.2", "", "2026-12-01", None, 5, -5.5, "甲=乙"])
def test_everything_else_stays(value):
	assert plain_cell(value) == value


@given(st.lists(st.lists(st.one_of(st.text(), st.integers(), st.none()))))
def test_no_row_holds_a_formula(rows):
	for row in plain_rows(rows):
		for value in row:
			if isinstance(value, str) and value.startswith(SIGNS):
				float(value)
