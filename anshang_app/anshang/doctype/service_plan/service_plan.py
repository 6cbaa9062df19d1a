from frappe.model.document import Document


class ServicePlan(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.anshang.doctype.entity_task.entity_task import EntityTask
		from anshang_app.anshang.doctype.plan_date.plan_date import PlanDate
		from anshang_app.anshang.doctype.service_team_task.service_team_task import ServiceTeamTask

		due_date: DF.Date | None
		enterprise_confirmed_by: DF.Data | None
		enterprise_confirmed_how: DF.Literal["", "By Link", "By Phone", "In Person", "In Writing"]
		enterprise_confirmed_on: DF.Date | None
		enterprise_signed_by: DF.Data | None
		enterprise_signed_on: DF.Date | None
		entity_tasks: DF.Table[EntityTask]
		host_signed_by: DF.Data | None
		host_signed_on: DF.Date | None
		is_demo: DF.Check
		lead_signed_by: DF.Data | None
		lead_signed_on: DF.Date | None
		plan_dates: DF.Table[PlanDate]
		plan_year: DF.Int
		project: DF.Link
		return_reason: DF.SmallText | None
		revision: DF.Int
		revision_reason: DF.SmallText | None
		sealed_on: DF.Date | None
		signed_scan: DF.Attach | None
		state: DF.Link | None
		supersedes: DF.Link | None
		team_tasks: DF.Table[ServiceTeamTask]
		verify_code: DF.Data | None
	# end: auto-generated types
	pass
