"""The checks of entered values, without a site."""

import math
from datetime import date, datetime

import pytest

from anshang_app.validation import checks
from anshang_app.validation.phones import BadPhone, parse_phone

TODAY = date(2026, 11, 24)


def rules(problems) -> list[str]:
	return [problem.rule for problem in problems]


@pytest.mark.parametrize(
	"code",
	[
		"91350100M000100Y43",
		"N2429006MF0000001W",
		"N1429006MF00000023",
		"A11100000000000187",
		"Y1429006MJ00000034",
		"53429006MJ0000005X",
		None,
		"",
		"  ",
	],
)
def test_good_or_blank_credit_code(code):
	assert checks.uscc_problem(code) is None


@pytest.mark.parametrize(
	("code", "rule"),
	[
		("91350100M000100Y4Z", "uscc_sign"),
		("91350100M000100Y44", "uscc_check"),
		("91350100MO00100Y43", "uscc_sign"),
		("I1350100M000100Y43", "uscc_sign"),
		("91350100M000100Y4", "uscc_length"),
		("91350100M000100YO3", "uscc_sign"),
		("９１350100M000100Y43", "uscc_sign"),
	],
)
def test_bad_credit_code(code, rule):
	assert checks.uscc_problem(code).rule == rule


@pytest.mark.parametrize("code", ["2603-429006-04-01-123456", "2019-429006-04-01-123456", None])
def test_project_code_of_both_generations(code):
	assert checks.project_code_hint(code) is None


@pytest.mark.parametrize("code", ["2603-429006-04-01-12345", "2603429006040112345 6", "x"])
def test_project_code_of_another_structure_is_asked_back(code):
	assert checks.project_code_hint(code).rule == "project_code_structure"


@pytest.mark.parametrize(
	("text", "full", "masked"),
	[
		("13812345678", "13812345678", "138****5678"),
		("+86 138 1234 5678", "13812345678", "138****5678"),
		("0728-5222345", "0728-5222345", "0728-****345"),
		("(0728) 5222345", "0728-5222345", "0728-****345"),
		("027-82345678", "027-82345678", "027-*****678"),
		("010-62345678", "010-62345678", "010-*****678"),
	],
)
def test_phones_and_their_masks(text, full, masked):
	phone = parse_phone(text)
	assert (phone.full, phone.masked) == (full, masked)


@pytest.mark.parametrize("text", [None, "", "1381234567", "138123456789", "110", "12345678901", "电话"])
def test_no_phone(text):
	with pytest.raises(BadPhone):
		parse_phone(text)


def test_a_mu_is_a_fifteenth_of_a_hectare():
	assert checks.mu_to_m2(15) == 10000
	assert checks.mu_to_m2(1) == 666.67
	assert checks.mu_to_m2(None) == 0


@pytest.mark.parametrize("value", ["2026-02-30", "昨天", 20260305, "2026/3/5x"])
def test_no_date(value):
	assert checks.date_problem("day", value).rule == "not_a_date"


def test_dates_of_every_kind():
	assert checks.as_date("2026-03-05") == date(2026, 3, 5)
	assert checks.as_date(datetime(2026, 3, 5, 23, 59)) == date(2026, 3, 5)
	assert checks.as_date(" ") is None


@pytest.mark.parametrize(
	("value", "whole", "rule"),
	[
		("一亿", False, "not_a_number"),
		(math.nan, False, "not_a_number"),
		("inf", False, "not_a_number"),
		([1], False, "not_a_number"),
		(-0.01, False, "negative"),
		(1.5, True, "not_whole"),
		(2**31, True, "too_large"),
		(1e13, False, "too_large"),
	],
)
def test_bad_numbers(value, whole, rule):
	assert checks.number_problem("n", value, whole).rule == rule


@pytest.mark.parametrize("value", [0, "12.5", None, "", 10**9])
def test_good_numbers(value):
	assert checks.number_problem("n", value) is None


def test_dates_in_order_skip_blanks():
	pairs = [("a", "b"), ("b", "c")]
	assert rules(checks.order_problems({"a": "2026-03-05", "b": None, "c": "2026-01-01"}, pairs)) == []
	assert rules(checks.order_problems({"a": "2026-03-05", "b": "2026-03-04", "c": None}, pairs)) == [
		"not_before"
	]
	assert rules(checks.order_problems({"a": "2026-03-05", "b": "2026-03-05", "c": None}, pairs)) == []


def test_a_fact_is_not_in_the_future():
	assert checks.future_problem("day", "2026-11-25", TODAY).rule == "in_future"
	assert checks.future_problem("day", "2026-11-24", TODAY) is None


@pytest.mark.parametrize(
	("amount", "rule"),
	[(1.2, "perhaps_in_yi"), (10**8, "perhaps_in_yuan"), (12000, None), (0, None), (None, None)],
)
def test_plausible_money(amount, rule):
	found = checks.money_hint("total", amount, 100, 10**7)
	assert (found and found.rule) == rule
