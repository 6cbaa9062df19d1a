"""挂图作战 on real records: what the chart says, to whom, with how many questions; its screen, its liveness."""

import pytest
import walled_world as city
from factories import forget_lasting, make, statements
from test_path import received, refusal, sealed

SETTLED_DAY = "2030-01-01"
ISSUE, ORDER = "Coordination Issue", "Supervision Order"


@pytest.fixture
def wall(world):
	from anshang_app.progress_tracking import api as api_progress_tracking

	return api_progress_tracking


def told(wall, world, account: str, **arguments) -> dict:
	world.act(account)
	return wall.chart(**arguments)


def row_of(answer: dict, project: str) -> dict | None:
	return next((row for row in answer["rows"] if row["name"] == project), None)


def cell_of(answer: dict, row: dict, key: str):
	return row["cells"][[column["key"] for column in answer["columns"]].index(key)]


# --- what the chart says ----------------------------------------------------------------------------------


def test_a_project_stands_on_the_chart_with_its_nodes_its_next_step_and_what_is_open(world, api, wall):
	import frappe

	project, _plan = sealed(world, api)
	frappe.set_user("Administrator")
	permit = f"{project.name}-construction-permit"
	frappe.db.set_value("Project Node", permit, {"planned_date": "2026-03-02", "light": "Red Light"})
	frappe.db.set_value("Project Node", f"{project.name}-fence", "applies", 0)
	frappe.db.set_value(
		"Project Node",
		f"{project.name}-project-filing",
		{"planned_date": "2026-03-02", "actual_date": "2026-03-06"},
	)
	make("Coordination Issue", project=project.name, title="便道未移交")
	answer = told(wall, world, "lead")
	row = row_of(answer, project.name)
	assert (row["title"], row["stage"], row["light"]) == ("测试项目", "Planning", "Red Light")
	assert (row["lead"], row["locality"], row["chain"]) == ("包保单位（测试）", "落户地（测试）", "测试产业")
	assert cell_of(answer, row, "fence") == "/"
	assert cell_of(answer, row, "project-filing")[1:] == ["2026-03-02", "2026-03-06", 4]
	light, planned, actual, days = cell_of(answer, row, "construction-permit")
	assert (light, planned, actual) == ("Red Light", "2026-03-02", None) and days < 0
	assert (row["next"]["node"], row["next"]["title"]) == (permit, "施工许可")
	assert (row["next"]["unit"], row["next"]["person"]) == ("住建局", "张三")
	assert (row["issues"], row["orders"]) == (1, 0)


def test_the_columns_are_the_annexs_in_its_order(world, api, wall):
	sealed(world, api)
	answer = told(wall, world, "lead")
	approvals = [row["full"] for row in answer["columns"] if row["part"] == "Approval Schedule"]
	building = [row["full"] for row in answer["columns"] if row["part"] == "Construction Schedule"]
	assert approvals[:3] == ["企业开办", "核准备案", "建设用地规划许可"] and approvals[-1] == "工程竣工备案"
	assert building == [
		"用地资料报市自规局",
		"平整土地",
		"围墙建设",
		"开挖基础（打桩）正式施工",
		"设备进场、调试、试生产",
	]
	assert [row["part"] for row in answer["columns"]] == ["Approval Schedule"] * 9 + [
		"Construction Schedule"
	] * 5


def test_before_any_plan_the_columns_are_the_templates(world, wall):
	import frappe
	from factories import make_project

	world.act("invest")
	project = make_project()
	frappe.db.set_value("Investment Project", project.name, "chain_lead_unit", "包保单位（测试）")
	answer = told(wall, world, "lead")
	row = row_of(answer, project.name)
	assert [column["full"] for column in answer["columns"]][:2] == ["企业开办", "核准备案"]
	assert len(answer["columns"]) == 14 and row["cells"] == [None] * 14
	assert row["next"] is None and row["light"] == "No Light"


def test_projects_handed_over_or_terminated_come_only_when_asked_for(world, api, wall):
	project, _plan = received(world, api)
	project.db_set("stage", "Terminated")
	assert row_of(told(wall, world, "bureau"), project.name) is None
	assert row_of(told(wall, world, "bureau", with_closed=1), project.name)


