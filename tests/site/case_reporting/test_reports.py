"""The twelve reports on a real site: a portfolio with known answers, random ones against plain loops, one change at a time."""

import json
from datetime import timedelta
from io import BytesIO

import factories as make
import frappe
import openpyxl
import portfolio_world as world
import pytest
from frappe.utils import getdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anshang_app.access_control.user_context import Viewer
from anshang_app.case_reporting import api as screen
from anshang_app.case_reporting import cards, desk, reports
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.period import month_of
from anshang_app.case_reporting.portfolio import Portfolio

#: two phases of one project, an entered-under-way one, a terminated one
KNOWN = [
	{
		"stage": "Construction", "host": 0, "lead": 0, "chain": 0, "total": 30000, "fixed": 20000, "phase": 1, "whole": 50000,
		"passages": [("Planning", -400), ("Construction", -300)],
		"nodes": [
			{"light": "Red Light", "planned": -10}, {"light": "Yellow Light", "planned": -3, "actual": -1, "reason": "已追回"},
			{"light": "Green Light", "planned": 5}, {"light": "Red Light", "planned": -2, "applies": False},
			{"planned": -300, "actual": -300, "target": "Construction Start"},
		],
		"entries": [
			("Progress Report", -700, 1000, 0, False), ("Progress Report", -380, 4000, 500, True),
			("Progress Report", -1, 9000, 900, True), ("Site Visit", 0, 0, 0, False),
		],
		"issues": [("In Hand", "At Special Meeting", -20, -5, None), ("Cleared", "At Service Team", -40, -30, -35)],
		"orders": [("Ordered", -20, -5, None), ("Settled", -40, -30, -35)],
		"promises": [("Not Due", -1, None), ("Fulfilled", -20, -21), ("Waived", -20, None)],
		"cases": [
			[("Application Accepted", -40, None), ("Clock Stopped", -35, "Enterprise"), ("Clock Resumed", -20, None), ("Granted", -15, None)],
			[("Application Accepted", -30, None)],
		],
	},
	{
		"stage": "Planning", "host": 0, "lead": 1, "chain": 1, "total": 20000, "fixed": 10000, "phase": 2, "whole": 50000,
		"phase_of": "FOLIO-0", "planned_start": 40, "nodes": [{"planned": 40, "target": "Construction Start"}],
	},
	{
		"stage": "Acceptance", "host": 1, "lead": 1, "chain": 1, "total": 9000, "back_entry": True,
		"entries": [("Progress Report", -3, 8000, 0, False)],
	},
	{"stage": "Terminated", "host": 1, "lead": 1, "chain": 1, "total": 7000, "issues": [("Raised", "At Service Team", -9, -5, None)]},
]  # fmt: skip


def plan_this_year(specs: list[dict]) -> list[dict]:
	"""The first project's plan of the year in which the test runs."""
	return [{**specs[0], "plans": [(getdate().year, 6000), (getdate().year - 1, 5000)]}, *specs[1:]]


@pytest.fixture
def known(db):
	"""The known portfolio; its days are counted from today."""
	return world.plant(plan_this_year(KNOWN))


def seen_by(*units: str) -> Viewer:
	"""A viewer who is a member of some units and nothing else."""
	return Viewer("nobody@test.example.com", frozenset(), units)


EVERYTHING = seen_by(*world.LEADS)


def rows(name: str, viewer: Viewer = EVERYTHING, **filters) -> list[dict]:
	return list(reports.build(name, filters, viewer).rows)


def tile(name: str, label: str, viewer: Viewer = EVERYTHING, **filters):
	tiles = {tile.label: tile for tile in reports.build(name, filters, viewer).tiles}
	return tiles[frappe._(label)]


# --- known answers ------------------------------------------------------------------------------------------


