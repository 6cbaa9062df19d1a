"""The enterprise's page: read by a link, act by a one-time code beside it; never more than its own project."""

import factories as make
import pytest

LINK_REFUSED, CODE_REFUSED = "链接无效或已过期", "验证码不正确或已失效"
PHONE = "13800138000"


@pytest.fixture
def page(world):
	"""The page's methods, called as a guest does; `project` with a plan, a link and a contact."""
	import frappe

	from anshang_app.access_control import api as links
	from anshang_app.enterprise_page import api
	from anshang_app.key_projects import contacts

	class Page:
		project = make.make_planned_project(project_name="页面项目")

		def __init__(self):
			make.forget_lasting("enterprise-guesses")
			make.fill_plan(plan_of(self)).save()
			plan_of(self).db_set("state", "Awaiting Seals")
			world.act("lead")
			self.contact = contacts.add(self.project, "Enterprise", "王企业", PHONE).name
			self.link = self.new_link()

		def new_link(self) -> str:
			world.act("lead")
			return links.issue_enterprise_link(self.project.name)["address"].rsplit("=", 1)[1]

		def guest(self, method: str, link: str | None = None, **values):
			frappe.set_user("Guest")
			frappe.local.anshang_link_project = None
			return getattr(api, method)(link=link or self.link, **values)

		def code(self) -> str:
			world.act("lead")
			return api.issue_code(self.project.name, self.contact)["code"]

		def ticket(self) -> str:
			return self.guest("enter_code", code=self.code())["ticket"]

		def act(self, method: str, **values):
			return self.guest(method, ticket=self.ticket(), **values)

	return Page()


def plan_of(page):
	import frappe

	return frappe.get_last_doc("Service Plan", {"project": page.project.name})


def answered_issue(page, world, project: str | None = None, is_request: int = 1):
	"""A request of the enterprise its unit has answered."""
	import frappe

	world.act("lead")
	issue = frappe.get_doc(
		{
			"doctype": "Coordination Issue",
			"project": project or page.project.name,
			"title": "用水未通",
			"is_request": is_request,
		}
	).insert()
	charge = {"unit": "住建局（测试）", "person": "张三", "due_date": "2027-01-05"}
	issue.db_set({**charge, "state": "Answered", "answer": "已接通", "answered_on": "2026-05-01"})
	return issue


# --- reading ------------------------------------------------------------------------------------------------


def test_the_page_tells_its_own_project_and_no_number(page, world):
	told = page.guest("look")
	assert (told["project_name"], told["enterprise"], told["stage"]) == (
		"页面项目",
		"测试企业",
		"制定两单一表",
	)
	assert told["next"][0]["kind"] == "confirm_plan" and len(told["next"]) <= 3
	assert {one["name"] for one in told["units"]} == {"包保单位（测试）", "落户地（测试）"}
	assert PHONE not in str(told) and "8000" not in str(told)


def test_the_three_days_stand_in_the_order_of_time(page):
	from anshang_app.enterprise_page.page_facts import targets

	titles = [row["title"] for row in targets(page.project.name)]
	assert titles == ["开工", "竣工", "投产"]


def test_each_of_the_three_days_names_the_step_it_is_the_day_of(page):
	from anshang_app.enterprise_page.page_facts import targets

	assert [row["step"] for row in targets(page.project.name)] == [
		"开挖基础（打桩）正式施工",
		"竣工验收",
		"设备进场、调试、试生产",
	]


def test_a_step_with_parts_waits_for_them_and_what_is_late_says_so(page):
	import frappe

	def plan_day(row_key: str, day: str) -> None:
		found = {"project": page.project.name, "row_key": row_key, "owner_kind": "Enterprise"}
		assert frappe.db.exists("Project Node", found), row_key
		frappe.db.set_value("Project Node", found, {"planned_date": day, "helper_unit": "住建局（测试）"})

	def finish(row_key: str) -> None:
		frappe.db.set_value(
			"Project Node", {"project": page.project.name, "row_key": row_key}, "actual_date", "2020-02-01"
		)

	plan_of(page).db_set("state", "Draft")
	frappe.db.set_value("Project Node", {"project": page.project.name}, "planned_date", None)
	whole, parts = "entity-06", ("land-deal", "land-contract", "land-payment")
	plan_day(whole, "2020-01-01")
	plan_day(parts[0], "2020-01-02")
	plan_day(parts[1], "2020-01-03")
	plan_day(parts[2], "2999-01-04")
	plan_day("fence", "2999-01-05")
	told = page.guest("look")
	assert [(one["words"], one["late"], one["helper"]) for one in told["next"]] == [
		("土地成交确认书", 1, "住建局（测试）"),
		("国有建设用地使用权出让合同", 1, "住建局（测试）"),
		("土地出让金尾款及相关税费", 0, "住建局（测试）"),
	]
	assert [one["words"] for one in told["later"]] == ["围墙建设"]
	for part in parts:
		finish(part)
	told = page.guest("look")
	assert [one["record"] for one in told["next"]] == frappe.get_all(
		"Project Node",
		filters={"project": page.project.name, "row_key": ["in", [whole, "fence"]]},
		order_by="planned_date",
		pluck="name",
	)
	assert told["later"] == []


