"""六个一: projects that lack one of the six, and which; a list to work on, by project and unit, never by person."""

from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.desk import place_columns, project_column, project_titles, translate_values
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Report, ReportColumn, Tile, plain_rows
from anshang_app.key_projects.responsibility_check import COLUMNS, PROJECT, check_projects
from anshang_app.key_projects.rules.responsibility_check import SIX, Responsibility
from anshang_app.planning.duties import SERVED
from anshang_app.rendering.wording import day as day_words

SHOWN = ("Lacking One", "All of Them")


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""Projects under way in the order of their names; `shown` chooses those that lack one, or all."""
	shown = report_filters.choice(filters, "shown", _("Which Records"), SHOWN)
	projects = portfolio.projects[portfolio.projects.stage.isin(SERVED)].reset_index(drop=True)
	six = check_projects(portfolio.read(PROJECT, COLUMNS, tail="order by name").itertuples())
	rows = projects.rename(columns={"name": "project"})
	rows["missing"] = [sum(not one.is_there for one in six[name]) for name in rows.project]
	for place in range(1, len(SIX)):
		rows[key_of(place)] = [words_of(six[project][place]) for project in rows.project]
	figures = tiles(rows, six)
	if shown == SHOWN[0]:
		rows = rows[rows.missing > 0].reset_index(drop=True)
	rows["project_title"], rows["stage"] = project_titles(rows), translate_values(rows.stage)
	return Report(columns(), plain_rows(rows), None, figures)


def key_of(place: int) -> str:
	"""The column of one of the six; the first, the project itself, is the row."""
	return f"six_{place}"


def words_of(one: Responsibility) -> str:
	"""What is there in words; what is lacking, with the days on which nobody was responsible."""
	if one.is_there:
		return one.entry or _("In Order")
	gaps = [_("nobody from {0} to {1}").format(day_words(first), day_words(last)) for first, last in one.gaps]
	return _("Lacking: {0}").format("；".join(gaps)) if gaps else _("Lacking")


def columns() -> list[ReportColumn]:
	return [
		project_column(),
		ReportColumn("stage", _("Project Stage"), width=110),
		ReportColumn("missing", _("Number Lacking"), tables.WHOLE, 80),
		*(
			ReportColumn(key_of(place), _(name), tables.LONG, 170)
			for place, name in enumerate(SIX[1:], start=1)
		),
		*place_columns(),
	]


def tiles(rows, six: dict[str, list[Responsibility]]) -> list[Tile]:
	lacking = int((rows.missing > 0).sum())
	lacking_tiles = [Tile(_("Projects Lacking One"), lacking, tone="bad" if lacking else "good")]
	for place, name in enumerate(SIX[1:], start=1):
		count = sum(not six[project][place].is_there for project in rows.project)
		lacking_tiles.append(Tile(_("Lacking: {0}").format(_(name)), count, tone="warn" if count else "good"))
	return lacking_tiles


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Six Ones", filters)
