"""Two people at once, and the set-up, over REST against a real server."""

# fixtures of other files are taken as arguments
# ruff: noqa: F401, F811

import io
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
from openpyxl import Workbook
from test_rest import (
	CHINESE,
	EVIDENCE,
	address_of,
	clients,
	contents,
	enter,
	said,
)

from anshang_app.setup.rules.unit_sheet import HEADINGS

STAGES = "/api/method/anshang_app.project_lifecycle.api."


def at_once(*requests_to_send) -> list[requests.Response]:
	"""Send requests at the same moment, each over its own connection."""
	barrier = Barrier(len(requests_to_send))

	def send(request):
		barrier.wait()
		return request()

	with ThreadPoolExecutor(len(requests_to_send)) as pool:
		return list(pool.map(send, requests_to_send))


def sent(client, path: str, body: dict) -> requests.Response:
	"""A call over a connection of its own."""
	return requests.post(
		f"{client.url}{path}",
		json=body,
		headers={"Authorization": client.session.headers["Authorization"]},
		proxies={"http": "", "https": ""},
		timeout=60,
	)


def twice(client, path: str, body: dict) -> tuple[requests.Response, requests.Response]:
	"""The same click twice: the answer that took the step, and the other one."""

	def click():
		return sent(client, path, body)

	answers = sorted(at_once(click, click), key=lambda answer: answer.status_code)
	assert [answer.status_code for answer in answers] == [200, 417], [said(a) for a in answers]
	assert CHINESE.search(said(answers[1]))
	return answers[0], answers[1]


def passages(client, project: str) -> list[str]:
	rows = client.send(
		"GET",
		"/api/resource/Stage Log?limit_page_length=0&order_by=creation&fields="
		+ json.dumps(["to_stage"])
		+ "&filters="
		+ json.dumps([["project", "=", project]]),
	).json()["data"]
	return [row["to_stage"] for row in rows]


def under_way(clients, stage: str) -> str:
	"""A project entered at a stage, with what 申请验收 waits for recorded."""
	project = enter(clients)
	clients["zhengshu"].call(
		"enter_under_way",
		project=project,
		stage=stage,
		reason="上线前已开工",
		actual_dates={"works-complete": "2026-11-01"},
	)
	return project


def test_one_action_clicked_twice_happens_once(clients):
	project = under_way(clients, "Construction")
	body = {"project": project, "reason": "企业资金未到位"}
	first, second = twice(clients["zhengshu"], f"{STAGES}suspend", body)
	assert first.json()["message"]["state"] == "Suspended"
	assert "刚刚被他人改动" in said(second) or "暂停" in said(second)
	assert passages(clients["zhengshu"], project)[-2:] == ["Construction", "Suspended"]
	twice(clients["zhengshu"], f"{STAGES}resume", {"project": project})
	assert passages(clients["zhengshu"], project)[-2:] == ["Suspended", "Construction"]


def test_a_receipt_clicked_twice_makes_one_plan(clients):
	project = enter(clients)
	handover = clients["zhaoshang"].call("hand_over", project=project, evidence=EVIDENCE)["name"]
	twice(
		clients["zhengshu"], "/api/method/anshang_app.project_lifecycle.api.sign_for", {"handover": handover}
	)
	filters = json.dumps([["project", "=", project]])
	plans = clients["zhengshu"].send("GET", f"/api/resource/Service Plan?filters={filters}").json()["data"]
	assert len(plans) == 1
	assert passages(clients["zhengshu"], project) == ["Handover", "Planning"]


@pytest.mark.parametrize("method", ["start_handover", "new_phase"])
def test_what_is_made_by_two_clicks_at_once_is_one(clients, method):
	project = enter(clients)
	client = clients["zhaoshang"]

	def prepare():
		return sent(client, address_of(method), {"project": project})

	answers = at_once(prepare, prepare, prepare)
	assert [answer.status_code for answer in answers] == [200] * 3, [said(answer) for answer in answers]
	assert {answer.json()["message"] for answer in answers} == {answers[0].json()["message"]}


def test_of_two_who_save_one_form_the_second_is_told_and_nothing_is_lost(clients):
	project = enter(clients)
	opened = {who: clients[who].get("Investment Project", project) for who in ("zhaoshang", "zhengshu")}

	def save(who: str, **changes) -> requests.Response:
		doc = {**opened[who], "doctype": "Investment Project", **changes}
		return clients[who].send(
			"POST",
			"/api/method/frappe.desk.form.save.savedocs",
			{"doc": json.dumps(doc), "action": "Save"},
		)

	first = save("zhaoshang", construction_content="第一人写的")
	assert first.status_code == 200, said(first)
	second = save("zhengshu", construction_content="第二人写的")
	assert 400 <= second.status_code < 500
	assert "刚刚被他人改动" in said(second)
	assert "Error" not in said(second)
	assert clients["zhengshu"].get("Investment Project", project)["construction_content"] == "第一人写的"


BAD_STEPS = {
	"suspended without a reason": ("zhengshu", "suspend", {"reason": " "}, "原因"),
	"suspended by the lead unit": ("baobao", "suspend", {"reason": "等资金"}, "暂停项目"),
	"suspended tomorrow": ("zhengshu", "suspend", {"reason": "等资金", "day": "2099-01-01"}, "2099"),
	"suspended on no day": ("zhengshu", "suspend", {"reason": "等资金", "day": "明天"}, "明天"),
	"resumed while running": ("zhengshu", "resume", {}, "恢复项目"),
	"terminated by the locality": ("luohu", "terminate", {"reason": "撤"}, "终止项目"),
	"started twice": ("baobao", "start_construction", {}, "开工"),
	"accepted without invitations": ("baobao", "apply_for_acceptance", {}, "提前介入"),
	"completed before acceptance": ("zhengshu", "hand_over_as_completed", {}, "竣工移交"),
	"stepped by a stranger": ("shenpi", "suspend", {"reason": "等资金"}, "权限"),
}


