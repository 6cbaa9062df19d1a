"""挂图作战 and 会议投影 in a real Chromium: drawn, grouped, filtered, gone into, live, full, printed, published, typed."""

import io
import json
from datetime import date

import pdfplumber
import pytest
from printed import squeezed

CHART = "/app/anshang-wall"
PROJECT, OTHER = "智能高端零部件研发及生产基地", "涤纶缝纫线"
A3_LANDSCAPE = (1191, 842)
MEETING = "卓泰纺织工业园联席会议（演示）"
PROBLEM = "厂区东侧临时便道"

GROW = """() => {
	const { board } = frappe.pages["anshang-wall"].chart;
	const again = (row, at) => ({ ...row, name: `${row.name}-${at}`, title: `${row.title}第${at + 1}期` });
	const rows = board.chart.rows.flatMap((row) => [0, 1, 2, 3, 4, 5].map((at) => again(row, at)));
	const groups = Object.fromEntries(Object.keys(board.chart.groups).map((by) => [by, [["", [...rows.keys()]]]]));
	board.take({ ...board.chart, rows, groups });
}"""


class Wall:
	"""The chart on an account's desk."""

	def __init__(self, desk):
		self.desk, self.page = desk, desk.page
		desk.open(CHART)
		self.drawn()

	def drawn(self) -> None:
		self.page.wait_for_selector(".wall[data-drawn]")

	def act(self, step) -> None:
		step()
		self.page.wait_for_timeout(300)
		self.drawn()

	def with_zone(self) -> "Wall":
		self.act(lambda: self.page.check("[data-check=with_zone]"))
		return self

	def titles(self) -> list[str]:
		return self.page.locator("tr.project-row th.project b").all_inner_texts()

	def grow(self) -> None:
		"""As many rows as a city has: those of the demo again and again."""
		self.act(lambda: self.page.evaluate(GROW))

	def row(self, title: str):
		return self.page.locator("tr.project-row", has_text=title)

	def cell(self, title: str, key: str):
		row = self.row(title).filter(has=self.page.locator("td.node.red, td.node.green"))
		return row.locator(f'td.node[data-key="{key}"]').first

	def total(self, light: str) -> int:
		return int(self.page.locator(f'.totals [data-light="{light}"] b').inner_text())


@pytest.fixture
def wall(desk_as):
	return lambda account, **size: Wall(desk_as(account, **size))


def listed(desk, doctype: str, fields: list[str], **filters) -> list[dict]:
	return desk.call("frappe.client.get_list", doctype=doctype, fields=fields, filters=filters)


def test_the_chart_is_drawn_grouped_filtered_and_gone_into(wall):
	chart = wall("zhengshu")
	page = chart.page
	assert not any(PROJECT in title for title in chart.titles())
	assert "5" in page.locator(".tools label", has_text="经开区").inner_text()
	chart.with_zone()
	assert sum(PROJECT in title for title in chart.titles()) == 2
	head = page.locator(".wall-table thead").inner_text()
	assert (
		"审 批" in head.replace("审批", "审 批") and "建设用地规划许可" in head and "开挖基础正式施工" in head
	)
	chart.act(lambda: page.click("[data-by=locality]"))
	groups = page.locator("tr.group b").all_inner_texts()
	assert len(groups) == len(set(groups)) and any("经济开发区" in group for group in groups)

	assert chart.total("Red Light") >= 1
	chart.act(lambda: page.click('.totals [data-light="Red Light"]'))
	assert len(chart.titles()) == chart.total("Red Light") == page.locator("tr.project-row th.red").count()
	chart.act(lambda: page.click('.totals [data-light="Red Light"]'))
	chart.act(lambda: page.fill(".tools input[type=search]", OTHER))
	assert [OTHER in title for title in chart.titles()] == [True]
	chart.act(lambda: page.fill(".tools input[type=search]", "没有这样的项目"))
	assert page.locator(".wall .nothing").inner_text() == "没有符合所选条件的项目。"
	chart.act(lambda: page.fill(".tools input[type=search]", ""))

	cell = chart.cell(PROJECT, "construction-permit")
	cell.hover()
	assert "施工许可" in cell.get_attribute("title") and "计划2027年" in cell.get_attribute("title")
	cell.click()
	page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Project Node'")
	assert page.evaluate("cur_frm.docname").endswith("-construction-permit")
	page.go_back()
	chart.drawn()
	page.locator(".wall-scroll").focus()
	page.keyboard.press("ArrowDown")
	page.keyboard.press("ArrowRight")
	page.keyboard.press("ArrowLeft")
	first = chart.titles()[0]
	page.keyboard.press("Enter")
	page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Investment Project'")
	assert page.evaluate("cur_frm.doc.project_name") in first
	assert chart.desk.trouble == []


