"""审批办理 over REST: what the deciding unit, the agent and the bureau may do, and refusals people can read."""

import re

import pytest
from test_rest import CHINESE, ENGLISH, Client, said

API = "/api/method/anshang_app.permit_approvals.api."


@pytest.fixture(scope="module")
def clients(url, accounts, frappe_site) -> dict[str, Client]:
	made = {}
	frappe_site.set_user("Administrator")
	for member in ("shenpi", "zhengshu", "kaifaqu"):
		user = frappe_site.get_doc("User", accounts[member]["user"])
		secret = frappe_site.generate_hash(length=15)
		user.api_key, user.api_secret = frappe_site.generate_hash(length=15), secret
		user.save()
		made[member] = Client(url, user.api_key, secret)
	frappe_site.db.commit()
	return made


@pytest.fixture(scope="module")
def case(clients, frappe_site) -> str:
	"""A case of the demo whose clock runs."""
	return frappe_site.db.get_value(
		"Approval Case", {"approval_item": "建设用地规划许可", "state": "Application Accepted", "is_demo": 1}
	)


def readable(answer) -> None:
	"""Refused, in Chinese, without a trace of the server."""
	words = said(answer)
	assert 400 <= answer.status_code < 500, words
	assert CHINESE.search(words), words
	assert not ENGLISH.search(re.sub(r"[A-Z]{2}-\d{4}-\d+|“\w+”", "", words)), words


BAD = {
	"nothing given": ("stop_clock", {}),
	"a day that is none": ("stop_clock", {"day": "昨天", "owner": "Enterprise", "reason": "补正"}),
	"a day as rows": ("stop_clock", {"day": ["2026-03-02"], "owner": "Enterprise", "reason": "补正"}),
	"an owner as a mapping": ("stop_clock", {"day": "2026-11-01", "owner": {"a": 1}, "reason": "补正"}),
	"the year 9999": ("stop_clock", {"day": "9999-01-01", "owner": "Enterprise", "reason": "补正"}),
	"the year 1900": ("stop_clock", {"day": "1900-01-01", "owner": "Enterprise", "reason": "补正"}),
	"the authority's own time": ("stop_clock", {"day": "2026-11-24", "owner": "Authority", "reason": "补正"}),
	"no clock to resume": ("resume_clock", {"day": "2026-11-24"}),
	"a second acceptance": ("accept", {"day": "2026-11-24"}),
	"granted without a number": ("grant", {"day": "2026-11-24"}),
	"an invitation after acceptance": ("invite_early", {"day": "2026-11-24"}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_is_refused_in_chinese(clients, case, name):
	method, arguments = BAD[name]
	answer = clients["shenpi"].send("POST", API + method, {"case": case, **arguments})
	readable(answer)
	assert clients["shenpi"].get("Approval Case", case)["state"] == "Application Accepted"


@pytest.mark.parametrize("name", [None, 7, "AP-0000-0000"])
def test_a_case_that_is_none_is_refused(clients, name):
	answer = clients["shenpi"].send("POST", f"{API}accept", {"case": name, "day": "2026-11-24"})
	assert 400 <= answer.status_code < 500
	assert CHINESE.search(said(answer))


@pytest.mark.parametrize("member", ["zhengshu", "kaifaqu"])
def test_who_does_not_decide_is_refused_in_chinese(clients, case, member):
	readable(
		clients[member].send(
			"POST", f"{API}grant", {"case": case, "day": "2026-11-24", "certificate_no": "1"}
		)
	)


@pytest.mark.parametrize(
	"values",
	[
		{"certificate_no": "1"},
		{"state": "Granted"},
		{"unit": "天门市生态环境局（演示）"},
		{"clock_events": [{"day": "2026-03-02", "kind": "Application Accepted"}]},
		{"clock_events": []},
	],
)
def test_what_steps_write_is_not_written_by_hand(clients, case, values):
	readable(clients["shenpi"].send("PUT", f"/api/resource/Approval Case/{case}", values))


@pytest.mark.parametrize("values", [{"days_used": 99}, {"due_date": "2030-01-01"}, {"is_overdue": 1}])
def test_computed_figures_are_not_written_by_hand(clients, case, values):
	before = clients["shenpi"].get("Approval Case", case)
	readable(clients["shenpi"].send("PUT", f"/api/resource/Approval Case/{case}", values))
	after = clients["shenpi"].get("Approval Case", case)
	assert [after[field] for field in values] == [before[field] for field in values]


def test_the_agent_lists_materials_and_the_bureau_does_not(clients, case):
	rows = [{"material_name": "规划条件", "brought_by": "落户地"}]
	assert len(clients["kaifaqu"].put("Approval Case", case, materials=rows)["materials"]) == 1
	readable(clients["zhengshu"].send("PUT", f"/api/resource/Approval Case/{case}", {"materials": rows}))
	readable(
		clients["kaifaqu"].send("PUT", f"/api/resource/Approval Case/{case}", {"notice_content": "补件"})
	)


def test_nobody_makes_or_deletes_a_case_by_hand(clients, case):
	# Frappe's own sentence names the record's type in English
	assert clients["shenpi"].send("DELETE", f"/api/resource/Approval Case/{case}").status_code == 403
	given = clients["shenpi"].get("Approval Case", case)
	values = {field: given[field] for field in ("project", "node", "approval_item")}
	readable(clients["shenpi"].send("POST", "/api/resource/Approval Case", values))
