"""The path over REST with API keys: the whole of it, and everything that must be refused on it.

Requests are served by another process, so what they write is real; the demo's clearing takes it away.
"""

import json
import re
from dataclasses import dataclass

import pytest
import requests
from factories import PDF
from rest_clients import Client, clients_of, said

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
#: what a request writes even when it is refused
LOGS = {
	"activity_log_id_seq",
	"tabError Log",
	"tabActivity Log",
	"tabAccess Log",
	"tabUser",
	"tabSessions",
	"tabScheduled Job Log",
}
HOST, LEAD = "净潭乡人民政府（演示）", "天门市发展和改革委员会（演示）"
MEMBERS = ("zhaoshang", "zhengshu", "baobao", "luohu", "pingtai", "shenpi")
#: methods of the path -> the room whose REST face they are
ROOM_OF = {
	**dict.fromkeys(("add_contact", "set_phone", "new_phase"), "key_projects"),
	**dict.fromkeys(("send_for_seals", "return_to_draft", "record_seals"), "service_plans"),
	**dict.fromkeys(
		("start_handover", "hand_over", "sign_for", "send_back", "finalise_plan", "enter_under_way"),
		"project_lifecycle",
	),
}


def address_of(method: str) -> str:
	return f"/api/method/anshang_app.{ROOM_OF[method]}.api.{method}"


class PathClient(Client):
	"""A client that knows the rooms of the path's methods."""

	def call(self, method: str, **arguments):
		return super().call(f"{ROOM_OF[method]}.api.{method}", **arguments)


@pytest.fixture(scope="module")
def clients(url, accounts, frappe_site) -> dict[str, Client]:
	return clients_of(frappe_site, url, accounts, MEMBERS, PathClient)


def valid_project(**changes) -> dict:
	return {
		"project_name": "接口测试项目",
		"enterprise": "湖北省天珈智能科技有限公司",
		"admission_ground": "Chain and Investment",
		"industry_chain": "装备制造",
		"fixed_asset_investment": 15000,
		"total_investment": 20000,
		"landing_mode": "征地",
		"land_area": 80.5,
		"host_locality": HOST,
		"chain_lead_unit": LEAD,
		"signing_date": "2026-03-05",
		"planned_start_date": "2026-12-01",
		"planned_duration_months": 12,
		"production_target_date": "2028-01-31",
		"planned_plants": 2,
		"total_floor_area": 12000.5,
		"eia_kind": "EIA Form",
		"annual_plans": [
			{"plan_year": 2026, "year_investment": 3000, "year_plants": 1, "year_floor_area": 6000}
		],
		**changes,
	}


EVIDENCE = [
	{"evidence_name": "补充协议", "evidence_date": "2026-03-05"},
	{"evidence_name": "土地预付款缴款凭证", "evidence_date": "2026-03-06"},
]


def enter(clients) -> str:
	project = clients["zhaoshang"].insert("Investment Project", **valid_project())["name"]
	for side, phone in (
		("Enterprise", "13800001111"),
		("Host Locality", "0728-5221234"),
		("Chain Lead Unit", "13900002222"),
	):
		clients["zhaoshang"].call("add_contact", project=project, side=side, contact_name="张三", phone=phone)
	return project


def fill(clients, plan: str, skip: int = 0) -> None:
	"""A person and a date into every row that applies, but for the first `skip` of the schedule."""
	doc = clients["baobao"].get("Service Plan", plan)
	days = {"team_tasks": "time_point", "entity_tasks": "completion_date", "plan_dates": "proposed_date"}
	for table, day in days.items():
		for row in doc[table]:
			if not row["left_out"]:
				row.update({"responsible_person": "李四", day: "2027-06-30"})
	for row in doc["plan_dates"][:skip]:
		row["responsible_person"] = None
	clients["baobao"].put("Service Plan", plan, **{table: doc[table] for table in days})


@dataclass
class Stages:
	"""Projects standing at the places where the bad inputs try to push them."""

	entered: str
	handed: str
	plan: str
	awaiting: str
	contact: str


@pytest.fixture(scope="module")
def stages(clients) -> Stages:
	entered = enter(clients)
	handed = clients["zhaoshang"].call("hand_over", project=enter(clients), evidence=EVIDENCE)["name"]
	plans = []
	for _ in range(2):
		handover = clients["zhaoshang"].call("hand_over", project=enter(clients), evidence=EVIDENCE)["name"]
		plans.append(clients["zhengshu"].call("sign_for", handover=handover)["plan"])
	fill(clients, plans[1])
	clients["baobao"].call("send_for_seals", plan=plans[1])
	contact = clients["zhaoshang"].call(
		"add_contact", project=entered, side="Enterprise", contact_name="王五", phone="13800003333"
	)["name"]
	return Stages(entered, handed, plans[0], plans[1], contact)


