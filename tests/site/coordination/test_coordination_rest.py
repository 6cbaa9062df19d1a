"""Coordination over REST with real sessions of the walled world: steps, refusals in Chinese, letters."""

import io
from datetime import date, timedelta

import docx

ISSUES = "anshang_app.coordination.api."
ORDERS = "anshang_app.supervision.api."
LETTERS = "/api/method/anshang_app.official_documents.api."
LATER = str(date.today() + timedelta(days=20))


def raised(session, side, **values) -> str:
	"""An issue of the side's project, handed to its approval unit."""
	body = {
		"project": side.records["Investment Project"],
		"title": "施工用水",
		"unit": side.units["approval"],
		"person": "张三",
		"due_date": LATER,
		**values,
	}
	answer = session.send("POST", "/api/resource/Coordination Issue", json=body)
	assert answer.status_code == 200, answer.text
	return answer.json()["data"]["name"]


def test_an_issue_is_answered_and_cleared_over_rest_and_refusals_are_chinese(walled, sessions):
	name = raised(sessions["LEAD"], walled["own"])
	wrong = sessions["APPROVAL"].call(f"{ISSUES}answer_issue", issue=name)
	assert wrong.status_code == 417
	assert any(word in wrong.text for word in ("不能", "不可", "\\u4e0d"))
	assert sessions["APPROVAL"].call(f"{ISSUES}take_up", issue=name).json()["message"]["state"] == "Taken Up"
	again = sessions["APPROVAL"].call(f"{ISSUES}take_up", issue=name)
	assert again.status_code == 417
	assert sessions["APPROVAL"].call(f"{ISSUES}answer_issue", issue=name, answer="已通水").status_code == 200
	bare = sessions["LEAD"].call(f"{ISSUES}clear_issue", issue=name)
	assert bare.status_code == 417
	done = sessions["LEAD"].call(
		f"{ISSUES}clear_issue",
		issue=name,
		confirmed_by="李四",
		confirmed_on=str(date.today() - timedelta(days=1)),
		confirmed_how="In Writing",
	)
	# confirmed before it was answered
	assert done.status_code == 417
	for wrong_day in ("2026-13-40", "明天"):
		refused = sessions["LEAD"].call(
			f"{ISSUES}clear_issue",
			issue=name,
			confirmed_by="李四",
			confirmed_on=wrong_day,
			confirmed_how="In Writing",
		)
		assert refused.status_code == 417, refused.text
	text = sessions["LEAD"].call(f"{ISSUES}clear_issue", issue=name, confirmed_by=["李四"])
	assert text.status_code == 417


def test_a_foreign_unit_neither_raises_nor_steps_nor_escalates(walled, sessions):
	foreign = walled["foreign"]
	body = {"project": foreign.records["Investment Project"], "title": "x"}
	assert sessions["LEAD"].send("POST", "/api/resource/Coordination Issue", json=body).status_code == 417
	issue, order = foreign.records["Coordination Issue"], foreign.records["Supervision Order"]
	for account in ("LEAD", "APPROVAL", "INSPECTION", "HOST"):
		for method, arguments in (
			(f"{ISSUES}take_up", {"issue": issue}),
			(f"{ISSUES}escalate", {"issue": issue, "reason": "x"}),
			(f"{ORDERS}settle_order", {"order": order}),
		):
			assert sessions[account].call(method, **arguments).status_code == 404, (
				account,
				method,
			)


def test_letters_are_downloaded_only_of_what_one_may_read(walled, sessions):
	own, foreign = walled["own"].records, walled["foreign"].records
	wanted = {"kind": "Supervision Notice", "file_format": "docx"}
	answer = sessions["INSPECTION"].get(
		f"{LETTERS}download_record_letter", record=own["Supervision Order"], **wanted
	)
	assert answer.status_code == 200
	text = "\n".join(part.text for part in docx.Document(io.BytesIO(answer.content)).paragraphs)
	assert "督办通知单" in text and "OWNSIDE-required" in text
	refused = sessions["INSPECTION"].get(
		f"{LETTERS}download_record_letter", record=foreign["Supervision Order"], **wanted
	)
	assert refused.status_code == 404
	summary = sessions["LEAD"].get(f"{LETTERS}download_problem_summary", file_format="docx")
	assert summary.status_code == 200
	table = docx.Document(io.BytesIO(summary.content)).tables[0]
	cells = "\n".join(cell.text for row in table.rows for cell in row.cells)
	assert "OWNSIDE-issue" in cells and "CANARY" not in cells
	unknown = sessions["LEAD"].get(f"{LETTERS}download_record_letter", record="x", kind="Love Letter")
	assert unknown.status_code == 417
