"""Values as they are entered: days, amounts, names and codes at the doors, on real records."""

import pytest
from factories import app_doctypes, make, make_planned_project, make_project, make_world
from frappe.utils import add_days, getdate, today

HOST = "落户地（测试）"


@pytest.fixture
def world(db):
	return make_world()


def refusal(frappe, work) -> str:
	"""The words with which something is refused."""
	frappe.clear_messages()
	with pytest.raises(frappe.ValidationError) as caught:
		work()
	shown = caught.value.args[0] if caught.value.args else ""
	return "\n".join(shown) if isinstance(shown, list) else str(shown)


def asked(frappe) -> str:
	"""What was asked back since the messages were cleared."""
	return "\n".join(str(message) for message in frappe.get_message_log())


# --- days ---------------------------------------------------------------------------------------------------

OUTSIDE = ("2206-12-05", "0206-12-05", "1999-12-31", "2100-01-01", "9999-12-30")


def date_fields(frappe) -> list[tuple[str, str]]:
	return [
		(doctype, field.fieldname)
		for doctype in app_doctypes()
		for field in frappe.get_meta(doctype).fields
		if field.fieldtype == "Date" and not field.get("is_virtual")
	]


def test_no_date_field_of_the_app_takes_a_day_no_calendar_holds(db, frappe_site):
	from anshang_app.validation.checked_document import CheckedDocument, entered_problems

	fields = date_fields(frappe_site)
	assert len(fields) > 50
	for doctype, field in fields:
		for day in OUTSIDE:
			doc = frappe_site.get_doc({"doctype": doctype, field: day})
			# what only a task reckons is put back, whatever is sent
			if field in getattr(doc, "RECOMPUTED", ()):
				continue
			rules = {(found.field, found.rule) for found in entered_problems(doc, None)}
			assert (field, "day_range") in rules, (doctype, field, day)
		for day in ("2000-01-01", "2099-12-31", None, ""):
			doc = frappe_site.get_doc({"doctype": doctype, field: day})
			assert (field, "day_range") not in {(f.field, f.rule) for f in entered_problems(doc, None)}
	# a row is checked with its record; every record with a day of its own, or rows with one, is such a record
	of_rows = {doctype for doctype, _field in fields}
	for doctype in app_doctypes():
		meta = frappe_site.get_meta(doctype)
		tables = {field.options for field in meta.get_table_fields()}
		if not meta.istable and (doctype in of_rows or tables & of_rows) and doctype not in BY_PLATFORM:
			assert issubclass(frappe_site.get_doc({"doctype": doctype}).__class__, CheckedDocument), doctype


def test_what_only_a_task_reckons_is_put_back_whatever_is_sent(world):
	project = make_project(investment_reported_on="2206-12-05", investment_points_behind=-5)
	assert (project.investment_reported_on, project.investment_points_behind or 0) == (None, 0)
	project.db_set("investment_reported_on", "2026-05-01")
	project.reload()
	project.investment_reported_on = "2206-12-05"
	project.save()
	project.reload()
	assert str(project.investment_reported_on) == "2026-05-01"


#: written by the platform alone
BY_PLATFORM = ("Reminder Message", "Audit Entry")


@pytest.mark.parametrize("day", OUTSIDE)
def test_field_value_and_rule_are_named(world, frappe_site, day):
	project = make_planned_project()
	words = refusal(
		frappe_site,
		lambda: make(
			"Supervision Order", project=project.name, matter="便道", requirement="移交", unit=HOST, person="张三",
			source="Found by the Bureau", due_date=day,
		),
	)  # fmt: skip
	assert "办理时限" in words and day in words and "2000-01-01" in words and "2099-12-31" in words


def test_rows_of_a_plan_are_checked_too(world, frappe_site):
	project = make_planned_project()
	plan = frappe_site.get_doc("Service Plan", {"project": project.name})
	for table, field in (
		("plan_dates", "proposed_date"),
		("team_tasks", "time_point"),
		("entity_tasks", "completion_date"),
	):
		plan.reload()
		plan.get(table)[0].set(field, "2206-12-05")
		words = refusal(frappe_site, plan.save)
		assert "第 1 行" in words or "第1行" in words
		assert "2206-12-05" in words


