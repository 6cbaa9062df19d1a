"""The client against a real HTTP server that fails, stalls and refuses as it is told; no Frappe, no site."""

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pandas as pd
import pytest

from anshang_app import client as module
from anshang_app.client import Client, NotAllowed, NotFound, NotReachable, NotSignedIn, Refused

NODES = [
	{
		"name": f"N{number:03d}",
		"light": "Red Light",
		"planned_date": "2026-03-05",
		"actual_date": None,
		"days": number,
	}
	for number in range(11)
]
COLUMNS = {
	"name": {"en": "ID", "zh": "编号", "type": "Data", "words": {}},
	"light": {"en": "Node Light", "zh": "节点亮灯", "type": "Select", "words": {"Red Light": "红灯"}},
	"planned_date": {"en": "Planned Date", "zh": "计划完成日期", "type": "Date", "words": {}},
	"actual_date": {"en": "Actual Date", "zh": "实际完成日期", "type": "Date", "words": {}},
	"days": {"en": "Days", "zh": "天数", "type": "Int", "words": {}},
}
FIELDS = ("light", "planned_date", "actual_date", "days")


class Platform(BaseHTTPRequestHandler):
	"""Answers lists by name and limit; `server.plan` holds what goes wrong first, `server.asked` what was asked."""

	def answer(self):
		length = int(self.headers.get("Content-Length") or 0)
		body = self.rfile.read(length)
		self.server.asked.append((self.command, self.path, body))
		status, said = self.server.plan.pop(0) if self.server.plan else (200, None)
		if status == "drop":
			self.close_connection = True
			return self.connection.close()
		if status == "stall":
			self.server.released.wait(5)
			status = 200
		content = said if said is not None else self.content() if status == 200 else {}
		raw = json.dumps(content).encode()
		self.send_response(status)
		self.send_header("Content-Type", "application/json")
		self.send_header("Content-Length", str(len(raw)))
		self.end_headers()
		return self.wfile.write(raw)

	do_GET = do_POST = answer

	def content(self):
		url = urlparse(self.path)
		if url.path.endswith("case_reporting.api.columns"):
			return {"message": COLUMNS}
		if not url.path.startswith("/api/resource/"):
			return {"message": "ok"}
		asked = {key: values[0] for key, values in parse_qs(url.query).items()}
		after = next((one[2] for one in json.loads(asked["filters"]) if one[:2] == ["name", ">"]), "")
		rows = [row for row in NODES if row["name"] > after][: int(asked["limit_page_length"])]
		return {"data": [{name: row[name] for name in json.loads(asked["fields"])} for row in rows]}

	def log_message(self, *_words):
		"""Nothing."""


@contextmanager
def platform(*plan):
	server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
	server.plan, server.asked, server.released = list(plan), [], threading.Event()
	thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
	thread.start()
	client = Client(f"http://127.0.0.1:{server.server_port}/", "key", "secret", page=4)
	client.session.trust_env = False
	try:
		yield client, server
	finally:
		server.released.set()
		server.shutdown()
		server.server_close()
		thread.join(5)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
	"""Tries follow each other at once; how long the waits are is tested apart."""
	monkeypatch.setattr(module.time, "sleep", lambda seconds: None)


def refusal(*texts: str) -> dict:
	return {"_server_messages": json.dumps([json.dumps({"message": f"<b>{text}</b>"}) for text in texts])}


def test_pages_are_read_one_after_the_other_by_name():
	with platform() as (client, server):
		assert [row["name"] for row in client.records("Project Node", ["light"])] == [
			row["name"] for row in NODES
		]
		assert len(server.asked) == 3


