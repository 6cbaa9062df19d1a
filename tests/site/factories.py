"""Records for site tests; everything is made inside the test's transaction."""

import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import frappe
import pytest

UNITS = {
	"招商服务中心（测试）": "is_investment_service_center",
	"包保单位（测试）": "is_chain_lead_unit",
	"落户地（测试）": "is_host_locality",
	"引进单位（测试）": "is_introducing_unit",
	"政数局（测试）": "is_government_services_bureau",
	"经信局（测试）": "is_economy_bureau",
	"市委督查室（测试）": "is_inspection_office",
	"市政府督查室（测试）": "is_inspection_office",
}
CLERKS = {
	"invest": ("Investment Service Clerk", "招商服务中心（测试）"),
	"lead": ("Chain Lead Clerk", "包保单位（测试）"),
	"host": ("Host Locality Clerk", "落户地（测试）"),
	"bureau": ("Government Services Clerk", "政数局（测试）"),
	"economy": ("Economy Clerk", "经信局（测试）"),
	"inspection": ("Inspection Clerk", "市政府督查室（测试）"),
	"party inspection": ("Inspection Clerk", "市委督查室（测试）"),
	"housing": ("Approval Clerk", "住建局（测试）"),
	"agent": ("Commission Agent", "引进单位（测试）"),
}
VALID_USCC = "91350100M000100Y43"
MOBILE = "13812345678"


def endpoints(*rooms: str) -> SimpleNamespace:
	"""The methods of some rooms' REST faces under one name, as a story told across rooms calls them."""
	modules = [import_module(f"anshang_app.{room}.api") for room in rooms]
	return SimpleNamespace(**{name: value for module in modules for name, value in vars(module).items()})


def app_doctypes() -> list[str]:
	"""The record types of the app, whatever module they stand in."""
	modules = frappe.get_module_list("anshang_app")
	return frappe.get_all("DocType", filters={"module": ["in", modules]}, pluck="name", order_by="name")


def send_daily() -> None:
	"""Frappe's daily look at scheduled reports, with the jobs that later versions leave to a worker."""
	from frappe.email.doctype.auto_email_report import auto_email_report

	queue = frappe.enqueue
	frappe.enqueue = lambda method, queue=None, **arguments: frappe.get_attr(method)(**arguments)
	try:
		auto_email_report.send_daily()
	finally:
		frappe.enqueue = queue


