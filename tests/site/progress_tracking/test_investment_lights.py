"""Lights of money on record: what lights them, what puts them out, that two nights change nothing twice."""

import pytest
from factories import make_planned_project, make_project, make_world, refused, statements
from frappe.utils import add_days, getdate, today


@pytest.fixture
def city(db, frappe_site, monkeypatch):
	"""A project with a plan of the year of 1200, in the middle of a year, and who serves it."""
	from anshang_app.progress_tracking import investment_lights

	# the first days of a year owe nothing: these tests stand in July
	monkeypatch.setattr(investment_lights, "getdate", lambda: getdate("2026-07-02"))
	users = make_world()
	project = make_planned_project(annual_plans=[{"plan_year": 2026, "year_investment": 1200}])
	return frappe_site._dict(users=users, project=project.name)


KEPT = ("investment_light", "investment_months_behind", "investment_reported", "investment_entry")


def kept(city, frappe_site):
	return frappe_site.db.get_value("Investment Project", city.project, list(KEPT))


def report(city, frappe_site, figure: float, day: str):
	values = {"entry_kind": "Phone Contact", "entry_date": day, "investment_to_date": figure}
	return frappe_site.get_doc(
		{"doctype": "Progress Entry", "project": city.project, "done_by": "张三", **values}
	).insert()


def changes(city, frappe_site) -> list[tuple]:
	return frappe_site.get_all(
		"Light Log",
		filters={"project": city.project, "node": ["is", "not set"]},
		fields=["from_light", "to_light"],
		order_by="creation, name",
		as_list=True,
	)


def test_an_entry_lights_its_project_and_is_named(city, frappe_site):
	late = report(city, frappe_site, 200, "2026-06-30")
	# 50.1 per cent are due, 16.7 are done
	assert kept(city, frappe_site) == ("Red Light", 4.0, 200.0, late.name)
	assert changes(city, frappe_site) == (("No Light", "Red Light"),)
	report(city, frappe_site, 400, "2026-07-01")
	assert kept(city, frappe_site)[0] == "Yellow Light"
	# an older figure does not count, however late it is filed
	report(city, frappe_site, 900, "2026-06-01")
	assert kept(city, frappe_site)[0] == "Yellow Light"
	late.reload()


def test_a_correction_and_a_deletion_move_the_light(city, frappe_site):
	filed = report(city, frappe_site, 600, "2026-07-01")
	assert kept(city, frappe_site)[0] == "Green Light"
	filed.investment_to_date = 100
	filed.save()
	assert kept(city, frappe_site)[0] == "Red Light"
	filed.delete(ignore_permissions=True, force=True)
	assert kept(city, frappe_site) == ("Red Light", 6.0, 0.0, None)


def test_a_night_done_twice_changes_nothing_twice(city, frappe_site):
	from anshang_app.progress_tracking import investment_lights

	report(city, frappe_site, 200, "2026-06-30")
	# other projects may be on the site, as the demo's are in a whole run
	investment_lights.refresh()
	before = kept(city, frappe_site), changes(city, frappe_site)
	assert investment_lights.refresh() == 0
	assert (kept(city, frappe_site), changes(city, frappe_site)) == before


def test_no_more_statements_for_more_projects(city, frappe_site):
	from anshang_app.progress_tracking import investment_lights

	few = statements(investment_lights.refresh)
	for number in range(5):
		project = make_project(
			project_name=f"另一项目{number}", annual_plans=[{"plan_year": 2026, "year_investment": 100}]
		)
		project.db_set("stage", "Construction")
	assert statements(investment_lights.refresh) <= few + 3  # the two writes and the chart's news


def test_the_year_plan_moves_the_light_and_a_stale_form_does_not(city, frappe_site):
	report(city, frappe_site, 400, "2026-07-01")
	open_form = frappe_site.get_doc("Investment Project", city.project)
	frappe_site.db.set_value(
		"Investment Project", city.project, "investment_light", "Red Light", update_modified=False
	)
	assert open_form.investment_light == "Yellow Light"
	open_form.construction_content = "二期厂房"
	open_form.save()
	assert kept(city, frappe_site)[0] == "Red Light"
	open_form.reload()
	open_form.annual_plans[0].year_investment = 800
	open_form.save()
	assert kept(city, frappe_site)[0] == "Green Light"


