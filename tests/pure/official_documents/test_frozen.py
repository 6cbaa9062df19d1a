"""The facts of a sent plan as text and back, and what differs later."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from anshang_app.official_documents.rules.facts import Extra, Mark, PlanFacts, Step, Task, Works
from anshang_app.official_documents.rules.fill import plan_forms
from anshang_app.official_documents.rules.frozen import Difference, differences, freeze, thaw
from anshang_app.rendering.grid import Contact

FACTS = PlanFacts(
	enterprise="某某公司",
	enterprise_contact=Contact("张三", "13812345678"),
	signed_on=date(2026, 3, 5),
	land_area=Decimal("120.50"),
	works=Works(Decimal("52000.0"), 3),
	team={"1.1.1": Task("目标", date(2026, 3, 5), "", "备注", tentative=True)},
	steps={"3.8.0": Step(date(2026, 4, 1)), "3.11.0": Step(left_out=True)},
	extras=(Extra("征迁", day=date(2026, 5, 1)),),
)


def mask(phone: str) -> str:
	return f"{phone[:3]}****{phone[-4:]}"


def test_facts_come_back_as_they_were_but_for_the_mark():
	text, phones = freeze(replace(FACTS, mark=Mark("SP", 1, "Sealed", date(2026, 3, 5))))
	assert thaw(text, phones) == FACTS
	assert "13812345678" not in text
	assert phones == {"enterprise_contact": "13812345678", "host_contact": "", "lead_contact": ""}


def test_a_field_of_another_version_neither_breaks_nor_leaks_in():
	content = json.loads(freeze(FACTS)[0])
	content["fields"]["added_later"] = "x"
	del content["fields"]["host"]
	assert thaw(json.dumps(content), {}).host == ""


texts = st.text(max_size=20)
days = st.none() | st.dates()
numbers = st.none() | st.decimals(0, 10**9, places=4)


@given(
	st.builds(
		PlanFacts,
		enterprise=texts,
		host_contact=st.builds(Contact, texts, texts),
		signed_on=days,
		land_area=numbers,
		works=st.builds(Works, numbers, st.none() | st.integers(0, 99)),
		year=st.none() | st.integers(2000, 2099),
		entity=st.dictionaries(
			st.sampled_from(["2.1.1", "2.2.1"]), st.builds(Task, texts, days, texts, texts)
		),
		extras=st.lists(st.builds(Extra, texts, texts, texts, days), max_size=3).map(tuple),
	)
)
def test_any_facts_come_back(facts):
	assert thaw(*freeze(facts)) == facts


def test_the_same_facts_do_not_differ():
	assert differences(plan_forms(FACTS), plan_forms(FACTS), mask) == []


def test_what_differs_is_named_with_both_sides():
	now = replace(
		FACTS,
		enterprise="另一公司",
		steps={"3.8.0": Step(date(2026, 5, 1)), "3.11.0": Step(left_out=True)},
	)
	assert differences(plan_forms(FACTS), plan_forms(now), mask) == [
		Difference("项目审批进度计划及建设计划表", "企业名称", "某某公司", "另一公司"),
		Difference("项目审批进度计划及建设计划表", "企业开办", "2026年4月1日完成", "2026年5月1日完成"),
	]


def test_telephone_numbers_are_masked_and_a_hidden_change_is_said():
	now = replace(FACTS, enterprise_contact=Contact("张三", "13899995678"))
	(found,) = differences(plan_forms(FACTS), plan_forms(now), mask)
	assert (found.sealed, found.now) == ("张三 138****5678", "张三 138****5678（号码已变更）")