def test_a_desk_that_knows_its_rows_is_told_only_what_changed(world, api, wall):
	import frappe

	first, _plan = received(world, api)
	second, _plan = received(world, api, project_name="另一项目")
	known = {row["name"]: row["mark"] for row in told(wall, world, "lead")["rows"]}
	assert all(isinstance(row, str) for row in told(wall, world, "lead", known=known)["rows"])
	frappe.db.set_value("Project Node", f"{first.name}-fence", "actual_date", "2026-03-02")
	changed = [row for row in told(wall, world, "lead", known=known)["rows"] if not isinstance(row, str)]
	assert [row["name"] for row in changed] == [first.name]
	assert second.name in known


def test_a_change_tells_desks_to_ask_again_and_nothing_else(world, api, wall):
	"""Frappe keeps what goes out after the commit; the chart's own message carries no word."""
	import frappe

	project, _plan = received(world, api)
	frappe.set_user("Administrator")
	steps = (
		lambda: frappe.get_doc("Project Node", f"{project.name}-fence").db_set("actual_date", "2026-03-02"),
		lambda: project.db_set("stage", "Pre-construction"),
		lambda: make("Coordination Issue", project=project.name, title="便道未移交"),
		lambda: relight(project.name),
	)
	for step in steps:
		frappe.realtime.clear_realtime_log()
		frappe.local._realtime_log = []
		step()
		own = [
			message for event, message, _room in frappe.local._realtime_log if event == "anshang_wall_changed"
		]
		assert own == [{}], step


def relight(project: str) -> None:
	import frappe

	from anshang_app.progress_tracking.lights import refresh_lights

	frappe.db.set_value(
		"Project Node", f"{project}-fence", {"planned_date": "2020-01-02", "actual_date": None}
	)
	frappe.db.set_single_value("Anshang Settings", "go_live_date", None)
	assert refresh_lights([project])


# --- to whom ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ["LEAD", "HOST", "INTRODUCER", "APPROVAL", "INSPECTION", "LEADER"])
def test_a_unit_sees_and_counts_its_own_projects_only(walled, db, account):
	import frappe

	from anshang_app.progress_tracking import api as api_progress_tracking

	own = walled["own"].records["Investment Project"]
	entered = {doctype: frappe.db.count(doctype, {"project": own}) for doctype in (ISSUE, ORDER)}
	frappe.set_user(city.mail(account))
	answer = api_progress_tracking.chart(with_closed=1)
	(row,) = answer["rows"]
	assert (row["name"], row["issues"], row["orders"]) == (own, entered[ISSUE], entered[ORDER])
	assert city.CANARY not in str(answer)
	assert all(places == [0] for by in answer["groups"].values() for _label, places in by)


def test_the_bureau_sees_both_sides(walled, db):
	import frappe

	from anshang_app.progress_tracking import api as api_progress_tracking

	frappe.set_user(city.mail("BUREAU"))
	names = {row["name"] for row in api_progress_tracking.chart(with_closed=1)["rows"]}
	assert {walled[side].records["Investment Project"] for side in ("own", "foreign")} <= names


def test_the_statements_do_not_grow_with_the_projects(world, api):
	from anshang_app.access_control.user_context import viewer_of
	from anshang_app.progress_tracking import wall_chart as wall

	def counted() -> int:
		return statements(lambda: wall.read_chart(wall.sight_of(viewer_of())))

	received(world, api)
	world.act("lead")
	counted()
	few = counted()
	for number in range(3):
		received(world, api, project_name=f"项目{number}")
	world.act("lead")
	assert counted() == few < 25


# --- the published screen ---------------------------------------------------------------------------------


def open_screen(wall, world, projects, by: str = "bureau", **changes) -> tuple[str, str]:
	"""(publication, token) of a new screen."""
	world.act(by)
	given = {"place": "政务大厅", "open_until": SETTLED_DAY, **changes}
	answer = wall.open_screen(projects=projects, **given)
	return answer["name"], answer["address"].split("link=")[1]


