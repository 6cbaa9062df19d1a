"""倒排工期 on a real plan: asked for, previewed, written into the draft, never into nodes."""

from datetime import date

import pytest
from factories import make_project, make_world

DAY = date(2028, 6, 30)


@pytest.fixture
def plan(db, frappe_site):
	"""The draft of a project that buys land, its targets far enough."""
	from anshang_app.service_plans.plans import start_plan

	make_world()
	project = make_project(planned_start_date="2027-12-01", planned_duration_months=12, eia_kind="EIA Form")
	project.db_set("stage", "Planning")
	return frappe_site.get_doc("Service Plan", start_plan(project))


def durations(api, plan, days: int = 10) -> dict:
	asked = api.count_back(plan.name)["missing_durations"]
	return {row["node"]: {"duration": days, "duration_unit": "Working Days"} for row in asked}


@pytest.fixture
def api():
	from anshang_app.service_plans import api as api_service_plans

	return api_service_plans


def node(plan, key: str) -> str:
	return f"{plan.project}-{key}"


def rows(plan) -> dict:
	return {row.node.removeprefix(f"{plan.project}-"): row for row in plan.plan_dates}


def test_nodes_without_a_limit_are_asked_for_by_name_and_the_rest_is_counted(plan, api):
	answer = api.count_back(plan.name)
	names = [row["title"] for row in answer["missing_durations"]]
	assert "征迁补偿" in names
	assert "施工图设计" in names
	# these have a limit on record, or take no time
	assert not {"施工许可", "开挖基础（打桩）正式施工", "核准备案"} & set(names)
	counted = {row["title"]: row for row in answer["rows"]}
	assert counted["施工许可"]["latest"]
	assert counted["征迁补偿"]["schedule_note"] in ("Time Unknown", "Later Time Unknown")


def test_a_reference_is_proposed_and_counts_for_nothing_until_it_is_given(plan, api):
	answer = api.count_back(plan.name)
	proposed = {
		row["title"]: (row["reference"], row["reference_unit"]) for row in answer["missing_durations"]
	}
	assert proposed["征迁补偿"] == (30, "Working Days")
	assert proposed["土地成交确认书"] == (30, "Calendar Days")
	assert proposed["项目完工"] == (None, "Working Days")
	assert not {row["title"]: row for row in answer["rows"]}["征迁补偿"]["duration"]


def test_without_a_target_the_targets_are_asked_for_and_nothing_is_written(plan, api):
	import frappe

	frappe.db.set_value("Investment Project", plan.project, "planned_start_date", None)
	answer = api.count_back(plan.name)
	assert answer["targets"] == {}
	assert answer["target_fields"] == ["target_start", "target_completion", "target_production"]
	assert answer["rows"] == []
	with pytest.raises(frappe.ValidationError, match="至少填写一个目标日期"):
		api.apply_count_back(plan.name)


def test_where_nothing_is_built_the_months_lead_to_production(db, frappe_site, api):
	from anshang_app.service_plans.plans import start_plan

	make_world()
	project = make_project(
		landing_mode="租赁", planned_start_date="2027-12-01", planned_duration_months=6, eia_kind="EIA Form"
	)
	project.db_set("stage", "Planning")
	answer = api.count_back(start_plan(project))
	assert answer["target_fields"] == ["target_production"]
	assert str(answer["targets"]["target_production"]) == "2028-06-01"


def test_rows_that_make_the_plan_are_due_with_it(plan):
	rows_of_lists = {
		row.node.removeprefix(f"{plan.project}-"): row for row in (*plan.team_tasks, *plan.entity_tasks)
	}
	assert plan.due_date
	assert rows_of_lists["team-01"].time_point == plan.due_date
	assert rows_of_lists["entity-01"].completion_date == plan.due_date
	assert not rows_of_lists["entity-02"].completion_date


def test_a_missing_time_leaves_open_what_hangs_on_it_and_nothing_else(plan, api):
	whole = api.count_back(plan.name, {"durations": durations(api, plan)})["rows"]
	known = {row["node"]: row for row in whole}
	given = durations(api, plan)
	given.pop(node(plan, "design"))
	answer = api.apply_count_back(plan.name, {"durations": given})
	plan.reload()
	found = rows(plan)
	assert (found["design"].schedule_note, found["survey"].schedule_note) == (
		"Time Unknown",
		"Later Time Unknown",
	)
	assert found["survey"].proposed_date is None
	assert answer["marked"] == sum(row.schedule_note == "Later Time Unknown" for row in plan.plan_dates) > 0
	for row in plan.plan_dates:
		if row.latest_date:
			assert row.latest_date == known[row.node]["latest"], row.title
	assert found["construction-permit"].proposed_date == known[node(plan, "construction-permit")]["latest"]


