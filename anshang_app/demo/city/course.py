"""The usual course of a project: when its steps are done between signing, 开工 and 竣工."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.planning.template import left_out_reason
from anshang_app.service_plans.nodes import attributes_of, default_template

if TYPE_CHECKING:
	from anshang_app.demo.city.life import Life

#: what of the time from signing to 开工 had passed when a step was done; above 1: of the time of building
SHARES = {
	"team-01": 0.04,
	"entity-01": 0.04,
	"register-enterprise": 0.05,
	"project-filing": 0.1,
	"land-file": 0.12,
	"land-clearance": 0.25,
	"farmer-insurance": 0.27,
	"scheme-review": 0.4,
	"eia-agency": 0.4,
	"emission-quota": 0.44,
	"safety-agency": 0.4,
	"safety-review": 0.5,
	"energy-review": 0.5,
	"land-supply": 0.45,
	"land-deal": 0.5,
	"land-contract": 0.54,
	"survey": 0.56,
	"entity-03": 0.56,
	"eia-report-approval": 0.6,
	"eia-form-approval": 0.6,
	"entity-02": 0.6,
	"land-planning-permit": 0.62,
	"land-payment": 0.66,
	"entity-06": 0.66,
	"site-levelling": 0.68,
	"design": 0.7,
	"entity-04": 0.7,
	"property-certificate": 0.73,
	"drawing-review": 0.78,
	"entity-05": 0.78,
	"fence": 0.8,
	"air-defence-review": 0.8,
	"works-planning-permit": 0.82,
	"air-defence-fee": 0.84,
	"entity-07": 0.84,
	"fire-design-review": 0.86,
	"supervisor-tender": 0.88,
	"builder-tender": 0.9,
	"entity-08": 0.9,
	"construction-permit": 0.96,
	"start-construction": 1.0,
	"pit-inspection": 1.06,
	"entity-11": 1.06,
	"infrastructure": 1.45,
	"water-connection": 1.5,
	"network-connection": 1.52,
	"power-connection": 1.56,
	"gas-connection": 1.6,
	"entity-09": 1.6,
	"works-complete": 1.86,
	"quality-acceptance": 1.89,
	"entity-12": 1.89,
	"planning-verification": 1.91,
	"fire-acceptance": 1.92,
	"air-defence-acceptance": 1.92,
	"archive-acceptance": 1.93,
	"joint-acceptance": 1.95,
	"equipment-trial": 1.95,
	"completion-acceptance": 1.96,
	"fire-filing": 1.97,
	"completion-filing": 1.98,
}


#: step -> the row of the list it is the last part of
OF_LIST = {
	"eia-report-approval": "entity-02",
	"eia-form-approval": "entity-02",
	"survey": "entity-03",
	"design": "entity-04",
	"drawing-review": "entity-05",
	"land-payment": "entity-06",
	"air-defence-fee": "entity-07",
	"builder-tender": "entity-08",
	"power-connection": "entity-09",
	"gas-connection": "entity-09",
	"pit-inspection": "entity-11",
	"quality-acceptance": "entity-12",
}


def days_by_share(life: "Life") -> dict[str, date]:
	"""The day of every step of a project that began before the platform."""
	before, building = (life.start_on - life.signed_on).days, int(life.row["months"]) * 30
	return {
		key: life.signed_on + timedelta(days=round(before * share))
		if share <= 1
		else life.start_on + timedelta(days=round(building * (share - 1)))
		for key, share in SHARES.items()
	}


def stages_by(life: "Life", days: dict[str, date], finished: bool) -> tuple[str, dict[str, date]]:
	"""The stage of a project on the day the platform went live, and when it came into each."""
	came = {
		constants.HANDOVER: life.signed_on,
		constants.PLANNING: life.signed_on + timedelta(days=12),
		constants.PRE_CONSTRUCTION: life.signed_on + timedelta(days=35),
		constants.CONSTRUCTION: days["start-construction"],
		constants.ACCEPTANCE: days["works-complete"],
		constants.COMPLETION_HANDOVER: days["completion-filing"],
		constants.HANDED_OVER: days["completion-filing"] + timedelta(days=6),
	}
	passed = {stage: day for stage, day in came.items() if day <= (getdate() if finished else life.live_on)}
	return list(passed)[-1], passed


def applying(life: "Life", days: dict[str, date]) -> dict[str, date]:
	"""Those of the days whose step the project has."""
	project = frappe.get_doc("Investment Project", life.name)
	attributes = attributes_of(project)
	rows = {row.row_key: row for row in default_template(project).template_rows}
	return {key: day for key, day in days.items() if not left_out_reason(rows[key].as_dict(), attributes)}