#: the smallest file every reader takes for a PDF, with room for a word
PDF = (
	b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
	b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
	b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


def make_user(name: str, role: str) -> str:
	"""A desk user with one role."""
	return plain_user(f"{name.replace(' ', '-')}@test.example.com", name, role)


def plain_user(email: str, name: str, role: str) -> str:
	"""A desk user with one role, written plainly: the controller's mails and caches cost seconds."""
	if frappe.db.exists("User", email):
		return email
	user = frappe.get_doc(
		{
			"doctype": "User",
			"name": email,
			"email": email,
			"first_name": name,
			"full_name": name,
			"user_type": "System User",
			"enabled": 1,
			"language": "zh",
		}
	)
	user.db_insert()
	add_role(email, role)
	return email


def add_role(user: str, role: str) -> None:
	"""One role more for an account, written plainly."""
	row = {"doctype": "Has Role", "parent": user, "parenttype": "User", "parentfield": "roles", "role": role}
	frappe.get_doc(row).insert(ignore_permissions=True)


def give_role(user: str, role: str) -> None:
	"""As `add_role`, for an account that was used already."""
	add_role(user, role)
	frappe.clear_cache(user=user)


def make_world() -> dict[str, str]:
	"""Units of each kind, one clerk of each, or those that stand already; answers the clerks' user names."""
	from standing_world import STANDING

	return dict(STANDING.users) if STANDING.users else build_world()


def build_world() -> dict[str, str]:
	"""The units and clerks of `make_world`, made."""
	users = {name: make_user(name, role) for name, (role, _unit) in CLERKS.items()}
	for unit, kind in UNITS.items():
		members = [
			{"member_name": name, "user": users[name]} for name, (_role, of) in CLERKS.items() if of == unit
		]
		make("Anshang Unit", unit_name=unit, members=members, **{kind: 1})
	make(
		"Anshang Unit",
		unit_name="住建局（测试）",
		short_name="住建局",
		is_approval_unit=1,
		members=[{"member_name": "housing", "user": users["housing"]}],
	)
	settings = frappe.get_doc("Anshang Settings")
	settings.update(
		{
			"investment_service_center": "招商服务中心（测试）",
			"government_services_bureau": "政数局（测试）",
			"economy_bureau": "经信局（测试）",
			"party_inspection_office": "市委督查室（测试）",
			"government_inspection_office": "市政府督查室（测试）",
			"admission_floor": 10000,
		}
	)
	settings.save()
	make("Industry Chain", chain_name="测试产业", lead_unit="包保单位（测试）", counts_for_admission=1)
	make("Enterprise", enterprise_name="测试企业", uscc=VALID_USCC)
	return users


def make(doctype: str, **values):
	"""Insert one record as Administrator."""
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def project_values(**changes) -> dict:
	"""Values of an admissible project."""
	return {
		"doctype": "Investment Project",
		"project_name": "测试项目",
		"enterprise": "测试企业",
		"admission_ground": "Chain and Investment",
		"industry_chain": "测试产业",
		"fixed_asset_investment": 20000,
		"total_investment": 30000,
		"landing_mode": "征地",
		"land_area": 30,
		"host_locality": "落户地（测试）",
		"introducing_unit": "引进单位（测试）",
		"signing_date": "2026-03-05",
		"planned_start_date": "2026-06-01",
		**changes,
	}


def make_project(**changes):
	"""A saved project in the stage Handover."""
	return frappe.get_doc(project_values(**changes)).insert()


def make_planned_project(**changes):
	"""A project in the stage Planning with its nodes and the draft of its plan."""
	from anshang_app.service_plans.plans import start_plan

	project = make_project(**changes)
	project.db_set("stage", "Planning")
	start_plan(project)
	return project


def log_planning(project: str, days_ago: int = 70):
	"""The stage log says that the project has been in Planning for so many days: its duties run."""
	day = frappe.utils.add_days(frappe.utils.today(), -days_ago)
	values = {"project": project, "to_stage": "Planning", "passed_on": day, "by_user": "Administrator"}
	return make("Stage Log", **values)


def evidence() -> list[dict]:
	"""Complete evidence of an acquisition of land."""
	return [
		{"evidence_name": "补充协议", "evidence_date": "2026-03-05"},
		{"evidence_name": "土地预付款缴款凭证", "evidence_date": "2026-03-10"},
	]


def complete_printed(plan) -> None:
	"""What the forms print of the project and its contacts, where it is not there yet."""
	from anshang_app.key_projects.contacts import store_phone

	project = frappe.get_doc("Investment Project", plan.project)
	works = {"planned_plants": 2, "total_floor_area": 20000, "planned_duration_months": 12, "land_area": 30}
	project.db_set({field: value for field, value in works.items() if not project.get(field)})
	year = {"parent": project.name, "parenttype": project.doctype, "plan_year": plan.plan_year}
	if not frappe.db.exists("Annual Plan", year):
		values = {"year_investment": 10000, "year_plants": 1, "year_floor_area": 10000}
		row = {"doctype": "Annual Plan", "parentfield": "annual_plans", "idx": 9, **year, **values}
		frappe.get_doc(row).db_insert()
	for side in ("Enterprise", "Host Locality", "Chain Lead Unit"):
		contact = {"project": project.name, "side": side, "is_active": 1}
		if not frappe.db.exists("Project Contact", contact):
			doc = frappe.get_doc({"doctype": "Project Contact", "contact_name": f"{side}联络员", **contact})
			store_phone(doc, MOBILE)


def fill_plan(plan, day: str = "2026-12-01", person: str = "张三"):
	"""Give every row a person and a date, and the forms what else they print."""
	complete_printed(plan)
	for table, field in (
		("team_tasks", "time_point"),
		("entity_tasks", "completion_date"),
		("plan_dates", "proposed_date"),
	):
		for row in plan.get(table):
			row.responsible_person = person
			row.set(field, day)
	return plan


def attach_scan(plan: str) -> str:
	"""A scan on the platform; answers its address."""
	return (
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "scan.txt",
				"attached_to_doctype": "Service Plan",
				"attached_to_name": plan,
				"is_private": 1,
				"content": "scan",
			}
		)
		.insert(ignore_permissions=True)
		.file_url
	)


def path_of(address: str) -> Path:
	"""Where the bytes of a file's address lie."""
	return Path(frappe.get_site_path(address.lstrip("/"))).absolute()


def forget_lasting(name: str) -> None:
	"""What earlier tests left in Redis under keys that a cleared cache keeps."""
	from anshang_app.foundation.lasting_keys import lasting_key

	for key in frappe.cache.scan_iter(lasting_key(name) + b"*"):
		frappe.cache.delete(key)


def statements(work) -> int:
	"""How many statements `work` sends."""
	import frappe

	count, plain = [], frappe.local.db.sql

	def counting(*args, **kwargs):
		count.append(args[0])
		return plain(*args, **kwargs)

	frappe.local.db.sql = counting
	try:
		work()
	finally:
		del frappe.local.db.sql
	return len(count)


def refused(match: str, step, *args, **kwargs) -> None:
	"""A step is refused in words that hold `match`."""
	with pytest.raises(frappe.ValidationError, match=match):
		step(*args, **kwargs)


def denied(match: str, step, *args, **kwargs) -> None:
	"""A step is not the session's user's, in words that hold `match`."""
	frappe.flags.error_message = None
	with pytest.raises(frappe.PermissionError) as raised:
		step(*args, **kwargs)
	# the error of a missing right is bare: its words go beside it to the answer
	told = str(raised.value) or frappe.flags.error_message or ""
	assert re.search(match, told), told