def test_the_ledger_counts_phases_and_never_whole_and_phases_both(known):
	found = {row["project"]: row for row in rows("Project Ledger")}
	assert sorted(found) == known[:3]
	assert tile("Project Ledger", "Total Investment (100m Yuan)").value == 5.9
	first = found[known[0]]
	assert (first["project_title"], first["stage"]) == ("项目FOLIO-0（第 1 期）", "开工建设")
	assert [first[key] for key in ("invested", "year_plan", "nodes", "done", "red", "yellow", "late")] == [
		9000,
		6000,
		4,
		2,
		1,
		1,
		1,
	]
	assert (first["issues"], first["orders"], first["latest"]) == (1, 1, getdate())
	assert found[known[2]]["year_invested"] is None and found[known[2]]["invested"] == 8000
	assert [row["project"] for row in rows("Project Ledger", stage="Terminated")] == known[3:]


def test_filters_narrow_every_report(known):
	for name in reports.MODULES:
		whole, none = (
			reports.build(name, None, EVERYTHING),
			reports.build(name, {"project": "nothing"}, EVERYTHING),
		)
		assert {column.key for column in whole.columns} == {column.key for column in none.columns}
		assert not [row for row in none.rows if row.get("project")]
	assert [row["project"] for row in rows("Project Ledger", host_locality=world.HOSTS[1])] == [known[2]]
	assert [row["project"] for row in rows("Project Ledger", industry_chain=world.CHAINS[0])] == [known[0]]


def test_a_unit_sees_its_own_projects_in_every_report(known):
	for name in reports.MODULES:
		text = json.dumps(desk.answer(reports.build(name, None, seen_by(world.LEADS[0]))), default=str)
		assert known[1] not in text and known[2] not in text
		stranger = reports.build(name, None, seen_by("无关单位"))
		assert "FOLIO" not in json.dumps(desk.answer(stranger), default=str, ensure_ascii=False)


def test_the_wall_chart_and_the_alerts(known):
	(chart,) = [row for row in rows("Wall Chart Progress") if row["project"] == known[0]]
	assert [chart[key] for key in ("nodes", "done", "red", "green", "late")] == [4, 2, 1, 1, 1]
	alerts = rows("Node Alerts", days_ahead=7)
	assert [(row["name"], row["light"]) for row in alerts] == [
		("FOLIO-0-0", "红灯"),
		("FOLIO-0-1", "黄灯"),
		("FOLIO-0-2", "绿灯"),
	]
	assert [row["name"] for row in rows("Node Alerts", light="Red Light")] == ["FOLIO-0-0"]


def test_problems_orders_and_promises(known):
	assert [row["name"] for row in rows("Issue Ledger", shown="Open Only")] == ["FOLIO-0-0"]
	assert tile("Issue Ledger", "Past Their Limit").value == 1
	assert {row["name"] for row in rows("Issue Ledger", shown="All of Them")} == {"FOLIO-0-0", "FOLIO-0-1"}
	assert [row["late"] for row in rows("Supervision Ledger", shown="Open Only")] == ["是"]
	assert tile("Supervision Ledger", "Settled in Time").value == 100
	states = {row["name"]: row["state"] for row in rows("Factors and Policies")}
	assert states == {"FOLIO-0-0": "已逾期", "FOLIO-0-1": "已兑现", "FOLIO-0-2": "已免除"}
	(by_kind,) = rows("Factors and Policies", group_by="By Kind of Promise")
	assert [by_kind[key] for key in ("promises", "fulfilled", "in_time", "past_due", "waived", "rate")] == [
		3,
		1,
		1,
		1,
		1,
		50,
	]


def test_whose_days_an_approval_took(known):
	since = str(getdate() - timedelta(days=60))
	(row,) = rows("Approval Timeliness", from_date=since)
	assert [row[key] for key in ("accepted", "decided", "running", "elapsed", "authority", "enterprise")] == [
		2,
		1,
		1,
		25,
		10,
		15,
	]
	assert (row["in_limit_rate"], row["limit_unit"]) == (100, "日历日")
	assert tile("Approval Timeliness", "Running Past the Limit", from_date=since).value == 1
	single = {
		row["name"]: row for row in rows("Approval Timeliness", from_date=since, group_by="Case by Case")
	}
	assert single["FOLIO-0-1"]["authority"] == 30 and single["FOLIO-0-0"]["in_limit"] == "是"


