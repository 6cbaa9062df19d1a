"""What is between the steps of one demo project: entries, a problem, an order, a meeting, promises."""

import frappe
from frappe.utils import add_days, getdate, today

from anshang_app.coordination import api as coordination_api
from anshang_app.demo.approvals import MADE_UP
from anshang_app.demo.units import mail
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.workdays import WORKING
from anshang_app.progress_tracking import api as progress_api

PROJECT = "卓泰纺织工业园"
LAND_OFFICE, LEAD_UNIT = "天门市自然资源和规划局（演示）", "天门市发展和改革委员会（演示）"
#: 10k yuan and square metres done to date, made up
INVESTED, BUILT = 8600, 12000
PROBLEM = f"厂区东侧临时便道尚未移交，钢结构构件进场受阻。{MADE_UP}"


def tell_coordination(act_as) -> None:
	"""The story of the one project being built; `act_as` makes its records an account's."""
	project = frappe.db.get_value("Investment Project", {"project_name": PROJECT, "is_demo": 1})
	with act_as("baobao"):
		file(project, "Phone Contact", f"与企业负责人通话，了解用工情况。{MADE_UP}")
	with act_as("kaifaqu"):
		done = {"investment_to_date": INVESTED, "area_to_date": BUILT, "in_statistics": 1}
		progress_text = f"主体厂房基础完成。{MADE_UP}"
		file(project, "Progress Report", progress_text, raises_issue=1, issue_text=PROBLEM, **done)
	issue = frappe.db.get_value("Coordination Issue", {"project": project})
	charge = {"unit": LAND_OFFICE, "person": f"审批经办{MADE_UP}", "due_date": add_days(today(), 10)}
	with act_as("zhengshu"):
		coordination_api.take_up(issue, **charge)
		give_order(project, issue, charge)
		promise(project)
		train("kaifaqu")
	with act_as("shenpi"):
		coordination_api.begin_issue(issue)
	with act_as("baobao"):
		meeting = frappe.get_doc(
			{
				"doctype": "Coordination Meeting",
				"title": f"卓泰纺织工业园联席会议{MADE_UP}",
				"kind": "Joint Coordination Meeting",
				"unit": LEAD_UNIT,
				"meeting_date": load_calendar().step(getdate(), 3, WORKING),
				"place": f"发改委三楼会议室{MADE_UP}",
				"participants": [{"unit": LAND_OFFICE}],
				"is_demo": 1,
			}
		).insert()
		coordination_api.draft_agenda(meeting.name)


def file(project: str, kind: str, text: str, **values) -> None:
	"""One entry of today."""
	values = {"entry_kind": kind, "entry_date": today(), "content": text, **values}
	progress_api.file_entry(project, values, confirmed=1)


def give_order(project: str, issue: str, charge: dict) -> None:
	"""A matter the bureau found, given to the office in charge."""
	frappe.get_doc(
		{
			"doctype": "Supervision Order",
			"project": project,
			"issue": issue,
			"matter": f"移交厂区东侧临时便道{MADE_UP}",
			"requirement": f"十日内完成移交并书面反馈。{MADE_UP}",
			"source": "Found by the Bureau",
			**charge,
		}
	).insert()


def train(agent: str) -> None:
	"""A training of agents by the bureau, which one of them came to."""
	frappe.get_doc(
		{
			"doctype": "Agent Training",
			"topic": f"施工许可和联合验收代办实务{MADE_UP}",
			"training_date": add_days(today(), -12),
			"trainer": f"政数局审批改革科{MADE_UP}",
			"place": f"市政务服务中心五楼{MADE_UP}",
			"content": f"一次性告知、容缺受理、联合验收材料清单。{MADE_UP}",
			"attendees": [{"user": mail(agent)}],
			"is_demo": 1,
		}
	).insert()


def promise(project: str) -> None:
	"""What the city and the enterprise owe each other."""
	for values in (
		{
			"kind": "Factor Guarantee",
			"factor": "Power Supply",
			"words": f"10千伏专线通电{MADE_UP}",
			"owed_by": "The City Side",
			"unit": "天门经济开发区（演示）",
			"person": f"经开区经办{MADE_UP}",
		},
		{
			"kind": "Contract Performance",
			"performance": "Agreed Completion",
			"words": f"按合同约定日期竣工{MADE_UP}",
			"owed_by": "The Enterprise Side",
		},
	):
		frappe.get_doc(
			{"doctype": "Commitment", "project": project, "due_date": add_days(today(), 60), **values}
		).insert()