@pytest.fixture(scope="module")
def running(clients) -> str:
	return under_way(clients, "Construction")


@pytest.mark.parametrize("name", BAD_STEPS)
def test_a_step_that_may_not_be_is_refused_in_chinese_and_changes_nothing(
	name, clients, running, frappe_site
):
	who, method, body, word = BAD_STEPS[name]
	before = contents(frappe_site)
	answer = clients[who].send("POST", f"{STAGES}{method}", {"project": running, **body})
	after = contents(frappe_site)
	assert 400 <= answer.status_code < 500, said(answer)
	assert word in said(answer)
	assert {table for table in after if after[table] != before.get(table)} == set()


def test_a_project_that_does_not_exist_takes_no_step(clients):
	answer = clients["zhengshu"].send("POST", f"{STAGES}suspend", {"project": "AS-1999-0001", "reason": "x"})
	assert answer.status_code == 404
	assert clients["zhengshu"].send("POST", f"{STAGES}suspend", {}).status_code == 417


# --- set-up -------------------------------------------------------------------------------------------------


def upload(client, method: str, content: bytes | None, name: str = "单位.xlsx") -> requests.Response:
	return requests.post(
		f"{client.url}/api/method/anshang_app.setup.api.{method}",
		headers={"Authorization": client.session.headers["Authorization"]},
		files={"file": (name, content)} if content is not None else None,
		proxies={"http": "", "https": ""},
		timeout=60,
	)


def workbook(*rows, head=None) -> bytes:
	book = Workbook()
	for row in (head or list(HEADINGS), *rows):
		book.active.append(row)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def person(unit="接口测试镇", kinds="项目落户地", name="甲", account="jia@anshang.example") -> list:
	return [unit, kinds, None, None, name, None, None, account]


BAD_FILES = {
	"no file": (None, "选择文件"),
	"an empty file": (b"", "选择文件|Excel"),
	"no workbook": (b"%PDF-1.4", "不是 Excel"),
	"a picture renamed": (b"\x89PNG\r\n" * 100, "不是 Excel"),
	"a page renamed": (b"<html></html>", "不是 Excel"),
	"too large": (b"0" * (2 * 1024**2 + 1), "2 MB"),
}
BAD_SHEETS = {
	"wrong headings": (workbook(["甲"], head=["名称", "类型"]), "表头"),
	"nothing below": (workbook(), "没有内容"),
	"an unknown kind": (workbook(person(kinds="飞地")), "飞地"),
	"one account for two": (workbook(person(), person(unit="乙镇", name="乙")), "一人一号"),
	"no address": (workbook(person(account="甲")), "邮箱"),
	"a formula": (workbook(person(name='=HYPERLINK("http://x")')), "不能以"),
	"too many rows": (workbook(*[person(name=f"人{n}", account=None) for n in range(2001)]), "2000|2,000"),
}


@pytest.mark.parametrize("method", ["preview", "import_units"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_none_is_refused_in_chinese_and_changes_nothing(name, method, clients, frappe_site):
	import re

	content, words = BAD_FILES[name]
	before = contents(frappe_site)
	answer = upload(clients["pingtai"], method, content)
	after = contents(frappe_site)
	assert 400 <= answer.status_code < 500, said(answer)
	assert re.search(words, said(answer))
	assert {table for table in after if after[table] != before.get(table)} == set()


@pytest.mark.parametrize("name", BAD_SHEETS)
def test_a_wrong_sheet_is_explained_by_the_preview_and_refused_by_the_import(name, clients, frappe_site):
	import re

	content, words = BAD_SHEETS[name]
	before = contents(frappe_site)
	shown = upload(clients["pingtai"], "preview", content).json()["message"]["problems"]
	assert re.search(words, " ".join(row["text"] for row in shown))
	refused = upload(clients["pingtai"], "import_units", content)
	after = contents(frappe_site)
	assert refused.status_code == 417
	assert re.search(words, said(refused))
	assert "行" in said(refused)
	assert {table for table in after if after[table] != before.get(table)} == set()


def test_a_workbook_goes_in_once_and_is_the_same_the_second_time(clients):
	content = workbook(person())
	first = upload(clients["pingtai"], "import_units", content).json()["message"]
	assert first == {"created": 1, "updated": 0, "opened": ["jia@anshang.example"], "left": 0}
	second = upload(clients["pingtai"], "import_units", content).json()["message"]
	assert second == {"created": 0, "updated": 0, "opened": [], "left": 0}


@pytest.mark.parametrize("path", ["setup.api.tiles", "setup.api.download_template"])
def test_the_set_up_is_the_administrators_alone(path, clients):
	address = f"/api/method/anshang_app.{path}"
	assert clients["pingtai"].send("GET", address).status_code == 200
	refused = clients["baobao"].send("GET", address)
	assert refused.status_code == 403
	assert "平台管理员" in said(refused)
	answer = upload(clients["baobao"], "import_units", workbook(person()))
	assert answer.status_code == 403
