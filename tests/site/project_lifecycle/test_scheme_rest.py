"""The scheme over HTTP: each method of `docs/scheme.md` is called by the account the table names, in one story.

The project lies in the development zone, whose agent is one of the table's accounts. What the story writes is real;
the demo's clearing takes it away.
"""

import datetime
import secrets

import pytest
import requests
from factories import PDF
from rest_clients import Client, clients_of
from scheme_table import ROWS

pytestmark = pytest.mark.long("leaves its story on the site")
TODAY = datetime.date.today()
LATER = str(TODAY + datetime.timedelta(days=30))
AGO = str(TODAY - datetime.timedelta(days=3))
ZONE, LEAD, INTRODUCER = "天门经济开发区（演示）", "天门市发展和改革委员会（演示）", "天门市商务局（演示）"
OFFICE, PLANNING = "市委督查室（演示）", "天门市自然资源和规划局（演示）"
PROJECT, CASE = "Investment Project", "Approval Case"


class Scheme(Client):
	"""A client that notes what it has done."""

	done: set[tuple[str, str]] = set()
	account = ""

	def call(self, method: str, **arguments):
		answer = super().call(method, **arguments)
		self.done.add((self.account, method))
		return answer

	def insert(self, doctype: str, **values) -> dict:
		made = super().insert(doctype, **values)
		self.done.add((self.account, doctype))
		return made

	def upload(self, doctype: str, name: str) -> str:
		"""The address of a paper put on a record."""
		answer = requests.post(
			f"{self.url}/api/method/upload_file",
			headers=dict(self.session.headers),
			files={"file": (f"{secrets.token_hex(4)}.pdf", PDF, "application/pdf")},
			data={"doctype": doctype, "docname": name, "is_private": 1},
			timeout=60,
		)
		return answer.json()["message"]["file_url"]


@pytest.fixture(scope="module")
def team(url, accounts, frappe_site) -> dict[str, Scheme]:
	members = {row.account for row in ROWS}
	made = clients_of(frappe_site, url, accounts, sorted(members), Scheme)
	for name, client in made.items():
		client.account = name
	Scheme.done = set()
	return made


@pytest.fixture(scope="module")
def project(team) -> str:
	"""A project before construction, its plan sealed, its approvals open."""
	name = team["zhaoshang"].call(
		"key_projects.api.enter_project",
		values={
			"project_name": f"方案走查项目{secrets.token_hex(2)}",
			"enterprise_name": "湖北走查智造有限公司",
			"contact_name": "王强",
			"phone": "13800001111",
			"admission_ground": "Chain and Investment",
			"industry_chain": "装备制造",
			"fixed_asset_investment": 15000,
			"total_investment": 20000,
			"landing_mode": "征地",
			"land_area": 80,
			"planned_plants": 2,
			"total_floor_area": 12000,
			"eia_kind": "EIA Form",
			"host_locality": ZONE,
			"chain_lead_unit": LEAD,
			"introducing_unit": INTRODUCER,
			"signing_date": "2026-03-05",
			"planned_start_date": str(TODAY + datetime.timedelta(days=400)),
			"planned_duration_months": 12,
			"take_liaisons": 1,
		},
	)["name"]
	team["zhaoshang"].call("project_lifecycle.api.start_handover", project=name)
	papers = ("补充协议", "土地预付款缴款凭证")
	evidence = [{"evidence_name": paper, "evidence_date": "2026-03-06"} for paper in papers]
	handover = team["zhaoshang"].call("project_lifecycle.api.hand_over", project=name, evidence=evidence)
	plan = team["zhengshu"].call("project_lifecycle.api.sign_for", handover=handover["name"])["plan"]
	seal(team["baobao"], plan)
	team["baobao"].call("project_lifecycle.api.finalise_plan", project=name)
	return name


