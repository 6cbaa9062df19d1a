"""Phone numbers: what is stored, what is shown, what is refused, and what a text shows of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.validation.phones import BadPhone, parse_phone
from anshang_app.validation.plain_text import mask_phones


@pytest.mark.parametrize(
	("text", "full", "masked"),
	[
		("400-123-4567", "400-1234567", "400-****567"),
		("4001234567", "400-1234567", "400-****567"),
		("800-810-8888", "800-8108888", "800-****888"),
		("95555", "95555", "95555"),
		("12345", "12345", "12345"),
		("0728-5222345转801", "0728-5222345-801", "0728-****345"),
		("0728-5222345-801", "0728-5222345-801", "0728-****345"),
		("（0728）5222345 转 801", "0728-5222345-801", "0728-****345"),
		("0728-5222345 分机 8", "0728-5222345-8", "0728-****345"),
		("０７２８－５２２２３４５", "0728-5222345", "0728-****345"),
		("+852 2345 6789", "+852 23456789", "+852 ****789"),
		("+886 2 2345 6789", "+886 223456789", "+886 ****789"),
		("+1 212 555 0100", "+1 2125550100", "+1 ****100"),
		("+86 138 1234 5678", "13812345678", "138****5678"),
	],
)
def test_numbers_as_they_are_stored_and_shown(text, full, masked):
	phone = parse_phone(text)
	assert (phone.full, phone.masked) == (full, masked)
	assert parse_phone(full).full == full


@pytest.mark.parametrize(
	("text", "rule"),
	[
		("13800000000/13900000000", "phone_two"),
		("0728-5222345、5222346", "phone_two"),
		("13812345678或13912345678", "phone_two"),
		("5222345", "phone_area"),
		("82345678", "phone_area"),
		("5222345转801", "phone_area"),
		("138123456", "phone"),
		("12812345678", "phone"),
		("张三", "phone"),
		("", "phone"),
		(None, "phone"),
		("+999 12345", "phone"),
	],
)
def test_what_is_refused_says_what_to_do_and_names_no_number(text, rule):
	with pytest.raises(BadPhone) as caught:
		parse_phone(text)
	assert caught.value.rule == rule
	assert not text or text not in str(caught.value)


@given(st.text(alphabet="0123456789+-() /、转分机张,. ", max_size=24))
def test_any_text_is_a_number_or_refused(text):
	try:
		phone = parse_phone(text)
	except BadPhone:
		return
	assert phone.full and parse_phone(phone.full).masked == phone.masked


@given(st.text(max_size=20))
def test_any_text_at_all_raises_nothing_else(text):
	try:
		parse_phone(text)
	except BadPhone as error:
		assert error.rule


@pytest.mark.parametrize(
	("text", "shown"),
	[
		("微信wx13800000000", "微信wx138****0000"),
		("tel13800000000，张三", "tel138****0000，张三"),
		("V13812345678", "V138****5678"),
		("138 1234 5678", "138****5678"),
		("+86-138-1234-5678", "138****5678"),
		("投资13800000000元", "投资13800000000元"),
		("投资13800000000.00", "投资13800000000.00"),
		("13800000000 元", "13800000000 元"),
		("共13800000000万元", "共13800000000万元"),
		("¥13800000000", "¥13800000000"),
		("0728-5222345/5222346", "0728-****345/****346"),
		("0728-5222345、5222346、5222347", "0728-****345、****346、****347"),
		("13800000000/13900000001", "138****0000/139****0001"),
		("0728-5222345转801", "0728-****345转801"),
		("代码2603-429006-04-01-123456", "代码2603-429006-04-01-123456"),
		("91429006MA0000004C", "91429006MA0000004C"),
		("+852 2345 6789", "+852 ****789"),
		("", ""),
		(None, ""),
	],
)
def test_what_a_text_shows(text, shown):
	assert mask_phones(text) == shown


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_mobile_number_in_any_text_is_masked(before, after):
	before, after = before.rstrip("0123456789.,¥￥$+- "), after.lstrip()
	if after[:1].isdigit() or before[-1:].isdigit() or after[:1] in ".,万亿千百元吨平㎡亩公%件户-":
		return
	assert "13812345678" not in mask_phones(f"{before}13812345678{after}")
