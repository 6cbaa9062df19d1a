"""督办台账: orders with source, unit, limit and result; how many were given and settled."""

from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.common import share, within
from anshang_app.case_reporting.aggregates.coordination import flow, order_rows
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import GREEN, RED, YELLOW, mask_texts, translate_values
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import OPEN_ORDERS, Portfolio
from anshang_app.case_reporting.project_columns import with_places
from anshang_app.case_reporting.report.issue_ledger.issue_ledger import SHOWN
from anshang_app.case_reporting.tables import Report, ReportColumn, Tile, plain_rows
from anshang_app.foundation import constants


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""The latest given first; `shown` chooses which, `unit`, `source` narrow them."""
	period = report_filters.period(filters, portfolio.today)
	portfolio.count_archived_since(period.first)
	shown = report_filters.choice(filters, "shown", _("Which Records"), SHOWN)
	rows = order_rows(portfolio.orders, portfolio.calendar, portfolio.today)
	rows["open"] = rows.state.isin(OPEN_ORDERS)
	for field in ("unit", "source", "inspection_office"):
		if filters.get(field):
			rows = rows[rows[field] == filters.get(field)]
	rows = rows.assign(
		settled=rows.state == constants.SETTLED,
		open_late=rows.open & rows.late,
		open_in_time=rows.open & ~rows.late,
	).reset_index(drop=True)
	figures = tiles(rows, month_of(portfolio.today))
	if shown != SHOWN[2]:
		rows = rows[rows.open | (within(rows.ordered_on, period.first, period.last) & (shown == SHOWN[0]))]
	rows = with_places(rows.reset_index(drop=True), portfolio)
	for field in ("source", "state", "outcome", "escalation"):
		rows[field] = translate_values(rows[field])
	chart = by_group(
		rows,
		"source",
		{"settled": _("Settled"), "open_in_time": _("Open, in Time"), "open_late": _("Open, Past the Limit")},
		(GREEN, YELLOW, RED),
		stacked=True,
	)
	rows["matter"], rows["late"] = mask_texts(rows.matter), [_("Yes") if late else "" for late in rows.late]
	return Report(columns(), plain_rows(rows), chart, figures)


def columns() -> list[ReportColumn]:
	return [
		ReportColumn(
			"matter", _("Matter of the Order"), tables.LONG, 260, opens=("Supervision Order", "name")
		),
		ReportColumn("project_title", _("Project"), width=180, opens=("Investment Project", "own_project")),
		ReportColumn("source", _("Source of the Order"), width=120),
		ReportColumn("state", _("Present State"), width=90),
		ReportColumn("unit", _("Responsible Unit"), width=170),
		ReportColumn("person", _("Responsible Person"), width=90),
		ReportColumn("ordered_on", _("Ordered On"), tables.DAY, 110),
		ReportColumn("original_due_date", _("Original Due Day"), tables.DAY, 110),
		ReportColumn("due_date", _("Due On"), tables.DAY, 110),
		ReportColumn("outcome", _("Limit Kept"), width=100),
		ReportColumn("extended", _("Extensions Granted"), tables.WHOLE, 90, True),
		ReportColumn("urged", _("Times Urged"), tables.WHOLE, 90, True),
		ReportColumn("signed_for_on", _("Signed For On"), tables.DAY, 110),
		ReportColumn("reported_on", _("Reported Back On"), tables.DAY, 110),
		ReportColumn("settled_on", _("Settled On"), tables.DAY, 110),
		ReportColumn("days", _("Working Days So Far"), tables.WHOLE, 110),
		ReportColumn("late", _("Past Its Limit"), width=80),
		ReportColumn("late_days", _("Working Days Late"), tables.WHOLE, 110),
		ReportColumn("escalation", _("Decision on Escalation"), width=110),
		ReportColumn("redone", _("Times Sent Back"), tables.WHOLE, 90, True),
		ReportColumn("issuing_unit", _("Issuing Unit"), width=150),
		ReportColumn("inspection_office", _("Inspection Office"), width=130),
		ReportColumn("letter_no", _("Letter Number"), width=140),
		ReportColumn("industry_chain", _("Industry Chain"), width=120),
		ReportColumn("host_locality", _("Host Locality"), width=130),
	]


def tiles(rows, this) -> list[Tile]:
	now, last = (flow(rows, "ordered_on", "settled_on", month) for month in (this, before(this)))
	late = int(rows.open_late.sum())
	done = rows[rows.settled]
	return [
		Tile(_("Open Orders"), int(rows.open.sum())),
		Tile(_("Past Their Limit"), late, tone="bad" if late else "good"),
		Tile(_("Given This Month"), now["came"], was=last["came"], was_label=_("last month")),
		Tile(_("Settled This Month"), now["went"], was=last["went"], was_label=_("last month")),
		Tile(_("In Time"), int((done.outcome == constants.IN_TIME).sum())),
		Tile(_("In Time after Extension"), int((done.outcome == constants.AFTER_EXTENSION).sum())),
		Tile(_("Settled Overdue"), int(done.late.sum()), tone="bad" if done.late.any() else "good"),
		Tile(_("Settled in Time"), share(int((~done.late).sum()), len(done)), tables.PERCENT),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Supervision Ledger", filters)
