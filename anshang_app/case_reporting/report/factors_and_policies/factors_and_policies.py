"""要素与政策兑现: who owes whom what by when, how much is kept; by kind, by unit, or one by one."""

from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.common import share, within
from anshang_app.case_reporting.aggregates.coordination import FULFILLED, PAST_DUE, judge_commitments, kept_by
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import GREEN, GREY, RED, YELLOW, mask_texts, translate_values
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.project_columns import with_places
from anshang_app.case_reporting.tables import Drill, Report, ReportColumn, Tile, plain_rows

BY = ("One by One", "By Kind of Promise", "By Owing Unit")


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""By day due; `kind`, `unit`, `owed_by`, `state` narrow them, `from_date`, `to_date` the days due."""
	by = report_filters.choice(filters, "group_by", _("Group By"), BY)
	of_days = filters.get("from_date") or filters.get("to_date")
	period = report_filters.period(filters, portfolio.today)
	if of_days:
		portfolio.count_archived_since(period.first)
	rows = judge_commitments(portfolio.promises, portfolio.calendar, portfolio.today)
	if of_days:
		rows = rows[within(rows.due_date, period.first, period.last)]
	for field in ("kind", "unit", "owed_by", "state"):
		if filters.get(field):
			rows = rows[rows[field] == filters.get(field)]
	rows = rows.reset_index(drop=True)
	rows["what"] = [
		_(kind) + (f"·{_(part)}" if part else "")
		for kind, part in zip(
			rows.kind,
			rows.factor.where(rows.factor.notna() & (rows.factor != ""), rows.performance),
			strict=True,
		)
	]
	kinds = kept_by(rows, ["what"])
	states = {
		"fulfilled": _("Fulfilled"),
		"not_due": _("Not Due"),
		"past_due": _("Past Due"),
		"waived": _("Waived"),
	}
	chart = by_group(kinds, "what", states, (GREEN, YELLOW, RED, GREY), stacked=True)
	figures = tiles(rows, portfolio.today)
	if by != BY[0]:
		key = "what" if by == BY[1] else "unit"
		return Report(
			sum_columns(key), plain_rows(kinds if key == "what" else kept_by(rows, ["unit"])), chart, figures
		)
	rows = with_places(rows, portfolio)
	for key in ("state", "owed_by"):
		rows[key] = translate_values(rows[key])
	rows["words"], rows["owed_to"] = mask_texts(rows.words), mask_texts(rows.owed_to)
	return Report(columns(), plain_rows(rows), chart, figures)


def columns() -> list[ReportColumn]:
	return [
		ReportColumn("words", _("Words of the Promise"), tables.LONG, 260, opens=("Commitment", "name")),
		ReportColumn("project_title", _("Project"), width=180, opens=("Investment Project", "own_project")),
		ReportColumn("what", _("Kind of Promise"), width=150),
		ReportColumn("owed_by", _("Owed By"), width=90),
		ReportColumn("unit", _("Owing Unit"), width=170),
		ReportColumn("owed_to", _("Owed To"), width=150),
		ReportColumn("due_date", _("Fulfil By"), tables.DAY, 110),
		ReportColumn("state", _("Present State"), width=80),
		ReportColumn("fulfilled_on", _("Fulfilled On"), tables.DAY, 110),
		ReportColumn("late_days", _("Working Days Late"), tables.WHOLE, 110),
		ReportColumn("industry_chain", _("Industry Chain"), width=120),
		ReportColumn("host_locality", _("Host Locality"), width=130),
	]


def sum_columns(key: str) -> list[ReportColumn]:
	by_unit = key == "unit"
	match = {"unit": "unit"} if by_unit else {}

	def leads(**fixed) -> Drill | None:
		return Drill("Commitment", match, fixed) if by_unit else None

	return [
		ReportColumn(key, _("Owing Unit") if by_unit else _("Kind of Promise"), width=220),
		ReportColumn("promises", _("Promises"), tables.WHOLE, 100, True, drill=leads()),
		ReportColumn("fulfilled", _("Fulfilled"), tables.WHOLE, 100, True, drill=leads(state="Fulfilled")),
		ReportColumn("in_time", _("Fulfilled in Time"), tables.WHOLE, 100, True),
		ReportColumn("past_due", _("Past Due"), tables.WHOLE, 100, True, drill=leads(state="Past Due")),
		ReportColumn("not_due", _("Not Due"), tables.WHOLE, 100, True, drill=leads(state="Not Due")),
		ReportColumn("waived", _("Waived"), tables.WHOLE, 100, True, drill=leads(state="Waived")),
		ReportColumn("rate", _("Share Fulfilled of Those Due (%)"), tables.PERCENT, 150),
	]


def tiles(rows, today) -> list[Tile]:
	this = month_of(today)
	last = before(this)
	late, done = int((rows.state == PAST_DUE).sum()), int((rows.state == FULFILLED).sum())

	def fulfilled(month) -> int:
		return int(within(rows.fulfilled_on, month.first, month.last).sum())

	return [
		Tile(_("Promises"), len(rows)),
		Tile(_("Share Fulfilled of Those Due"), share(done, done + late), tables.PERCENT),
		Tile(_("Past Due"), late, tone="bad" if late else "good"),
		Tile(_("Fulfilled This Month"), fulfilled(this), was=fulfilled(last), was_label=_("last month")),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Factors and Policies", filters)
