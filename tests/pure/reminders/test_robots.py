"""What is posted to a chat group's robot: addresses, signatures, lengths, and what an answer means."""

from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.reminders.rules import robots
from anshang_app.reminders.rules.robots import DINGTALK, WECOM, Robot


def test_a_signed_robot_signs_this_moment():
	url = urlparse(robots.url_of(Robot(DINGTALK, "the key", "SECabc"), 1700000000000))
	assert (url.netloc, url.path) == ("oapi.dingtalk.com", "/robot/send")
	# computed with openssl: printf '1700000000000\nSECabc' | openssl dgst -sha256 -hmac SECabc -binary | base64
	assert parse_qs(url.query) == {
		"access_token": ["the key"],
		"timestamp": ["1700000000000"],
		"sign": ["jcUpW0QmtKduN03n4JqQ0PBosVjqnM8gU7fIIvsDmCM="],
	}


def test_without_a_secret_nothing_is_signed_and_an_own_gateway_is_used():
	url = robots.url_of(Robot(DINGTALK, "k", address="http://10.1.2.3:80/"), 1)
	assert url == "http://10.1.2.3:80/robot/send?access_token=k"
	assert (
		robots.url_of(Robot(WECOM, "a&b"), 1) == "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a%26b"
	)


@pytest.mark.parametrize("kind", [DINGTALK, WECOM])
@given(text=st.text())
def test_a_text_of_any_length_fits_and_says_that_there_is_more(kind, text):
	long = text + "\n" + "项目进度逾期\n" * 4000
	for given_text in (text[:100], long):
		short = robots.shortened(given_text, kind, "更多请登录")
		assert len(short.encode()) <= robots.LONGEST[kind]
		if short != given_text:
			assert short.endswith("更多请登录")
			assert set(short.splitlines()[:-1]) <= set(given_text.splitlines())


def test_an_answer_says_what_went_wrong():
	assert robots.error_of({"errcode": 0, "errmsg": "ok"}) is None
	assert robots.error_of({"errcode": 310000, "errmsg": "sign not match"}) == "310000 sign not match"
	assert robots.error_of({}) == "None"
