"""Two and four at the same moment on whatever is looked up before it is made: once, told in Chinese, no error.

The database refuses the slower one (snapshot isolation); the endpoint begins anew, a step tells who was faster.
"""

# fixtures of other files are taken as arguments
# ruff: noqa: F401, F811

import json
import os
from uuid import uuid4

import pytest
import requests
from shares import WHOLE
from test_rest import CHINESE, EVIDENCE, address_of, clients, enter, said
from test_stages_rest import at_once, sent

ROUNDS = 50 if WHOLE else 2
DOCUMENTS = "/api/method/anshang_app.official_documents.api."
PROGRESS = "/api/method/anshang_app.progress_tracking.api."
PLANS = "/api/method/anshang_app.service_plans.api."


def answers_of(client, path: str, bodies: list[dict]) -> list[requests.Response]:
	"""The answers to requests sent at the same moment, none of which is an error of the server."""
	answers = at_once(*[lambda body=body: sent(client, path, body) for body in bodies])
	for answer in answers:
		assert answer.status_code in (200, 409, 417), (answer.status_code, said(answer))
		assert answer.status_code == 200 or CHINESE.search(said(answer)), said(answer)
	return answers


def count(client, doctype: str, **filters) -> int:
	query = json.dumps([[field, "=", value] for field, value in filters.items()])
	rows = client.send("GET", f"/api/resource/{doctype}?limit_page_length=0&filters={query}").json()["data"]
	return len(rows)


def received(clients) -> tuple[str, str]:
	"""A project handed over, and its handover."""
	project = enter(clients)
	return project, clients["zhaoshang"].call("hand_over", project=project, evidence=EVIDENCE)["name"]


def one_handover(clients, many: int) -> None:
	project = enter(clients)
	answers = answers_of(clients["zhaoshang"], address_of("start_handover"), [{"project": project}] * many)
	assert len({answer.json()["message"] for answer in answers}) == 1
	assert count(clients["zhaoshang"], "Project Handover", project=project) == 1


def one_phase(clients, many: int) -> None:
	project = enter(clients)
	answers = answers_of(clients["zhaoshang"], address_of("new_phase"), [{"project": project}] * many)
	assert len({answer.json()["message"] for answer in answers}) == 1


def one_receipt(clients, many: int) -> None:
	project, handover = received(clients)
	answers = answers_of(clients["zhengshu"], address_of("sign_for"), [{"handover": handover}] * many)
	assert [answer.status_code for answer in answers].count(200) == 1
	assert count(clients["zhengshu"], "Service Plan", project=project) == 1


def one_hand_over(clients, many: int) -> None:
	project = enter(clients)
	body = {"project": project, "evidence": EVIDENCE}
	answers = answers_of(clients["zhaoshang"], address_of("hand_over"), [body] * many)
	assert [answer.status_code for answer in answers].count(200) == 1
	assert count(clients["zhaoshang"], "Project Handover", project=project) == 1


def numbers_in_a_row(clients, many: int) -> None:
	handovers = [clients["zhaoshang"].call("start_handover", project=enter(clients)) for _ in range(many)]
	bodies = [{"handover": name} for name in handovers]
	answers = answers_of(clients["zhaoshang"], f"{DOCUMENTS}draw_handover_number", bodies)
	numbers = [answer.json()["message"]["letter_no"] for answer in answers]
	assert len(set(numbers)) == many


def one_number(clients, many: int) -> None:
	name = clients["zhaoshang"].call("start_handover", project=enter(clients))
	answers = answers_of(
		clients["zhaoshang"], f"{DOCUMENTS}draw_handover_number", [{"handover": name}] * many
	)
	assert [answer.status_code for answer in answers].count(200) == 1
	assert count(clients["zhaoshang"], "Letter Number", reference_name=name) == 1


def one_entry(clients, many: int) -> None:
	project, handover = received(clients)
	clients["zhengshu"].call("sign_for", handover=handover)
	body = {
		"project": project,
		"values": {"entry_kind": "Phone Contact", "what": "问候"},
		"client_id": uuid4().hex,
		"confirmed": 1,
	}
	answers_of(clients["baobao"], f"{PROGRESS}file_entry", [body] * many)
	assert count(clients["baobao"], "Progress Entry", project=project) == 1


def one_plan(clients, many: int) -> None:
	project, handover = received(clients)
	clients["zhengshu"].call("sign_for", handover=handover)
	answers_of(clients["baobao"], f"{PLANS}generate_plan", [{"project": project}] * many)
	assert count(clients["baobao"], "Service Plan", project=project) == 1


def one_ledger(clients, many: int) -> None:
	"""Two clerks take over the same ledger, with an enterprise nobody has on file."""
	name = f"台账{uuid4().hex[:8]}"
	rows = f"项目名称,企业名称,总投资（亿元）\n{name},{name}有限公司,3\n"
	choices = {"landing_mode": "租赁", "meeting_minutes_no": "〔2026〕5号", "meeting_date": "2026-03-01"}

	def send() -> requests.Response:
		client = clients["zhengshu"]
		return requests.post(
			f"{client.url}/api/method/anshang_app.ledger_import.api.enter_ledger",
			files={"file": ("台账.csv", rows.encode("gb18030"))},
			data={"choices": json.dumps(choices)},
			headers={"Authorization": client.session.headers["Authorization"]},
			proxies={"http": "", "https": ""},
			timeout=60,
		)

	answers = at_once(*[send] * many)
	assert {answer.status_code for answer in answers} <= {200, 409}, [said(answer) for answer in answers]
	done = [answer.json()["message"] for answer in answers if answer.status_code == 200]
	assert sum(one["entered"] for one in done) == 1 and not any(one["failed"] for one in done), done
	assert count(clients["zhengshu"], "Investment Project", project_name=name) == 1
	assert count(clients["zhengshu"], "Enterprise", enterprise_name=f"{name}有限公司") == 1


STORIES = (
	one_ledger,
	one_handover,
	one_phase,
	one_receipt,
	one_hand_over,
	numbers_in_a_row,
	one_number,
	one_entry,
	one_plan,
)


@pytest.mark.parametrize("many", (2, 4))
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_at_the_same_moment_it_happens_once(story, many, clients):
	for _ in range(ROUNDS):
		story(clients, many)
