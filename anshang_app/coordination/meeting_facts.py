"""What a joint meeting was for a project: held on its site (the month's visit), attended by its enterprise (the week's contact).

Entered once, on the meeting's topic; duties read it there, nobody files an entry about it.
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem

#: fact of a topic -> the kind of entry it stands for
COUNTS_AS = {"on_site": constants.SITE_VISIT, "enterprise_attended": constants.PHONE_CONTACT}
#: the meeting counts for the unit that convened it, and for those that attended
HELD = """
	select item.project, meeting.meeting_date, item.on_site, item.enterprise_attended, {unit} unit
	from `tabAgenda Item` item join `tabCoordination Meeting` meeting on meeting.name = item.parent {joined}
	where item.parenttype = 'Coordination Meeting' and meeting.kind = %(joint)s
		and meeting.meeting_date between %(since)s and %(until)s
		and (item.on_site = 1 or item.enterprise_attended = 1) {of_projects}
"""
ATTENDED = """
	join `tabMeeting Participant` present on present.parent = meeting.name
		and present.parenttype = 'Coordination Meeting' and present.attendance = 'Attended'
"""


def problems(meeting: Document) -> list[Problem]:
	"""Facts of a meeting still ahead, and facts of no project."""
	refusals = []
	for row in meeting.agenda:
		for field in COUNTS_AS:
			where = {"table": "agenda", "row": row.idx}
			if row.get(field) and meeting.meeting_date and getdate(meeting.meeting_date) > getdate():
				refusals.append(
					Problem(field, None, "meeting_ahead", (getdate(meeting.meeting_date),), **where)
				)
			elif row.get(field) and not row.project:
				refusals.append(Problem(field, None, "fact_without_project", **where))
	return refusals


def contacts(since: date, projects: Iterable[str] | None) -> set[tuple[str, str, str, date]]:
	"""(project, kind of entry, unit, day) of what joint meetings count as, once however many topics: one query."""
	values = {"joint": constants.JOINT_MEETING, "since": since, "until": getdate()}
	of_projects = ""
	if projects is not None:
		values["projects"] = [*projects, ""]
		of_projects = "and item.project in %(projects)s"
	query = " union ".join(
		HELD.format(unit=unit, joined=joined, of_projects=of_projects)
		for unit, joined in (("meeting.unit", ""), ("present.unit", ATTENDED))
	)
	return {
		(row.project, kind, row.unit, row.meeting_date)
		for row in frappe.db.sql(query, values, as_dict=True)
		for field, kind in COUNTS_AS.items()
		if row[field] and row.project and row.unit
	}
