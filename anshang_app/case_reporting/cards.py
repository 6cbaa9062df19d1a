"""Number cards of dashboard and workspace: single figures of the session's user, each with its way to the records."""

import frappe

from anshang_app.case_reporting import desk, tables
from anshang_app.case_reporting.indicators import matters, money
from anshang_app.case_reporting.period import month_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.replica import on_replica


@frappe.whitelist()
@on_replica
def red_nodes(filters: str | list | dict | None = None) -> dict:
	"""Nodes with a red light today."""
	return card(matters.of_nodes, "nodes_red", "Node Alerts")


@frappe.whitelist()
@on_replica
def open_problems(filters: str | list | dict | None = None) -> dict:
	"""Problems not cleared today."""
	return card(matters.of_issues, "issues_open", "Issue Ledger")


@frappe.whitelist()
@on_replica
def late_orders(filters: str | list | dict | None = None) -> dict:
	"""Open orders past their limit."""
	return card(matters.of_orders, "orders_late", "Supervision Ledger")


@frappe.whitelist()
@on_replica
def late_promises(filters: str | list | dict | None = None) -> dict:
	"""Promises past due."""
	return card(matters.of_promises, "promises_late", "Factors and Policies")


@frappe.whitelist()
@on_replica
def late_cases(filters: str | list | dict | None = None) -> dict:
	"""Running approvals past their limit."""
	return card(matters.of_approvals, "cases_late", "Approval Timeliness")


@frappe.whitelist()
@on_replica
def invested_this_year(filters: str | list | dict | None = None) -> dict:
	"""Done this year in 亿元."""
	return card(money.figures, "invested_year", "Investment Progress")


def card(part, key: str, report: str) -> dict:
	"""One figure as a number card takes it; the report behind it is one click away."""
	portfolio = Portfolio()
	portfolio.count_archived_since(portfolio.today)
	card_figure = {figure.key: figure for figure in part(portfolio, month_of(portfolio.today))}[key]
	in_yi = card_figure.kind == tables.AMOUNT
	return {
		"value": (desk.in_yi(card_figure.value) if in_yi else card_figure.value) or 0,
		"fieldtype": "Float" if in_yi else "Int",
		"precision": 2,
		"route": ["query-report", report],
	}