def test_a_project_entered_under_way_names_the_day_and_saves_nothing(world, frappe_site):
	from anshang_app.project_lifecycle import api

	project = make_project()
	frappe_site.set_user(world["bureau"])
	frappe_site.db.savepoint("entry")
	for dates in ({"fence": "1999-12-31"}, {"fence": "2206-01-01"}, {"fence": "昨天"}):
		words = refusal(
			frappe_site,
			lambda dates=dates: api.enter_under_way(project.name, "Construction", "补录", {}, dates),
		)
		assert "实际" in words and dates["fence"] in words
		frappe_site.db.rollback(save_point="entry")
	for passed in ({"Planning": "1999-12-31"}, {"Planning": "0206-12-05"}):
		words = refusal(
			frappe_site,
			lambda passed=passed: api.enter_under_way(project.name, "Construction", "补录", passed),
		)
		assert passed["Planning"] in words
		frappe_site.db.rollback(save_point="entry")


@pytest.mark.parametrize("words", ["9999-12-31", "长期", " 长期有效 ", "永久"])
def test_a_validity_without_end_is_stored_blank(world, frappe_site, words):
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.members[0].to_date = words
	unit.save()
	assert frappe_site.db.get_value("Unit Member", unit.members[0].name, "to_date") is None
	project = make_planned_project()
	case = frappe_site.get_doc("Approval Case", {"node": f"{project.name}-construction-permit"})
	case.expires_on = words
	case.save()
	assert frappe_site.db.get_value("Approval Case", case.name, "expires_on") is None


def test_a_bad_day_stored_before_does_not_keep_others_from_their_part(world, frappe_site):
	project = make_planned_project()
	issue = make("Coordination Issue", project=project.name, title="便道未通", unit=HOST, person="张三")
	frappe_site.db.set_value("Coordination Issue", issue.name, "due_date", "2206-12-05")
	issue = frappe_site.get_doc("Coordination Issue", issue.name)
	issue.description = "补充说明"
	issue.save()
	issue.due_date = "2206-12-06"
	assert "2206-12-06" in refusal(frappe_site, issue.save)
	issue.reload()
	issue.due_date = add_days(today(), 5)
	issue.save()


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"signing_date": "2098-12-31"}, "签约时间"),
		({"signing_date": "2026-03-05", "planned_start_date": "2026-03-04"}, "拟开工时间"),
		({"planned_duration_months": 12, "production_target_date": "2027-05-31"}, "竣工时间"),
		({"planned_duration_months": 10.5, "production_target_date": "2027-04-15"}, "竣工时间"),
		({"planned_duration_months": 10.3}, "半个月"),
		({"planned_duration_months": 5000}, "1200"),
	],
)
def test_impossible_orders_of_days_are_refused(world, frappe_site, values, words):
	assert words in refusal(frappe_site, lambda: make_project(**values))


def test_production_may_begin_on_the_day_of_completion(world):
	make_project(planned_duration_months=10.5, production_target_date="2027-04-16")
	make_project(project_name="另一项目", planned_duration_months=12, production_target_date="2027-06-01")


def test_a_seal_of_long_ago_is_asked_back_and_stored(world, frappe_site):
	project = make_planned_project()
	plan = frappe_site.get_doc("Service Plan", {"project": project.name})
	frappe_site.db.set_value("Service Plan", plan.name, "state", "Awaiting Seals")
	plan.reload()
	frappe_site.clear_messages()
	plan.host_signed_on = add_days(today(), -400)
	plan.save()
	assert "已按所填保存" in asked(frappe_site) and "一年以上" in asked(frappe_site)
	frappe_site.clear_messages()
	plan.lead_signed_on = add_days(today(), -20)
	plan.save()
	assert "一年以上" not in asked(frappe_site)


