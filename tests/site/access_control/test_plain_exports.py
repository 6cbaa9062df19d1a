"""Frappe's own exports hold no live formula, whichever of its writers made them."""

import csv
import io

import pytest

FORMULAS = ['=HYPERLINK("http://x.test","点我")', "@SUM(1)", "+1+1", "＝1+1"]


@pytest.fixture
def writers(db):
	from anshang_app.access_control import plain_exports

	plain_exports.close()
	plain_exports.close()


def test_a_csv_of_a_list_and_of_an_import_template_is_text(writers):
	from frappe.desk.utils import get_csv_bytes
	from frappe.utils.csvutils import to_csv

	listed = get_csv_bytes([["名称", *FORMULAS], ["甲", 5, -5, None, "乙"]], {"delimiter": ","}).decode()
	for text in (listed, str(to_csv([["名称", *FORMULAS], ["甲", 5, -5, None, "乙"]]))):
		head, row = csv.reader(io.StringIO(text))
		assert head == ["名称", *(f"'{one}" for one in FORMULAS)]
		assert row == ["甲", "5", "-5", "", "乙"]


@pytest.mark.parametrize("title", ["Investment Project", "Query Report", "Data Export"])
def test_a_workbook_holds_no_formula(writers, title):
	from frappe.utils.xlsxutils import make_xlsx
	from openpyxl import load_workbook

	book = load_workbook(
		io.BytesIO(make_xlsx([["名称", *FORMULAS], ["甲", 5, -5.5, None, "乙"]], title).getvalue())
	)
	cells = [cell for row in book.active.iter_rows() for cell in row]
	assert [cell.data_type for cell in cells if cell.data_type == "f"] == []
	assert [cell.value for cell in cells[1:5]] == [f"'{one}" for one in FORMULAS]
	assert cells[6].value == 5
	assert cells[7].value == -5.5


def test_a_scheduled_report_is_made_by_the_same_writer(writers):
	from frappe.email.doctype.auto_email_report import auto_email_report
	from frappe.utils import xlsxutils

	assert auto_email_report.make_xlsx is xlsxutils.make_xlsx