def seal(lead: Scheme, plan: str) -> None:
	"""倒排, persons, what does not apply, and the signed paper."""
	asked = lead.call("service_plans.api.count_back", plan=plan)["missing_durations"]
	times = {
		row["node"]: {"duration": row["reference"] or 150, "duration_unit": row["reference_unit"]}
		for row in asked
	}
	lead.call("service_plans.api.apply_count_back", plan=plan, changes={"durations": times})
	assert LEAD in lead.call("service_plans.api.persons_of_units", plan=plan)
	doc = lead.get("Service Plan", plan)
	days = {"team_tasks": "time_point", "entity_tasks": "completion_date", "plan_dates": "proposed_date"}
	for table, day in days.items():
		for row in doc[table]:
			row["responsible_person"] = row.get("responsible_person") or "李四"
			if not row.get("rhythm"):
				row[day] = row.get(day) or LATER
	lead.put("Service Plan", plan, **{table: doc[table] for table in days})
	for group in lead.call("official_documents.api.plan_gaps", plan=plan)["groups"]:
		for gap in group["gaps"]:
			lead.call("official_documents.api.leave_cell_out", plan=plan, cell=gap["key"])
	lead.call("service_plans.api.send_for_seals", plan=plan)
	signed = {
		f"{side}_signed_{what}": value
		for side in ("enterprise", "host", "lead")
		for what, value in (("by", "张三"), ("on", str(TODAY)))
	}
	scan = lead.upload("Service Plan", plan)
	assert (
		lead.call("service_plans.api.record_seals", plan=plan, signed_scan=scan, **signed)["state"]
		== "Sealed"
	)
	print_forms(lead, plan)


def print_forms(client: Scheme, plan: str) -> None:
	address = f"/api/method/anshang_app.official_documents.api.download_forms?plan={plan}"
	assert client.send("GET", address).status_code == 200
	client.done.add((client.account, "official_documents.api.download_forms"))


def case_of(client: Scheme, project: str, item: str) -> str:
	rows = client.list(CASE, {"project": project, "approval_item": item})
	return rows[0]["name"]


def test_the_plan_is_shown_and_its_duties_are_kept(team, project):
	lead = team["baobao"]
	lead.call("progress_tracking.api.chart")
	lead.call("progress_tracking.api.duties", project=project)
	lead.call("key_projects.api.six_ones", project=project)
	team["zhengshu"].call("progress_tracking.api.agents")
	print_forms(team["kaifaqu"], team["kaifaqu"].list("Service Plan", {"project": project})[0]["name"])
	for account in ("baobao", "kaifaqu"):
		values = {"entry_kind": "Phone Contact", "entry_date": str(TODAY), "content": "了解进展"}
		assert team[account].call("progress_tracking.api.file_entry", project=project, values=values)["name"]


def test_the_leader_visits_his_project(team, project, accounts):
	team["zhengshu"].put(PROJECT, project, city_leader=accounts["lingdao"]["user"])
	values = {"entry_kind": "Leader Visit", "entry_date": str(TODAY), "content": "现场调研"}
	assert team["lingdao"].call("progress_tracking.api.file_entry", project=project, values=values)["name"]


def test_approvals_are_filed_entered_by_proxy_advised_and_granted(team, project):
	agent = team["kaifaqu"]
	case = case_of(agent, project, "核准备案")
	agent.call("permit_approvals.api.complete_materials", case=case, day=AGO)
	assert (
		agent.call("permit_approvals.api.file_application", case=case, day=AGO)["state"]
		== "Application Filed"
	)
	mandate = agent.upload(CASE, case)
	proxy = {"day": str(TODAY), "paper_no": "受〔2026〕1号"}
	entered = agent.call(
		"permit_approvals.api.enter_acceptance_by_proxy", case=case, mandate_file=mandate, **proxy
	)
	assert entered["state"] == "Application Accepted"
	start = case_of(agent, project, "企业开办")
	submitted = team["yinjin"].call("permit_approvals.api.enter_acceptance_by_proxy", case=start, **proxy)
	assert submitted["state"] == "Not Applied For"
	verification = case_of(agent, project, "规划核实")
	team["baobao"].call("permit_approvals.api.invite_units", project=project, cases=[verification], day=AGO)
	team["shenpi"].call(
		"permit_approvals.api.advise", case=verification, day=str(TODAY), words="请预留消防车道"
	)
	permit = case_of(agent, project, "建设用地规划许可")
	team["shenpi"].call("permit_approvals.api.accept", case=permit, day=AGO)
	granted = team["shenpi"].call(
		"permit_approvals.api.grant", case=permit, day=str(TODAY), certificate_no="地字1号"
	)
	assert granted["state"] == "Granted"


