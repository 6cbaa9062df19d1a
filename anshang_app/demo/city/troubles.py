"""Problems on every rung of the ladder, orders and promises of one project."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import add_days, getdate

from anshang_app.coordination import api as coordination_api
from anshang_app.coordination.commitments import COMMITMENT
from anshang_app.coordination.issues import ISSUE
from anshang_app.demo.approvals import MADE_UP
from anshang_app.demo.city.cast import BUREAU, INVESTMENT, account_of, deciding_account, unit_named
from anshang_app.demo.city.contacts import file, is_served
from anshang_app.demo.projects import acting_as
from anshang_app.supervision import api as orders_api
from anshang_app.supervision.orders import ORDER

if TYPE_CHECKING:
	from anshang_app.demo.city.life import Life

#: how far a problem has come; those from "bureau" on went up the ladder while it was being worked at
PATH = ("raised", "taken up", "in hand", "answered", "cleared")
LADDER = ("bureau", "meeting", "inspection")
CITY, ENTERPRISE = "The City Side", "The Enterprise Side"


def working_account(unit: str) -> str:
	"""The account that does what a unit is asked to: an approval unit's decides its permits too."""
	return account_of(unit) if unit == unit_named("发改委") else deciding_account(unit) or account_of(unit)


def days_before(life: "Life", days: int) -> date:
	return life.on(life.clock.last_day - timedelta(days=days))


# --- problems -----------------------------------------------------------------------------------------------


def problem_of(life: "Life", tale: dict) -> Iterator[date]:
	"""A problem found with an entry, and its way to where it stands."""
	yield days_before(life, tale["ago"])
	if not is_served(life):
		return
	issue = raise_problem(life, tale)
	unit, until = unit_named(tale["unit"]), tale["until"]
	if until == "raised":
		return
	yield life.later(1)
	charge = {
		"unit": unit,
		"person": f"{tale['unit']}分管负责人{MADE_UP}",
		"due_date": str(life.later(tale["days"])),
	}
	with acting_as(BUREAU):
		if until == "sent back":
			coordination_api.assign_issue(issue, **charge)
		else:
			coordination_api.take_up(issue, **charge)
	if until == "taken up":
		return
	yield life.later(2)
	with acting_as(working_account(unit)):
		if until == "sent back":
			coordination_api.send_issue_back(issue, tale["answer"] + MADE_UP)
			return
		coordination_api.begin_issue(issue)
	if until in LADDER:
		yield from climb(life, issue, tale)
	if until in ("answered", "cleared"):
		yield life.later(max(tale["days"] - 5, 2))
		with acting_as(working_account(unit)):
			coordination_api.answer_issue(issue, tale["answer"] + MADE_UP)
	if until == "cleared":
		yield life.later(3)
		with acting_as(life.lead_account):
			coordination_api.clear_issue(
				issue, f"企业负责人{MADE_UP}", str(getdate()), "By Telephone", "Very Satisfied"
			)


def raise_problem(life: "Life", tale: dict) -> str:
	"""The locality's entry that raises it, with the step it blocks and why that is late."""
	values = {"raises_issue": 1, "issue_text": tale["words"] + MADE_UP}
	if tale.get("node"):
		node = f"{life.name}-{tale['node']}"
		row = {"node": node, "late_cause": tale["cause"], "late_reason": tale["words"]}
		values["node_dates"] = [row]
	with acting_as(life.host_account):
		entry = file(life, "Progress Report", "推进中发现问题，提请协调。", **values)
	return frappe.db.get_value(ISSUE, {"from_entry": entry})


def climb(life: "Life", issue: str, tale: dict) -> Iterator[date]:
	"""上报: from the team to the bureau, and on to the special meeting."""
	yield life.later(4)
	with acting_as(life.lead_account):
		coordination_api.escalate(issue, tale["reason"] + MADE_UP)
	if tale["until"] in ("meeting", "inspection"):
		yield life.later(3)
		with acting_as(BUREAU):
			coordination_api.escalate(issue, f"涉及多部门，提请专题会议研究{MADE_UP}")


# --- orders -------------------------------------------------------------------------------------------------


def order_of(life: "Life", tale: dict) -> Iterator[date]:
	"""A 督办件 of the bureau and what came of it."""
	yield days_before(life, tale["ago"])
	unit = unit_named(tale["unit"])
	with acting_as(BUREAU):
		order = frappe.get_doc(
			{
				"doctype": ORDER,
				"project": life.name,
				"matter": tale["matter"] + MADE_UP,
				"requirement": tale["requirement"] + MADE_UP,
				"source": tale["source"],
				"basis": tale.get("basis"),
				"unit": unit,
				"person": f"{tale['unit']}分管负责人{MADE_UP}",
				"due_date": str(life.later(tale["days"])),
			}
		).insert()
	yield from carry_order(life, order.name, unit, tale["until"], BUREAU)


def carry_order(life: "Life", order: str, unit: str, until: str, checker: str) -> Iterator[date]:
	"""签收, 办理, 反馈, 办结, as far as it has come; one overdue is urged."""
	yield life.later(1)
	with acting_as(working_account(unit)):
		orders_api.sign_for_order(order)
		orders_api.begin_order(order)
	if until == "overdue":
		due = frappe.db.get_value(ORDER, order, "due_date")
		yield life.later(2, due)
		with acting_as(checker):
			orders_api.urge_order(order, f"已超期限，请立即反馈进展{MADE_UP}", str(add_days(getdate(), 7)))
	if until not in ("reported", "settled", "redo"):
		return
	yield life.later(4)
	with acting_as(working_account(unit)):
		orders_api.report_back(order, f"已按要求办理，情况附后。{MADE_UP}")
	if until in ("settled", "redo"):
		yield life.later(2)
		with acting_as(checker):
			if until == "settled":
				orders_api.settle_order(order, f"情况属实，予以办结{MADE_UP}")
			else:
				orders_api.redo_order(order, f"未附佐证材料，请补充{MADE_UP}")


# --- promises -----------------------------------------------------------------------------------------------


def promise_of(life: "Life", tale: dict) -> Iterator[date]:
	"""What the city or the enterprise owes, and whether it was kept."""
	yield days_before(life, tale["ago"])
	by_city = tale["kind"] != "Contract Performance"
	due = life.clock.last_day + timedelta(days=tale["due"])
	values = {
		"doctype": COMMITMENT,
		"project": life.name,
		"kind": tale["kind"],
		"factor": tale.get("factor"),
		"performance": tale.get("performance"),
		"words": tale["words"] + MADE_UP,
		"owed_by": CITY if by_city else ENTERPRISE,
		"due_date": str(due),
	}
	if by_city:
		values |= {"unit": unit_named(tale["unit"]), "person": f"{tale['unit']}分管负责人{MADE_UP}"}
	with acting_as(BUREAU if by_city else INVESTMENT):
		promise = frappe.get_doc(values).insert()
	if tale["until"] == "open":
		return
	yield (
		max(life.on(due - timedelta(days=4)), getdate())
		if due < life.clock.last_day
		else days_before(life, 5)
	)
	with acting_as(working_account(unit_named(tale["unit"]))):
		coordination_api.answer_commitment(promise.name, f"已落实到位，材料附后。{MADE_UP}")
	if tale["until"] == "fulfilled":
		yield life.later(2)
		with acting_as(BUREAU):
			coordination_api.fulfil_commitment(promise.name)