def test_investment_by_the_year(known):
	today = getdate()
	found = {row["project"]: row for row in rows("Investment Progress")}
	first = found[known[0]]
	turn = today.replace(month=1, day=1) - timedelta(days=1)
	begin = (
		9000 if today - timedelta(days=1) <= turn else 4000 if today - timedelta(days=380) <= turn else 1000
	)
	assert (first["to_date"], first["year"]) == (9000, 9000 - begin)
	assert (first["in_statistics"], first["since"]) == ("是", today - timedelta(days=380))
	assert first["area_to_date"] == 900
	note = reports.build("Investment Progress", None, EVERYTHING).note
	assert note.startswith("1 个补录项目") or today.timetuple().tm_yday <= 3


def test_starts_by_locality(known):
	started = getdate() - timedelta(days=300)
	found = {
		row["group"]: row
		for row in rows("Starts and Completions", group_by="By Host Locality", year=started.year)
	}
	assert found[world.HOSTS[0]]["start_actual"] == 1
	coming = getdate() + timedelta(days=40)
	months = rows("Starts and Completions", year=coming.year)
	assert months[coming.month - 1]["start_planned"] >= 1 and len(months) == 12


def test_a_promise_of_contact_is_kept_by_unit(known):
	found = rows("Contact Duties", group_by="By Unit")
	assert {row["unit"] for row in found} <= set(world.LEADS)
	singles = rows("Contact Duties")
	assert sum(row["asked"] for row in found) == sum(row["asked"] for row in singles)
	assert not {"filed_by", "done_by", "person"} & {key for row in singles for key in row}


# --- random portfolios --------------------------------------------------------------------------------------

OFFSETS = st.integers(-800, 60)
PAST = st.integers(-800, 0)
LEVELS = ("At Service Team", "At Bureau", "At Special Meeting")
KINDS = ("Progress Report", "Site Visit", "Policy Briefing", "Leader Visit")