def test_the_page_names_who_issued_its_link_while_he_works_here(page):
	import frappe

	user = frappe.db.get_value("Enterprise Link", {"project": page.project.name}, "issued_by")
	assert page.guest("look")["issued_by"] == frappe.utils.get_fullname(user) != ""
	frappe.db.set_value("User", user, "enabled", 0)
	assert page.guest("look")["issued_by"] == ""


def test_a_phase_says_which_one_it_is(page):
	page.project.db_set("phase_no", 2)
	assert page.guest("look")["project_name"] == "页面项目（第 2 期）"


def test_a_wrong_a_withdrawn_and_an_expired_link_get_one_answer(page, world):
	import frappe

	from anshang_app.access_control import api as links

	withdrawn, expired = page.new_link(), page.new_link()
	for token, change in ((withdrawn, None), (expired, {"expires_on": "2020-01-01"})):
		from anshang_app.access_control.enterprise_links import hashed

		name = frappe.db.get_value("Enterprise Link", {"token_hash": hashed(token)})
		if change:
			frappe.db.set_value("Enterprise Link", name, change)
		else:
			world.act("lead")
			links.withdraw_enterprise_link(name)
	ticket = page.ticket()
	for token in (withdrawn, expired, page.link + "x", page.link[:-1], "", "' or 1=1 --", "x" * 5000):
		make.denied(LINK_REFUSED, page.guest, "look", token or " ")
		make.denied(LINK_REFUSED, page.guest, "enter_code", token or " ", code="123456")
		make.denied(LINK_REFUSED, page.guest, "raise_problem", token or " ", ticket=ticket, words="甲")
	assert page.guest("look")["project_name"] == "页面项目"


def test_a_promise_of_the_city_is_read_once_its_unit_released_it(page, world):
	import frappe

	from anshang_app.coordination import api as coordination

	world.act("lead")
	promise = frappe.get_doc(
		{
			"doctype": "Commitment",
			"project": page.project.name,
			"kind": "Infrastructure Provision",
			"words": "接通用水",
			"owed_by": "The City Side",
			"unit": "落户地（测试）",
			"due_date": "2027-01-05",
		}
	).insert()
	assert page.guest("look")["commitments"] == []
	for who in ("agent", "lead"):
		world.act(who)
		with pytest.raises(frappe.PermissionError):
			coordination.release_commitment(promise.name)
	world.act("host")
	coordination.release_commitment(promise.name)
	assert [one["words"] for one in page.guest("look")["commitments"]] == ["接通用水"]
	world.act("host")
	make.refused("已经确认过", coordination.release_commitment, promise.name)
	promise.reload()
	promise.released_on = None
	with pytest.raises(frappe.ValidationError):
		promise.save()


# --- codes ---------------------------------------------------------------------------------------------------


def test_a_code_is_good_once_and_its_ticket_for_its_link_alone(page):
	code = page.code()
	ticket = page.guest("enter_code", code=f" {code} ")["ticket"]
	make.denied(CODE_REFUSED, page.guest, "enter_code", code=code)
	other = page.new_link()
	make.denied("请先输入一次性验证码", page.guest, "raise_problem", other, ticket=ticket, words="甲")
	for wrong in (ticket + "x", "", "null"):
		make.denied("请先输入一次性验证码", page.guest, "raise_problem", ticket=wrong, words="甲")


def test_a_cleared_cache_sets_no_count_and_no_code_back(page):
	import frappe

	code = page.code()
	for _try in range(3):
		make.denied(CODE_REFUSED, page.guest, "enter_code", code="x")
	frappe.clear_cache()
	for _try in range(2):
		make.denied(CODE_REFUSED, page.guest, "enter_code", code="x")
	make.denied(CODE_REFUSED, page.guest, "enter_code", code=code)


def test_five_wrong_tries_end_a_code(page):
	code = page.code()
	wrong = "000000" if code != "000000" else "111111"
	for _try in range(5):
		make.denied(CODE_REFUSED, page.guest, "enter_code", code=wrong)
	make.denied(CODE_REFUSED, page.guest, "enter_code", code=code)
	assert page.guest("enter_code", code=page.code())["contact_name"] == "王企业"


