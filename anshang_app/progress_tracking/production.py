"""竣工移交之后: what 经信局 did for enterprises in production (scheme §二(6))."""

from datetime import date

import frappe
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.foundation.spared import known_day

#: entries that are a visit or a call
CONTACTS = (constants.SITE_VISIT, constants.PHONE_CONTACT, constants.POLICY_BRIEFING)

LAST = """
	select project, max(entry_date) from `tabProgress Entry`
	where project in %(projects)s and entry_kind in %(kinds)s and entry_date is not null group by project
"""


def handed_over_on(projects: list[str]) -> dict[str, date]:
	"""Project -> the day it was handed over by the stage log; of one entered so, the day it was entered. One query."""
	rows = frappe.get_all(
		"Stage Log",
		filters={"project": ["in", [*projects, ""]], "to_stage": constants.HANDED_OVER},
		fields=["name", "project", "passed_on", "creation"],
		order_by="creation, name",
	)
	return {
		row.project: known_day("Stage Log", row.name, row.passed_on) or getdate(row.creation) for row in rows
	}


def last_contacts(projects: list[str]) -> dict[str, date]:
	"""Project -> the day of the last visit or call since its hand-over, else that of the hand-over. Two queries."""
	days = handed_over_on(projects)
	for project, last in frappe.db.sql(LAST, {"projects": [*projects, ""], "kinds": CONTACTS}):
		if project in days and last > days[project]:
			days[project] = last
	return days
