"""Shapes of the reports: against the pure clock, against plain loops, and on frames without a row."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.case_reporting.aggregates import (
	agents,
	approvals,
	coordination,
	duties,
	investment,
	nodes,
	starts,
)
from anshang_app.case_reporting.aggregates.common import days_between, share, total
from anshang_app.case_reporting.aggregates.ledger import entered_in
from anshang_app.case_reporting.aggregates.milestones import milestones
from anshang_app.case_reporting.period import (
	Period,
	before,
	month_of,
	two_months_before,
	week_of,
	year_before,
)
from anshang_app.case_reporting.tables import AMOUNT, Report, ReportColumn, plain_rows
from anshang_app.planning import clock
from anshang_app.planning.duties import DONE, MISSED, OPEN
from anshang_app.planning.workdays import CALENDAR, WORKING, WorkCalendar
from anshang_app.reminders.rules.mail_letter import MOST_ROWS, Letter, cut, to_html
from anshang_app.rendering.sheet import ListSheet, SheetColumn, build_sheet

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
NATIONAL_DAY = frozenset(date(2026, 10, day) for day in range(1, 8))
WORKDAYS = WorkCalendar(off=NATIONAL_DAY, make_up=frozenset({date(2026, 9, 27), date(2026, 10, 10)}))


def frame(columns: str, *rows) -> pd.DataFrame:
	return pd.DataFrame.from_records(list(rows), columns=columns.split())


# --- periods ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("period", "earlier"),
	[
		((date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 2, 28))),
		((date(2026, 1, 1), date(2026, 2, 28)), (date(2025, 11, 1), date(2025, 12, 31))),
		((date(2026, 1, 1), date(2026, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))),
		((date(2026, 3, 10), date(2026, 3, 12)), (date(2026, 3, 7), date(2026, 3, 9))),
		((date(2026, 3, 1), date(2026, 3, 1)), (date(2026, 2, 28), date(2026, 2, 28))),
	],
)
def test_whole_months_are_compared_with_as_many_months_else_as_many_days(period, earlier):
	assert before(Period(*period)) == Period(*earlier)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_months_a_bulletin_reports_end_before_the_day_and_begin_with_an_odd_month(day):
	told = two_months_before(day)
	assert told.last < day <= told.last + timedelta(days=62)
	assert (told.first.month % 2, told.first.day, (told.last + DAY).day) == (1, 1, 1)
	assert week_of(day).first.weekday() == 0 and week_of(day).holds(day) and month_of(day).holds(day)


def test_the_day_of_a_leap_year_is_compared_with_the_28th():
	assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)


# --- approvals: the arrays count what the clock counts ----------------------------------------------------

STEPS = {
	None: (clock.GUIDANCE, clock.ACCEPTED),
	clock.GUIDANCE: (clock.GUIDANCE, clock.ACCEPTED),
	clock.ACCEPTED: (clock.STOPPED, *clock.ENDS),
	clock.STOPPED: (clock.RESUMED, *clock.ENDS),
	clock.RESUMED: (clock.STOPPED, *clock.ENDS),
}
STOPPERS = [owner for owner in clock.OWNERS if owner != clock.AUTHORITY]


@st.composite
def a_case(draw):
	"""The records of one case in an order that can be, its unit of days and its limit."""
	state, day, events = None, TODAY - timedelta(days=draw(st.integers(1, 120))), []
	for _step in range(draw(st.integers(0, 7))):
		if state in clock.ENDS:
			break
		kind = draw(st.sampled_from(STEPS[state]))
		owner = draw(st.sampled_from(STOPPERS)) if kind == clock.STOPPED else None
		events.append(clock.ClockEvent(day, kind, owner))
		state, day = kind, min(day + timedelta(days=draw(st.integers(0, 30))), TODAY)
	return events, draw(st.sampled_from([WORKING, CALENDAR])), draw(st.sampled_from([None, 5, 20]))


@given(st.lists(a_case(), max_size=6), st.booleans())
def test_days_of_all_cases_at_once_are_those_of_the_clock(cases, from_next_day):
	rows = [(f"case-{number}", unit, 0, limit, None) for number, (_events, unit, limit) in enumerate(cases)]
	events = [
		(f"case-{number}", event.day, event.kind, event.owner)
		for number, (of, _unit, _limit) in enumerate(cases)
		for event in of
	]
	found = approvals.with_days(
		frame("name limit_unit is_immediate promised_limit statutory_limit", *rows),
		frame("case day kind owner", *events),
		WORKDAYS,
		TODAY,
		from_next_day,
	)
	for row, (of, unit, limit) in zip(found.to_dict("records"), cases, strict=True):
		read = clock.read(WORKDAYS, of, unit, limit, TODAY, from_next_day)
		charged = {owner: row[column] for owner, column in approvals.CHARGED.items() if row[column]}
		assert charged == read.charged
		assert row["elapsed"] == read.elapsed == sum(charged.values())
		if limit is not None and read.state in clock.ENDS and row["accepted_on"]:
			assert row["in_limit"] == (read.used <= limit)


def test_working_and_calendar_days_are_never_added_up():
	cases = frame(
		"name approval_item limit_unit is_immediate promised_limit statutory_limit",
		("a", "施工许可", WORKING, 0, 5, None),
		("b", "施工许可", CALENDAR, 0, 5, None),
	)
	events = frame(
		"case day kind owner",
		("a", date(2026, 9, 30), clock.ACCEPTED, None),
		("a", date(2026, 10, 9), clock.GRANTED, None),
		("b", date(2026, 9, 30), clock.ACCEPTED, None),
		("b", date(2026, 10, 9), clock.GRANTED, None),
	)
	rows = approvals.with_days(cases, events, WORKDAYS, TODAY)
	summed = approvals.summed(rows, ["approval_item", "limit_unit"], date(2026, 1, 1), TODAY)
	by_unit = {row["limit_unit"]: row for row in summed.to_dict("records")}
	assert (by_unit[WORKING]["authority"], by_unit[CALENDAR]["authority"]) == (2, 9)
	assert (by_unit[WORKING]["in_limit_rate"], by_unit[CALENDAR]["in_limit_rate"]) == (100, 0)


@given(
	st.lists(
		st.tuples(
			st.dates(date(2026, 1, 1), date(2027, 12, 31)) | st.none(),
			st.dates(date(2026, 1, 1), date(2027, 12, 31)) | st.none(),
		)
	)
)
def test_days_between_are_those_of_the_calendar(pairs):
	first, last = [one for one, _other in pairs], [other for _one, other in pairs]
	expected = [a and b and WORKDAYS.working_days_between(a, b) for a, b in pairs]
	assert days_between(WORKDAYS, first, last) == [None if value is None else value for value in expected]


# --- investment -------------------------------------------------------------------------------------------

PROJECTS = "name project_name phase_no is_back_entry industry_chain host_locality planned_start_date planned_duration_months"
AT = investment.ReportDays(TODAY)


def done(back_entry: int, **figures) -> dict:
	"""What a project did, by its figures to date at the named days."""
	days = {
		"last": AT.before_last_year,
		"then": AT.same_day_last_year,
		"turn": AT.before_this_year,
		"before": AT.before_last_month,
	}
	days |= {"month": AT.before_this_month, "today": AT.today}
	projects = frame(PROJECTS, ("p", "项目", None, back_entry, None, None, None, None))
	table = pd.DataFrame({day: [figures.get(key, float("nan"))] for key, day in days.items()}, index=["p"])
	rows = investment.completed_amounts(projects, table[sorted(table)], AT)
	return plain_rows(rows)[0]


def test_figures_to_date_are_subtracted_not_added_up():
	assert done(0, last=100.0, then=400.0, turn=500.0, before=700.0, month=800.0, today=850.0) == {
		"to_date": 850,
		"year": 350,
		"month": 50,
		"month_before": 100,
		"last_year": 300,
	}


def test_before_the_first_figure_nothing_was_done_unless_the_project_was_entered_under_way():
	assert done(0, today=300.0)["year"] == 300
	assert done(1, today=300.0)["year"] is None
	assert done(1, turn=100.0, today=300.0)["year"] == 200
	assert done(0)["year"] is None


def test_a_correction_downwards_counts_as_what_it_is():
	assert done(0, turn=500.0, today=450.0)["year"] == -50


def test_shares_and_sums_of_what_is_not_known_are_not_known():
	assert share(1, 0) is None and share(None, 5) is None and share(float("nan"), 5) is None
	assert share(1, 3) == 33.3
	assert total(pd.Series([None, float("nan")], dtype=object)) is None
	assert total(pd.Series([1, None, 2], dtype=object)) == 3


# --- path -------------------------------------------------------------------------------------------------


def test_the_node_says_when_a_project_started_else_the_stage_log_else_the_project():
	projects = frame(
		PROJECTS,
		("by-node", "甲", None, 0, "链", "镇", date(2026, 3, 1), 12),
		("by-log", "乙", None, 1, "链", "镇", date(2026, 3, 1), 6),
		("by-plan", "丙", None, 0, None, None, date(2026, 8, 31), 6),
	)
	targets = frame(
		"project target_kind planned_date actual_date",
		("by-node", "Construction Start", date(2026, 4, 1), date(2026, 4, 3)),
		("by-log", "Construction Start", date(2026, 5, 1), None),
	)
	passages = frame(
		"project to_stage passed_on",
		("by-node", "Construction", date(2026, 4, 9)),
		("by-log", "Construction", date(2026, 5, 5)),
		("by-log", "Construction", date(2026, 9, 9)),
	)
	points = plain_rows(milestones(projects, targets, passages))
	assert [row["start_actual"] for row in points] == [date(2026, 4, 3), date(2026, 5, 5), None]
	assert [row["start_planned"] for row in points] == [date(2026, 4, 1), date(2026, 5, 1), date(2026, 8, 31)]
	assert points[2]["completion_planned"] == date(2027, 2, 28)
	found = starts.occurrences(projects, milestones(projects, targets, passages))
	months = starts.counted(found, 2026, "month", TODAY).set_index("group")
	assert (months.start_planned[4], months.start_actual[4], months.start_actual[5]) == (1, 1, 1)
	by_chain = starts.counted(found, 2026, "industry_chain", TODAY).set_index("group")
	assert by_chain.start_actual.to_dict() == {"": 0, "链": 2}


def test_a_year_under_way_is_compared_with_the_same_days_of_the_year_before():
	found = frame(
		"project event side day industry_chain host_locality",
		("a", "start", "actual", date(2025, 11, 24), "链", "镇"),
		("b", "start", "actual", date(2025, 11, 25), "链", "镇"),
	)
	assert starts.counted(found, 2026, "month", TODAY).start_last_year.sum() == 1
	assert starts.counted(found, 2026, "month", date(2027, 3, 1)).start_last_year.sum() == 2


def test_a_project_enters_a_stage_once():
	passages = frame(
		"project to_stage passed_on",
		("p", "Planning", date(2026, 1, 5)),
		("p", "Planning", date(2026, 2, 5)),
		("other", "Planning", date(2026, 2, 6)),
	)
	assert entered_in(passages, {"p"}, "Planning", date(2026, 2, 1), date(2026, 2, 28)) == []
	assert entered_in(passages, {"p"}, "Planning", date(2026, 1, 1), date(2026, 1, 31)) == ["p"]


# --- nodes, records with limits, duties -------------------------------------------------------------------

NODE = "name project title part light planned_date actual_date responsible_unit unit_text late_reason"


def some_nodes() -> pd.DataFrame:
	return frame(
		NODE,
		("n1", "p", "甲", "x", "Red Light", TODAY - 10 * DAY, None, "单位", None, ""),
		("n2", "p", "乙", "x", "Yellow Light", TODAY - 5 * DAY, TODAY - DAY, None, "企业", "已追回"),
		("n3", "p", "丙", "x", "Green Light", TODAY + 3 * DAY, None, "单位", None, None),
		("n4", "p", "丁", "x", "Green Light", TODAY - 30 * DAY, TODAY - 31 * DAY, "单位", None, None),
		("n5", "p", "戊", "x", "No Light", None, None, "单位", None, None),
	)


def test_the_wall_chart_counts_nodes_and_names_the_next_and_the_latest():
	projects = frame(
		"name project_name phase_no stage industry_chain host_locality chain_lead_unit",
		("p", "项目", None, "Construction", "链", "镇", "委"),
		("q", "空", None, "Handover", None, None, None),
	)
	this = month_of(TODAY)
	full, empty = plain_rows(nodes.wall_chart(projects, some_nodes(), WORKDAYS, TODAY, (this, before(this))))
	counts = {key: full[key] for key in nodes.COUNTS}
	assert counts == {
		"nodes": 5, "done": 2, "month_done": 1, "month_before_done": 1, "due": 3, "on_time": 1, "late": 1,
		"red": 1, "yellow": 1, "green": 2,
	}  # fmt: skip
	assert (full["rate"], full["on_time_rate"]) == (40, 33.3)
	assert (full["next_title"], full["latest_title"], full["late_days"]) == ("丙", "甲", 7)
	assert empty["nodes"] == 0 and empty["rate"] is None and empty["next_title"] is None


def test_alerts_say_how_late_and_since_when():
	changes = frame(
		"node to_light changed_on", ("n1", "Red Light", TODAY - 9 * DAY), ("n1", "Red Light", TODAY - 2 * DAY)
	)
	rows = plain_rows(nodes.alerts(some_nodes(), changes, WORKDAYS, TODAY, TODAY + 7 * DAY))
	told = [(row["name"], row["days"], row["since"], row["owner"], row["explained"]) for row in rows]
	assert told == [
		("n1", 7, TODAY - 2 * DAY, "单位", False),
		("n2", 2, None, "企业", True),
		("n3", -3, None, "单位", False),
	]
	assert nodes.turned(changes, "Red Light", TODAY - 3 * DAY, TODAY) == {"n1"}


def test_a_record_is_late_when_its_limit_passed_before_its_end():
	rows = frame(
		"name raised_on due_date cleared_on",
		("open", date(2026, 11, 2), date(2026, 11, 20), None),
		("in time", date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 20)),
		("late", date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 23)),
		("no limit", date(2026, 11, 2), None, None),
	)
	found = coordination.with_days(rows, "raised_on", "cleared_on", WORKDAYS, TODAY).set_index("name")
	assert found.late.to_dict() == {"open": True, "in time": False, "late": True, "no limit": False}
	assert [found.days["open"], found.late_days["open"], found.late_days["late"]] == [16, 2, 1]
	month = coordination.flow(rows, "raised_on", "cleared_on", month_of(TODAY))
	assert month == {"came": 4, "went": 2}


def test_a_promise_is_judged_by_its_day_not_by_last_nights_state():
	rows = frame(
		"name kind unit state due_date fulfilled_on",
		("a", "Policy Fulfilment", "甲", "Not Due", TODAY - DAY, None),
		("b", "Policy Fulfilment", "甲", "Past Due", TODAY, None),
		("c", "Policy Fulfilment", "甲", "Fulfilled", TODAY - 5 * DAY, TODAY - 6 * DAY),
		("d", "Policy Fulfilment", "乙", "Fulfilled", TODAY - 5 * DAY, TODAY - 4 * DAY),
		("e", "Policy Fulfilment", "乙", "Waived", TODAY - 5 * DAY, None),
	)
	found = coordination.judge_commitments(rows, WORKDAYS, TODAY)
	assert found.state.tolist() == ["Past Due", "Not Due", "Fulfilled", "Fulfilled", "Waived"]
	kept = {row["unit"]: row for row in coordination.kept_by(found, ["unit"]).to_dict("records")}
	assert (kept["甲"]["promises"], kept["甲"]["past_due"], kept["甲"]["in_time"], kept["甲"]["rate"]) == (
		3,
		1,
		1,
		50,
	)
	assert (kept["乙"]["fulfilled"], kept["乙"]["in_time"], kept["乙"]["waived"], kept["乙"]["rate"]) == (
		1,
		0,
		1,
		100,
	)


class Report_:
	"""What duty_reports answers, as far as the shape reads it."""

	def __init__(self, project, unit, *found):
		self.project, self.project_name, self.unit = project, project, unit
		self.duty = type(
			"Duty", (), {"name": "每周电话", "entry_kind": "Phone Contact", "period": "Each Week"}
		)
		self.standings = [
			type("Seen", (), {"state": state, "needed": 1, "done": int(state == DONE), "due": TODAY})
			for state in found
		]


def test_duties_are_summed_by_unit_in_the_order_of_names():
	rows = duties.standings(
		[
			Report_("p", "乙委", OPEN, DONE, MISSED, DONE),
			Report_("q", "乙委", DONE, MISSED, MISSED, "Not Asked"),
			Report_("r", "甲局", DONE, DONE, DONE, "Duty Excused"),
		]
	)
	assert rows[["asked", "kept", "missed", "excused"]].to_numpy().tolist() == [
		[3, 2, 1, 0],
		[2, 0, 2, 0],
		[2, 2, 0, 1],
	]
	units = duties.of_units(rows)
	assert units.unit.tolist() == sorted(units.unit)
	assert {"user", "person", "done_by", "filed_by"}.isdisjoint({*rows.columns, *units.columns})
	second = units[units.unit == "乙委"].iloc[0]
	assert (second.last_asked, second.last_kept, second.before_kept, second.rate) == (2, 1, 0, 40)


def test_agents_are_counted_by_unit_and_who_was_not_trained_is_named():
	cases = frame(
		"name project agent helper_unit state accepted_on decided_on mandate_date",
		("a", "p", "u1", None, "Granted", TODAY - DAY, TODAY, TODAY),
		("b", "p", None, "帮办单位", "Not Applied For", None, None, None),
		("c", "q", None, None, "Application Accepted", TODAY, None, None),
	)
	staff = frame("unit user member_name", ("开发区", "u1", "张三"), ("开发区", "u2", "李四"))
	units = agents.unit_of_case(cases, staff, {"p": "镇", "q": "镇"})
	assert units.tolist() == ["开发区", "帮办单位", "镇"]
	rows = agents.by_unit(cases, units, staff, frame("unit user", ("开发区", "u1"))).set_index("unit")
	assert rows.loc["开发区"].to_dict() == {
		"cases": 1, "with_agent": 1, "mandated": 1, "not_begun": 0, "running": 0, "granted": 1,
		"agents": 2, "untrained": 1, "trained": 1, "untrained_names": "李四", "attendances": 1,
	}  # fmt: skip
	assert (rows.running["镇"], rows.not_begun["帮办单位"]) == (1, 1)


# --- nothing at all ---------------------------------------------------------------------------------------


def test_shapes_answer_frames_without_a_row():
	"""A unit without projects opens every report."""
	projects = frame(PROJECTS + " stage chain_lead_unit")
	events = frame("case day kind owner")
	cases = frame(
		"name approval_item project unit agent helper_unit state limit_unit is_immediate promised_limit statutory_limit mandate_date"
	)
	changes = frame("node to_light changed_on")
	this = month_of(TODAY)
	points = milestones(
		projects, frame("project target_kind planned_date actual_date"), frame("project to_stage passed_on")
	)
	measured = approvals.with_days(cases, events, WORKDAYS, TODAY)
	limits = frame("raised_on due_date cleared_on")
	promises = frame("unit state due_date fulfilled_on")
	empty = [
		points,
		starts.counted(starts.occurrences(projects, points), 2026, "host_locality", TODAY),
		approvals.summed(measured, ["approval_item", "limit_unit"], this.first, this.last),
		nodes.wall_chart(projects, frame(NODE), WORKDAYS, TODAY, (this, before(this))),
		nodes.alerts(frame(NODE), changes, WORKDAYS, TODAY, TODAY),
		coordination.with_days(limits, "raised_on", "cleared_on", WORKDAYS, TODAY),
		coordination.kept_by(coordination.judge_commitments(promises, WORKDAYS, TODAY), ["unit"]),
		duties.of_units(duties.standings([])),
		agents.by_unit(
			measured, pd.Series([], dtype=object), frame("unit user member_name"), frame("unit user")
		),
		investment.completed_amounts(projects, pd.DataFrame(columns=AT.days_needed(), dtype=float), AT),
	]
	assert [len(rows) for rows in empty] == [0] * len(empty)
	assert starts.counted(starts.occurrences(projects, points), 2026, "month", TODAY).shape[0] == 12


# --- out ----------------------------------------------------------------------------------------------------


def test_totals_add_up_what_is_known_of_summed_columns_only():
	report = Report(
		[ReportColumn("a", "甲", AMOUNT, summed=True), ReportColumn("b", "乙", AMOUNT)],
		[{"a": 1.5, "b": 9}, {"a": None, "b": 9}, {"a": 2, "b": 9}],
	)
	assert report.totals() == {"a": 3.5}


def test_the_workbook_ends_with_the_totals_which_are_no_row_of_the_list():
	wanted = ListSheet(
		"台账",
		[SheetColumn("项目"), SheetColumn("投资", "number")],
		[["甲", 1.5], ["乙", 2]],
		TODAY,
		totals=(None, 3.5),
	)
	page = openpyxl.load_workbook(BytesIO(build_sheet(wanted))).active
	assert [cell.value for cell in page[6]] == ["合计", None, 3.5]
	assert "共2条" in page["A2"].value and page.auto_filter.ref == "A3:C5"


@given(st.text(), st.text())
def test_a_mail_holds_no_markup_of_its_users(title, words):
	html = to_html(Letter(title, [(words, title)], [cut(title, [(words, title)], "{0}")]))
	assert set(re.findall(r"</?(\w+)", html)) <= {"div", "p", "b"}


def test_a_mail_tells_the_first_rows_and_how_many_more_there_are():
	part = cut("节点", [(str(number), "") for number in range(MOST_ROWS + 3)], "另有 {0} 条")
	assert len(part.lines) == MOST_ROWS and part.more == "另有 3 条"
	assert cut("节点", [("一", "")], "另有 {0} 条").more == ""


def test_an_item_without_a_limit_counts_as_neither_in_time_nor_late():
	"""Beside items with a limit too: among floats an unknown limit would be one that nobody keeps."""
	rows = [("a", 0, 0), ("b", 5, 0), ("c", 0, 2), ("d", None, None)]
	cases = pd.DataFrame(
		[
			{
				"name": name,
				"approval_item": f"item {name}",
				"limit_unit": "Working Days",
				"is_immediate": 0,
				"promised_limit": promised,
				"statutory_limit": statutory,
			}
			for name, promised, statutory in rows
		]
	)
	days = ("2026-03-02", "Application Accepted"), ("2026-03-06", "Granted")
	events = pd.DataFrame(
		[
			{"case": name, "day": date.fromisoformat(day), "kind": kind, "owner": None}
			for name, *_limits in rows
			for day, kind in days
		]
	)
	found = approvals.with_days(cases, events, WORKDAYS, TODAY)
	assert found.in_limit.tolist() == [None, True, False, None]
	summed = approvals.summed(found, ["approval_item"], date(2026, 3, 1), date(2026, 3, 31))
	rates = [None if rate != rate else rate for rate in summed.in_limit_rate.tolist()]
	assert rates == [None, 100.0, 0.0, None]
