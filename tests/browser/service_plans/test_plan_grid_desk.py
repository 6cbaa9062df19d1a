"""填两单一表 at the desk: typed, pasted, filled down, undone and saved as one goes; two at once lose nothing."""

import pytest

PROJECT = "星星工业园"
SAVED = ".plan-tools .save-state.saved"


class GridDesk:
	"""The page of the plan as a person works it, by keys."""

	def __init__(self, desk):
		self.desk, self.page = desk, desk.page
		desk.open("/app/service-plan")
		filters = {"project_name": ["like", f"%{PROJECT}%"], "state": "Plan Draft"}
		self.plan = desk.call(
			"frappe.client.get_value", doctype="Service Plan", filters=filters, fieldname="name"
		)["name"]
		desk.open(f"/app/anshang-plan/{self.plan}", ".plan-forms table")
		self.before = self.rows()

	def rows(self) -> dict:
		answer = self.desk.call("anshang_app.service_plans.api.grid", plan=self.plan)
		return {row["title"]: row for row in answer["rows"]}

	def save(self, title: str, column: str, text: str) -> None:
		"""A cell saved past the page, as another window does."""
		cell = {"node": self.before[title]["node"], "column": column, "text": text}
		self.desk.call("anshang_app.service_plans.api.save_cells", plan=self.plan, cells=[cell])

	def cell(self, title: str, column: str):
		row = self.page.locator(
			".plan-table tr", has=self.page.get_by_role("rowheader", name=title, exact=True)
		)
		return row.locator(f"td.{column}").first

	def press(self, *keys: str) -> None:
		for key in keys:
			self.page.keyboard.press(key)

	def paste(self, text: str) -> None:
		"""What the clipboard holds, as a paste of the browser."""
		self.page.evaluate(
			"""(text) => {
				const clipboardData = new DataTransfer();
				clipboardData.setData("text/plain", text);
				const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
				document.activeElement.dispatchEvent(event);
			}""",
			text,
		)

	def saved(self) -> None:
		self.page.wait_for_selector(SAVED)

	def put_back(self) -> None:
		"""The draft as it was found."""
		now = self.rows()
		cells = [
			{"node": row["node"], "column": column, "text": text, "fixed": row["fixed"]}
			for title, row in self.before.items()
			for column, text in row["cells"].items()
			if not row["left_out"] and now[title]["cells"][column] != text
		]
		self.desk.call("anshang_app.service_plans.api.save_cells", plan=self.plan, cells=cells)


@pytest.fixture
def grid(desk_as):
	made = GridDesk(desk_as("baobao"))
	yield made
	made.put_back()


def test_a_plan_is_filled_by_keys_and_paste_and_undone(grid):
	page = grid.page
	first, second = "施工图设计", "方案审查"
	grid.cell(first, "person").click()
	page.keyboard.type("王小明")
	grid.press("Tab")
	page.keyboard.type("20")
	grid.press("Enter")
	grid.saved()
	assert grid.rows()[first]["cells"]["person"] == "王小明"
	assert grid.cell(first, "duration").inner_text() == "20工作日"
	# a block out of Excel: the bad day stays red as typed, the rest goes in
	grid.cell(first, "person").click()
	grid.paste("李四\t15\t2027.3.5\t甲\r\n赵六\t10\t尽快\t乙\r\n")
	page.wait_for_selector(".plan-trouble li")
	grid.saved()
	assert "不是日期" in page.inner_text(".plan-trouble")
	rows = grid.rows()
	assert [rows[first]["cells"][key] for key in ("person", "duration", "day")] == [
		"李四",
		"15工作日",
		"2027-03-05",
	]
	assert rows[second]["cells"]["person"] == "赵六"
	assert "wrong" in grid.cell(second, "day").get_attribute("class")
	assert grid.cell(second, "day").inner_text() == "尽快"
	# the whole block is one step back
	grid.press("Control+z")
	page.wait_for_selector(".plan-trouble", state="hidden")
	grid.saved()
	assert grid.rows()[first]["cells"]["person"] == "王小明"
	# fill down
	grid.cell(first, "remark").click()
	page.keyboard.type("同步办理")
	grid.press("Enter", "ArrowUp", "Shift+ArrowDown", "Control+d")
	grid.saved()
	assert grid.rows()[second]["cells"]["remark"] == "同步办理"
	assert grid.desk.trouble == []


def test_two_at_one_cell_see_both(grid):
	page, title = grid.page, "施工图设计"
	grid.save(title, "remark", "对方写的")
	grid.cell(title, "remark").click()
	page.keyboard.type("我写的")
	grid.press("Enter")
	page.wait_for_selector(".plan-trouble .conflicts li")
	told = page.inner_text(".plan-trouble .conflicts")
	assert "对方写的" in told and "我写的" in told and "另一窗口" in told
	assert grid.rows()[title]["cells"]["remark"] == "对方写的"
	page.get_by_role("button", name="用我填的").click()
	page.wait_for_selector(".plan-trouble", state="hidden")
	grid.saved()
	assert grid.rows()[title]["cells"]["remark"] == "我写的"
	# a click in the form leads to the cell
	page.locator(".plan-forms td.enterable").nth(3).click()
	page.wait_for_selector(".plan-table td.cursor")
	assert page.evaluate("document.activeElement.className").startswith("plan-editor")
	assert grid.desk.trouble == []
