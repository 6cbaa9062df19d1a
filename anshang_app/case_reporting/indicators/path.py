"""How many projects, in which stage; what began and ended in the period, what begins next."""

from datetime import date, timedelta

from frappe import _

from anshang_app.case_reporting.aggregates.common import within
from anshang_app.case_reporting.aggregates.ledger import entered_in
from anshang_app.case_reporting.aggregates.milestones import milestones
from anshang_app.case_reporting.indicators.figure import PROJECT, Figure, counted
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.foundation import constants

STAGES = (*constants.STAGE_ORDER, constants.SUSPENDED)


def figures(portfolio: Portfolio, period: Period) -> list[Figure]:
	"""Each phase of a project is one; terminated ones are left out, of standings archived ones too."""
	projects = portfolio.standing
	return [
		counted(
			"projects",
			_("Projects"),
			_("Projects on record, each phase one, without terminated ones"),
			PROJECT,
			projects.name,
		),
		*(at_stage(projects, stage) for stage in STAGES),
		*events(portfolio, period),
	]


def stage_key(stage: str) -> str:
	"""The key of the figure that counts the projects in a stage."""
	return f"stage_{stage.lower().replace(' ', '_').replace('-', '_')}"


def at_stage(projects, stage: str) -> Figure:
	"""How many projects are in a stage today."""
	definition = _("Projects in the stage {0} today").format(_(stage))
	return counted(stage_key(stage), _(stage), definition, PROJECT, projects.name[projects.stage == stage])


def events(portfolio: Portfolio, period: Period) -> list[Figure]:
	names = set(portfolio.projects.name)
	points = milestones(portfolio.projects, portfolio.targets, portfolio.passages)

	def happened(column: str, stretch: Period) -> list[str]:
		return points.index[within(points[column], stretch.first, stretch.last)].tolist()

	def entered(stage: str) -> list[str]:
		return entered_in(portfolio.passages, names, stage, period.first, period.last)

	following = Period(
		period.last + timedelta(days=1), period.last + (period.last - period.first) + timedelta(days=1)
	)
	coming = [
		name
		for name in happened("start_planned", following)
		if not isinstance(points.start_actual[name], date)
	]
	rows = (
		(
			"received",
			_("Newly Received"),
			_("Projects that first entered the stage {0} in the period").format(_(constants.PLANNING)),
			entered(constants.PLANNING),
		),
		(
			"started",
			_("Starts of Works"),
			_("Projects whose actual start of works lies in the period"),
			happened("start_actual", period),
		),
		(
			"completed",
			_("Works Completed"),
			_("Projects whose acceptance of the completed works lies in the period"),
			happened("completion_actual", period),
		),
		(
			"handed_over",
			_("Handed Over to the Economy Bureau"),
			_("Projects that first entered the stage {0} in the period").format(_(constants.HANDED_OVER)),
			entered(constants.HANDED_OVER),
		),
		(
			"next_starts",
			_("Starts to Come"),
			_("Projects not started whose planned start lies in the period of the same length that follows"),
			coming,
		),
	)
	return [counted(key, label, definition, PROJECT, records) for key, label, definition, records in rows]