@st.composite
def a_project(draw):
	def some(of, most=3):
		return draw(st.lists(of, max_size=most))

	accepted = draw(st.integers(-60, -1))
	node = st.fixed_dictionaries(
		{
			"light": st.sampled_from(["Red Light", "Yellow Light", "Green Light", "No Light"]),
			"planned": st.none() | OFFSETS,
			"actual": st.none() | PAST,
			"applies": st.booleans(),
			"reason": st.sampled_from([None, "", "等待图审"]),
			"target": st.sampled_from([None, None, "Construction Start", "Completion"]),
		}
	)
	return {
		"stage": draw(st.sampled_from(world.STAGES)),
		"host": draw(st.integers(0, 1)),
		"lead": draw(st.integers(0, 1)),
		"chain": draw(st.integers(0, 1)),
		"total": draw(st.integers(0, 90000)),
		"back_entry": draw(st.booleans()),
		"nodes": some(node, 5),
		"entries": some(st.tuples(st.sampled_from(KINDS), PAST, st.integers(0, 9000), st.integers(0, 900), st.booleans()), 5),
		"plans": some(st.tuples(st.sampled_from([getdate().year, getdate().year - 1]), st.integers(1, 9000)), 2),
		"issues": some(st.tuples(st.sampled_from(["Raised", "In Hand", "Answered"]), st.sampled_from(LEVELS), PAST, st.none() | OFFSETS, st.none())),
		"orders": some(st.tuples(st.sampled_from(["Ordered", "In Hand", "Reported Back"]), PAST, OFFSETS, st.none())),
		"promises": some(st.tuples(st.sampled_from(["Not Due", "Past Due", "Fulfilled"]), OFFSETS, PAST)),
		"cases": [[("Application Accepted", accepted, None), *draw(st.sampled_from([[], [("Clock Stopped", accepted // 2, "Enterprise")], [("Granted", accepted // 2, None)]]))]],
	}  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(specs=st.lists(a_project(), min_size=1, max_size=6))
def test_figures_reports_and_screen_equal_plain_loops_over_the_tables(db, specs):
	frappe.db.rollback()
	names = world.plant(specs)
	for units in (world.LEADS, world.LEADS[:1]):
		mine = {name for name, spec in zip(names, specs, strict=True) if world.LEADS[spec["lead"]] in units}
		viewer, expected = seen_by(*units), world.counted(mine)
		portfolio = Portfolio(viewer=viewer)
		found = figures(portfolio, month_of(portfolio.today))
		assert {key: found[key].value for key in expected} == pytest.approx(expected)
		assert all(
			len(found[key].records) == found[key].value
			for key in expected
			if found[key].doctype and key.startswith(("nodes", "issues", "orders", "promises", "cases"))
		)
		agree(viewer, expected)


def agree(viewer: Viewer, expected: dict) -> None:
	"""The reports add up to the same figures."""
	ledger = rows("Project Ledger", viewer)
	sums = reports.build("Project Ledger", None, viewer).totals()
	assert len(ledger) == expected["projects"]
	assert (sums["red"], sums["issues"], sums["orders"]) == (
		expected["nodes_red"],
		expected["issues_open"],
		expected["orders_open"],
	)
	if expected["invested_to_date"] is not None:
		assert sums["invested"] == expected["invested_to_date"]
	chart = reports.build("Wall Chart Progress", None, viewer).totals()
	assert (chart["red"], chart["yellow"], chart["month_done"]) == (
		expected["nodes_red"],
		expected["nodes_yellow"],
		expected["nodes_done"],
	)
	alerts = rows("Node Alerts", viewer)
	assert sum(row["light_key"] == "Red Light" for row in alerts) == expected["nodes_red"]
	assert len(rows("Issue Ledger", viewer, shown="Open Only")) == expected["issues_open"]
	assert len(rows("Supervision Ledger", viewer, shown="Open Only")) == expected["orders_open"]
	promises = rows("Factors and Policies", viewer, state="Past Due")
	assert len(promises) == expected["promises_late"]
	assert sum(row["running"] for row in rows("Approval Timeliness", viewer)) == expected["cases_running"]
	invested = reports.build("Investment Progress", None, viewer).totals()
	assert invested["year"] == (expected["invested_year"] or 0)
	assert invested["year_plan"] == (expected["invested_year_plan"] or 0)


# --- one change, exactly its figures ------------------------------------------------------------------------

CHANGES = {
	("Project Node", "FOLIO-0-2", "light", "Red Light"): {"nodes_red", "nodes_unexplained"},
	("Project Node", "FOLIO-0-0", "late_reason", "等待图审"): {"nodes_unexplained"},
	("Coordination Issue", "FOLIO-0-0", "state", "Answered"): {"issues_late"},
	("Coordination Issue", "FOLIO-0-0", "level", "At Bureau"): {"issues_at_meeting"},
	("Supervision Order", "FOLIO-0-0", "due_date", "2099-01-01"): {"orders_late"},
	("Commitment", "FOLIO-0-0", "due_date", "2099-01-01"): {"promises_late"},
	("Investment Project", "FOLIO-2", "total_investment", 9001): {"total_investment"},
	("Investment Project", "FOLIO-1", "stage", "Suspended"): {"stage_planning", "stage_suspended"},
	("Approval Case", "FOLIO-0-1", "promised_limit", 99): {"cases_late"},
	("Progress Entry", "FOLIO-0-3", "entry_kind", "Policy Briefing"): {"site_visits", "policy_briefings"},
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]}.{change[2]}")
def test_a_change_changes_exactly_the_figures_that_hold_the_record(known, change):
	def values():
		portfolio = Portfolio(viewer=EVERYTHING)
		return {
			key: (found.value, found.records)
			for key, found in figures(portfolio, month_of(portfolio.today)).items()
		}

	before = values()
	doctype, name, field, value = change
	frappe.db.set_value(doctype, name, field, value)
	after = values()
	assert {key for key in before if before[key] != after[key]} == CHANGES[change]


# --- out --------------------------------------------------------------------------------------------------


def test_desk_export_cards_and_screen_agree(known):
	"""All of them as one account: a member of the lead unit, logged in."""
	user = make.make_user("folio", "Chain Lead Clerk")
	member = {"member_name": "经办", "user": user}
	make.make("Anshang Unit", unit_name=world.LEADS[0], is_chain_lead_unit=1, members=[member])
	frappe.set_user(user)
	from frappe.desk.query_report import run

	from anshang_app.case_reporting import api, export

	answer = run("Project Ledger", filters={})
	assert [row["project"] for row in answer["result"]] == known[:1]
	assert answer["chart"]["data"]["labels"] == ["开工建设"]
	page = openpyxl.load_workbook(
		BytesIO(export.workbook("项目台账", reports.build("Project Ledger")))
	).active
	heads = {cell.value: cell.column for cell in page[3]}
	assert page.cell(4, heads["累计完成投资\n（万元）"]).value == 9000
	assert [page.cell(5, 1).value, page.cell(5, heads["红灯"]).value] == ["合计", 1]
	shown = screen.leader()
	tiles = {one["key"]: one["value"] for part in shown["tiles"].values() for one in part}
	assert (tiles["projects"], tiles["nodes_red"], tiles["issues_at_meeting"]) == ("1", "1", "1")
	assert cards.red_nodes()["value"] == cards.open_problems()["value"] == cards.late_orders()["value"] == 1
	assert [one["doctype"] for one in shown["decide"]] == [
		"Coordination Issue",
		"Supervision Order",
		"Commitment",
	]
	with pytest.raises(frappe.PermissionError):
		api.export_report("Project Ledger")


def test_a_number_behind_a_name_is_masked_in_the_workbook(known):
	from anshang_app.case_reporting import export

	of_node = {"project": known[0], "light": "Red Light"}
	frappe.db.set_value("Project Node", of_node, "responsible_person", "张三 13812345678")
	cells = openpyxl.load_workbook(BytesIO(export.workbook("节点预警", reports.build("Node Alerts")))).active
	shown = [str(cell.value) for row in cells.iter_rows() for cell in row if cell.value is not None]
	assert "张三 138****5678" in shown and not any("13812345678" in text for text in shown)


def test_statements_do_not_grow_with_the_projects(db):
	def statements(name: str) -> int:
		return make.statements(lambda: reports.build(name, None, EVERYTHING))

	world.plant(KNOWN[:1])
	few = {name: (statements(name), statements(name))[1] for name in reports.MODULES}
	frappe.db.rollback()
	world.plant([{**KNOWN[0], "host": number % 2} for number in range(40)])
	assert {name: statements(name) for name in reports.MODULES} == few


@pytest.mark.parametrize(
	("name", "filters", "words"),
	[
		("Issue Ledger", {"from_date": "昨天"}, "起始日期“昨天”"),
		("Issue Ledger", {"from_date": "2026-02-01", "to_date": "2026-01-01"}, "截止日期"),
		("Starts and Completions", {"year": "今年"}, "年份“今年”"),
		("Starts and Completions", {"group_by": "person"}, "只能填"),
		("Contact Duties", {"periods": 0}, "往期期数“0”"),
		("Node Alerts", {"days_ahead": -1}, "提前天数“-1”"),
		("Project Ledger", {"stage": ["Construction", "Acceptance"]}, "请只填写一个值"),
	],
)
def test_a_filter_that_cannot_be_is_named_with_its_value(db, name, filters, words):
	with pytest.raises(frappe.ValidationError, match=words):
		reports.build(name, filters)


def test_telephone_numbers_in_free_text_are_masked(known):
	frappe.db.set_value("Coordination Issue", "FOLIO-0-0", "title", f"请联系{make.MOBILE}")
	assert make.MOBILE not in json.dumps(rows("Issue Ledger"), default=str, ensure_ascii=False)


def test_a_published_record_of_a_foreign_project_tells_nothing_of_the_project(known):
	"""A unit that only has one problem to solve reads that problem, not where its project belongs."""
	helper = seen_by(world.HOSTS[0])
	frappe.db.set_value("Investment Project", known[0], "host_locality", world.HOSTS[1])
	(row,) = [row for row in rows("Issue Ledger", helper) if row["name"] == "FOLIO-0-0"]
	assert (row["own_project"], row["industry_chain"], row["host_locality"]) == (None, None, None)
	assert rows("Issue Ledger", helper, industry_chain=world.CHAINS[0]) == []