def test_the_whole_path_from_entry_to_sealed_forms(clients):
	zhaoshang, zhengshu, baobao = clients["zhaoshang"], clients["zhengshu"], clients["baobao"]
	project = enter(clients)
	handover = zhaoshang.call("hand_over", project=project, evidence=EVIDENCE)
	assert handover["state"] == "Handed Over"
	received = zhengshu.call("sign_for", handover=handover["name"], city_leader_name="赵市长")
	assert received["state"] == "Signed For"
	plan = received["plan"]
	assert zhaoshang.get("Investment Project", project)["stage"] == "Planning"

	fill(clients, plan, skip=1)
	refused = baobao.send("POST", address_of("send_for_seals"), {"plan": plan})
	assert refused.status_code == 417
	assert "企业开办" in said(refused)
	assert "责任人" in said(refused)
	fill(clients, plan)
	assert baobao.call("send_for_seals", plan=plan)["state"] == "Awaiting Seals"

	scan = requests.post(
		f"{baobao.url}/api/method/upload_file",
		headers=dict(baobao.session.headers),
		files={"file": ("扫描件.pdf", PDF, "application/pdf")},
		data={"doctype": "Service Plan", "docname": plan, "is_private": 1},
		timeout=60,
	).json()["message"]["file_url"]
	half = baobao.call(
		"record_seals", plan=plan, enterprise_signed_by="张三", enterprise_signed_on="2026-11-20"
	)
	assert half["state"] == "Awaiting Seals"
	assert len(half["missing"]) == 5
	sealed = baobao.call(
		"record_seals",
		plan=plan,
		host_signed_by="钱乡长",
		host_signed_on="2026-11-21",
		lead_signed_by="孙主任",
		lead_signed_on="2026-11-22",
		signed_scan=scan,
	)
	assert sealed == {"name": plan, "state": "Sealed", "missing": []}
	node = zhaoshang.get("Project Node", f"{project}-construction-permit")
	assert node["planned_date"] == "2027-06-30"
	assert node["responsible_person"] == "李四"
	assert baobao.call("finalise_plan", project=project)["state"] == "Pre-construction"


def test_a_returned_handover_can_be_handed_over_again(clients):
	project = enter(clients)
	handover = clients["zhaoshang"].call("hand_over", project=project, evidence=EVIDENCE)["name"]
	back = clients["zhengshu"].call("send_back", handover=handover, reason="缺预付款凭证")
	assert back["state"] == "Sent Back"
	assert (
		clients["zhaoshang"].call("hand_over", project=project, evidence=EVIDENCE)["state"] == "Handed Over"
	)


def test_a_full_phone_number_never_comes_back(clients, stages):
	for client in (clients["zhaoshang"], clients["pingtai"], clients["baobao"]):
		assert "13800003333" not in client.send("GET", f"/api/resource/Project Contact/{stages.contact}").text
		fields = json.dumps(["name", "phone_full", "phone_masked"])
		listed = client.send("GET", f"/api/resource/Project Contact?fields={fields}&limit_page_length=0").text
		assert "1380000" not in listed
	assert clients["baobao"].get("Project Contact", stages.contact)["phone_masked"] == "138****3333"


def project_case(word: str, **changes):
	return ("zhaoshang", "POST", "/api/resource/Investment Project", lambda s: valid_project(**changes), word)


def method_case(who: str, method: str, word: str, arguments):
	return (who, "POST", address_of(method), arguments, word)


