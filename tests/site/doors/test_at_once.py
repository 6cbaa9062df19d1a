"""Frappe's own doors under many requests at once: the losers are told in Chinese, none meets an error of the server."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import frappe
import requests

PROJECT, ISSUE = "Investment Project", "Coordination Issue"
AT_ONCE, ROUNDS = 4, 6


def asked(session, verb: str, path: str, values: dict) -> requests.Response:
	"""One request of an account over a connection of its own, so that several run at once."""
	with requests.Session() as http:
		http.trust_env = False
		http.cookies.update(session.http.cookies)
		http.headers.update(session.http.headers)
		return http.request(verb, f"{session.url}{path}", json=values, timeout=120)


def test_changes_of_one_record_at_once_are_saved_or_told(walled, sessions):
	name, said, words = walled["own"].records[PROJECT], Counter(), set()

	def change(number: int) -> requests.Response:
		values = {"construction_content": f"标准厂房 {number} 平方米"}
		return asked(sessions["BUREAU"], "PUT", f"/api/resource/{PROJECT}/{name}", values)

	try:
		with ThreadPoolExecutor(AT_ONCE) as pool:
			for answer in pool.map(change, range(AT_ONCE * ROUNDS)):
				said[answer.status_code] += 1
				words |= {answer.text} if answer.status_code != 200 else set()
	finally:
		frappe.db.rollback()
		frappe.db.set_value(PROJECT, name, "construction_content", None, update_modified=False)
		frappe.db.delete("Version", {"ref_doctype": PROJECT, "docname": name})
		frappe.db.commit()
	assert set(said) <= {200, 417}, (said, words)
	assert said[200] >= ROUNDS
	assert all("changed_meanwhile" in told for told in words)


def test_nothing_begins_in_a_project_at_the_moment_it_is_archived(walled, sessions):
	project = frappe.copy_doc(frappe.get_doc(PROJECT, walled["own"].records[PROJECT]))
	project.update({"project_name": "归档时刻项目", "project_code": None, "stage": "Handover"}).insert()
	project.db_set("stage", "Handed Over")
	frappe.db.commit()
	issue = {"doctype": ISSUE, "project": project.name, "title": "归档时刻的问题"}

	def act(number: int) -> requests.Response:
		if number == 0:
			path = "/api/method/anshang_app.project_lifecycle.api.archive"
			return asked(sessions["BUREAU"], "POST", path, {"project": project.name, "reason": "已投产多年"})
		return asked(sessions["BUREAU"], "POST", f"/api/resource/{ISSUE}", issue)

	archived = begun = 0
	try:
		for _round in range(ROUNDS):
			with ThreadPoolExecutor(AT_ONCE) as pool:
				answers = list(pool.map(act, range(AT_ONCE)))
			frappe.db.rollback()
			issues = frappe.get_all(ISSUE, {"project": project.name}, pluck="name")
			is_archived = bool(frappe.db.get_value(PROJECT, project.name, "archived_on"))
			assert not (is_archived and issues), [answer.text for answer in answers]
			assert {answer.status_code for answer in answers} <= {200, 403, 417}, [
				answer.text for answer in answers
			]
			archived, begun = archived + is_archived, begun + bool(issues)
			forget(project.name, issues)
		assert archived + begun == ROUNDS
	finally:
		frappe.db.rollback()
		forget(project.name, frappe.get_all(ISSUE, {"project": project.name}, pluck="name"))
		# nothing is deleted of a project handed over
		frappe.db.set_value(PROJECT, project.name, "stage", "Handover")
		frappe.delete_doc(PROJECT, project.name, force=True)
		frappe.db.commit()


def forget(project: str, issues: list[str]) -> None:
	"""The project as it was before a round."""
	frappe.db.set_value(PROJECT, project, "archived_on", None)
	for name in issues:
		frappe.delete_doc(ISSUE, name, force=True)
	frappe.db.commit()