def test_a_cell_takes_the_date_of_its_node_where_one_may_enter_it(wall):
	"""The dialog is left without filing: the shared demo keeps its node open."""
	chart = wall("baobao", width=1440)
	smallest = chart.page.evaluate(
		"""Math.min(...[...document.querySelectorAll(".wall-table th, .wall-table td, .wall-table small")]
			.filter((one) => one.textContent.trim()).map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
	)
	assert smallest >= 13
	chart.cell(PROJECT, "equipment-trial").click()
	chart.desk.wait_for_dialog()
	assert f"设备进场、调试、试生产 · {PROJECT}" in chart.page.inner_text(".modal.show .modal-title")
	assert chart.page.locator(".modal.show [data-fieldname=actual_date] input").input_value()
	chart.page.get_by_role("button", name="打开节点").click()
	chart.page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Project Node'")
	# an approval is dated by its case, so its cell leads to the node at once
	chart.page.go_back()
	chart.drawn()
	chart.cell(PROJECT, "construction-permit").click()
	chart.page.wait_for_function("cur_frm && cur_frm.docname.endsWith('-construction-permit')")
	assert chart.desk.trouble == []


def test_open_issues_lead_to_their_list(wall):
	chart = wall("baobao")
	chart.row("卓泰纺织工业园").locator("[data-goes=issues]").click()
	chart.page.wait_for_function("frappe.get_route()[1] === 'Coordination Issue'")
	chart.page.wait_for_selector(f".frappe-list:visible >> text={PROBLEM}")
	chart.desk.settle()
	assert chart.desk.trouble == []


def test_a_change_repaints_its_row_on_open_charts_and_on_no_foreign_one(wall, desk_as, has_realtime):
	if not has_realtime:
		pytest.skip("the server carries no realtime")
	bureau, foreign = wall("zhengshu").with_zone(), wall("luohu")
	for chart in (bureau, foreign):
		chart.page.wait_for_function("frappe.realtime.socket && frappe.realtime.socket.connected")
	before = foreign.titles()
	writer = desk_as("baobao")
	writer.open("/app/anshang")
	project = bureau.row(PROJECT).filter(has=bureau.page.locator("td.node.green")).get_attribute("data-name")
	assert "—" in bureau.cell(PROJECT, "fence").inner_text()
	today = writer.page.evaluate("frappe.datetime.get_today()")
	entry = {
		"entry_kind": "Progress Report",
		"entry_date": today,
		"content": "围墙完工",
		"node_dates": [{"node": f"{project}-fence", "actual_date": today}],
	}
	asked = foreign.page.evaluate(
		"window.heard = []; frappe.realtime.on('anshang_wall_changed', (m) => heard.push(m))"
	)
	assert asked is None
	writer.call(
		"anshang_app.progress_tracking.api.file_entry", project=project, values=json.dumps(entry), confirmed=1
	)
	day = date.fromisoformat(today)
	cell = bureau.page.locator(f'tr.fresh[data-name="{project}"] td[data-key="fence"]')
	cell.wait_for(timeout=15000)
	assert f"{day.month}月{day.day}日" in cell.inner_text() and "✓" in cell.inner_text()
	foreign.page.wait_for_function("heard.length")
	assert foreign.page.evaluate("JSON.stringify(heard[0])") == "{}"
	foreign.page.wait_for_timeout(2500)
	assert foreign.titles() == before and foreign.page.locator("tr.fresh").count() == 0
	assert bureau.desk.trouble == [] and foreign.desk.trouble == []


def test_the_full_screen_goes_down_slowly_stands_under_the_pointer_and_turns_pages_without_motion(wall):
	chart = wall("zhengshu", width=1280, height=600).with_zone()
	page = chart.page
	chart.grow()
	page.mouse.move(5, 5)
	page.get_by_role("button", name="全屏").click()
	page.wait_for_selector(".wall.full")
	page.mouse.move(640, 2)
	page.evaluate("frappe.pages['anshang-wall'].chart.scroll.held = false")
	top = "document.querySelector('.wall-scroll').scrollTop"
	go = "frappe.pages['anshang-wall'].chart.scroll.rests_until = 0"
	page.evaluate(go)
	page.wait_for_function(f"{top} > 15")
	page.mouse.move(640, 300)
	page.wait_for_timeout(200)
	stood = page.evaluate(top)
	page.wait_for_timeout(800)
	assert page.evaluate(top) == stood
	page.emulate_media(reduced_motion="reduce")
	page.mouse.move(640, 2)
	page.evaluate(f"frappe.pages['anshang-wall'].chart.scroll.held = false; {go}")
	page.wait_for_timeout(300)
	jumped = page.evaluate(top)
	assert jumped > stood + 50
	page.wait_for_timeout(500)
	assert page.evaluate(top) == jumped
	assert chart.desk.trouble == []


def test_the_chart_prints_on_a3_with_its_head_on_every_page_and_every_row_whole(wall):
	chart = wall("zhengshu").with_zone()
	page = chart.page
	chart.grow()
	printed = page.pdf(prefer_css_page_size=True, print_background=True)
	with pdfplumber.open(io.BytesIO(printed)) as pdf:
		assert len(pdf.pages) >= 3
		for sheet in pdf.pages:
			assert (round(sheet.width), round(sheet.height)) == A3_LANDSCAPE
			assert "审批进度计划建设进度计划" in squeezed(sheet.extract_text())
			# nothing of the table leaves the sheet
			assert max(char["x1"] for char in sheet.chars) < sheet.width - 10
		whole = squeezed("".join(sheet.extract_text() for sheet in pdf.pages))
	assert whole.count("计划") >= len(chart.titles()) + 2 * len(pdf.pages)
	assert "重点招商引资项目挂图作战图" in whole and "图例" in whole and "打印" not in whole


def test_a_published_screen_is_shown_to_a_guest_until_it_is_withdrawn(wall, browser, url):
	chart = wall("zhengshu")
	page = chart.page
	shown = chart.titles()
	page.get_by_role("button", name="公开到大屏").click()
	page.wait_for_selector(".modal.show [data-fieldname=place] input")
	page.fill(".modal.show [data-fieldname=place] input", "政务大厅大屏")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	address = page.locator("code.wall-address").inner_text()
	guest = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN").new_page()
	link = url + address[address.index("/anshang/screen") :]
	guest.goto(link)
	guest.wait_for_selector(".wall[data-drawn]")
	assert sorted(guest.locator("th.project b").all_inner_texts()) == sorted(shown)
	assert "公开至" in guest.locator(".until").inner_text()
	assert guest.locator(".wall-table a[href]").count() == 0
	(publication,) = listed(
		chart.desk, "Publication", ["name"], kind="Wall Chart Screen", state="Publication in Force"
	)
	chart.desk.call(
		"anshang_app.access_control.api.withdraw_publication",
		publication=publication["name"],
		reason="大屏撤下",
	)
	guest.evaluate("location.hash = ''")
	guest.reload()
	guest.wait_for_selector(".wall .nothing:not([hidden])")
	assert guest.locator(".wall .nothing").inner_text() == "此大屏未公开，或公开已结束。"
	assert guest.locator("tr.project-row").count() == 0
	guest.goto(f"{url}/anshang/screen")
	guest.wait_for_selector(".wall .nothing:not([hidden])")
	guest.context.close()
	assert chart.desk.trouble == []


# --- the meeting ------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(desk_as):
	"""The chain lead unit's own meeting, opened from its form by its button."""
	desk = desk_as("baobao", width=1024, height=768)
	desk.open("/app")
	(found,) = listed(desk, "Coordination Meeting", ["name"], title=MEETING)
	desk.open(f"/app/coordination-meeting/{found['name']}")
	desk.page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Coordination Meeting'")
	desk.settle()
	desk.page.get_by_role("button", name="会议投影").click()
	desk.page.wait_for_selector(".meeting .slide.first")
	return desk


def test_a_decision_is_typed_at_the_projector_stored_at_once_and_a_refusal_keeps_the_words(meeting):
	page = meeting.page
	assert MEETING in page.locator(".slide h1").inner_text()
	page.keyboard.press("PageDown")
	assert PROBLEM in page.locator(".slide.topic h1").inner_text()
	page.fill("[name=matter]", "五日内移交便道")
	page.keyboard.press("Escape")
	page.keyboard.press("ArrowLeft")
	page.keyboard.press(" ")
	assert page.input_value("[name=matter]") == "五日内移交便道"
	page.fill("[name=unit]", "某某局")
	page.fill("[name=due_date]", "12-31")
	page.click("form.typed button.main")
	page.wait_for_selector(".refused:not([hidden])")
	assert "没有这个名称的在用单位" in page.locator(".refused").inner_text()
	assert page.input_value("[name=matter]") == "五日内移交便道"
	page.fill("[name=unit]", "经开区")
	page.fill("[name=person]", "王主任")
	page.keyboard.press("Control+Enter")
	page.wait_for_selector(".decision")
	words = page.locator(".decision").inner_text()
	assert "五日内移交便道" in words and "天门经济开发区" in words and "12月31日前" in words
	assert page.input_value("[name=matter]") == ""
	page.keyboard.press("End")
	give = page.locator("[data-give]")
	give.click()
	assert give.inner_text() == "再按一次即下达，下达后不能再改"
	give.click()
	# the demo's meeting is held in three days: nothing is given out before it
	page.wait_for_selector(".refused:not([hidden])")
	assert "会议" in page.locator(".refused").inner_text()
	stored = listed(meeting, "Supervision Order", ["name"], meeting=page.evaluate("frappe.get_route()[1]"))
	assert stored == []
	assert page.evaluate(
		"document.querySelector('.meeting .stage').scrollWidth <= document.querySelector('.meeting .stage').clientWidth"
	)
	assert [trouble for trouble in meeting.trouble if "coordination.api" not in trouble] == []