LONG = "长" * 200
BAD_INPUTS = {
	"no name": project_case("项目名称", project_name=None),
	"name too long": project_case("项目名称", project_name=LONG),
	"unknown enterprise": project_case("没有这家企业", enterprise="没有这家企业"),
	"no enterprise": project_case("企业", enterprise=None),
	"unknown landing mode": project_case("飞地", landing_mode="飞地"),
	"unknown chain": project_case("航空航天", industry_chain="航空航天"),
	"chain missing": project_case("产业链", industry_chain=None),
	"below the floor": project_case("固定资产投资", fixed_asset_investment=9999.99),
	"floor judged by fixed assets, not the total": project_case(
		"固定资产投资", fixed_asset_investment=5000, total_investment=90000
	),
	"meeting without its minutes": project_case(
		"纪要", admission_ground="Special Meeting", meeting_date="2026-03-01"
	),
	"meeting without its day": project_case(
		"专题会", admission_ground="Special Meeting", meeting_minutes_no="专〔2026〕1号"
	),
	"meeting in the future": project_case(
		"2099-01-01",
		admission_ground="Special Meeting",
		meeting_minutes_no="专1号",
		meeting_date="2099-01-01",
	),
	"unknown ground": project_case("准入", admission_ground="Because"),
	"negative investment": project_case("固定资产投资", fixed_asset_investment=-1),
	"negative total": project_case("计划总投资", total_investment=-1),
	"negative land": project_case("占地", land_area=-0.1),
	"negative duration": project_case("工期", planned_duration_months=-3),
	"negative buildings": project_case("厂房", planned_plants=-1),
	"negative floor area": project_case("建筑面积", total_floor_area=-5),
	"amount in words": project_case("一亿", fixed_asset_investment="一亿"),
	"land in words": project_case("三百亩", land_area="三百亩"),
	"start before signing": project_case("拟开工", planned_start_date="2026-01-01"),
	"production before start": project_case("投产", production_target_date="2026-11-30"),
	"no such day": project_case("签约", signing_date="2026-02-30"),
	"a day in words": project_case("明天", signing_date="明天"),
	"unknown EIA kind": project_case("环评", eia_kind="Maybe"),
	"year of two digits": project_case("26", annual_plans=[{"plan_year": 26, "year_investment": 1}]),
	"a year twice": project_case("2026", annual_plans=[{"plan_year": 2026}, {"plan_year": 2026}]),
	"negative yearly investment": project_case(
		"投资", annual_plans=[{"plan_year": 2026, "year_investment": -1}]
	),
	"role ends before it begins": project_case(
		"2026-01-01",
		project_roles=[
			{
				"role": "Commission Agent",
				"person_name": "周",
				"from_date": "2026-02-01",
				"to_date": "2026-01-01",
			}
		],
	),
	"entered at a later stage": project_case("阶段", stage="Construction"),
	"entered by a locality": (
		"luohu",
		"POST",
		"/api/resource/Investment Project",
		lambda s: valid_project(),
		"权限",
	),
	"stage by hand": (
		"zhaoshang",
		"PUT",
		"/api/resource/Investment Project/{0.entered}",
		lambda s: {"stage": "Acceptance"},
		"阶段",
	),
	"deleted project": (
		"zhaoshang",
		"DELETE",
		"/api/resource/Investment Project/{0.entered}",
		lambda s: None,
		"不能删除|没有.*权限",
	),
	"wrong check character": (
		"zhaoshang",
		"POST",
		"/api/resource/Enterprise",
		lambda s: {"enterprise_name": "某公司", "uscc": "91350100M000100Y4Z"},
		"91350100M000100Y4Z",
	),
	"short credit code": (
		"zhaoshang",
		"POST",
		"/api/resource/Enterprise",
		lambda s: {"enterprise_name": "某公司", "uscc": "9135010"},
		"统一社会信用代码",
	),
	"enterprise twice": (
		"zhaoshang",
		"POST",
		"/api/resource/Enterprise",
		lambda s: {"enterprise_name": "湖北省天珈智能科技有限公司"},
		"湖北省天珈智能科技有限公司",
	),
	"phone too short": method_case(
		"zhaoshang", "set_phone", "1380000", lambda s: {"contact": s.contact, "phone": "1380000"}
	),
	"phone in words": method_case(
		"zhaoshang", "set_phone", "电话", lambda s: {"contact": s.contact, "phone": "电话号码"}
	),
	"phone by hand": (
		"zhaoshang",
		"PUT",
		"/api/resource/Project Contact/{0.contact}",
		lambda s: {"phone_masked": "1"},
		"电话",
	),
	"contact of no side": method_case(
		"zhaoshang",
		"add_contact",
		"Nobody",
		lambda s: {"project": s.entered, "side": "Nobody", "contact_name": "甲", "phone": "13800001111"},
	),
	"phone by a stranger": method_case(
		"shenpi", "set_phone", "无权查看", lambda s: {"contact": s.contact, "phone": "13800001111"}
	),
	"handed over without evidence": method_case(
		"zhaoshang", "hand_over", "补充协议", lambda s: {"project": s.entered}
	),
	"evidence in part": method_case(
		"zhaoshang", "hand_over", "土地预付款", lambda s: {"project": s.entered, "evidence": EVIDENCE[:1]}
	),
	"evidence without its day": method_case(
		"zhaoshang",
		"hand_over",
		"补充协议",
		lambda s: {"project": s.entered, "evidence": [{"evidence_name": "补充协议"}, EVIDENCE[1]]},
	),
	"letter without its number": method_case(
		"zhaoshang",
		"hand_over",
		"文号",
		lambda s: {"project": s.entered, "evidence": EVIDENCE, "channel": "Official Letter"},
	),
	"unknown channel": method_case(
		"zhaoshang",
		"hand_over",
		"移交方式",
		lambda s: {"project": s.entered, "evidence": EVIDENCE, "channel": "Pigeon"},
	),
	"handed over by a locality": method_case(
		"luohu", "hand_over", "权限", lambda s: {"project": s.entered, "evidence": EVIDENCE}
	),
	"signed for by the one who gave": method_case(
		"zhaoshang", "sign_for", "", lambda s: {"handover": s.handed}
	),
	"sent back without a reason": method_case(
		"zhengshu", "send_back", "原因", lambda s: {"handover": s.handed, "reason": " "}
	),
	"unknown project": method_case(
		"zhaoshang", "hand_over", "AS-1999-0001", lambda s: {"project": "AS-1999-0001", "evidence": EVIDENCE}
	),
	"to the seals with gaps": method_case("baobao", "send_for_seals", "责任人", lambda s: {"plan": s.plan}),
	"plan edited by the bureau": (
		"zhengshu",
		"PUT",
		"/api/resource/Service Plan/{0.plan}",
		lambda s: {"plan_year": 2031},
		"政数局",
	),
	"plan sealed by hand": (
		"baobao",
		"PUT",
		"/api/resource/Service Plan/{0.plan}",
		lambda s: {"state": "Sealed"},
		"状态",
	),
	"locked plan edited": (
		"baobao",
		"PUT",
		"/api/resource/Service Plan/{0.awaiting}",
		lambda s: {"plan_year": 2031},
		"草案",
	),
	"seal of tomorrow": method_case(
		"baobao",
		"record_seals",
		"2099",
		lambda s: {"plan": s.awaiting, "enterprise_signed_by": "张", "enterprise_signed_on": "2099-01-01"},
	),
	"back to draft without a reason": method_case(
		"baobao", "return_to_draft", "原因", lambda s: {"plan": s.awaiting, "reason": ""}
	),
	"back entry by one who may not": method_case(
		"zhaoshang",
		"enter_under_way",
		"权限|补录|平台管理员",
		lambda s: {"project": s.entered, "stage": "Construction", "reason": "上线前"},
	),
	"back entry to no stage": method_case(
		"zhengshu",
		"enter_under_way",
		"Moon",
		lambda s: {"project": s.entered, "stage": "Moon", "reason": "上线前"},
	),
	"back entry without a reason": method_case(
		"zhengshu",
		"enter_under_way",
		"原因|理由",
		lambda s: {"project": s.entered, "stage": "Construction", "reason": ""},
	),
	"finalised without a sealed plan": method_case(
		"baobao", "finalise_plan", "", lambda s: {"project": s.entered}
	),
	"unit of no kind": (
		"pingtai",
		"POST",
		"/api/resource/Anshang Unit",
		lambda s: {"unit_name": "无类别单位"},
		"类",
	),
}


def contents(frappe) -> dict[str, int]:
	frappe.db.rollback()
	tables = [table for table in frappe.db.get_tables(cached=False) if table not in LOGS]
	rows = frappe.db.sql("checksum table " + ", ".join(f"`{table}`" for table in tables))
	return {name.split(".", 1)[1]: checksum for name, checksum in rows}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_a_bad_input_is_refused_in_chinese_and_changes_nothing(name, clients, stages, frappe_site):
	who, verb, path, body, words = BAD_INPUTS[name]
	before = contents(frappe_site)
	answer = clients[who].send(verb, path.format(stages), body(stages))
	after = contents(frappe_site)
	text = said(answer)
	assert 400 <= answer.status_code < 500, (answer.status_code, text)
	assert CHINESE.search(text), text
	assert re.search(words, text), text
	assert {table for table in after if after[table] != before.get(table)} == set()