def test_a_project_that_stands_still_has_no_light(city, frappe_site):
	from anshang_app.progress_tracking import investment_lights

	report(city, frappe_site, 200, "2026-06-30")
	frappe_site.db.set_value("Investment Project", city.project, "stage", "Suspended")
	investment_lights.refresh()
	assert kept(city, frappe_site) == ("No Light", 0.0, 0.0, None)


def test_before_the_go_live_day_nothing_is_lit(city, frappe_site):
	from anshang_app.progress_tracking import investment_lights

	frappe_site.db.set_single_value("Anshang Settings", "go_live_date", add_days(today(), 30))
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	investment_lights.refresh()
	assert kept(city, frappe_site)[0] == "No Light"


def test_another_city_has_other_rules(city, frappe_site):
	report(city, frappe_site, 250, "2026-07-01")
	assert kept(city, frappe_site)[0] == "Yellow Light"
	for rule in frappe_site.get_all(
		"Light Rule", filters={"light_condition": ["like", "Investment Behind%"]}
	):
		frappe_site.db.set_value("Light Rule", rule.name, "is_active", 0)
	frappe_site.db.set_value("Light Rule", "投资不足序时一半亮红灯", "is_active", 1)
	from anshang_app.progress_tracking import investment_lights

	investment_lights.refresh()
	# 20.8 of 50.1 is less than half
	assert kept(city, frappe_site)[0] == "Red Light"


def test_a_threshold_that_measures_nothing_is_refused(city, frappe_site):
	for threshold in (0, -1, 101):
		rule = frappe_site.get_doc("Light Rule", "投资滞后超过30个百分点亮红灯")
		rule.threshold = threshold
		refused("投资界限.*大于 0、不超过 100|不能小于零", rule.save)


def test_report_and_light_are_one_figure(city, frappe_site):
	from anshang_app.case_reporting import reports

	report(city, frappe_site, 400, "2026-07-01")
	(row,) = [
		row
		for row in reports.build("Investment Progress", {"as_of": "2026-07-02"}).rows
		if row["project"] == city.project
	]
	assert (row["light_key"], row["behind"], row["months_behind"]) == ("Yellow Light", 16.8, 2.0)
	assert (row["due_share"], str(row["reported_on"])) == (50.1, "2026-07-01")
	(told,) = [row for row in reports.build("Project Ledger").rows if row["project"] == city.project]
	assert (told["investment_light"], told["investment_months_behind"]) == ("黄灯", 2.0)


def test_the_leaders_screen_names_who_is_behind_and_what_it_rests_on(city, frappe_site):
	from anshang_app.case_reporting import leader_dashboard
	from anshang_app.case_reporting.portfolio import Portfolio

	make_project(project_name="甲项目（不亮灯）")
	report(city, frappe_site, 400, "2026-07-01")
	screen = leader_dashboard.build_screen(Portfolio())
	(line,) = [one for one in screen["behind"] if one["name"] == city.project]
	assert (line["mark"], line["title"]) == ("黄灯", "测试项目")
	assert line["words"] == "滞后 2 个月（16.8 个百分点），截至 2026-07-01 累计 400 万元"


def test_the_fields_kept_are_those_a_save_puts_back(db):
	from anshang_app.key_projects.doctype.investment_project.investment_project import RECKONED
	from anshang_app.progress_tracking.investment_lights import KEPT

	assert set(KEPT) == set(RECKONED)


def test_a_project_ahead_of_its_pace_is_saved_like_any_other(city, frappe_site):
	report(city, frappe_site, 900, "2026-06-30")
	project = frappe_site.get_doc("Investment Project", city.project)
	assert project.investment_points_behind < -20
	project.construction_content = "改名后仍可保存"
	project.save()
	assert (
		frappe_site.db.get_value("Investment Project", city.project, "construction_content")
		== "改名后仍可保存"
	)
	assert frappe_site.db.get_value("Investment Project", city.project, "investment_points_behind") < -20
