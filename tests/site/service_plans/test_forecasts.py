"""Forecasts on record: what a delay does to what follows, and to the lights."""

from dataclasses import replace

import pytest
from factories import make_planned_project, make_project, make_world, statements
from frappe.utils import add_days, getdate, today


@pytest.fixture
def project(db, frappe_site):
	"""A project being prepared whose plan dates every step far ahead, but 开挖基础 in six weeks."""
	make_world()
	made = make_planned_project(planned_start_date="2027-12-01")
	made.db_set("stage", "Pre-construction")
	frappe_site.db.set_value(
		"Project Node", {"project": made.name, "is_dated": 1}, "planned_date", add_days(today(), 900)
	)
	return made.name


def node(frappe_site, project: str, key: str):
	return frappe_site.get_doc("Project Node", f"{project}-{key}")


def chain(frappe_site, project: str, days: int) -> tuple[str, str]:
	"""Two nodes, the second waiting for the first and taking `days` working days."""
	first, second = f"{project}-fence", f"{project}-start-construction"
	frappe_site.db.delete(
		"Node Dependency", {"parenttype": "Project Node", "parent": ["like", f"{project}-%"]}
	)
	frappe_site.get_doc(
		{
			"doctype": "Node Dependency",
			"parent": second,
			"parenttype": "Project Node",
			"parentfield": "edges",
			"predecessor": first,
			"edge_kind": "Hard",
		}
	).db_insert()
	values = {"is_event": 0, "duration_unit": "Working Days", "approval_item": None, "applies": 1}
	frappe_site.db.set_value("Project Node", first, {**values, "duration": 10})
	frappe_site.db.set_value("Project Node", second, {**values, "duration": days})
	return first, second


def test_a_step_that_cannot_be_in_time_any_more_turns_yellow_before_its_day(project, frappe_site):
	from anshang_app.foundation.work_calendar import load_calendar
	from anshang_app.progress_tracking.lights import judge_anew

	first, second = chain(frappe_site, project, 20)
	frappe_site.db.set_value("Project Node", second, "planned_date", add_days(today(), 30))
	judge_anew([project])
	assert frappe_site.db.get_value("Project Node", second, "light") == "Yellow Light"
	assert frappe_site.db.get_value("Project Node", first, "light") == "Green Light"
	expected = load_calendar().step(add_days(getdate(), -1), 30, "Working Days")
	assert frappe_site.db.get_value("Project Node", second, "forecast_date") >= expected
	frappe_site.db.set_value("Project Node", second, "planned_date", add_days(today(), 300))
	judge_anew([project])
	assert frappe_site.db.get_value("Project Node", second, "light") == "Green Light"


def test_a_fact_moves_what_follows_and_takes_its_own_forecast_away(project, frappe_site):
	from anshang_app.service_plans import forecasts

	first, second = chain(frappe_site, project, 5)
	forecasts.refresh([project])
	before = frappe_site.db.get_value("Project Node", second, "forecast_date")
	frappe_site.db.set_value("Project Node", first, "actual_date", today())
	forecasts.refresh([project])
	assert frappe_site.db.get_value("Project Node", first, "forecast_date") is None
	assert frappe_site.db.get_value("Project Node", second, "forecast_date") < before
	assert forecasts.refresh([project]) == 0


def test_a_circle_takes_the_forecasts_of_its_project_only(project, frappe_site):
	from anshang_app.service_plans import forecasts

	first, second = chain(frappe_site, project, 5)
	other = make_planned_project(project_name="另一个项目", planned_start_date="2027-12-01")
	other.db_set("stage", "Pre-construction")
	fence = f"{other.name}-fence"
	frappe_site.db.set_value("Project Node", fence, "planned_date", today())
	forecasts.refresh([project])
	assert frappe_site.db.get_value("Project Node", second, "forecast_date")
	frappe_site.get_doc(
		{
			"doctype": "Node Dependency",
			"parent": first,
			"parenttype": "Project Node",
			"parentfield": "edges",
			"predecessor": second,
			"edge_kind": "Hard",
		}
	).db_insert()
	forecasts.refresh([project, other.name])
	assert frappe_site.db.get_value("Project Node", second, "forecast_date") is None
	assert frappe_site.db.get_value("Project Node", fence, "forecast_date")


def test_a_project_that_stands_still_has_no_forecast(project, frappe_site):
	from anshang_app.service_plans import forecasts

	_first, second = chain(frappe_site, project, 5)
	forecasts.refresh([project])
	assert frappe_site.db.get_value("Project Node", second, "forecast_date")
	frappe_site.db.set_value("Investment Project", project, "stage", "Suspended")
	forecasts.refresh([project])
	assert frappe_site.db.get_value("Project Node", second, "forecast_date") is None


def test_the_forecast_is_the_early_finish_of_counting_back(project, frappe_site):
	from anshang_app.service_plans import forecasts
	from anshang_app.service_plans.plan_network import PlanNetwork, PlanRecords

	forecasts.refresh([project])
	records = PlanRecords(project)
	plan = {"project": project, "plan_dates": [], "target_start": add_days(today(), 800)}
	board = PlanNetwork(plan, records=records)
	board.nodes = [replace(found, duration=found.duration or 0) for found in board.nodes]
	expected = {key: row.early_finish for key, row in board.solve().nodes.items()}
	rows = frappe_site.get_all(
		"Project Node",
		{"project": project, "is_dated": 1, "applies": 1},
		["name", "forecast_date"],
	)
	assert len(rows) > 30
	assert {row.name: row.forecast_date for row in rows} == {row.name: expected[row.name] for row in rows}


def test_the_questions_do_not_grow_with_the_projects(project, frappe_site):
	from anshang_app.service_plans import forecasts

	forecasts.refresh()
	one = statements(forecasts.refresh)
	for number in range(3):
		made = make_project(project_name=f"项目{number}", planned_start_date="2027-12-01")
		made.db_set("stage", "Pre-construction")
	assert statements(forecasts.refresh) == one