def test_a_contact_who_left_acts_no_more(page):
	import frappe

	ticket = page.ticket()
	frappe.db.set_value("Project Contact", page.contact, "is_active", 0)
	make.denied("请先输入一次性验证码", page.guest, "raise_problem", ticket=ticket, words="甲")


def test_codes_are_handed_over_by_the_projects_own_people_to_its_own_contacts(page, world):
	import frappe

	from anshang_app.enterprise_page import api
	from anshang_app.key_projects import contacts

	for who in ("housing", "economy", "inspection"):
		world.act(who)
		with pytest.raises(frappe.PermissionError):
			api.issue_code(page.project.name, page.contact)
	frappe.set_user("Administrator")
	other = make.make_project(project_name="别的项目")
	foreign = contacts.add(other, "Enterprise", "李外人", PHONE).name
	own_unit = contacts.add(page.project, "Host Locality", "赵乡镇", PHONE).name
	world.act("lead")
	for contact in (foreign, own_unit, "没有", ""):
		with pytest.raises(frappe.ValidationError):
			api.issue_code(page.project.name, contact)


# --- acts ----------------------------------------------------------------------------------------------------


def test_a_yes_to_the_plan_is_noted_once_and_not_on_a_sealed_one(page, world):
	import frappe

	plan = plan_of(page)
	told = page.act("confirm_plan", plan=plan.name)
	plan.reload()
	assert (plan.enterprise_confirmed_by, plan.enterprise_confirmed_how) == ("王企业", "By Link")
	assert told["plan"] is None and told["acts"][0]["kind"] == "确认两单一表"
	make.refused("已经确认过", page.act, "confirm_plan", plan=plan.name)
	for state in ("Sealed", "Plan Draft"):
		plan.db_set({"enterprise_confirmed_on": None, "state": state})
		assert page.guest("look")["plan"] is None
		make.refused("已经确认过", page.act, "confirm_plan", plan=plan.name)
	act = frappe.get_last_doc("Enterprise Act")
	assert (act.contact_name, act.code_by, act.record_name) == ("王企业", world.user["lead"], plan.name)


def test_the_yes_goes_when_the_plan_goes_back_to_draft(page, world):
	from anshang_app.service_plans import api as plans

	plan = plan_of(page)
	page.act("confirm_plan", plan=plan.name)
	world.act("lead")
	plans.return_to_draft(plan.name, "日期有误")
	plan.reload()
	assert (plan.state, plan.enterprise_confirmed_by, plan.enterprise_confirmed_on) == (
		"Plan Draft",
		None,
		None,
	)


def test_nothing_is_entered_for_a_project_that_was_ended(page):
	ticket = page.ticket()
	page.project.db_set("stage", "Terminated")
	make.refused("不再填报", page.guest, "raise_problem", ticket=ticket, words="道路")
	assert page.guest("look")["stage"] == "终止"


def test_a_foreign_record_and_one_that_is_not_there_are_refused_alike(page, world):
	import frappe

	frappe.set_user("Administrator")
	other = make.make_planned_project(project_name="别的项目")
	plan = frappe.get_last_doc("Service Plan", {"project": other.name}).name
	issue = answered_issue(page, world, other.name).name
	for name in (plan, "没有", ""):
		make.denied("本项目没有这条记录", page.act, "confirm_plan", plan=name)
	for name in (issue, "没有", ""):
		make.denied("本项目没有这条记录", page.act, "confirm_solution", issue=name)


def test_a_problem_is_raised_in_own_words_and_stands_like_any_other(page):
	import frappe

	page.act("raise_problem", words="  厂区用电容量不足，请协调增容。 ")
	issue = frappe.get_last_doc("Coordination Issue")
	assert (issue.project, issue.state, issue.raised_by) == (page.project.name, "Raised", "Guest")
	assert issue.description == "厂区用电容量不足，请协调增容。"
	make.refused("请", page.act, "raise_problem", words="  ")
	make.refused("2001", page.act, "raise_problem", words="长" * 2001)
	page.act("raise_problem", words="<script>alert(1)</script>道路")
	assert "<script>" not in str(page.guest("look")["issues"])


def test_a_solution_is_confirmed_once_and_its_collector_clears_with_it(page, world):
	from anshang_app.coordination import api as coordination

	issue = answered_issue(page, world)
	told = page.guest("look")
	assert [(one["title"], one["answer"], one["waits"]) for one in told["issues"]] == [
		("用水未通", "已接通", 1)
	]
	make.refused("请从给出的选项中选择", page.act, "confirm_solution", issue=issue.name, satisfaction="好")
	page.act("confirm_solution", issue=issue.name, satisfaction="Not Satisfied")
	make.refused("已经确认过", page.act, "confirm_solution", issue=issue.name)
	# the answer did not hold: the next one is asked about again
	world.act("lead")
	coordination.work_again(issue.name)
	issue.reload()
	assert (issue.state, issue.confirmed_on, issue.satisfaction) == ("In Hand", None, None)
	issue.db_set("state", "Answered")
	page.act("confirm_solution", issue=issue.name, satisfaction="Very Satisfied")
	world.act("lead")
	coordination.clear_issue(issue.name)
	issue.reload()
	assert (issue.state, issue.confirmed_by, issue.confirmed_how) == ("Cleared", "王企业", "By Link")


