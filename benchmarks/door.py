"""What the door of the desk costs a request, and whether the time of a refusal tells a foreign record from none."""

import json
import os
import random
import sys
import time
from itertools import accumulate

import frappe
import requests
from frappe.desk import reportview
from tools.accounts import forget, with_key
from tools.measuring import alternate, report, statements
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from anshang_app.doors.door import check_request

ROUNDS, BOUND_MS = 200, 1.0
#: refusals timed, and the share of them a guess by time may get right
TRIES, BOUND_RIGHT = 4000, 0.55
PROJECT, FOREIGN, NONE = "Investment Project", "AS-0000-70001", "AS-0000-70002"
USER = "bench-door@test.example.com"
COLUMNS = ("name", "owner", "creation", "modified", "docstatus", "project_name", "stage", "industry_chain")
LIST = {
	"cmd": "frappe.desk.reportview.get",
	"doctype": "Investment Project",
	"fields": json.dumps([f"`tabInvestment Project`.`{name}`" for name in COLUMNS]),
	"filters": json.dumps([["Investment Project", "stage", "!=", "Terminated", False]]),
	"order_by": "`tabInvestment Project`.`modified` desc",
	"start": 0,
	"page_length": 20,
}


def main() -> int:
	frappe.init(site=os.environ["FRAPPE_SITE"], sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	# what a killed run left
	clear()
	try:
		values = {"doctype": "User", "email": USER, "first_name": "bench", "send_welcome_email": 0}
		frappe.get_doc({**values, "roles": [{"role": "Chain Lead Clerk"}]}).insert()
		project = frappe.new_doc(PROJECT)
		project.update({"name": FOREIGN, "project_name": FOREIGN})
		project.db_insert()
		session = with_key(USER)
		frappe.set_user(USER)
		frappe.local.request = Request(EnvironBuilder(path="/", method="POST").get_environ())
		return 0 if all(figures(session)) else 1
	finally:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		clear()
		frappe.destroy()


def clear() -> None:
	frappe.db.delete(PROJECT, {"name": FOREIGN})
	forget(USER)
	frappe.db.commit()


def figures(session: requests.Session) -> list[bool]:
	"""The check alone, its statements, and the list with the check over the list without it."""
	own, _peer = alternate(checked, asked, ROUNDS, warm=10)
	through, plain = alternate(through_the_door, listed, ROUNDS, warm=10)
	return [
		report("door.check", own * 1000, "ms", BOUND_MS),
		report("door.statements", statements(checked), "statements", None),
		report("door.list", through / plain, "x without the door", None),
		report("door.told_by_time", told_by_time(session), "share right", BOUND_RIGHT),
	]


def told_by_time(session: requests.Session) -> float:
	"""How often the time of a refusal tells a foreign record from none: learned from one half, tried on the other."""
	names = [FOREIGN, NONE] * (TRIES // 2)
	random.Random(1).shuffle(names)
	timed = [(refused_in(session, name), name == FOREIGN) for name in names]
	limit, slower = best_limit(timed[::2])
	right = [(seconds > limit) == (foreign == slower) for seconds, foreign in timed[1::2]]
	return sum(right) / len(right)


def best_limit(timed: list[tuple[float, bool]]) -> tuple[float, bool]:
	"""The time that parts foreign records from none best, and whether the foreign ones are the slower ones."""
	timed = sorted(timed)
	# foreign ones minus the others among the fastest, after each
	lead = list(accumulate(1 if foreign else -1 for _seconds, foreign in timed))
	at = max(range(len(lead)), key=lambda place: abs(lead[place]))
	return timed[at][0], lead[at] < 0


def refused_in(session: requests.Session, name: str) -> float:
	"""Seconds until a record asked for over the resource is refused."""
	url = f"{os.environ['ANSHANG_TEST_URL']}/api/resource/{PROJECT}/{name}"
	begun = time.perf_counter()
	answer = session.get(url, timeout=30)
	seconds = time.perf_counter() - begun
	assert answer.status_code == 404, answer.status_code
	return seconds


def asked() -> None:
	frappe.local.form_dict = frappe._dict(LIST)


def checked() -> None:
	asked()
	# what a request finds out once is found anew here
	frappe.local.anshang_readable = None
	check_request()


def listed():
	asked()
	return reportview.get()


def through_the_door():
	checked()
	return reportview.get()


if __name__ == "__main__":
	sys.exit(main())