def test_problems_go_up_and_before_the_meetings(team, project):
	problem = {"project": project, "title": "施工用水", "unit": LEAD, "person": "张三", "due_date": LATER}
	team["kaifaqu"].insert("Coordination Issue", project=project, title="便道未通")
	issue = team["zhengshu"].insert("Coordination Issue", **problem)["name"]
	assert team["baobao"].call("coordination.api.take_up", issue=issue)["state"] == "Taken Up"
	raised = team["zhengshu"].call("coordination.api.escalate", issue=issue, reason="需市领导协调")
	assert raised["level"] != "At Department"
	joint = team["baobao"].insert(
		"Coordination Meeting",
		kind="Joint Coordination Meeting",
		title="联席会议",
		meeting_date=str(TODAY),
		unit=LEAD,
		participants=[{"unit": ZONE, "person": "李四"}],
	)
	team["baobao"].call("coordination.api.draft_agenda", meeting=joint["name"])
	team["baobao"].call("coordination.api.send_agenda", meeting=joint["name"])
	special = team["zhengshu"].insert(
		"Coordination Meeting", kind="Special Coordination Meeting", title="专题会议", meeting_date=str(TODAY)
	)
	team["zhengshu"].call("coordination.api.draft_agenda", meeting=special["name"])


def test_commitments_are_answered_and_kept(team, project):
	bureau = team["zhengshu"]
	promise = {
		"project": project,
		"kind": "Factor Guarantee",
		"factor": "Water Supply",
		"words": "通水到红线",
		"due_date": LATER,
	}
	owed = bureau.insert("Commitment", unit=ZONE, supervised_by=LEAD, requested_on=AGO, **promise)["name"]
	team["kaifaqu"].call("coordination.api.answer_commitment", commitment=owed, words="已接通")
	contract = {
		"project": project,
		"kind": "Contract Performance",
		"performance": "Other Contract Term",
		"words": "投资到位",
		"due_date": LATER,
	}
	kept = bureau.insert("Commitment", unit=LEAD, **contract)["name"]
	team["zhaoshang"].call("coordination.api.fulfil_commitment", commitment=kept, day=str(TODAY))
	policy = {"project": project, "kind": "Policy Fulfilment", "words": "厂房租金补贴", "due_date": LATER}
	given = bureau.insert("Commitment", unit=LEAD, supervised_by=ZONE, **policy)["name"]
	team["kaifaqu"].call("coordination.api.fulfil_commitment", commitment=given, day=str(TODAY))


def test_an_order_of_the_special_meeting_is_urged_and_settled_by_its_office(team, project):
	order = team["zhengshu"].insert(
		"Supervision Order",
		project=project,
		matter="便道",
		requirement="移交",
		source="Decided at Special Meeting",
		basis="专题会纪要3号",
		inspection_office=OFFICE,
		unit=ZONE,
		person="张三",
		due_date=LATER,
	)["name"]
	team["zhengshu"].call("supervision.api.urge_order", order=order, words="请抓紧")
	team["kaifaqu"].call("supervision.api.sign_for_order", order=order)
	team["kaifaqu"].call("supervision.api.report_back", order=order, reply="已移交")
	assert team["ducha"].call("supervision.api.settle_order", order=order)["state"] == "Settled"


def test_the_bulletin_is_compared(team):
	made = team["zhengshu"].call("bulletins.api.new_issue")
	team["zhengshu"].call("bulletins.api.compare", bulletin=made["name"])


def test_a_project_is_not_handed_over_before_it_is_finished(team, project):
	answer = team["zhengshu"].send(
		"POST", "/api/method/anshang_app.project_lifecycle.api.hand_over_as_completed", {"project": project}
	)
	assert answer.status_code == 417


#: needs a finished project: done in tests/browser/test_whole_path.py
BY_CLICKS = {("zhengshu", "project_lifecycle.api.hand_over_as_completed")}
#: button of a line without a method -> the record it makes
MAKES = {
	"下达督办件": "Supervision Order",
	"提出问题": "Coordination Issue",
	"协调会议": "Coordination Meeting",
}


def test_reports_and_the_set_up_page_are_read_by_their_accounts(team):
	for row in ROWS:
		kind, _colon, name = row.opens.partition(":")
		if kind == "report":
			address = f"/api/method/frappe.desk.query_report.run?report_name={name}"
			assert team[row.account].send("GET", address).status_code == 200, row.duty
	assert team["pingtai"].send("GET", "/api/method/anshang_app.setup.api.tiles").status_code == 200


def test_every_line_of_the_table_was_done_by_its_account(team):
	"""By its method, else by the record it makes; a report or a page is read."""
	asked = {
		(row.account, row.method or MAKES[row.button]): row.duty
		for row in ROWS
		if row.method or not row.opens.startswith(("report:", "page:"))
	}
	assert {duty for key, duty in asked.items() if key not in Scheme.done | BY_CLICKS} == set()
