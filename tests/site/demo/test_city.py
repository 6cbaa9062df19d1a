"""The living demo: a part of the city told under its clock, and gone without a trace."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from broken_records import BREAKS, not_found
from demo_traces import contents, site_without_demo  # noqa: F401
from frappe.utils.global_search import sync_global_search

APP = Path(__file__).resolve().parents[3] / "anshang_app"
#: a project on its permits with something stuck, one that ended, one handed over and waiting
PART = ("chuheng", "lanfeng", "mifan")


@pytest.fixture
def city(demo, frappe_site):
	"""The city's accounts are there, its stories are told by `tell_city`."""
	from anshang_app.demo import no_actions_to_approve
	from anshang_app.demo.city import tell_city
	from anshang_app.demo.city.cast import city_units
	from anshang_app.demo.units import make_units

	def tell() -> None:
		frappe_site.flags.in_story = True
		frappe_site.local.lang = "zh"
		make_units(city_units())
		with no_actions_to_approve():
			tell_city(PART)
		frappe_site.flags.in_story = False
		frappe_site.set_user("Administrator")

	yield tell
	frappe_site.flags.in_story = False


def test_a_part_of_the_city_is_told_by_its_officials_and_leaves_no_trace(city, demo, frappe_site):
	sync_global_search()
	before = contents(frappe_site)
	city()
	check_story(frappe_site)
	check_data(frappe_site)
	demo.clear()
	after = contents(frappe_site)
	assert {name for name in after if after[name] != before.get(name)} == set()


@pytest.mark.long("tells the whole city, three minutes")
def test_the_year_of_the_whole_city_breaks_no_rule(demo, frappe_site):
	from anshang_app.setup import data_check

	before = set(data_check.findings())
	demo.load()
	assert frappe_site.db.count("Investment Project", {"is_demo": 1}) == 40
	reckon()
	assert set(data_check.findings()) <= before
	demo.clear()
	assert set(data_check.findings()) <= before


def check_data(frappe) -> None:
	"""A city told by the app's own steps breaks no rule of the model, and a rule broken past the app is named."""
	from anshang_app.setup import data_check

	frappe.db.savepoint("told")
	reckon()
	assert data_check.faults() == []
	assert not_found() == []
	frappe.db.rollback(save_point="told")


def reckon() -> None:
	"""As every night."""
	from anshang_app.progress_tracking import sweep
	from anshang_app.service_plans import forecasts

	forecasts.refresh()
	sweep.run()


def test_every_rule_of_the_data_check_is_broken_once():
	told = {words for path in APP.glob("*/data_faults.py") for words in sentences_in(path)}
	for name in ("data_check", "file_faults"):
		told |= sentences_in(APP / "setup" / f"{name}.py")
	assert told == {one.sentence for one in BREAKS}


def sentences_in(path: Path) -> set[str]:
	"""What a module has translated as it stands."""
	calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
	return {
		call.args[0].value
		for call in calls
		if isinstance(call.func, ast.Name) and call.func.id == "_" and isinstance(call.args[0], ast.Constant)
	}


def check_story(frappe) -> None:
	projects = {
		row.project_name: row
		for row in frappe.get_all(
			"Investment Project", {"is_demo": 1}, ["name", "project_name", "stage", "owner", "creation"]
		)
	}
	assert {name: row.stage for name, row in projects.items()} == {
		"储衡储能电池模组（演示）": "Pre-construction",
		"岚峰风电配件（演示）": "Terminated",
		"蜜畈蜂产品（演示）": "Handover",
	}
	row = projects["储衡储能电池模组（演示）"]
	assert row.owner == "zhaoshang@anshang.example"
	assert date.today() - timedelta(days=300) < row.creation.date() < date.today() - timedelta(days=270)
	plan = frappe.get_doc("Service Plan", {"project": row.name})
	assert (plan.state, plan.modified_by) == ("Sealed", "baobao@anshang.example")
	stuck = frappe.get_doc("Project Node", f"{row.name}-land-payment")
	assert (stuck.light, stuck.late_cause) == ("Red Light", "Enterprise")
	assert "土地出让金尾款" in stuck.late_reason
	issue = frappe.get_doc("Coordination Issue", {"project": row.name})
	assert (issue.state, issue.raised_by) == ("In Hand", "kaifaqu@anshang.example")
	assert issue.raised_on < date.today() - timedelta(days=20)
	assert frappe.db.count("Approval Case", {"project": row.name, "state": "Granted"}) >= 5
	assert frappe.db.count("Light Log", {"project": row.name, "changed_on": ["<", date.today()]}) > 20
	order = frappe.get_doc("Supervision Order", {"project": row.name})
	assert (order.state, order.owner) == ("Reported Back", "zhengshu@anshang.example")
	assert frappe.get_all("Bulletin", pluck="state", order_by="period_from") == ["Distributed", "Compiling"]


def test_the_clock_is_the_real_one_again_and_never_told_within_a_request(db, frappe_site):
	from anshang_app.demo.city.clock import demo_clock

	real = frappe_site.utils.getdate()
	with demo_clock() as clock:
		clock.move_to(real - timedelta(days=100))
		first = frappe_site.utils.now_datetime()
		assert first.date() == frappe_site.utils.getdate() == real - timedelta(days=100)
		clock.move_to(real - timedelta(days=100))
		assert first < frappe_site.utils.now_datetime() < first + timedelta(hours=1)
		clock.move_to(real + timedelta(days=3))
		assert frappe_site.utils.getdate() == real
	assert frappe_site.utils.getdate() == real
	frappe_site.local.request = object()
	try:
		with pytest.raises(frappe_site.ValidationError), demo_clock():
			pass
	finally:
		del frappe_site.local.request
