"""Amounts as people write them: one figure in the field's unit, or a refusal; never something else."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anshang_app.validation import amounts
from anshang_app.validation.amounts import MONEY, MONTHS, MU, SQUARE_METRES, BadAmount, parse


@pytest.mark.parametrize(
	("text", "wan"),
	[
		("1.2亿", 12000),
		("1.2亿元", 12000),
		("1.2 亿", 12000),
		("１.２ 亿元", 12000),
		("12000万元", 12000),
		("12000 万", 12000),
		("12,000", 12000),
		("1,234,567.5", 1234567.5),
		("12，000", 12000),
		("１２０００", 12000),
		("¥1.2亿", 12000),
		("人民币3亿元", 30000),
		("3千万元", 3000),
		("5百万", 500),
		("1亿2000万元", 12000),
		("120000000元", 12000),
		("0", 0),
		("-5", -5),
		(12000, 12000),
		(0.1 + 0.2, 0.3),
	],
)
def test_money_in_ten_thousand_yuan(text, wan):
	assert parse(MONEY, text) == wan


@pytest.mark.parametrize(
	"text",
	[
		"1.2e4",
		"5-8亿",
		"5~8亿",
		"约5亿",
		"5亿左右",
		"/",
		"1e",
		"12-3",
		"--5",
		"",
		"  ",
		"5.",
		".5",
		"1,2",
		"1,23,456",
		"12 000,5",
		"1 2亿",
		"1. 2亿",
		"1亿12000万",
		"1.2亿美元",
		"$5",
		"5万万",
		"一亿",
		"nan",
		"inf",
		"1_000",
		"5亩",
		"≥5",
		"12000万元/年",
		None,
		True,
		[],
		float("nan"),
		float("inf"),
	],
)
def test_what_is_no_single_amount_is_refused(text):
	with pytest.raises(BadAmount):
		parse(MONEY, text)


@pytest.mark.parametrize(
	("kind", "text", "value"),
	[
		(MU, "2.2公顷", 33),
		(MU, "22222㎡", 33.333),
		(MU, "22222 平方米", 33.333),
		(MU, "22222m²", 33.333),
		(MU, "33亩", 33),
		(MU, "33.33333", 33.3333),
		(MU, 33.33333, 33.3333),
		(SQUARE_METRES, "2.5万平方米", 25000),
		(SQUARE_METRES, "2.5万㎡", 25000),
		(SQUARE_METRES, "30亩", 20000),
		(SQUARE_METRES, "1 公顷", 10000),
		(MONTHS, "12个月", 12),
		(MONTHS, "10.5", 10.5),
		(MONTHS, "1.5年", 18),
	],
)
def test_areas_and_months(kind, text, value):
	assert parse(kind, text) == value


@given(st.sampled_from(sorted(amounts.UNITS)), st.decimals(0, 10**9, places=4, allow_nan=False))
def test_what_is_written_reads_back(kind, amount):
	amount = round(float(amount), amounts.PLACES[kind])
	assert parse(kind, amounts.written(kind, amount)) == amount


@given(
	st.sampled_from(sorted(amounts.UNITS)),
	st.text(alphabet="0123456789.,-+eE亿万元亩公顷平方米m2㎡²个月年约/~ 　１９，", max_size=12),
)
@example(MONEY, "m2")
@example(MU, "m2")
@example(MU, "亩2m2")
def test_any_text_is_an_amount_or_refused(kind, text):
	try:
		found = parse(kind, text)
	except BadAmount:
		return
	assert isinstance(found, float)
	# whatever is read, its digits stand in the text in one piece
	digits = "".join(c for c in text if c.isdigit())
	assert digits


@given(st.sampled_from(sorted(amounts.UNITS)), st.text(max_size=30))
def test_any_text_at_all_raises_nothing_else(kind, text):
	with contextlib.suppress(BadAmount):
		parse(kind, text)


@given(st.floats(0, 10**11, allow_nan=False))
def test_a_number_is_kept_to_the_places_of_its_field(value):
	found = parse(MONEY, value)
	assert abs(Decimal(str(found)) - Decimal(str(value))) <= Decimal("0.0001")


@pytest.mark.parametrize(
	("kind", "amount", "words"),
	[
		(MONEY, 12000, "12,000 万元（1.2 亿元）"),
		(MONEY, 500, "500 万元"),
		(MU, 33, "33 亩（22,000 ㎡）"),
		(SQUARE_METRES, 25000.5, "25,000.5 ㎡"),
		(MONTHS, 10.5, "10.5 个月"),
	],
)
def test_what_was_understood_is_said(kind, amount, words):
	assert amounts.shown(kind, amount) == words
