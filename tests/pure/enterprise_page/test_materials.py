"""A file is taken when its ending is one of a few and its content begins as such a file does."""

import pytest

from anshang_app.enterprise_page.rules.materials import SIGNS, is_material


@pytest.mark.parametrize(("ending", "sign"), SIGNS.items())
def test_each_kind_is_taken_by_its_content_whatever_the_letters_case(ending, sign):
	assert is_material(f"执照{ending}", sign + b"...") and is_material(f"执照{ending.upper()}", sign)
	assert not is_material(f"执照{ending}", b"<script>") and not is_material(f"执照{ending}", b"")


@pytest.mark.parametrize(
	"name", ["页.html", "图.svg", "宏.xlsm", "程序.exe", "包.zip", "无", "", ".pdf", "照.pdf.html"]
)
def test_nothing_else_is_taken(name):
	assert not is_material(name, b"%PDF-1.4")