# --- amounts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("field", "text", "stored"),
	[
		("total_investment", "3.2亿", 32000),
		("total_investment", "32,000", 32000),
		("total_investment", "３２０００万元", 32000),
		("land_area", "2.2公顷", 33),
		("land_area", "22222㎡", 33.333),
		("land_area", 33.33333, 33.3333),
		("land_area", "33.33333", 33.3333),
		("total_floor_area", "2.5万平方米", 25000),
		("planned_duration_months", "1.5年", 18),
	],
)
def test_amounts_are_read_as_people_write_them(world, frappe_site, field, text, stored):
	project = make_project(**{"total_investment": 30000, field: text})
	assert frappe_site.db.get_value("Investment Project", project.name, field) == stored


@pytest.mark.parametrize("text", ["5-8亿", "约5亿", "/", "1e", "12-3", "--5", "1.2e4", "待定"])
def test_what_is_no_amount_is_refused_with_field_and_value(world, frappe_site, text):
	words = refusal(frappe_site, lambda: make_project(total_investment=text))
	assert "总投资" in words and text in words and "约数" in words


def test_rows_and_entries_read_amounts_too(world, frappe_site):
	project = make_project()
	project.append(
		"annual_plans", {"plan_year": 2026, "year_investment": "1.2亿", "year_floor_area": "1万平方米"}
	)
	project.save()
	row = project.annual_plans[0]
	stored = frappe_site.db.get_value("Annual Plan", row.name, ["year_investment", "year_floor_area"])
	assert stored == (12000, 10000)
	project.annual_plans[0].year_investment = "12-3"
	assert "12-3" in refusal(frappe_site, project.save)


def test_the_phone_page_files_a_figure_or_refuses_it(world, frappe_site):
	from anshang_app.progress_tracking import api

	project = make_planned_project()
	values = {"entry_kind": "Progress Report", "entry_date": today()}
	for text in ("1e", "约3000", "3000-4000"):
		words = refusal(
			frappe_site,
			lambda text=text: api.file_entry(project.name, {**values, "investment_to_date": text}),
		)
		assert text in words
	filed = api.file_entry(project.name, {**values, "investment_to_date": "0.3亿"})
	assert frappe_site.db.get_value("Progress Entry", filed["name"], "investment_to_date") == 3000


def test_a_figure_that_looks_wrong_is_said_to_be_stored(world, frappe_site):
	frappe_site.db.set_single_value("Anshang Settings", {"plausible_low": 100, "plausible_high": 10_000_000})
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	frappe_site.clear_messages()
	project = make_project()
	frappe_site.clear_messages()
	project.total_investment = 1.2
	project.save()
	assert "已按所填保存" in asked(frappe_site) and "无效" not in asked(frappe_site)


def test_what_was_understood_is_told_before_it_is_saved(db):
	from anshang_app.foundation import api

	assert api.read_amount("money", "1.2亿") == {"figure": 12000, "words": "12,000 万元（1.2 亿元）"}
	assert api.read_amount("mu", "22222㎡") == {"figure": 33.333, "words": "33.333 亩（22,222 ㎡）"}
	assert "约数" in api.read_amount("money", "5-8亿")["problem"]


@pytest.mark.parametrize(
	("months", "start", "end"),
	[
		(0.5, "2026-12-01", "2026-12-16"), (1.5, "2026-12-01", "2027-01-16"), (2.5, "2026-12-01", "2027-02-16"),
		(10.5, "2026-12-01", "2027-10-16"), (0.5, "2026-08-31", "2026-09-15"), (1.5, "2026-08-31", "2026-10-15"),
		(2.5, "2026-08-31", "2026-11-15"), (10.5, "2026-08-31", "2027-07-15"),
	],
)  # fmt: skip
def test_half_months_are_the_same_in_plan_and_report(world, frappe_site, months, start, end):
	from anshang_app.case_reporting.aggregates.milestones import milestones
	from anshang_app.case_reporting.portfolio import Portfolio
	from anshang_app.case_reporting.report_filters import ProjectFilter
	from anshang_app.service_plans import scheduling

	project = make_planned_project(planned_start_date=start, planned_duration_months=months)
	plan = frappe_site.get_doc("Service Plan", {"project": project.name})
	board = scheduling.PlanNetwork(scheduling.plan_facts(plan))
	targets = {scheduling.field_of_target(board, key): day for key, day in board.targets.items()}
	assert targets["target_completion"] == getdate(end)
	portfolio = Portfolio(ProjectFilter(project=project.name))
	points = milestones(portfolio.projects, portfolio.targets, portfolio.passages)
	assert points.loc[project.name, "completion_planned"] == getdate(end)


