"""Frappe's own doors under many requests at once: the losers are told in Chinese, none meets an error of the server."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import frappe
import requests

PROJECT = "Investment Project"
AT_ONCE, ROUNDS = 4, 6


def test_changes_of_one_record_at_once_are_saved_or_told(walled, sessions):
	name, said, words = walled["own"].records[PROJECT], Counter(), set()
	url = sessions["BUREAU"].url

	def change(number: int) -> requests.Response:
		with requests.Session() as http:
			http.trust_env = False
			http.cookies.update(sessions["BUREAU"].http.cookies)
			http.headers.update(sessions["BUREAU"].http.headers)
			values = {"construction_content": f"标准厂房 {number} 平方米"}
			return http.put(f"{url}/api/resource/{PROJECT}/{name}", json=values, timeout=120)

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
