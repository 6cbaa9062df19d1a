"""Dated roles of a project: whoever held one stays on record with the days he held it."""

from frappe.model.document import Document
from frappe.utils import today

from anshang_app.foundation import constants
from anshang_app.foundation.units import PROJECT_FIELDS


def keep_roles(project: Document) -> None:
	"""Close the open row of a role whose holder changed, and open one for the new holder."""
	for role, field in PROJECT_FIELDS.items():
		_hold(project, role, {"unit": project.get(field)})
	leader = {"person_user": project.city_leader, "person_name": project.city_leader_name}
	_hold(project, constants.CITY_LEADER, leader)


def _hold(project: Document, role: str, holder: dict) -> None:
	"""Make `holder` the one open holder of `role`."""
	open_rows = [row for row in project.project_roles if row.role == role and not row.to_date]
	if role != constants.CITY_LEADER:
		open_rows = [row for row in open_rows if not row.person_user and not row.person_name]
	for row in open_rows:
		if all((row.get(key) or None) == (value or None) for key, value in holder.items()):
			return
		row.to_date = today()
	if any(holder.values()):
		project.append("project_roles", {"role": role, "from_date": today(), **holder})