# --- names and codes ----------------------------------------------------------------------------------------

RARE, OTHER = "湖北𬭎创科技有限公司", "湖北𫓧创科技有限公司"


def test_two_enterprises_of_rare_characters_are_two(world, frappe_site):
	first, second = make("Enterprise", enterprise_name=RARE), make("Enterprise", enterprise_name=OTHER)
	assert first.name == RARE and second.name != RARE
	assert (second.enterprise_name, second.get_title()) == (OTHER, OTHER)
	assert frappe_site.get_doc("Enterprise", RARE).enterprise_name == RARE
	with pytest.raises(frappe_site.DoesNotExistError):
		frappe_site.get_doc("Enterprise", OTHER)
	words = refusal(frappe_site, lambda: make_project(enterprise=OTHER))
	assert OTHER in words
	project = make_project(enterprise=second.name)
	assert frappe_site.db.get_value("Investment Project", project.name, "enterprise") == second.name


@pytest.mark.parametrize(
	"again", [RARE, f" {RARE}", f"{RARE}　", "湖北 𬭎创科技有限公司", "湖北𬭎创科技有限公司\t"]
)
def test_the_same_name_again_is_refused_in_words(world, frappe_site, again):
	make("Enterprise", enterprise_name=RARE)
	assert "已使用" in refusal(frappe_site, lambda: make("Enterprise", enterprise_name=again))


@pytest.mark.parametrize(
	("one", "other"),
	[
		("测试单位（演示）", "测试单位(演示)"),
		("ABC中心", "abc中心"),
		("ＡＢＣ中心", "ABC中心"),
		("测试 单位", "测试单位"),
	],
)
def test_a_unit_of_another_width_or_case_is_the_same_unit(world, frappe_site, one, other):
	make("Anshang Unit", unit_name=one, is_host_locality=1)
	words = refusal(frappe_site, lambda: make("Anshang Unit", unit_name=other, is_host_locality=1))
	assert "已使用" in words and one in words


def test_a_code_held_by_another_names_it_only_to_who_may_read_it(world, frappe_site, monkeypatch):
	code = "N2429006MF0000001W"
	make("Enterprise", enterprise_name="甲合作社", uscc="n2429006 mf0000001w")
	assert frappe_site.db.get_value("Enterprise", "甲合作社", "uscc") == code
	words = refusal(frappe_site, lambda: make("Enterprise", enterprise_name="乙合作社", uscc=code))
	assert "甲合作社" in words
	monkeypatch.setattr(frappe_site, "has_permission", lambda *args, **kwargs: False)
	words = refusal(frappe_site, lambda: make("Enterprise", enterprise_name="乙合作社", uscc=code))
	assert "甲合作社" not in words and "请联系政数局核对" in words


@pytest.mark.parametrize("code", ["9142900OMA0000004C", "S1429006MA0000004C", "91429006MA000000ZC"])
def test_signs_a_code_does_not_have_are_named(world, frappe_site, code):
	words = refusal(frappe_site, lambda: make("Enterprise", enterprise_name="丙公司", uscc=code))
	assert "I、O、S、V、Z" in words


