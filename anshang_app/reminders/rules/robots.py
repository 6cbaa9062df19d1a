"""Robots of chat groups (钉钉, 企业微信): the request each wants, and what its answer means. Pure.

钉钉: custom robot with 加签: HMAC-SHA256 over "timestamp\\nsecret". 企业微信: the group robot's key.
"""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

DINGTALK, WECOM = "DingTalk", "WeCom"
#: where each service listens unless the robot's own address (a gateway of the intranet) is given
ADDRESSES = {DINGTALK: "https://oapi.dingtalk.com", WECOM: "https://qyapi.weixin.qq.com"}
#: most bytes of a text message
LONGEST = {DINGTALK: 18000, WECOM: 2000}
#: letters kept of what a service says
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Robot:
	"""A group's robot; `secret` is 钉钉's 加签 secret, empty where the group uses another safeguard."""

	kind: str
	key: str
	secret: str = ""
	address: str = ""


@dataclass(frozen=True)
class Objection:
	"""Why a message was not taken: the key of a sentence (`robot_texts`) and its arguments."""

	rule: str
	args: tuple[object, ...] = ()


def url_of(robot: Robot, milliseconds: int) -> str:
	"""The address a message is posted to, signed for this moment where the robot has a secret."""
	address = (robot.address or ADDRESSES[robot.kind]).rstrip("/")
	if robot.kind == WECOM:
		return f"{address}/cgi-bin/webhook/send?{urlencode({'key': robot.key})}"
	query: dict[str, str | int] = {"access_token": robot.key}
	if robot.secret:
		query |= {"timestamp": milliseconds, "sign": signature(robot.secret, milliseconds)}
	return f"{address}/robot/send?{urlencode(query)}"


def signature(secret: str, milliseconds: int) -> str:
	message = f"{milliseconds}\n{secret}".encode()
	return base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()


def message_of(text: str) -> dict[str, object]:
	"""The body of a plain text message: both services take the same."""
	return {"msgtype": "text", "text": {"content": text}}


def shortened(text: str, kind: str, ending: str) -> str:
	"""The text as whole lines that fit the service, with `ending` for what does not."""
	if len(text.encode()) <= LONGEST[kind]:
		return text
	room = LONGEST[kind] - len(ending.encode()) - 1
	lines = []
	for line in text.splitlines():
		room -= len(line.encode()) + 1
		if room < 0:
			break
		lines.append(line)
	return "\n".join([*lines, ending])


def objection_of(status: int, body: bytes) -> Objection | None:
	"""What an answer objects to; None where the service took the message.

	Only the number 0 under `errcode` means that: whatever else comes, comes from something that is not the service.
	"""
	if objection := status_objection(status):
		return objection
	if not body.strip():
		return Objection("empty_answer")
	try:
		answer = json.loads(body)
	except (ValueError, RecursionError):
		return Objection("web_page" if body.lstrip()[:1] == b"<" else "foreign_answer")
	code = answer.get("errcode") if isinstance(answer, dict) else None
	if not isinstance(code, int) or isinstance(code, bool):
		return Objection("foreign_answer")
	return None if code == 0 else Objection("refused", (code, plain(answer.get("errmsg"))))


def status_objection(status: int) -> Objection | None:
	"""What a status objects to, whatever was asked."""
	if 300 <= status < 400:
		return Objection("redirected", (status,))
	return None if 200 <= status < 300 else Objection("http_error", (status,))


def plain(text: object) -> str:
	"""A foreign service's words as they may stand on a record: one short line without markup."""
	return re.sub(r"[<>&\s\x00-\x1f\x7f]+", " ", str(text or "")).strip()[:LONGEST_WORDS]