def closed(token: str) -> bool:
	import frappe

	from anshang_app.progress_tracking import wall_screens

	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError, match="公开已结束"):
		wall_screens.shown_by(token)
	return True


def test_a_screen_shows_a_guest_exactly_the_published_projects_without_persons(world, api, wall):
	import frappe

	from anshang_app.progress_tracking import wall_screens

	shown, _plan = sealed(world, api)
	received(world, api, project_name="不公开的项目")
	frappe.set_user("Administrator")
	make("Coordination Issue", project=shown.name, title="便道未移交")
	frappe.db.set_value(
		"Project Node",
		{"project": shown.name},
		{"responsible_person": "张三 13812345678", "unit_text": "企业"},
	)
	publication, token = open_screen(wall, world, [shown.name])
	frappe.set_user("Guest")
	answer = wall_screens.shown_by(token)
	assert [row["name"] for row in answer["rows"]] == [shown.name]
	assert answer["open_until"] == SETTLED_DAY
	assert answer["rows"][0]["issues"] == 1
	said = str(answer)
	assert "张三" not in said and "13812345678" not in said and "便道" not in said and "不公开" not in said
	frappe.set_user("Administrator")
	stored = frappe.db.get_value(
		"Publication", publication, ["kind", "token_hash", "published_by"], as_dict=True
	)
	assert stored.kind == "Wall Chart Screen" and token not in stored.token_hash
	assert stored.published_by == world.user["bureau"]
	assert frappe.db.exists("Audit Entry", {"record_type": "Publication", "record_name": publication})


def test_a_screen_ends_at_once_when_withdrawn_and_on_its_day(world, api, wall):
	import frappe

	from anshang_app.access_control import api as api_access_control
	from anshang_app.progress_tracking import wall_screens

	project, _plan = received(world, api)
	publication, token = open_screen(wall, world, [project.name])
	api_access_control.withdraw_publication(publication, reason="大屏撤下")
	assert closed(token)
	publication, token = open_screen(wall, world, [project.name], open_until=frappe.utils.today())
	assert wall_screens.shown_by(token)["rows"]
	frappe.db.set_value(
		"Publication", publication, "open_until", frappe.utils.add_days(frappe.utils.today(), -1)
	)
	assert closed(token)
	assert closed("x" * 43) and closed("")


def test_who_publishes_no_screen_and_what_a_screen_needs(world, api, wall):
	import frappe

	project, _plan = received(world, api)
	for account in ("lead", "host", "invest"):
		with pytest.raises(frappe.PermissionError):
			open_screen(wall, world, [project.name], by=account)
	assert "公开截止日期" in refusal(open_screen, wall, world, [project.name], open_until="")
	assert "记录：" in refusal(open_screen, wall, world, [])
	assert "2020" in refusal(open_screen, wall, world, [project.name], open_until="2020-01-01")
	world.act("bureau")
	by_hand = frappe.get_doc(
		{
			"doctype": "Publication",
			"kind": "Wall Chart Screen",
			"document_type": "Page",
			"document": "anshang-wall",
			"open_until": SETTLED_DAY,
			"token_hash": "known",
			"records": [{"record_type": "Investment Project", "record_name": project.name}],
			"recipients": [{"place": "走廊"}],
		}
	)
	assert "只能随流程步骤变动" in refusal(by_hand.insert)


def test_nobody_searches_for_a_link(url, frappe_site):
	"""Wrong links are refused without a login; after a minute's number of them the address is kept waiting."""
	import requests

	from anshang_app.access_control.guesses import MOST

	# whoever opened a wrong link from this machine within the minute
	forget_lasting("screen-guesses")

	session = requests.Session()
	session.trust_env = False
	method = f"{url}/api/method/anshang_app.progress_tracking.api.screen"
	codes = [
		session.post(method, json={"link": f"guess-{at}"}, timeout=60).status_code for at in range(MOST + 1)
	]
	assert codes == [403] * MOST + [429]
	assert session.get(f"{url}/anshang/screen?link=guess", timeout=60).status_code == 200
	assert (
		session.post(f"{url}/api/method/anshang_app.progress_tracking.api.chart", timeout=60).status_code
		== 403
	)