def test_a_unit_renamed_keeps_its_records(world, frappe_site):
	from anshang_app.reminders import mailings

	project, monday = make_project(), getdate("2026-03-02")
	key = mailings.key_of(mailings.WEEKLY, HOST, monday)
	mailings.note(None, key, mailings.WEEKLY, HOST, monday, mailings.NOTHING, [], None)
	frappe_site.rename_doc("Anshang Unit", HOST, "新落户地（测试）", force=True, show_alert=False)
	assert frappe_site.db.get_value("Investment Project", project.name, "host_locality") == "新落户地（测试）"
	unit = frappe_site.get_doc("Anshang Unit", "新落户地（测试）")
	assert unit.unit_name == "新落户地（测试）"
	assert mailings.is_done(mailings.WEEKLY, "新落户地（测试）", monday)
	assert not mailings.is_done(mailings.WEEKLY, HOST, monday)
	words = refusal(frappe_site, lambda: make("Anshang Unit", unit_name="新落户地(测试)", is_host_locality=1))
	assert "新落户地（测试）" in words
	make("Anshang Unit", unit_name=HOST, is_host_locality=1)


# --- phones -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("text", "words"),
	[("13800000000/13900000000", "两个号码"), ("5222345", "缺区号"), ("138000000", "11位")],
)
def test_a_refused_phone_is_not_repeated(world, frappe_site, text, words):
	from anshang_app.key_projects import api

	project = make_project()
	frappe_site.set_user(world["invest"])
	told = refusal(frappe_site, lambda: api.add_contact(project.name, "Enterprise", "王五", text))
	assert words in told and text not in told


@pytest.mark.parametrize(
	("text", "masked"),
	[
		("95555", "95555"),
		("400-123-4567", "400-****567"),
		("+852 2345 6789", "+852 ****789"),
		("0728-5222345转801", "0728-****345"),
	],
)
def test_numbers_of_every_kind_are_stored_and_masked(world, frappe_site, text, masked):
	from anshang_app.key_projects import api

	project = make_project()
	frappe_site.set_user(world["invest"])
	assert api.add_contact(project.name, "Enterprise", "王五", text)["phone_masked"] == masked


def test_a_free_text_of_a_list_leaves_without_phone_numbers(world, frappe_site):
	from anshang_app.official_documents.lists import list_sheet

	project = make_planned_project()
	make(
		"Coordination Issue", project=project.name, title="便道未通", unit=HOST, person="张三 13812345678",
		description="找李四tel13912345678，投资13800000000元",
	)  # fmt: skip
	sheet = list_sheet(
		frappe_site.get_meta("Coordination Issue"),
		"问题",
		[["project", "=", project.name]],
		["person", "description"],
		None,
	)
	(row,) = sheet.rows
	assert sorted(row) == sorted(["张三 138****5678", "找李四tel139****5678，投资13800000000元"])


# --- the import ---------------------------------------------------------------------------------------------


def book(*rows: dict) -> bytes:
	from anshang_app.rendering import workbooks
	from anshang_app.rendering.workbooks import WorkbookSheet
	from anshang_app.setup.rules.unit_sheet import HEADINGS

	cells = [[row.get(name) for name in HEADINGS.values()] for row in rows]
	return workbooks.write([WorkbookSheet("单位和成员", list(HEADINGS), cells)])


@pytest.mark.parametrize(
	"written", ["ABC中心(演示)", "abc中心（演示）", "ＡＢＣ中心（演示）", "ABC 中心（演示）"]
)
def test_the_import_knows_a_unit_however_its_signs_are_typed(world, frappe_site, written):
	from anshang_app.setup import unit_import

	make("Anshang Unit", unit_name="ABC中心（演示）", is_host_locality=1, members=[{"member_name": "张三"}])
	content = book({"unit": written, "kinds": "项目落户地", "member": "张　三", "post": "科长"})
	told = unit_import.preview(content)
	assert (told["counts"]["new_units"], told["counts"]["new_members"]) == (0, 0)
	assert unit_import.apply(content) == {"created": 0, "updated": 1, "opened": [], "left": 0}
	unit = frappe_site.get_doc("Anshang Unit", "ABC中心（演示）")
	assert [(row.member_name.replace("　", ""), row.post) for row in unit.members] == [("张三", "科长")]
	assert unit.unit_name == "ABC中心（演示）"


