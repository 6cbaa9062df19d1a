"""问题台账: problems with their unit, level, limit and answer; how many came and went."""

from dateutil.relativedelta import relativedelta
from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.common import within
from anshang_app.case_reporting.aggregates.coordination import flow, issue_rows, monthly
from anshang_app.case_reporting.desk import mask_texts, translate_values
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import OPEN_ISSUES, Portfolio
from anshang_app.case_reporting.project_columns import with_places
from anshang_app.case_reporting.tables import Chart, Report, ReportColumn, Tile, plain_rows
from anshang_app.foundation import constants

SHOWN = ("Open or Raised in the Period", "Open Only", "All of Them")
MONTHS = 6


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""The latest raised first; `shown` chooses which, `unit`, `level` narrow them."""
	period = report_filters.period(filters, portfolio.today)
	portfolio.count_archived_since(period.first)
	shown = report_filters.choice(filters, "shown", _("Which Records"), SHOWN)
	rows = issue_rows(portfolio.issues, portfolio.calendar, portfolio.today)
	rows["open"] = rows.state.isin(OPEN_ISSUES)
	rows["late"] &= rows.state != constants.REVOKED
	# an answer in time is in time, however long the enterprise takes to confirm it
	rows["late"] &= rows.state != constants.ANSWERED
	for field in ("unit", "level"):
		if filters.get(field):
			rows = rows[rows[field] == filters.get(field)]
	this = month_of(portfolio.today)
	figures, chart = tiles(rows, this), course(rows, portfolio.today)
	if shown != SHOWN[2]:
		rows = rows[rows.open | (within(rows.raised_on, period.first, period.last) & (shown == SHOWN[0]))]
	rows = with_places(rows.reset_index(drop=True), portfolio)
	for field in ("state", "level", "satisfaction", "outcome"):
		rows[field] = translate_values(rows[field])
	rows["title"], rows["late"] = mask_texts(rows.title), [_("Yes") if late else "" for late in rows.late]
	return Report(columns(), plain_rows(rows), chart, figures)


def columns() -> list[ReportColumn]:
	return [
		ReportColumn("title", _("Problem"), tables.LONG, 260, opens=("Coordination Issue", "name")),
		ReportColumn("project_title", _("Project"), width=180, opens=("Investment Project", "own_project")),
		ReportColumn("state", _("Present State"), width=80),
		ReportColumn("level", _("Escalation Level"), width=90),
		ReportColumn("unit", _("Responsible Unit"), width=170),
		ReportColumn("person", _("Responsible Person"), width=90),
		ReportColumn("raised_on", _("Raised On"), tables.DAY, 110),
		ReportColumn("original_due_date", _("Original Due Day"), tables.DAY, 110),
		ReportColumn("due_date", _("Due On"), tables.DAY, 110),
		ReportColumn("outcome", _("Limit Kept"), width=100),
		ReportColumn("days", _("Working Days So Far"), tables.WHOLE, 110),
		ReportColumn("late", _("Past Its Limit"), width=80),
		ReportColumn("late_days", _("Working Days Late"), tables.WHOLE, 110),
		ReportColumn("answered_on", _("Answered On"), tables.DAY, 110),
		ReportColumn("cleared_on", _("Cleared On"), tables.DAY, 110),
		ReportColumn("satisfaction", _("Satisfaction"), width=90),
		ReportColumn("industry_chain", _("Industry Chain"), width=120),
		ReportColumn("host_locality", _("Host Locality"), width=130),
	]


def tiles(rows, this) -> list[Tile]:
	now, last = (flow(rows, "raised_on", "cleared_on", month) for month in (this, before(this)))
	late = int((rows.open & rows.late).sum())
	return [
		Tile(_("Open Problems"), int(rows.open.sum())),
		Tile(_("Past Their Limit"), late, tone="bad" if late else "good"),
		Tile(_("Raised This Month"), now["came"], was=last["came"], was_label=_("last month")),
		Tile(_("Cleared This Month"), now["went"], was=last["went"], was_label=_("last month")),
	]


def course(rows, today) -> Chart:
	"""Raised and cleared in each of the last months."""
	months = [month_of(today - relativedelta(months=back)) for back in reversed(range(MONTHS))]
	counts = monthly(rows, "raised_on", "cleared_on", months)
	return Chart(
		[f"{month.first:%Y-%m}" for month in months],
		{
			_("Raised in the Month"): [row["came"] for row in counts],
			_("Cleared in the Month"): [row["went"] for row in counts],
		},
	)


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Issue Ledger", filters)