def test_targets_come_from_the_project_until_others_are_entered(plan, api):
	answer = api.count_back(plan.name)
	assert answer["targets"] == {"target_start": date(2027, 12, 1), "target_completion": date(2028, 12, 1)}
	other = api.count_back(plan.name, {"targets": {"target_start": "2028-03-01"}})
	assert other["targets"]["target_start"] == date(2028, 3, 1)


def test_the_draft_gets_latest_dates_in_the_right_order_and_the_nodes_get_none(plan, api, frappe_site):
	api.apply_count_back(plan.name, {"durations": durations(api, plan)})
	plan.reload()
	found = rows(plan)
	assert found["start-construction"].proposed_date == date(2027, 12, 1)
	assert found["construction-permit"].proposed_date <= date(2027, 12, 1)
	for before, after in (
		("register-enterprise", "project-filing"),
		("land-contract", "land-planning-permit"),
		("works-planning-permit", "construction-permit"),
		("eia-form-approval", "start-construction"),
		("works-complete", "completion-acceptance"),
	):
		assert found[before].proposed_date <= found[after].proposed_date, (before, after)
	assert any(row.is_critical for row in found.values())
	assert all(
		row.is_tentative for key, row in found.items() if row.latest_date and row.latest_date.year > 2026
	)
	assert found["land-clearance"].duration == 10
	entity = {row.node.rsplit("-", 2)[-1]: row for row in plan.entity_tasks}
	assert entity["06"].completion_date == found["land-payment"].proposed_date
	assert (
		frappe_site.get_all("Project Node", filters={"project": plan.project, "planned_date": ["is", "set"]})
		== []
	)


def test_a_fixed_date_stays_and_an_empty_cell_is_filled(plan, api):
	fixed, open_ = rows(plan)["fence"], rows(plan)["site-levelling"]
	fixed.proposed_date, fixed.date_is_fixed = "2027-07-01", 1
	open_.proposed_date = "2027-01-01"
	plan.save()
	api.apply_count_back(plan.name, {"durations": durations(api, plan)})
	plan.reload()
	assert rows(plan)["fence"].proposed_date == date(2027, 7, 1)
	assert rows(plan)["fence"].latest_date != date(2027, 7, 1)
	assert rows(plan)["site-levelling"].proposed_date == rows(plan)["site-levelling"].latest_date


def test_nodes_left_out_get_no_date_and_pass_their_order_on(plan, api):
	api.apply_count_back(plan.name, {"durations": durations(api, plan)})
	plan.reload()
	assert rows(plan)["fire-design-review"].left_out
	assert rows(plan)["fire-design-review"].latest_date is None


def test_an_impossible_target_is_refused_with_the_gap_and_what_closes_it(plan, api, frappe_site):
	soon = {"targets": {"target_start": "2026-12-10"}, "durations": durations(api, plan)}
	answer = api.count_back(plan.name, soon)
	assert answer["missing"] > 20
	assert answer["missed_target"] == "开挖基础（打桩）正式施工"
	assert answer["measures"]
	assert answer["measures"] == sorted(answer["measures"], key=lambda m: -m["days"])
	written = api.apply_count_back(plan.name, soon)
	plan.reload()
	late = {row.node for row in plan.plan_dates if row.schedule_note == "Target Missed"}
	assert late == {row["node"] for row in answer["rows"] if row["total_float"] < 0}
	assert not any(row.proposed_date for row in plan.plan_dates if row.node in late)
	assert all(row.proposed_date for row in plan.plan_dates if row.latest_date and row.node not in late)
	assert written["marked"] == len(late)


def test_what_is_tried_of_an_edge_is_seen_and_never_written(plan, api, frappe_site):
	times = durations(api, plan)
	soon = {"targets": {"target_start": "2026-12-10"}, "durations": times}
	answer = api.count_back(plan.name, soon)
	best = answer["measures"][0]
	trial = {**soon, "edges": {best["after_node"]: {best["before_node"]: best["way"]}}}
	tried = api.count_back(plan.name, trial)
	assert tried["missing"] == answer["missing"] - best["days"]
	assert tried["finishes"][0]["earliest"] < answer["finishes"][0]["earliest"]
	assert api.what_if(plan.name, {"edges": trial["edges"], "durations": times}) is not None
	with pytest.raises(frappe_site.ValidationError, match="先采用"):
		api.apply_count_back(plan.name, trial)


PARALLEL = ("property-certificate", "works-planning-permit")


def test_steps_run_in_parallel_with_a_reason_and_the_seal_makes_it_their_order(plan, api, frappe_site):
	from anshang_app.service_plans.adjustments import write_to_edges

	before, after = (node(plan, key) for key in PARALLEL)
	edge = {"parent": after, "predecessor": before}
	with pytest.raises(frappe_site.ValidationError, match="原因"):
		api.run_in_parallel(plan.name, before, after)
	api.run_in_parallel(plan.name, before, after, "规划条件已定")
	with pytest.raises(frappe_site.ValidationError, match="已经并行"):
		api.run_in_parallel(plan.name, before, after, "再来")
	plan.reload()
	(row,) = plan.adjustments
	assert (row.predecessor, row.node, row.reason, row.adopted_by) == (
		before,
		after,
		"规划条件已定",
		frappe_site.session.user,
	)
	# the plan's own order until it is sealed
	assert not frappe_site.db.get_value("Node Dependency", edge, "start_to_start")
	shown = {(row["before_node"], row["after_node"]): row for row in api.count_back(plan.name)["edges"]}
	assert shown[(before, after)]["is_parallel"]
	write_to_edges(plan)
	assert frappe_site.db.get_value("Node Dependency", edge, "start_to_start")