def test_what_the_units_note_among_themselves_is_neither_shown_nor_confirmed(page, world):
	issue = answered_issue(page, world, is_request=0)
	assert page.guest("look")["issues"] == []
	make.denied("本项目没有这条记录", page.act, "confirm_solution", issue=issue.name)


def test_a_file_is_private_kept_and_read_by_the_projects_units_alone(page, world):
	import frappe

	from anshang_app.access_control.enterprise_links import link_in_force
	from anshang_app.enterprise_page import acts, codes
	from anshang_app.foundation.acting import acting_as

	ticket = page.ticket()
	link = link_in_force(page.link)
	holder = codes.holder_of(ticket, link.name)
	with acting_as("Guest"):
		act = acts.send_material(link, holder, "执照.pdf", make.PDF, "营业执照")
	file = frappe.get_last_doc("File", {"attached_to_name": act.name})
	assert file.is_private and act.file == file.file_url and act.words == "营业执照"
	world.act("lead")
	assert frappe.has_permission("Enterprise Act", "read", doc=act.name)
	with pytest.raises(frappe.PermissionError):
		frappe.delete_doc("File", file.name)
	frappe.set_user("Administrator")
	make.refused("按原样保留", frappe.delete_doc, "File", file.name)
	world.act("housing")
	assert not frappe.has_permission("Enterprise Act", "read", doc=act.name)
	with acting_as("Guest"):
		for name, content in (("空.pdf", b""), ("网页.html", b"<script>alert(1)</script>")):
			with pytest.raises(frappe.ValidationError):
				acts.send_material(link, holder, name, content, "")


def test_the_units_of_the_project_are_told_and_no_others(page, world):
	import frappe

	page.act("confirm_plan", plan=plan_of(page).name)
	act = frappe.get_last_doc("Enterprise Act")
	told = frappe.get_all(
		"Notification Log",
		filters={"document_type": "Enterprise Act", "document_name": act.name},
		fields=["for_user", "subject"],
	)
	assert {row.for_user for row in told} == {world.user["lead"], world.user["host"]}
	assert {row.subject for row in told} == {"企业通过链接办理：页面项目，确认两单一表"}


def test_an_act_is_written_and_taken_away_by_nobody(page, world):
	import frappe

	page.act("raise_problem", words="道路")
	act = frappe.get_last_doc("Enterprise Act")
	for who in ("lead", "bureau", "invest", "host"):
		world.act(who)
		for way in ("write", "create", "delete"):
			assert not frappe.has_permission("Enterprise Act", way, doc=act), (who, way)


def test_whoever_is_logged_in_in_the_browser_does_nothing_in_his_own_name(page, world):
	import frappe

	from anshang_app.enterprise_page import api

	ticket = page.ticket()
	world.act("agent")
	# what Frappe keeps of a session, and writes back at the end of a request
	frappe.session.sid, frappe.session.data = "real-sid", frappe._dict(csrf_token="token")
	api.raise_problem(link=page.link, ticket=ticket, words="道路")
	assert (frappe.session.user, frappe.session.sid) == (world.user["agent"], "real-sid")
	assert frappe.session.data.csrf_token == "token"
	assert frappe.get_last_doc("Coordination Issue").raised_by == "Guest"


def test_nobody_searches_for_a_link_or_reads_more_than_the_page(url, frappe_site):
	import requests

	from anshang_app.access_control.guesses import MOST

	make.forget_lasting("enterprise-guesses")
	session = requests.Session()
	session.trust_env = False
	method = f"{url}/api/method/anshang_app.enterprise_page.api"
	codes = [
		session.post(f"{method}.look", json={"link": f"guess-{at}"}, timeout=60).status_code
		for at in range(MOST + 1)
	]
	assert codes == [403] * MOST + [429]
	assert session.get(f"{url}/anshang/enterprise?link=guess", timeout=60).status_code == 200
	assert session.get(f"{method}.look?link=x", timeout=60).status_code in (403, 405)
	desk_only = session.post(f"{method}.issue_code", json={"project": "x", "contact": "x"}, timeout=60)
	assert desk_only.status_code in (403, 404) and "code" not in desk_only.json()
	make.forget_lasting("enterprise-guesses")
