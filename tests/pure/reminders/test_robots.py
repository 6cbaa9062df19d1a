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


@pytest.mark.parametrize("body", [b'{"errcode": 0, "errmsg": "ok"}', b' {"errcode":0}\n'])
def test_the_number_0_means_that_the_message_was_taken(body):
	assert robots.objection_of(200, body) is None


@pytest.mark.parametrize(
	("status", "body", "found"),
	[
		(200, b'{"errcode": 310000, "errmsg": "sign not match"}', ("refused", (310000, "sign not match"))),
		(200, b'{"errcode": -1}', ("refused", (-1, ""))),
		(
			200,
			b'{"errcode": 5, "errmsg": "<img src=x onerror=alert(1)>\\n!"}',
			("refused", (5, "img src=x onerror=alert(1) !")),
		),
		(200, b'{"errcode": 5, "errmsg": {"a": 1}}', ("refused", (5, "{'a': 1}"))),
		*(
			(200, body, ("foreign_answer", ()))
			for body in (b'"ok"', b"null", b"[]", b"{}", b"0", b"ok", b"\xff\xfe", b"[" * 100000)
		),
		*(
			(200, b'{"errcode": %s}' % code, ("foreign_answer", ()))
			for code in (b'"0"', b"null", b"false", b"0.0", b"[]", b'""')
		),
		(200, b"<!DOCTYPE html><html>", ("web_page", ())),
		(200, b"", ("empty_answer", ())),
		(204, b" \n", ("empty_answer", ())),
		*(
			(status, b'{"errcode": 0}', ("redirected", (status,)))
			for status in (301, 302, 303, 304, 307, 308)
		),
		*(
			(status, b'{"errcode": 0}', ("http_error", (status,)))
			for status in (100, 400, 404, 429, 500, 503)
		),
	],
)
def test_whatever_else_is_answered_has_a_rule_of_its_own(status, body, found):
	objection = robots.objection_of(status, body)
	assert (objection.rule, objection.args) == found


@given(status=st.integers(100, 599), body=st.binary())
def test_no_answer_at_all_is_an_error(status, body):
	objection = robots.objection_of(status, body)
	assert objection is None or objection.rule


def test_a_services_words_are_short():
	assert robots.plain("错" * 500) == "错" * robots.LONGEST_WORDS
