"""The plan's grid: cells typed or pasted go in one by one, and nothing typed is lost."""

import pytest
from factories import denied, make_planned_project, refused


@pytest.fixture
def grid(world, frappe_site):
	"""The grid's methods over the draft of a project in planning, for the clerk of its lead unit."""
	from anshang_app.service_plans import api

	project = make_planned_project(
		planned_start_date="2027-12-01", planned_duration_months=12, eia_kind="EIA Form"
	)
	plan = frappe_site.db.get_value("Service Plan", {"project": project.name})
	world.act("lead")
	return Grid(frappe_site, api, plan, project.name)


class Grid:
	"""One plan's grid, its steps by their keys."""

	def __init__(self, frappe, api, plan: str, project: str):
		self.frappe, self.api, self.plan, self.project = frappe, api, plan, project

	def read(self) -> dict:
		return {row["node"].removeprefix(f"{self.project}-"): row for row in self.api.grid(self.plan)["rows"]}

	def save(self, *cells) -> dict:
		"""Each cell as (step, column, text) or with what stood there and whether it is fixed."""
		keys = ("node", "column", "text", "was", "fixed")
		sent = [dict(zip(keys, (f"{self.project}-{cell[0]}", *cell[1:]), strict=False)) for cell in cells]
		return self.api.save_cells(self.plan, sent)

	def cells(self, step: str) -> dict:
		return self.read()[step]["cells"]

	def titled(self, title: str) -> str:
		return next(key for key, row in self.read().items() if row["title"] == title)


def test_the_rows_of_the_three_forms_are_one_grid(grid):
	rows = grid.read()
	parts = [row["part"] for row in rows.values()]
	assert parts[:4] == ["Service Team List"] * 4
	assert len([part for part in parts if part == "Entity List"]) == 12
	assert {"Approval Schedule", "Construction Schedule", "Beyond the Annex"} <= set(parts)
	team, dated = rows[next(iter(rows))], rows[grid.titled("施工许可")]
	assert set(team["cells"]) == {"unit", "person", "day", "remark", "target"}
	assert set(dated["cells"]) == {"unit", "person", "duration", "day", "remark"}
	assert "person" in dated["lacking"] and "day" in dated["lacking"]


def test_cells_are_read_as_people_write_them(grid):
	year = grid.api.grid(grid.plan)["plan_year"]
	permit = grid.titled("施工许可")
	answer = grid.save(
		(permit, "person", " 李四 "),
		(permit, "duration", "20"),
		(permit, "day", f"{year}.12.5"),
		(permit, "remark", "第一行\n第二行"),
		(grid.titled("竣工验收"), "duration", "2周"),
		(grid.titled("竣工验收"), "day", "明年6月5日"),
	)
	assert answer["refused"] == answer["conflicts"] == []
	cells = grid.cells(permit)
	assert (cells["person"], cells["duration"], cells["day"]) == ("李四", "20工作日", f"{year}-12-05")
	assert cells["remark"] == "第一行\n第二行"
	accepted = grid.cells(grid.titled("竣工验收"))
	assert (accepted["duration"], accepted["day"]) == ("14日历日", f"{year + 1}-06-05")
	# a day without its year, or of a month, is pointed at
	asked = grid.save((permit, "day", "12月底"))["asked"]
	assert asked[0]["words"] == f"已按 {year}-12-31 填写，请核对。"


def test_units_are_found_by_name_and_short_name_and_what_is_none_stays_out(grid):
	permit = grid.titled("施工许可")
	unit = grid.api.grid(grid.plan)["units"][0]
	answer = grid.save((permit, "unit", unit), (permit, "person", "李四"))
	assert answer["refused"] == []
	answer = grid.save((permit, "unit", "没有这个单位"), (permit, "remark", "照常保存"))
	assert [row["words"] for row in answer["refused"]] == ["没有这个名称的在用单位，请从列表中选择。"]
	assert answer["refused"][0]["text"] == "没有这个单位"
	cells = grid.cells(permit)
	assert (cells["unit"], cells["remark"]) == (unit, "照常保存")
	# the enterprise stands in words, as the template named it
	enterprise = next(row["cells"]["unit"] for row in grid.read().values() if row["part"] == "Entity List")
	assert grid.save((permit, "unit", enterprise))["refused"] == []
	row = next(
		row
		for row in grid.frappe.get_doc("Service Plan", grid.plan).plan_dates
		if row.node.endswith(f"-{permit}")
	)
	assert (row.responsible_unit, row.unit_text) == (None, enterprise)


#: (column, text, words) of what no cell takes
BAD = [
	("day", "尽快", "不是日期：请写成 2026-3-5、2026.3.5 或 3月5日。"),
	("day", "2026-02-30", "不是日期：请写成 2026-3-5、2026.3.5 或 3月5日。"),
	("day", "1999-01-01", "工作日历不包含该日期：须在 2000-01-01 至 2099-12-31 之间。"),
	("duration", "很久", "请填写整数天数，如 20、20工作日、30日历日。"),
	("duration", "0", "所需时间应在1至12000天之间。"),
	("duration", "999999999", "所需时间应在1至12000天之间。"),
	("person", "张三 13800001111", "此处只填姓名；手机号码请填在项目联系人中。"),
	("person", "张" * 141, "共141个字符，最多只能保存140个。"),
	("target", "目标", "该步骤没有这一格。"),
	("owner", "x", "该步骤没有这一格。"),
]


