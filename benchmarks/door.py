"""What the door of the desk costs a request: its own time, and the desk's list and form with it and without."""

import json
import os
import sys

import frappe
from frappe.desk import reportview
from tools.measuring import alternate, report, statements
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from anshang_app.doors.door import check_request

ROUNDS, BOUND_MS = 200, 1.0
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
	try:
		values = {"doctype": "User", "email": USER, "first_name": "bench", "send_welcome_email": 0}
		frappe.get_doc({**values, "roles": [{"role": "Chain Lead Clerk"}]}).insert()
		frappe.set_user(USER)
		frappe.local.request = Request(EnvironBuilder(path="/", method="POST").get_environ())
		return 0 if all(figures()) else 1
	finally:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		frappe.destroy()


def figures() -> list[bool]:
	"""The check alone, its statements, and the list with the check over the list without it."""
	own, _peer = alternate(checked, asked, ROUNDS, warm=10)
	through, plain = alternate(through_the_door, listed, ROUNDS, warm=10)
	return [
		report("door.check", own * 1000, "ms", BOUND_MS),
		report("door.statements", statements(checked), "statements", None),
		report("door.list", through / plain, "x without the door", None),
	]


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
