"""Which cells of the forms would print empty, and what 不适用 prints."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from anshang_app.official_documents.rules import fill
from anshang_app.official_documents.rules.facts import PlanFacts, Task, Works
from anshang_app.official_documents.rules.frozen import freeze, thaw
from anshang_app.official_documents.rules.printed_gaps import keys_to_leave_out, printed_gaps
from anshang_app.rendering.grid import Contact

WORKS = Works(Decimal(30000), 2, 1, 0, 0, 0, Decimal(20000))
SOMEBODY = Contact("张三", "13812345678")
FULL = PlanFacts(
	enterprise="测试企业",
	enterprise_contact=SOMEBODY,
	host="落户地",
	host_contact=SOMEBODY,
	lead="包保单位",
	lead_contact=SOMEBODY,
	signed_on=date(2026, 3, 5),
	start_on=date(2026, 12, 1),
	land_area=Decimal(30),
	duration=Decimal(12),
	works=WORKS,
	works_of_year=WORKS,
	year=2026,
	team={"1.1.1": Task(target="按计划完成")},
)


def keys(**changes) -> list[str]:
	return [gap.key for gap in printed_gaps(replace(FULL, **changes))]


def test_full_forms_lack_nothing():
	assert keys() == []


@pytest.mark.parametrize(
	("changes", "lacking"),
	(
		({"signed_on": None}, ["signed_on"]),
		({"land_area": None, "duration": None}, ["land_area", "duration"]),
		({"host": "", "host_contact": Contact()}, ["host_contact", "host"]),
		({"lead_contact": Contact("张三", "")}, ["lead_contact"]),
		({"works": Works(Decimal(1))}, ["buildings", "floor_area"]),
		({"works_of_year": Works()}, ["year_investment", "year_buildings", "year_floor_area"]),
		({"team": {"1.1.1": Task(target=" ")}}, ["target.1.1.1"]),
		({"team": {"1.1.1": Task(left_out=True)}}, []),
	),
)
def test_each_empty_cell_is_named_once(changes, lacking):
	assert keys(**changes) == lacking


def test_a_gap_says_where_it_stands_and_whose_it_is():
	(gap,) = printed_gaps(replace(FULL, works_of_year=replace(WORKS, investment=None)))
	assert gap.place == "当年建设计划（2026年投资）"
	assert (gap.doctype, gap.field, gap.side) == ("Investment Project", "annual_plans", "Chain Lead Unit")
	(gap,) = printed_gaps(replace(FULL, enterprise_contact=Contact("张三", "")))
	assert gap.place == "企业负责人及联系电话（电话）"
	assert (gap.contact_side, gap.field) == ("Enterprise", "phone_masked")


def test_a_cell_that_does_not_apply_is_no_gap_and_prints_a_slash():
	rented = replace(
		FULL,
		land_area=None,
		works=Works(Decimal(30000)),
		team={"1.1.1": Task()},
		cells_left_out=("land_area", "buildings", "floor_area", "target.1.1.1"),
	)
	assert printed_gaps(rented) == []
	forms = fill.plan_forms(rented)
	schedule = forms["schedule"].cells
	assert schedule["3.4.3"].printed_text == "/"
	assert "计划投资30000万元" in schedule["3.5.3"].printed_text.replace("计划总投资", "计划投资")
	assert "/栋厂房" in schedule["3.5.3"].printed_text
	assert "总建筑面积/㎡" in schedule["3.5.3"].printed_text
	assert forms["service_team"].cells["1.1.2"].printed_text == "/"
	# what is kept with a sealed plan prints the same
	text, phones = freeze(rented)
	assert (
		fill.plan_forms(thaw(text, phones))["schedule"].cells["3.5.3"].printed_text
		== schedule["3.5.3"].printed_text
	)


def test_a_figure_that_is_there_is_printed_whatever_was_marked():
	marked = replace(FULL, cells_left_out=("land_area", "year_buildings"))
	assert fill.plan_forms(marked)["schedule"].cells["3.4.3"].printed_text == "30亩"
	assert "2栋厂房" in fill.plan_forms(marked)["schedule"].cells["3.6.3"].printed_text


def test_what_every_plan_has_is_never_left_out():
	marked = replace(
		FULL, signed_on=None, lead_contact=Contact(), cells_left_out=("signed_on", "lead_contact")
	)
	assert [gap.key for gap in printed_gaps(marked)] == ["lead_contact", "signed_on"]
	assert not {"signed_on", "lead_contact", "investment", "host"} & set(keys_to_leave_out(FULL))
	assert {"land_area", "year_investment", "target.1.1.1"} <= set(keys_to_leave_out(FULL))
