"""Cells of ledgers as people fill them: what is read, what is asked, what is refused."""

import csv
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.foundation import constants
from anshang_app.ledger_import.rules.cells import Read, day, people, phones, read
from anshang_app.ledger_import.rules.headings import COLUMNS, PROJECTS, recognise
from anshang_app.ledger_import.rules.stages import stage_of

YEAR = 2026


def cell(heading: str, value: object) -> Read:
	found = recognise(heading, PROJECTS)
	assert found, heading
	return read(found, value, YEAR)


@pytest.mark.parametrize(
	("heading", "value", "wan"),
	[
		("总投资（亿元）", 3, 30000),
		("总投资（亿元）", "3.5", 35000),
		("总投资(万元)", "12,000", 12000),
		("总投资（亿元）", "8000万元", 8000),
		("总投资", "1亿2000万元", 12000),
		("计划总投资\n（亿元）", 1.25, 12500),
		("固投（万元）", 9800.5, 9800.5),
		("投资额（元）", 120000000, 12000),
	],
)
def test_money_is_read_in_its_own_unit_or_the_headings(heading, value, wan):
	assert cell(heading, value) == Read(wan)


@pytest.mark.parametrize(
	("value", "asks"),
	[("约3亿", "ledger_about"), ("3亿（一期1.7亿）", "ledger_several"), ("近5", "ledger_about")],
)
def test_a_rough_or_double_amount_is_asked_about(value, asks):
	found = cell("总投资（亿元）", value)
	assert found.asks == asks and found.value in (30000, 50000)


@pytest.mark.parametrize("value", ["3-5亿", "若干", "三亿", True, "3 5", "#REF!", "3亿美元"])
def test_what_is_no_amount_is_wrong(value):
	found = cell("总投资（亿元）", value)
	assert found.wrong and found.value is None


@pytest.mark.parametrize(
	("heading", "value", "mu"),
	[
		("占地（亩）", 35, 35),
		("用地面积(㎡)", 10000, 15),
		("占地面积（公顷）", 2, 30),
		("占地", "35亩", 35),
		("用地（平方米）", "20000㎡", 30),
	],
)
def test_areas_become_mu(heading, value, mu):
	assert cell(heading, value) == Read(mu)


@pytest.mark.parametrize(
	("value", "wanted"),
	[
		("2026.3.5", date(2026, 3, 5)),
		("2026-03-05", date(2026, 3, 5)),
		("2026/3/5", date(2026, 3, 5)),
		("2026年3月5日", date(2026, 3, 5)),
		("20260305", date(2026, 3, 5)),
		("26.3.5", date(2026, 3, 5)),
		(46086, date(2026, 3, 5)),
		("46086", date(2026, 3, 5)),
		(datetime(2026, 3, 5, 8), date(2026, 3, 5)),
		(date(2026, 3, 5), date(2026, 3, 5)),
	],
)
def test_days_are_read(value, wanted):
	assert day(value, YEAR) == Read(wanted)


@pytest.mark.parametrize(
	("value", "wanted"),
	[
		("3月底", date(2026, 3, 31)),
		("2026年3月", date(2026, 3, 31)),
		("2026.3", date(2026, 3, 31)),
		(2026.3, date(2026, 3, 31)),
		(2026.11, date(2026, 11, 30)),
		("二季度", date(2026, 6, 30)),
		("2027年第一季度", date(2027, 3, 31)),
		("年底", date(2026, 12, 31)),
		("明年上半年", date(2027, 6, 30)),
		("2026年", date(2026, 12, 31)),
		("十月中旬", date(2026, 10, 20)),
		("12月前", date(2026, 12, 31)),
		("5月20日", date(2026, 5, 20)),
		("今年6月", date(2026, 6, 30)),
	],
)
def test_a_month_or_quarter_stands_for_its_last_day_and_is_asked_about(value, wanted):
	found = day(value, YEAR)
	assert (found.value, found.asks) == (wanted, "ledger_about_day")


@pytest.mark.parametrize("value", ["2026.2.30", "13月", "尽快", "2026-13-01", 12, 99999999, "五季度", True])
def test_what_is_no_day_is_wrong(value):
	assert day(value, YEAR) == Read(wrong="ledger_day")


@pytest.mark.parametrize("value", [None, "", "  ", "/", "无", "待定", "—", "N/A"])
@pytest.mark.parametrize("heading", ["总投资", "签约时间", "联系电话", "责任人", "形象进度", "建设内容"])
def test_nothing_is_nothing_under_every_heading(heading, value):
	assert cell(heading, value) == Read()


def test_a_name_and_a_number_in_one_cell_are_told_apart():
	assert phones("张三 13800001111").more == {"person": "张三"}
	assert phones("张三13800001111").value == phones("138-0000-1111").value
	found = people("李四（13800002222）")
	assert (found.value, found.more["phone"], found.asks) == ("李四", phones("13800002222").value, "")


def test_two_numbers_or_two_people_are_asked_about():
	found = phones("13800001111/13900002222")
	assert (found.asks, len(found.more["phones"])) == ("ledger_phones", 1)
	assert phones("1380000111113900002222").asks == "ledger_phones"
	assert people("张三、李四").asks == "ledger_people"
	assert people("张三 局长").more == {"post": "局长"}


def test_a_bad_number_is_wrong():
	assert phones("1380000").wrong and phones("见通讯录").wrong


@pytest.mark.parametrize(
	("words", "stage"),
	[
		("主体封顶，正在砌筑", "Construction"),
		("未开工，正在办理施工许可", "Pre-construction"),
		("预计3月开工", "Pre-construction"),
		("已投产", "Handed Over"),
		("已竣工，待投产", "Acceptance"),
		("正在办理土地摘牌", "Pre-construction"),
		("已签约", "Handover"),
		("停工", "Suspended"),
		("桩基施工", "Construction"),
		("正在进行竣工验收", "Acceptance"),
		("厂房3层浇筑", "Construction"),
		("终止", "Terminated"),
	],
)
def test_progress_proposes_a_stage(words, stage):
	assert stage_of(words)[0] == stage


def test_the_platforms_own_stages_come_back_surely(repo):
	with (repo / "anshang_app/translations/zh.csv").open(encoding="utf-8", newline="") as stream:
		chinese = {row[0]: row[1] for row in reversed(list(csv.reader(stream)))}
	assert {stage: stage_of(chinese[stage]) for stage in constants.STAGE_ORDER} == {
		stage: (stage, True) for stage in constants.STAGE_ORDER
	}


def test_words_that_say_no_stage_propose_none():
	assert stage_of("正常推进") == (None, False)
	assert cell("形象进度", "正常推进").asks == "ledger_stage"


ANYTHING = st.one_of(
	st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.dates(), st.datetimes()
)


@given(ANYTHING)
def test_no_cell_breaks_any_column(value):
	for column in COLUMNS[PROJECTS]:
		heading = recognise(column.names[0], PROJECTS)
		found = read(heading, value, YEAR)
		assert not (found.wrong and found.value is not None)
