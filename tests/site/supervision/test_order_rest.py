"""The steps of an order over REST with real sessions: foreign accounts know nothing of it, two clicks count once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

API = "anshang_app.supervision.api."
LATER = str(date.today() + timedelta(days=60))
STEPS = {
	"change_order": {"reason": "x"},
	"revoke_order": {"reason": "x"},
	"ask_extension": {"due_date": LATER, "reason": "x"},
	"grant_extension": {},
	"refuse_extension": {"reason": "x"},
	"urge_order": {"words": "x"},
	"escalate_order": {"words": "x"},
	"decline_escalation": {"reason": "x"},
	"report_result": {"result": "x", "report": "x"},
	"accept_result": {"result": "x"},
	"return_result": {"result": "x", "reason": "x"},
}


def given(sessions, side) -> str:
	body = {
		"project": side.records["Investment Project"],
		"matter": "便道", "requirement": "移交", "source": "Found by the Bureau",
		"unit": side.units["approval"], "person": "张三",
		"due_date": str(date.today() + timedelta(days=20)),
		"results": [{"result": "通车", "state": "Result Accepted"}],
	}  # fmt: skip
	answer = sessions["BUREAU"].send("POST", "/api/resource/Supervision Order", json=body)
	if answer.status_code == 417:
		body["results"] = [{"result": "通车"}]
		answer = sessions["BUREAU"].send("POST", "/api/resource/Supervision Order", json=body)
	assert answer.status_code == 200, answer.text
	return answer.json()["data"]["name"]


def test_a_foreign_order_is_unknown_to_every_step(walled, sessions):
	foreign = walled["foreign"].records["Supervision Order"]
	for account in ("LEAD", "APPROVAL", "INSPECTION", "HOST", "AGENT", "ECONOMY"):
		for step, arguments in STEPS.items():
			answer = sessions[account].call(f"{API}{step}", order=foreign, **arguments)
			assert answer.status_code == 404, (account, step, answer.text)


def test_who_sees_an_order_takes_no_step_of_another_unit(walled, sessions):
	name = given(sessions, walled["own"])
	signed = sessions["APPROVAL"].call(f"{API}sign_for_order", order=name)
	assert signed.status_code == 200, signed.text
	for account in ("PRINCIPAL", "LEADER"):
		for step, arguments in STEPS.items():
			answer = sessions[account].call(f"{API}{step}", order=name, **arguments)
			assert answer.status_code == 403, (account, step, answer.text)
	for account in ("HOST", "LEAD"):
		for step in ("ask_extension", "grant_extension", "urge_order", "change_order", "escalate_order"):
			answer = sessions[account].call(f"{API}{step}", order=name, **STEPS[step])
			assert answer.status_code == 403, (account, step, answer.text)
	wrong = sessions["APPROVAL"].call(f"{API}ask_extension", order=name, due_date=["x"], reason="x")
	assert wrong.status_code == 417


def test_of_two_requests_at_once_one_stands(walled, sessions):
	name = given(sessions, walled["own"])
	signed = sessions["APPROVAL"].call(f"{API}sign_for_order", order=name)
	assert signed.status_code == 200, signed.text

	def ask(_turn):
		return (
			sessions["APPROVAL"]
			.call(f"{API}ask_extension", order=name, due_date=LATER, reason="雨季")
			.status_code
		)

	with ThreadPoolExecutor(4) as pool:
		codes = list(pool.map(ask, range(4)))
	assert codes.count(200) == 1 and all(code in (200, 409, 417) for code in codes), codes
	stored = sessions["BUREAU"].get(f"/api/resource/Supervision Order/{name}").json()["data"]
	assert len(stored["extensions"]) == 1
	assert sessions["BUREAU"].call(f"{API}grant_extension", order=name).status_code == 200
	stored = sessions["BUREAU"].get(f"/api/resource/Supervision Order/{name}").json()["data"]
	assert (stored["due_date"], stored["original_due_date"]) == (
		LATER,
		str(date.today() + timedelta(days=20)),
	)


def test_its_course_is_not_written_over_the_generic_door(walled, sessions):
	name = given(sessions, walled["own"])
	for values in (
		{"original_due_date": LATER},
		{"limits_missed": 3},
		{"escalation": "Escalated"},
		{"urgings": [{"words": "x"}]},
	):
		answer = sessions["BUREAU"].send("PUT", f"/api/resource/Supervision Order/{name}", json=values)
		assert answer.status_code in (403, 417), (values, answer.text)
