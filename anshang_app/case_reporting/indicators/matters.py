"""Where it is stuck: nodes, problems, orders, promises, approvals."""

import frappe
from frappe import _
from frappe.utils import cint

from anshang_app.access_control.grounds import escaped
from anshang_app.case_reporting import tables
from anshang_app.case_reporting.aggregates.approvals import measured as counted_cases
from anshang_app.case_reporting.aggregates.approvals import with_days as with_charged_days
from anshang_app.case_reporting.aggregates.common import share, within
from anshang_app.case_reporting.aggregates.coordination import (
	FULFILLED,
	PAST_DUE,
	judge_commitments,
	order_rows,
	with_days,
)
from anshang_app.case_reporting.aggregates.nodes import RED, YELLOW
from anshang_app.case_reporting.indicators.figure import CASE, COMMITMENT, ISSUE, NODE, ORDER, Figure, counted
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import OPEN_ISSUES, OPEN_ORDERS, Portfolio
from anshang_app.foundation import constants

AT_MEETING = "At Special Meeting"


def figures(portfolio: Portfolio, period: Period) -> list[Figure]:
	"""Standings of today and events of the period."""
	return [
		*of_nodes(portfolio, period),
		*of_issues(portfolio, period),
		*of_orders(portfolio, period),
		*of_promises(portfolio, period),
		*of_approvals(portfolio, period),
	]


def of_nodes(portfolio: Portfolio, period: Period) -> list[Figure]:
	nodes = portfolio.nodes(
		f"light in ('Red Light', 'Yellow Light') or actual_date between {escaped(str(period.first))}"
		f" and {escaped(str(period.last))}"
	)
	red = nodes[nodes.light == RED]
	silent = red[red.late_reason.isna() | (red.late_reason == "")]
	done = nodes[within(nodes.actual_date, period.first, period.last)]
	return [
		counted("nodes_red", _("Red Nodes"), _("Nodes with a red light today"), NODE, red.name),
		counted(
			"nodes_yellow",
			_("Yellow Nodes"),
			_("Nodes with a yellow light today"),
			NODE,
			nodes.name[nodes.light == YELLOW],
		),
		counted(
			"nodes_unexplained",
			_("Red Without Cause"),
			_("Red nodes without cause and measure on record"),
			NODE,
			silent.name,
		),
		counted(
			"nodes_done", _("Nodes Done"), _("Nodes whose actual day lies in the period"), NODE, done.name
		),
	]


def of_issues(portfolio: Portfolio, period: Period) -> list[Figure]:
	rows = with_days(portfolio.issues, "raised_on", "cleared_on", portfolio.calendar, portfolio.today)
	is_open = rows.state.isin(OPEN_ISSUES)
	late = rows[is_open & rows.late & (rows.state != constants.ANSWERED)]
	return [
		counted(
			"issues_open", _("Open Problems"), _("Problems not cleared today"), ISSUE, rows.name[is_open]
		),
		counted(
			"issues_late",
			_("Late Problems"),
			_("Open problems, not answered, whose limit is over"),
			ISSUE,
			late.name,
		),
		counted(
			"issues_at_meeting",
			_("Problems Put to the Special Meeting"),
			_("Open problems that were escalated to the special meeting"),
			ISSUE,
			rows.name[is_open & (rows.level == AT_MEETING)],
		),
		counted(
			"issues_raised",
			_("Problems Raised"),
			_("Problems raised in the period"),
			ISSUE,
			rows.name[within(rows.raised_on, period.first, period.last)],
		),
		counted(
			"issues_cleared",
			_("Problems Cleared"),
			_("Problems cleared in the period"),
			ISSUE,
			rows.name[within(rows.cleared_on, period.first, period.last)],
		),
	]


def of_orders(portfolio: Portfolio, period: Period) -> list[Figure]:
	rows = order_rows(portfolio.orders, portfolio.calendar, portfolio.today)
	is_open = rows.state.isin(OPEN_ORDERS)
	settled = within(rows.settled_on, period.first, period.last)
	return [
		counted("orders_open", _("Open Orders"), _("Orders not settled today"), ORDER, rows.name[is_open]),
		counted(
			"orders_late",
			_("Orders Past Their Limit"),
			_("Open orders whose limit is over"),
			ORDER,
			rows.name[is_open & rows.late],
		),
		counted(
			"orders_given",
			_("Orders Given"),
			_("Orders given in the period"),
			ORDER,
			rows.name[within(rows.ordered_on, period.first, period.last)],
		),
		counted(
			"orders_settled",
			_("Orders Settled"),
			_("Orders settled in the period"),
			ORDER,
			rows.name[settled],
		),
		counted(
			"orders_in_time",
			_("Orders Settled in Time"),
			_("Orders settled in the period whose reply came by the original due day"),
			ORDER,
			rows.name[settled & (rows.outcome == constants.IN_TIME)],
		),
		counted(
			"orders_after_extension",
			_("Orders Settled in Time after Extension"),
			_("Orders settled in the period whose reply came by the due day they were extended to"),
			ORDER,
			rows.name[settled & (rows.outcome == constants.AFTER_EXTENSION)],
		),
		counted(
			"orders_overdue",
			_("Orders Settled Overdue"),
			_("Orders settled in the period that missed their limit"),
			ORDER,
			rows.name[settled & (rows.outcome == constants.OVERDUE)],
		),
	]


def of_promises(portfolio: Portfolio, period: Period) -> list[Figure]:
	rows = judge_commitments(portfolio.promises, portfolio.calendar, portfolio.today)
	fulfilled = rows[(rows.state == FULFILLED) & within(rows.fulfilled_on, period.first, period.last)]
	return [
		counted(
			"promises_late",
			_("Promises Past Due"),
			_("Commitments neither fulfilled nor waived whose day is over"),
			COMMITMENT,
			rows.name[rows.state == PAST_DUE],
		),
		counted(
			"promises_kept",
			_("Promises Fulfilled"),
			_("Commitments fulfilled in the period"),
			COMMITMENT,
			fulfilled.name,
		),
	]


def of_approvals(portfolio: Portfolio, period: Period) -> list[Figure]:
	from_next_day = bool(cint(frappe.get_cached_doc("Anshang Settings").count_from_next_day))
	cases = counted_cases(portfolio.cases)
	rows = with_charged_days(
		cases, portfolio.clock_events, portfolio.calendar, portfolio.today, from_next_day
	)
	accepted = rows.accepted_on.notna()
	running = rows[accepted & rows.decided_on.isna()]
	over = [
		limit is not None and limit == limit and used > limit
		for used, limit in zip(running.authority, running["limit"], strict=True)
	]
	decided = rows[accepted & within(rows.decided_on, period.first, period.last)]
	measured = decided[decided.in_limit.notna()]
	in_limit = sum(1 for is_in_limit in measured.in_limit if is_in_limit)
	return [
		counted(
			"cases_running",
			_("Cases Running"),
			_("Approval cases accepted and not decided today, without unconfirmed proxy entries"),
			CASE,
			running.name,
		),
		counted(
			"cases_late",
			_("Running Past the Limit"),
			_("Running cases whose authority used more days than the promised, else the statutory limit"),
			CASE,
			[name for name, late in zip(running.name, over, strict=True) if late],
		),
		counted("cases_decided", _("Cases Decided"), _("Cases decided in the period"), CASE, decided.name),
		Figure(
			"cases_in_limit",
			_("Decided Within the Limit"),
			_("Of the cases decided in the period and with a limit, those decided within it, in per cent"),
			share(in_limit, len(measured)),
			tables.PERCENT,
			CASE,
			tuple(measured.name),
		),
	]
