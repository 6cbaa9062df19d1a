"""A ledger as a city keeps it becomes projects by clicks alone."""

import io

import pytest
from openpyxl import Workbook

LEAD, HOST = "天门市发展和改革委员会（演示）", "净潭乡人民政府（演示）"
HEADS = [
	"序号",
	"项目名称",
	"投资主体/企业名称",
	"总投资（亿元）",
	"固投（万元）",
	"形象进度",
	"包保单位",
	"落户地",
	"所属产业",
]


def ledger(folder) -> str:
	book = Workbook()
	page = book.active
	page.append(["天门市2026年重点招商引资项目台账"])
	page.append(HEADS)
	page.append(["一、装备制造"])
	for number in range(1, 7):
		progress = "主体封顶" if number % 2 else "正在办理施工许可"
		chain = "装备制造" if number < 6 else "没有的产业"
		page.append([number, f"台账项目{number}", f"台账企业{number}", 3, 25000, progress, LEAD, HOST, chain])
	page.append(["合计", None, None, 18])
	path = folder / "台账.xlsx"
	buffer = io.BytesIO()
	book.save(buffer)
	path.write_bytes(buffer.getvalue())
	return str(path)


@pytest.mark.long("leaves its projects on the site; tried last")
def test_a_ledger_is_looked_at_tried_and_taken_over(desk_as, tmp_path):
	bureau = desk_as("zhengshu")
	bureau.open("/app/investment-project")
	bureau.page.get_by_role("button", name="用台账导入项目").click()
	bureau.page.wait_for_selector(".anshang-ledger .steps")
	bureau.page.set_input_files(".anshang-ledger input[type=file]", ledger(tmp_path))
	bureau.page.wait_for_selector(".ledger-table")
	chosen = bureau.page.locator(".ledger-table select").evaluate_all("(all) => all.map((one) => one.value)")
	assert chosen == [
		"number",
		"project_name",
		"enterprise",
		"total_investment",
		"fixed_asset_investment",
		"progress",
		"chain_lead_unit",
		"host_locality",
		"industry_chain",
	]
	bureau.page.evaluate("document.querySelectorAll('.for-all input').length")
	bureau.page.fill(".for-all [data-fieldname=landing_mode] input", "租赁")
	bureau.page.keyboard.press("Tab")
	bureau.page.get_by_role("button", name="试导").first.click()
	bureau.page.wait_for_selector(".ledger-rows")
	assert "没有的产业" in bureau.page.inner_text(".questions")
	bureau.page.select_option(".question select", label="装备制造")
	bureau.page.locator(".acts").get_by_role("button", name="试导").click()
	bureau.page.wait_for_selector(".acts .btn-primary:has-text('正式导入 6 行')")
	bureau.page.locator(".acts .btn-primary").click()
	bureau.page.wait_for_selector("text=新录入 6 个项目", timeout=120000)
	rows = bureau.call(
		"frappe.client.get_list",
		doctype="Investment Project",
		filters={"project_name": ["like", "台账项目%"]},
		fields=["stage"],
	)
	assert sorted(row["stage"] for row in rows) == ["Construction"] * 3 + ["Pre-construction"] * 3
	assert bureau.trouble == []