def test_two_spellings_in_one_sheet_are_one_unit(world, frappe_site):
	from anshang_app.setup import unit_import

	content = book(
		{"unit": "新单位（演示）", "kinds": "项目落户地", "member": "张三"},
		{"unit": "新单位(演示)", "member": "李四"},
	)
	assert unit_import.apply(content)["created"] == 1
	unit = frappe_site.get_doc("Anshang Unit", "新单位（演示）")
	assert [row.member_name for row in unit.members] == ["张三", "李四"]


def test_no_account_is_opened_before_every_unit_can_be_written(world, frappe_site, monkeypatch):
	from anshang_app.foundation.doctype.anshang_unit.anshang_unit import AnshangUnit
	from anshang_app.setup import unit_import

	def refuse_last(self):
		if self.unit_name == "坏单位":
			frappe_site.throw("坏单位不能保存")
		plain(self)

	plain = AnshangUnit.validate
	monkeypatch.setattr(AnshangUnit, "validate", refuse_last)
	content = book(
		{"unit": "好单位", "kinds": "项目落户地", "member": "张三", "account": "zhang@new.example.org"},
		{"unit": "坏单位", "kinds": "项目落户地", "member": "李四", "account": "li@new.example.org"},
	)
	with pytest.raises(frappe_site.ValidationError):
		unit_import.apply(content)
	assert not frappe_site.db.exists("User", "zhang@new.example.org")


@pytest.mark.parametrize(
	("day", "words"), [("2206-12-05", "2000-01-01"), ("0206-12-05", "2000-01-01"), ("2026-02-30", "日期")]
)
def test_a_day_of_the_sheet_keeps_to_the_years_of_the_platform(world, frappe_site, day, words):
	from anshang_app.setup import unit_import

	content = book({"unit": "新单位", "kinds": "项目落户地", "member": "张三", "to_date": day})
	(problem,) = unit_import.preview(content)["problems"]
	assert words in problem["text"] and problem["heading"] == "止"


def test_an_endless_membership_of_the_sheet_is_blank(world, frappe_site):
	from anshang_app.setup import unit_import

	rows = [
		{"unit": "新单位", "kinds": "项目落户地", "member": name, "to_date": day}
		for name, day in (("甲", "9999-12-31"), ("乙", "长期"))
	]
	unit_import.apply(book(*rows))
	unit = frappe_site.get_doc("Anshang Unit", "新单位")
	assert [row.to_date for row in unit.members] == [None, None]


def test_an_agreed_start_before_the_signing_is_asked_back_and_stored(db, world, frappe_site):
	project = make_project(signing_date="2026-03-05")
	frappe_site.clear_messages()
	project.agreed_start_date = "2026-03-04"
	project.save()
	assert (
		"2026-03-05" in asked(frappe_site)
		and "是否正确" in asked(frappe_site)
		and "早于签约日期" in asked(frappe_site)
	)
	assert (
		str(frappe_site.db.get_value("Investment Project", project.name, "agreed_start_date")) == "2026-03-04"
	)
	frappe_site.clear_messages()
	project.agreed_start_date = "2026-03-05"
	project.save()
	assert "早于签约日期" not in asked(frappe_site)


def test_of_two_bureaus_none_is_taken_unless_the_settings_name_it(db, world, frappe_site):
	from anshang_app.access_control.acting_unit import bureau

	assert bureau() == "政数局（测试）"
	frappe_site.db.set_single_value("Anshang Settings", "government_services_bureau", None)
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	frappe_site.db.set_value("Anshang Unit", {"is_government_services_bureau": 1}, "is_active", 0)
	assert bureau() is None
	frappe_site.db.set_value("Anshang Unit", "政数局（测试）", "is_active", 1)
	assert bureau() == "政数局（测试）"
	make("Anshang Unit", unit_name="另一政数局（测试）", is_government_services_bureau=1)
	assert bureau() is None