def test_a_frame_has_days_numbers_and_the_language_asked_for():
	with platform() as (client, _server):
		english = client.frame("Project Node", FIELDS, language="en")
		assert list(english.columns) == list(FIELDS) and english["light"].iloc[0] == "Red Light"
		assert english["planned_date"].iloc[0] == pd.Timestamp(2026, 3, 5)
		assert english["actual_date"].isna().all() and english["days"].sum() == 55
		chinese = client.frame("Project Node", FIELDS)
		assert list(chinese.columns) == ["节点亮灯", "计划完成日期", "实际完成日期", "天数"]
		assert set(chinese["节点亮灯"]) == {"红灯"}
		with pytest.raises(ValueError, match="fr"):
			client.frame("Project Node", FIELDS, language="fr")


@pytest.mark.parametrize("trouble", [(503, None), (502, {}), ("drop", None), (429, {})])
def test_a_read_is_tried_again_after_a_passing_error(trouble):
	with platform(trouble, trouble) as (client, server):
		assert client.read("anything") == "ok"
		assert len(server.asked) == 3


def test_a_read_gives_up_after_its_tries_and_says_so():
	with platform(*[(503, None)] * 9) as (client, server), pytest.raises(NotReachable) as error:
		client.read("anything")
	assert len(server.asked) == client.tries and error.value.status == 503
	with (
		platform(*[("drop", None)] * 9) as (client, server),
		pytest.raises(NotReachable, match="连接不上平台"),
	):
		client.read("anything")
	assert len(server.asked) == client.tries


def test_a_call_that_may_write_is_sent_once():
	for trouble in ((503, None), ("drop", None)):
		with platform(trouble) as (client, server), pytest.raises(NotReachable):
			client.call("anything")
		assert len(server.asked) == 1


def test_a_stalled_server_is_given_up_in_time():
	with platform(("stall", None)) as (client, server):
		client.seconds, client.tries = 0.2, 1
		with pytest.raises(NotReachable, match="连接不上平台"):
			client.read("anything")
		assert len(server.asked) == 1


@pytest.mark.parametrize(
	("status", "kind"),
	[(401, NotSignedIn), (403, NotAllowed), (404, NotFound), (417, Refused), (409, Refused)],
)
def test_a_refusal_is_typed_and_speaks_chinese(status, kind):
	with platform((status, refusal("数据已核对", "请先退回"))) as (client, server):
		with pytest.raises(kind, match=r"^数据已核对\n请先退回$") as error:
			client.read("anything")
		assert error.value.status == status and len(server.asked) == 1


def test_waits_grow_to_a_limit_and_are_never_none():
	waits = [module._wait(number) for number in range(1, 12)]
	assert all(0.25 <= wait <= module.LONGEST_WAIT for wait in waits)
	assert waits[-1] >= module.LONGEST_WAIT / 2


def test_the_secret_is_not_shown():
	assert "secret" not in repr(Client("http://x", "key", "secret")).replace("api_secret", "")


def test_it_needs_no_frappe(repo):
	code = "import sys; sys.modules['frappe'] = None; import anshang_app.client"
	subprocess.run([sys.executable, "-c", code], cwd=repo, check=True, timeout=60)


@pytest.mark.parametrize(
	"days",
	[
		["2026-03-05", "9999-01-01", None],
		["2026-03-05 10:00:00", "2026-03-05 10:00:00.123456", None],
		["2026-03-05 10:00:00.123456", "2026-03-05", ""],
		["0206-12-05", "2026-03-05", None],
		["0000-00-00", "2026-03-05", None],
		[None, None, None],
	],
)
def test_a_day_no_frame_holds_is_not_a_time(days, monkeypatch):
	client = Client("https://anshang.example.gov.cn", "key", "secret", language="en")
	monkeypatch.setattr(client, "columns", lambda doctype: {"day": {"type": "Datetime"}})
	monkeypatch.setattr(client, "records", lambda *args: [{"day": day} for day in days])
	found = client.frame("Anything", ["day"])
	assert len(found) == len(days)
	assert found.day.dtype.kind == "M"
	known = [str(value)[:10] for value in found.day if value == value and str(value) != "NaT"]
	assert "2026-03-05" in known or not any(days)