def test_a_bad_cell_is_told_with_its_rule_and_changes_nothing(grid):
	permit = grid.titled("施工许可")
	before = grid.read()
	answer = grid.save(*((permit, column, text) for column, text, _words in BAD))
	told = [(row["column"], row["text"], row["words"]) for row in answer["refused"]]
	assert told == BAD
	assert grid.read() == before


def test_a_word_may_stand_for_a_day_where_the_form_allows_it(grid):
	first = next(key for key, row in grid.read().items() if row["part"] == "Service Team List")
	assert grid.save((first, "day", "每周"), (first, "target", "按期"))["refused"] == []
	cells = grid.cells(first)
	assert (cells["day"], cells["target"]) == ("每周", "按期")
	grid.save((first, "day", "2028-1-5"))
	assert grid.cells(first)["day"] == "2028-01-05"


def test_a_day_by_hand_is_left_alone_by_counting_back_until_it_is_undone(grid):
	permit = grid.titled("施工许可")
	grid.save((permit, "day", "2027-10-10"))
	assert grid.read()[permit]["fixed"] == 1
	grid.save((permit, "day", "", "2027-10-10", False))
	assert grid.read()[permit]["fixed"] == 0
	# what was pasted back unchanged is nobody's change
	grid.frappe.db.set_value("Plan Date", {"node": f"{grid.project}-{permit}"}, "proposed_date", "2027-11-11")
	grid.save((permit, "day", "2027-11-11"))
	assert grid.read()[permit]["fixed"] == 0


def test_two_at_one_cell_lose_nothing(grid):
	permit, other = grid.titled("施工许可"), grid.titled("竣工验收")
	grid.save((permit, "person", "甲", ""))
	answer = grid.save((permit, "person", "乙", ""), (other, "person", "乙", ""))
	(conflict,) = answer["conflicts"]
	assert (conflict["text"], conflict["theirs"], conflict["by"]) == ("乙", "甲", "您本人（另一窗口）")
	assert (grid.cells(permit)["person"], grid.cells(other)["person"]) == ("甲", "乙")
	# the same thing twice is done once, and is no conflict
	assert grid.save((permit, "person", "甲", ""))["conflicts"] == []
	assert grid.save((permit, "person", "乙", "甲"))["conflicts"] == []
	assert grid.cells(permit)["person"] == "乙"


def test_what_changes_nothing_is_not_saved(grid):
	permit = grid.titled("施工许可")
	grid.save((permit, "person", "甲"))
	before = grid.frappe.db.get_value("Service Plan", grid.plan, "modified")
	grid.save((permit, "person", "甲"))
	assert grid.frappe.db.get_value("Service Plan", grid.plan, "modified") == before


def test_a_plan_past_its_draft_says_what_is_frozen(grid):
	grid.frappe.db.set_value("Service Plan", grid.plan, "state", "Awaiting Seals")
	answer = grid.api.grid(grid.plan)
	assert (answer["may_write"], answer["units"], answer["persons"]) == (False, [], {})
	assert answer["why_not"] == "两单一表处于“待签章”状态，各行内容已锁定。"
	refused("各行内容已锁定", grid.save, (grid.titled("施工许可"), "person", "甲"))
	grid.frappe.db.set_value("Service Plan", grid.plan, {"state": "Sealed", "sealed_on": "2026-05-06"})
	assert "已于2026-05-06签章" in grid.api.grid(grid.plan)["why_not"]


def test_what_is_no_list_of_cells_is_refused(grid):
	about = {"node": "a", "column": "day", "text": "x"}
	texts = [{**about, "text": text} for text in (None, 5, ["x"], {"a": 1})]
	shapes = [{}, {**about, "node": ["a"]}, {**about, "column": {}}, {**about, "was": ["x"]}]
	for cells in ("x", '{"a": 1}', "[1]", *([cell] for cell in (*texts, *shapes))):
		refused("", grid.api.save_cells, grid.plan, cells)


def test_ten_thousand_cells_are_refused_and_unknown_steps_told(grid):
	cell = {"node": "x<script>", "column": "day", "text": "2028-1-1"}
	refused("一次最多保存2000格，本次有10000格", grid.api.save_cells, grid.plan, [cell] * 10_000)
	answer = grid.api.save_cells(grid.plan, [cell])
	assert [row["words"] for row in answer["refused"]] == ["本两单一表没有这一步骤。"]


def test_who_may_read_only_is_told_why_and_others_nothing(grid, world):
	cell = (grid.titled("施工许可"), "person", "甲")
	world.act("bureau")
	answer = grid.api.grid(grid.plan)
	assert (answer["may_write"], answer["may_send"]) == (False, False)
	assert answer["why_not"] == "政数局负责协调，可以退回，不编辑两单一表。"
	refused("不编辑两单一表", grid.save, cell)
	world.act("inspection")
	denied("", grid.api.grid, grid.plan)
	denied("", grid.api.save_cells, grid.plan, [])
	world.act("host")
	assert grid.save(cell)["refused"] == []
