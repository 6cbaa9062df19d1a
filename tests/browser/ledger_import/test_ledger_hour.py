"""The first day of a city: its ledger of 120 projects, as three offices keep it, becomes projects in a quarter of an hour."""

import io
import time
from collections import Counter
from pathlib import Path

import city_ledger
import pytest
from hand import Hand
from openpyxl import load_workbook

#: seconds a person takes for a click with a look, for a letter, and to read a row (keystroke-level model)
CLICK, LETTER, ROW = 2.7, 0.3, 2.0
MOST_MINUTES = 15
#: what is chosen in the browser's own dialog: open it, find the file, confirm
CHOOSING_A_FILE = 3


def sent(hand: Hand, path: str) -> None:
	"""Choose a file on the page and wait for its columns."""
	hand.page.set_input_files(".anshang-ledger input[type=file]", path)
	hand.clicks += CHOOSING_A_FILE
	hand.page.wait_for_selector(".ledger-table")


def tried(hand: Hand) -> Counter:
	"""The outcomes of the rows, once they were tried as often as the page asks for."""
	hand.press("试导")
	hand.page.wait_for_selector(".ledger-rows")
	again = hand.page.locator(".acts").get_by_role("button", name="试导")
	hand.desk.calm()
	if again.count():
		hand.click(again)
		hand.page.wait_for_selector(".acts .btn:has-text('正式导入')")
	rows = hand.page.locator(".ledger-rows tbody tr").evaluate_all(
		"(rows) => rows.map((row) => row.className)"
	)
	return Counter(rows)


def corrected(downloaded: bytes, hand: Hand, path) -> None:
	"""What the office does with the rows that came back: their cells put right in its own ledger."""
	reasons = [*load_workbook(io.BytesIO(downloaded)).active.iter_rows(values_only=True)]
	assert len(reasons) == 1 + len(city_ledger.WRONG), reasons
	book = load_workbook(io.BytesIO(city_ledger.workbook()))
	for at, (column, _was, right) in city_ledger.WRONG.items():
		city_ledger.put(book["市直"], at, column, right)
		hand.clicks += 2
		hand.letters += len(str(right))
	book.save(path)


@pytest.mark.long("leaves its projects on the site; tried last")
def test_a_citys_ledger_becomes_its_projects(desk_as, tmp_path):
	bureau = desk_as("zhengshu")
	hand = Hand(bureau)
	path = tmp_path / "台账.xlsx"
	path.write_bytes(city_ledger.workbook())
	began = time.monotonic()

	bureau.open("/app/investment-project")
	hand.press("用台账导入项目")
	bureau.page.wait_for_selector(".anshang-ledger .steps")
	sent(hand, str(path))
	chosen = bureau.page.locator(".ledger-table select").evaluate_all("(all) => all.map((one) => one.value)")
	assert "" not in chosen, "a column was not recognised"
	hand.choose("landing_mode", "租赁", ".for-all")
	assert tried(hand) == {"new": 117, "wrong": 3}
	hand.click(".counts .btn:has-text('有误')")
	with bureau.page.expect_download() as came:
		hand.press("下载有误的行")
	assert came.value.suggested_filename == "有误的行.xlsx"
	wrong_rows = Path(came.value.path()).read_bytes()
	hand.click(".acts .btn-primary:has-text('正式导入 117 行')")
	bureau.page.wait_for_selector("text=新录入 117 个项目", timeout=600000)

	corrected(wrong_rows, hand, path)
	hand.press("选择台账文件")
	sent(hand, str(path))
	hand.choose("landing_mode", "租赁", ".for-all")
	assert tried(hand) == {"new": 3, "same": 117}
	hand.click(".acts .btn-primary:has-text('正式导入 3 行')")
	bureau.page.wait_for_selector("text=新录入 3 个项目", timeout=60000)
	machine = time.monotonic() - began

	stored = bureau.call(
		"frappe.client.get_list",
		doctype="Investment Project",
		filters={"project_name": ["like", city_ledger.NAMES_LIKE]},
		fields=["stage", "chain_lead_unit", "industry_chain"],
		limit_page_length=0,
	)
	assert Counter(row["stage"] for row in stored) == city_ledger.stages()
	assert all(row["industry_chain"] in ("装备制造", "农副产品深加工") for row in stored)
	clicks, letters = hand.counted()
	minutes = (clicks * CLICK + letters * LETTER + city_ledger.ROWS * ROW + machine) / 60
	print(
		f"ledger hour: {clicks} clicks, {letters} letters, {machine:.0f} s of waiting, {minutes:.1f} minutes"
	)
	assert minutes <= MOST_MINUTES
	assert bureau.trouble == []
