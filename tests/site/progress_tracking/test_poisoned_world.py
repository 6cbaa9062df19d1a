"""Values put into the database past the app: each costs only its record, which is named; everybody else is served."""

import pytest
from factories import log_planning, make, make_planned_project, make_world
from frappe.utils import add_days, getdate, today
from shares import todays

HOST, LEAD, BUREAU = "落户地（测试）", "包保单位（测试）", "政数局（测试）"
FAR, EARLY, ROMAN, ENDLESS = "2206-12-05", "1999-12-31", "0206-12-05", "9999-12-31"
#: record type, which one (None: the sick project's), field, value; the record named is the type's own or its parent
POISON = [
	*((doctype, field, day)
		for doctype, field in (
			("Supervision Order", "due_date"), ("Coordination Issue", "due_date"), ("Commitment", "due_date"),
			("Project Node", "planned_date"), ("Project Node", "actual_date"),
		)
		for day in (FAR, EARLY, ROMAN, ENDLESS)),
	("Coordination Issue", "raised_on", ROMAN),
	("Coordination Issue", "level_due_on", EARLY),
	("Coordination Issue", "level_due_on", ENDLESS),
	("Project Node", "last_red_on", EARLY),
	("Project Node", "forecast_date", FAR),
	("Project Node", "duration", -7),
	("Project Node", "duration", 900_000),
	("Project Node", "light", "Purple Light"),
	("Approval Case", "expires_on", ENDLESS),
	("Approval Case", "issued_on", ROMAN),
	("Approval Case", "due_date", FAR),
	("Approval Case", "accepted_on", EARLY),
	("Approval Case", "mandate_date", ROMAN),
	("Approval Case", "listed_by", ENDLESS),
	("Approval Case", "limit_unit", "Fortnights"),
	("Approval Clock Event", "day", EARLY),
	("Approval Clock Event", "day", ENDLESS),
	("Approval Clock Event", "kind", "Application Lost"),
	("Stage Log", "passed_on", ROMAN),
	("Stage Log", "passed_on", ENDLESS),
	("Progress Entry", "entry_date", ENDLESS),
	("Project Handover", "due_date", EARLY),
	("Service Plan", "due_date", ROMAN),
	("Plan Date", "proposed_date", FAR),
	("Investment Project", "signing_date", ENDLESS),
	("Investment Project", "planned_start_date", ENDLESS),
	("Investment Project", "agreed_start_date", ROMAN),
	("Investment Project", "planned_duration_months", 10**7),
	("Investment Project", "planned_duration_months", -3),
	("Investment Project", "land_price", -1),
	("Light Rule", "light_condition", "Full Moon"),
	("Validity Rule", "valid_unit", "Fortnights"),
	("Validity Rule", "valid_for", 2_000_000_000),
	("Duty Rule", "times", -4),
	("Work Calendar Day", "date", FAR),
	("Unit Member", "to_date", ENDLESS),
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_log_is_left(db, frappe_site):
	"""Some versions keep the error log outside transactions."""
	yield
	frappe_site.db.delete("Error Log", {"reference_name": ["is", "set"]})


@pytest.fixture
def city(db, frappe_site):
	users = make_world()
	good, sick = (
		make_planned_project(
			project_name=name,
			planned_start_date="2027-12-01",
			agreed_start_date="2024-01-01",
			planned_duration_months=10.5,
		)
		for name in ("好项目", "病项目")
	)
	for project in (good, sick):
		furnish(frappe_site, project.name)
	return frappe_site._dict(users=users, good=good.name, sick=sick.name)


def furnish(frappe, project: str) -> None:
	"""One record of every kind that is read for many, each late."""
	frappe.db.set_value("Investment Project", project, "stage", "Pre-construction")
	frappe.db.set_value("Stage Log", {"project": project}, "passed_on", add_days(today(), -80))
	log_planning(project)
	late = add_days(today(), -3)
	given = {"project": project, "unit": HOST, "person": "张三", "due_date": today()}
	order = make(
		"Supervision Order",
		matter="移交便道",
		requirement="限期移交",
		source="Found by the Bureau",
		**given,
	)
	issue = make("Coordination Issue", title="便道未通", raised_on=late, **given)
	promise = make(
		"Commitment",
		kind="Infrastructure Provision",
		owed_by="The City Side",
		words="通水通电",
		**{**given, "due_date": late},
	)
	for record in (order, issue):
		record.db_set("due_date", late)
	assert promise.state == "Past Due"
	node = f"{project}-fence"
	frappe.db.set_value(
		"Project Node",
		node,
		{"planned_date": late, "responsible_unit": HOST, "responsible_user": None, "duration": 5},
	)
	case = frappe.get_doc("Approval Case", {"node": f"{project}-construction-permit"})
	case.append("clock_events", {"day": add_days(today(), -60), "kind": "Application Accepted"})
	case.db_update_all()
	values = {"state": "Application Accepted", "clock_state": "Clock Runs", "promised_limit": 7}
	frappe.db.set_value("Approval Case", case.name, {**values, "accepted_on": add_days(today(), -60)})
	make("Progress Entry", project=project, entry_kind="Site Visit", entry_date=today(), content="看了现场")
	handover = make("Project Handover", project=project, kind="Intake")
	frappe.db.set_value(
		"Project Handover", handover.name, {"state": "Handed Over", "due_date": late, "to_unit": BUREAU}
	)
	frappe.db.set_value("Service Plan", {"project": project}, "due_date", late)


def record_of(frappe, city, doctype: str) -> str:
	"""The sick project's record of a type, or the first one of a kind of rule."""
	special = {
		"Investment Project": lambda: city.sick,
		"Project Node": lambda: never_red(frappe, f"{city.sick}-fence"),
		"Approval Case": lambda: case_of(frappe, city),
		"Approval Clock Event": lambda: frappe.db.get_value(doctype, {"parent": case_of(frappe, city)}),
		"Plan Date": lambda: frappe.db.get_value(
			doctype, {"parent": frappe.db.get_value("Service Plan", {"project": city.sick})}
		),
		"Work Calendar Day": lambda: frappe.db.get_value(doctype, {"date": "2024-01-01"}),
		"Unit Member": lambda: frappe.db.get_value(doctype, {"parent": HOST}),
	}
	if doctype in special:
		return special[doctype]()
	whose = {"project": city.sick} if frappe.get_meta(doctype).has_field("project") else {}
	return frappe.db.get_value(doctype, whose, order_by="creation")


def never_red(frappe, node: str) -> str:
	"""A node whose light is judged by its days alone: one that was red is yellow whatever they are."""
	frappe.db.set_value("Project Node", node, {"last_red_on": None, "light": "No Light"})
	return node


def case_of(frappe, city) -> str:
	return frappe.db.get_value("Approval Case", {"node": f"{city.sick}-construction-permit"})


def poison(frappe, doctype: str, name: str, field: str, value) -> tuple[str, str]:
	"""Put a value into the database past the app; (type, name) of the record a person opens."""
	frappe.db.sql(f"update `tab{doctype}` set `{field}` = %s where name = %s", (value, name))
	frappe.clear_document_cache(doctype, name)
	if frappe.get_meta(doctype).istable:
		return frappe.db.get_value(doctype, name, ["parenttype", "parent"])
	return doctype, name


def everything(frappe, city) -> dict:
	"""Every reader of many records, once; what the good project was told."""
	from anshang_app.case_reporting import leader_dashboard, reports
	from anshang_app.case_reporting.indicators import figures
	from anshang_app.case_reporting.period import month_of
	from anshang_app.case_reporting.portfolio import Portfolio
	from anshang_app.coordination.issues import open_issues
	from anshang_app.foundation.work_calendar import load_calendar
	from anshang_app.progress_tracking import sweep, wall_chart
	from anshang_app.progress_tracking.findings import DueItems
	from anshang_app.project_lifecycle.transitions import read_stage_times
	from anshang_app.reminders import api, digests
	from anshang_app.service_plans import forecasts

	forecasts.refresh()
	assert sweep.run() is not None
	found = DueItems().all()
	list(digests.write_each(found))
	pages = {}
	for clerk in ("host", "lead", "bureau"):
		frappe.set_user(city.users[clerk])
		pages[clerk] = api.my_work()["groups"]
	frappe.set_user("Administrator")
	portfolio = Portfolio()
	figures(portfolio, month_of(getdate()))
	leader_dashboard.build_screen(portfolio)
	for name in reports.MODULES:
		reports.build(name)
	rows = wall_chart.read_chart(wall_chart.sight_of_names([city.good, city.sick]))["rows"]
	assert read_stage_times(city.sick) and read_stage_times(city.good)
	assert {row.project for row, _days in open_issues({})} >= {city.good, city.sick}
	assert load_calendar().is_working(getdate("2026-03-02"))
	return {
		"kinds": {finding.kind for finding in found if finding.project == city.good},
		"light": frappe.db.get_value("Project Node", f"{city.good}-fence", "light"),
		"days_used": frappe.db.get_value(
			"Approval Case", {"node": f"{city.good}-construction-permit"}, "days_used"
		),
		"digests": frappe.db.count("Reminder Log", {"day": today()}),
		"tasks": sorted(
			(clerk, group["heading"], task["words"], task["days_left"])
			for clerk, groups in pages.items()
			for group in groups
			for task in group["tasks"]
			if task["project"] == city.good
		),
		"wall": next(row["light"] for row in rows if row["name"] == city.good),
		"rows": len(rows),
	}


def opened(frappe, doctype: str, name: str) -> None:
	"""The form of the record opens for whoever puts it right."""
	doc = frappe.get_doc(doctype, name)
	doc.run_method("onload")
	assert doc.as_dict()


@pytest.fixture
def well(city, frappe_site) -> dict:
	"""What the good project is told while nothing is wrong."""
	told = everything(frappe_site, city)
	frappe_site.db.delete("Reminder Log", {"day": today()})
	assert told["light"] == told["wall"] == "Red Light"
	assert {"Supervised Matters Past Their Limit", "Problems Past Their Limit"} <= told["kinds"]
	assert {"Commitments Past Their Day", "Red Nodes to Explain"} <= told["kinds"]
	assert {"Approvals Past Their Limit", "Steps Past Their Limit"} <= told["kinds"]
	return told


def test_a_bad_value_costs_only_its_record_and_is_named(well, city, frappe_site):
	from anshang_app.setup import data_check, stored_faults

	# one by one an eighth each day; all at once below, and all one by one with --long
	assert len(POISON) > 50
	for case in todays(POISON, 8):
		doctype, field, value = case
		frappe_site.db.savepoint("well")
		name = record_of(frappe_site, city, doctype)
		named = poison(frappe_site, doctype, name, field, value)
		told = everything(frappe_site, city)
		# a rule out of use changes what is told, of everybody alike
		if not doctype.endswith("Rule"):
			assert told == well, case
		opened(frappe_site, *named)
		# it may find the value; it goes on past it
		data_check.faults()
		stays = str(frappe_site.db.get_value(doctype, name, field)) == str(value)
		known = {(kind, name) for kind, name, _words in stored_faults.list_bad_values()}
		assert tuple(named) in known or not stays, case
		frappe_site.db.rollback(save_point="well")
		frappe_site.clear_document_cache(doctype, name)


def test_all_bad_values_at_once_stop_nobody_else(well, city, frappe_site):
	from anshang_app.setup import data_check, stored_faults
	from anshang_app.setup.api import tiles

	named = set()
	for doctype, field, value in POISON:
		if not doctype.endswith("Rule"):
			named.add(
				tuple(poison(frappe_site, doctype, record_of(frappe_site, city, doctype), field, value))
			)
	assert everything(frappe_site, city) == well
	assert len(named) > 10
	assert named <= {(kind, name) for kind, name, _words in stored_faults.list_bad_values()}
	assert named <= {(kind, name) for kind, name, _words in data_check.findings()}
	(tile,) = [tile for tile in tiles()["tiles"] if tile["key"] == "stored_values"]
	assert tile["state"] == "to_do"
	assert {(one["doctype"], one["name"]) for one in tile["records"]} >= named


def test_the_error_log_names_a_record_once_a_day(well, city, frappe_site):
	order = record_of(frappe_site, city, "Supervision Order")
	poison(frappe_site, "Supervision Order", order, "due_date", FAR)
	everything(frappe_site, city)
	everything(frappe_site, city)
	logged = frappe_site.get_all("Error Log", filters={"reference_name": order}, pluck="method")
	assert len(logged) == 1
	assert order in logged[0] and "督办件" in logged[0]


def test_nothing_is_named_while_all_is_well(well):
	from anshang_app.setup import stored_faults

	assert stored_faults.list_bad_values() == []
