"""The form of an order: more time is asked for and granted, a result reported, by buttons and their dialogs."""

from datetime import date, timedelta

MATTER = "督办件按钮（测试）"
UNIT = "天门市自然资源和规划局（演示）"


def day(days: int) -> str:
	return str(date.today() + timedelta(days=days))


def press(desk, label: str, then: str, **values) -> None:
	"""A button of the form, its dialog filled and confirmed, until the order is as `then` says."""
	desk.page.locator(f"button:visible:text-is('{label}')").first.click()
	desk.wait_for_dialog()
	for field, value in values.items():
		box = (
			desk.page.locator(f".modal.show [data-fieldname={field}]")
			.locator("input, textarea, select")
			.first
		)
		if box.evaluate("(element) => element.tagName") == "SELECT":
			box.select_option(index=int(value))
		else:
			box.fill(value)
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()
	desk.page.wait_for_function(f"window.cur_frm && ({then})")
	desk.settle()


def test_more_time_and_a_result_go_by_their_buttons(desk_as):
	bureau = desk_as("zhengshu")
	bureau.open("/app/supervision-order", ".frappe-list")
	project = bureau.page.evaluate(
		"frappe.db.get_list('Investment Project', {filters: {project_name: '卓泰纺织工业园'}, limit: 1})"
	)[0]["name"]
	values = {
		"doctype": "Supervision Order", "project": project, "matter": MATTER, "requirement": "移交", "unit": UNIT,
		"person": "张三", "source": "Found by the Bureau", "due_date": day(20), "results": [{"result": "通车"}],
	}  # fmt: skip
	name = bureau.page.evaluate("(values) => frappe.db.insert(values)", values)["name"]
	unit = desk_as("shenpi")
	unit.open(f"/app/supervision-order/{name}", ".form-page")
	assert not unit.page.locator("button:visible:text-is('申请延期')").count()
	unit.page.locator("button:visible:text-is('签收')").click()
	card = unit.page.locator(".anshang-standing:has(.done)")
	card.wait_for()
	assert "已办：已签收" in card.inner_text() and "下一步：待反馈督办件（轮到您）" in card.inner_text()
	unit.page.wait_for_selector("button:visible:text-is('申请延期')")
	press(unit, "申请延期", "cur_frm.doc.extension_wanted", due_date=day(40), reason="连续降雨")
	press(unit, "逐项反馈", "cur_frm.doc.results[0].state === 'Result Reported'", report="已通车")
	assert not unit.page.locator("button:visible:text-is('同意延期')").count()
	bureau.open(f"/app/supervision-order/{name}", ".form-page")
	press(bureau, "同意延期", f"cur_frm.doc.due_date === '{day(40)}'")
	assert bureau.page.evaluate("cur_frm.doc.original_due_date") == day(20)
	press(bureau, "认可成果", "cur_frm.doc.results[0].state === 'Result Accepted'")
	bureau.page.wait_for_selector(".new-timeline:has-text('连续降雨')")
	press(bureau, "撤销", "cur_frm.doc.state === 'Revoked'", reason="测试完毕")
	assert not bureau.page.locator("button:visible:text-is('催办')").count()
	assert not bureau.trouble and not unit.trouble