def test_a_measure_is_taken_back_and_never_written_by_hand(plan, api, frappe_site):
	before, after = (node(plan, key) for key in PARALLEL)
	with pytest.raises(frappe_site.ValidationError, match="没有让这两个事项并行"):
		api.wait_again(plan.name, before, after)
	api.run_in_parallel(plan.name, before, after, "规划条件已定")
	plan.reload()
	plan.adjustments = []
	with pytest.raises(frappe_site.ValidationError, match="已采用的办法"):
		plan.save()
	api.wait_again(plan.name, before, after)
	plan.reload()
	assert not plan.adjustments


def test_the_law_is_not_run_in_parallel(plan, api, frappe_site):
	for before, after in (("project-filing", "land-planning-permit"), ("no step", "start-construction")):
		with pytest.raises(frappe_site.ValidationError, match="可以容缺"):
			api.run_in_parallel(plan.name, node(plan, before), node(plan, after), "快")
	plan.db_set("state", "Awaiting Seals")
	with pytest.raises(frappe_site.ValidationError, match="草案"):
		api.run_in_parallel(plan.name, *(node(plan, key) for key in PARALLEL), "快")


def test_a_finished_node_keeps_its_day(plan, api, frappe_site):
	frappe_site.db.set_value("Project Node", node(plan, "register-enterprise"), "actual_date", "2026-04-01")
	api.apply_count_back(plan.name, {"durations": durations(api, plan)})
	plan.reload()
	assert rows(plan)["register-enterprise"].latest_date == date(2026, 4, 1)
	assert rows(plan)["register-enterprise"].proposed_date is None


def test_what_if_moves_dates_and_saves_nothing(plan, api):
	api.apply_count_back(plan.name, {"durations": durations(api, plan)})
	plan.reload()
	before = {row.node: (row.proposed_date, row.duration) for row in plan.plan_dates}
	moved = api.what_if(plan.name, {"durations": {node(plan, "design"): {"duration": 40}}})
	names = [row["title"] for row in moved]
	assert "项目地勘及地勘报告" in names
	assert "施工许可" not in names
	assert all(row["working_days"] < 0 for row in moved)
	plan.reload()
	assert {row.node: (row.proposed_date, row.duration) for row in plan.plan_dates} == before


def test_a_plan_under_seals_is_not_counted_anew(plan, api, frappe_site):
	plan.db_set("state", "Awaiting Seals")
	with pytest.raises(frappe_site.ValidationError, match="草案"):
		api.apply_count_back(plan.name, {"durations": durations(api, plan)})


def test_a_cycle_on_record_is_told_with_its_steps(plan, api, frappe_site):
	frappe_site.get_doc(
		{
			"doctype": "Node Dependency",
			"parenttype": "Project Node",
			"parentfield": "edges",
			"parent": node(plan, "survey"),
			"predecessor": node(plan, "design"),
			"edge_kind": "Hard",
		}
	).db_insert()
	with pytest.raises(frappe_site.ValidationError, match="施工图设计"):
		api.count_back(plan.name, {"durations": durations_without_solving(plan)})


def durations_without_solving(plan) -> dict:
	return {row.node: {"duration": 10} for row in plan.plan_dates}


@pytest.mark.parametrize(
	"changes",
	("abc", "[1]", "5", {"targets": 5}, {"durations": [1]}, {"durations": {"n": 5}}, {"edges": {"n": "x"}}),
)
@pytest.mark.parametrize("method", ("count_back", "what_if", "apply_count_back"))
def test_changes_of_another_shape_are_refused_in_words(plan, api, frappe_site, method, changes):
	with pytest.raises(frappe_site.ValidationError):
		getattr(api, method)(plan.name, changes)


@pytest.mark.parametrize("part", ("targets", "durations", "edges"))
@pytest.mark.parametrize("value", ("abc", "9999-99-99", -5, 10**12, True, None, "", [1], {"duration": "abc"}))
def test_values_of_another_kind_are_refused_or_left_out(plan, api, frappe_site, part, value):
	node = plan.plan_dates[0].node
	row = value if part == "targets" or isinstance(value, dict) else {"duration": value, "lag": value}
	for method in (api.count_back, api.what_if):
		try:
			method(plan.name, {part: {node: row, "no such node": row}})
		except frappe_site.ValidationError as refused:
			assert str(refused)
