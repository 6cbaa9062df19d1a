"""Every word the wall chart says, for the desk's page and the published screen alike."""

from frappe import _

from anshang_app.foundation import constants
from anshang_app.planning.lights import GREEN, NONE, RED, YELLOW


def translate_wall_texts() -> dict:
	"""The chart's texts by key; {0} is the place of a number or a name."""
	return {
		"title": _("Wall Chart of Key Investment Projects"),
		"lights": {light: _(light) for light in (RED, YELLOW, GREEN, NONE)},
		"stages": {stage: _(stage) for stage in (*constants.STAGE_ORDER, *constants.STANDSTILLS)},
		"stage_order": list(constants.STAGE_ORDER),
		"parts": {part: _(part) for part in (constants.APPROVAL_SCHEDULE, constants.CONSTRUCTION_SCHEDULE)},
		"groups": {
			"chain": _("By Chain"),
			"locality": _("By Host Locality"),
			"leader": _("By City Leader"),
			"lead": _("By Chain Lead Unit"),
		},
		"filters": {
			"stage": _("Stage (choice)"),
			"light": _("Light (choice)"),
			"chain": _("Industry Chain"),
			"locality": _("Locality (choice)"),
			"lead": _("Lead unit (choice)"),
			"leader": _("City Leader"),
		},
		"all": _("{0}: all"),
		"search": _("Find a project, enterprise or unit"),
		"unnamed": _("Not named yet"),
		"projects": _("{0} projects on the chart"),
		"of_nodes": _("Steps by light"),
		"project": _("Project, lead unit, locality, leader"),
		"stage": _("Stage now"),
		"next": _("What comes next, and whose it is"),
		"open": _("Open matters"),
		"issues": _("Issues {0}"),
		"orders": _("Orders {0}"),
		"planned": _("Plan (row)"),
		"actual": _("Actual (row)"),
		"light": _("Light (row)"),
		"late": _("late by {0} d"),
		"early": _("early by {0} d"),
		"left": _("{0} d left"),
		"due_today": _("due today"),
		"on_time": _("on time"),
		"done": _("done (step)"),
		"undated": _("no date yet"),
		"beyond": _("{0} red beyond the form"),
		"money": {
			RED: _("Investment {0} months behind"),
			YELLOW: _("Investment {0} months behind"),
			GREEN: _("Investment on pace"),
		},
		"money_rests_on": _("Light of investment, apart from the steps; {0} (10k yuan) to date as of {1}"),
		"money_unreported": _("Light of investment, apart from the steps; nothing reported yet"),
		"no_plan": _("No plan is sealed yet"),
		"all_done": _("Every planned step is done"),
		"legend": _("Legend"),
		"left_out": _("/ does not apply"),
		"working_days": _("All days are working days. Year not shown: this year."),
		"tentative": _("Days counted into a year whose days off are not announced yet are tentative."),
		"updated": _("as of {0}"),
		"nothing": _("No project to show: projects appear here once they are entered."),
		"nothing_found": _("No project fits what was chosen."),
		"open_until": _("Published until {0}"),
		"ended": _("This screen is not published, or not any more."),
		"no_answer": _("No connection to the platform; trying again …"),
	}
