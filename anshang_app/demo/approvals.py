"""Approval cases of the demo's projects: what happened on their clocks, told through the steps of the desk."""

import json
from pathlib import Path

import frappe
from frappe.utils import add_days, today

from anshang_app.demo.units import mail
from anshang_app.permit_approvals import api

MADE_UP = "（演示）"
#: verb of a story -> what the method is called with, beside case and day
STEPS = {
	"invite": (api.invite_early, {"words": f"请提前介入指导{MADE_UP}"}),
	"advise": (api.advise, {"words": f"请补充总平面图的消防车道尺寸{MADE_UP}"}),
	"accept": (api.accept, {}),
	"stop": (
		api.stop_clock,
		{"owner": "Enterprise", "reason": f"企业补正勘测定界报告{MADE_UP}"},
	),
	"resume": (api.resume_clock, {}),
	"grant": (api.grant, {"certificate_no": f"地字第4290062026001号{MADE_UP}"}),
}
MATERIALS = (
	("申请书", 1, "落户地代办员", None),
	("企业营业执照复印件", 1, "企业", None),
	("勘测定界报告", 0, "企业", 10),
)


def tell_cases(project: str, act_as) -> None:
	"""The history of a project's cases out of `clocks.json`; `act_as` makes its records an account's."""
	stories = json.loads((Path(__file__).parent / "clocks.json").read_text(encoding="utf-8"))
	title = frappe.db.get_value("Investment Project", project, "project_name")
	for row_key, story in stories.get(title, {}).items():
		case = frappe.db.get_value("Approval Case", {"node": f"{project}-{row_key}"})
		if "agent" in story:
			with act_as(story["agent"]):
				name_agent(case, story["agent"])
		with act_as(story["account"]):
			for verb, days_ago in story["steps"]:
				method, values = STEPS[verb]
				method(case, add_days(today(), -days_ago), **values)


def name_agent(case: str, agent: str) -> None:
	"""The locality's agent takes the case on, with the list of materials."""
	api.set_agent(case, agent=mail(agent), mandate_date=add_days(today(), -30))
	doc = frappe.get_doc("Approval Case", case)
	doc.set(
		"materials",
		[
			{
				"material_name": name + MADE_UP,
				"is_present": present,
				"brought_by": who,
				"bring_until": days and add_days(today(), days),
			}
			for name, present, who, days in MATERIALS
		],
	)
	doc.save()
