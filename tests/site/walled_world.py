"""Two projects of two disjoint sets of units, and an account of every role on the one side.

Written for real, for the requests are served by another process; all of it is marked as demo data and goes
with the demo's clearing. Whatever text the other side holds carries a canary of its own: met in any answer
to an account of this side, it is a leak.
"""

from dataclasses import dataclass, field

import frappe
from factories import plain_user
from frappe.utils.global_search import sync_global_search

DOMAIN = "anshang.example"
PASSWORD = "Wall-9f2c-Canary-77"
CANARY = "CANARY"
TRAINING = "城墙培训（测试）"
CHART = "城墙图表（测试）"
CARD = "城墙卡片（测试）"
REPORT = "城墙报表（测试）"
CHAIN = "城墙产业（测试）"
#: the kinds of unit a side has
KINDS = {
	"lead": "is_chain_lead_unit",
	"host": "is_host_locality",
	"introducer": "is_introducing_unit",
	"approval": "is_approval_unit",
	"neighbour": "is_approval_unit",
}
#: units the platform has once
CENTRAL = {
	"bureau": "is_government_services_bureau",
	"invest": "is_investment_service_center",
	"economy": "is_economy_bureau",
	"inspection": "is_inspection_office",
	"other inspection": "is_inspection_office",
}
#: account of the matrix -> role, and the unit it belongs to
ACCOUNTS = {
	"ADMIN": ("Anshang Administrator", "bureau"),
	"BUREAU": ("Government Services Clerk", "bureau"),
	"INVEST": ("Investment Service Clerk", "invest"),
	"LEAD": ("Chain Lead Clerk", "lead"),
	"HOST": ("Host Locality Clerk", "host"),
	"INTRODUCER": ("Introducing Unit Clerk", "introducer"),
	"APPROVAL": ("Approval Clerk", "approval"),
	"AGENT": ("Commission Agent", "host"),
	"INSPECTION": ("Inspection Clerk", "inspection"),
	"ECONOMY": ("Economy Clerk", "economy"),
	"LEADER": ("City Leader", None),
	"PRINCIPAL": ("Unit Principal", "lead"),
}
#: accounts of units that see every project
SEE_ALL = ("ADMIN", "BUREAU", "INVEST")


@dataclass
class Side:
	"""What one side has: units by kind, and one record of each type by (record type, which)."""

	text: str
	units: dict[str, str] = field(default_factory=dict)
	records: dict[str, str] = field(default_factory=dict)


def mail(account: str) -> str:
	return f"wall-{account.lower()}@{DOMAIN}"


def build() -> dict[str, Side]:
	"""Accounts, units and both sides; answers the sides by name. The caller commits."""
	frappe.set_user("Administrator")
	central = {name: unit(f"城墙{name}（测试）", kind) for name, kind in CENTRAL.items()}
	platform_settings(central)
	frappe.get_doc({"doctype": "Industry Chain", "chain_name": CHAIN, "counts_for_admission": 1}).insert()
	sides = {"own": Side("OWNSIDE"), "foreign": Side(CANARY)}
	for name, side in sides.items():
		side.units = {kind: unit(f"城墙{name}{kind}（测试）", mark) for kind, mark in KINDS.items()}
	for account, (role, of) in ACCOUNTS.items():
		make_account(account, role, {**central, **sides["own"].units}.get(of))
	for side in sides.values():
		fill(side, leader=mail("LEADER") if side is sides["own"] else None)
		# the other side's orders of the special meeting are the other office's
		coordinate(side, office=central["inspection" if side is sides["own"] else "other inspection"])
	own = sides["own"].records
	frappe.db.set_value("Investment Project", own["Investment Project"], "stage", "Completion Handover")
	own["Project Handover"] = completion(own["Investment Project"])
	own["chart"], own["card"] = chart(), card()
	reminders(sides["foreign"])
	sync_global_search()
	return sides


def unit(name: str, kind: str) -> str:
	values = {"doctype": "Anshang Unit", "unit_name": name, kind: 1, "is_active": 1, "is_demo": 1}
	return frappe.get_doc(values).insert().name


def platform_settings(central: dict[str, str]) -> None:
	settings = frappe.get_doc("Anshang Settings")
	settings.update(
		{
			"investment_service_center": central["invest"],
			"government_services_bureau": central["bureau"],
			"economy_bureau": central["economy"],
			"party_inspection_office": central["inspection"],
			"government_inspection_office": central["other inspection"],
		}
	)
	settings.save()


def make_account(account: str, role: str, of: str | None) -> None:
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.utils.password import update_password

	plain_user(mail(account), account, role)
	create_notification_settings(mail(account))
	update_password(mail(account), PASSWORD)
	if of:
		doc = frappe.get_doc("Anshang Unit", of)
		doc.append("members", {"member_name": account, "user": mail(account)})
		doc.save()


def fill(side: Side, leader: str | None) -> None:
	"""One record of every type, each with the side's text in whatever it holds in words."""
	made = side.records
	made["Enterprise"] = insert(
		"Enterprise", enterprise_name=f"{side.text}-enterprise", legal_representative=f"{side.text}-legal"
	)
	made["Investment Project"] = project = insert(
		"Investment Project",
		project_name=f"{side.text}-project",
		enterprise=made["Enterprise"],
		admission_ground="Chain and Investment",
		industry_chain=CHAIN,
		fixed_asset_investment=20000,
		total_investment=30000,
		landing_mode="租赁",
		host_locality=side.units["host"],
		chain_lead_unit=side.units["lead"],
		introducing_unit=side.units["introducer"],
		city_leader=leader,
		city_leader_name=None if leader else f"{side.text}-leader",
		construction_content=f"{side.text}-content",
	)
	frappe.db.set_value("Investment Project", project, "stage", "Planning")
	made["Project Contact"] = insert(
		"Project Contact", project=project, side="Enterprise", contact_name=f"{side.text}-contact"
	)
	made["Project Handover"] = insert(
		"Project Handover", project=project, kind="Intake", letter_no=f"{side.text}-letter"
	)
	frappe.db.set_value("Project Handover", made["Project Handover"], "state", "Signed For")
	from anshang_app.service_plans.plans import start_plan

	made["Service Plan"] = plan = start_plan(frappe.get_doc("Investment Project", project))
	frappe.db.set_value("Entity Task", {"parent": plan}, "remark", f"{side.text}-remark")
	made["Project Node"] = f"{project}-foundation"
	if not frappe.db.exists("Project Node", made["Project Node"]):
		made["Project Node"] = frappe.get_all("Project Node", {"project": project}, pluck="name", limit=1)[0]
	frappe.db.set_value(
		"Project Node",
		{"project": project},
		{"late_reason": f"{side.text}-late", "responsible_person": f"{side.text}-person"},
	)
	cases = frappe.get_all("Approval Case", {"project": project}, pluck="name", limit=2, order_by="name")
	for name, key in zip(cases, ("approval", "neighbour"), strict=True):
		frappe.db.set_value(
			"Approval Case",
			name,
			{"unit": side.units[key], "state": "Early Guidance", "notice_content": f"{side.text}-notice"},
		)
	made["Approval Case"], made["neighbour"] = cases
	made["Stage Log"] = insert(
		"Stage Log",
		project=project,
		to_stage="Planning",
		reason=f"{side.text}-reason",
		by_user="Administrator",
	)
	work(side)
	made["Reveal Log"] = insert(
		"Reveal Log",
		project=project,
		contact=made["Project Contact"],
		revealed_to="Administrator",
		revealed_at=frappe.utils.now(),
		reason=f"{side.text}-look",
	)
	made["Enterprise Link"] = insert("Enterprise Link", project=project, enterprise=made["Enterprise"])
	made["Enterprise Act"] = insert(
		"Enterprise Act",
		project=project,
		kind="Problem Raised",
		contact=made["Project Contact"],
		link=made["Enterprise Link"],
		words=f"{side.text}-act",
	)
	made["Publication"] = insert(
		"Publication",
		kind="Single Record",
		document_type="Stage Log",
		document=made["Stage Log"],
		purpose=f"{side.text}-purpose",
		records=[{"record_type": "Stage Log", "record_name": made["Stage Log"]}],
		recipients=[{"address": "nobody@example.com"}],
	)
	made["Bulletin"] = bulletin(side)
	from anshang_app.official_documents.letter_numbers import TYPED, register

	handover = frappe.get_doc("Project Handover", made["Project Handover"])
	number = f"{side.text}〔2026〕1号"
	made["Letter Number"] = register(number, side.units["lead"], "Problem Summary", handover, TYPED).name
	made["Ledger Import"] = insert(
		"Ledger Import",
		kind="Problem List",
		file_name=f"{side.text}-file.xlsx",
		unit=side.units["lead"],
		asked=f"{side.text}-asked",
	)
	made["Ledger Mapping"] = insert(
		"Ledger Mapping", kind="Problem List", headings=f"{side.text}-headings", unit=side.units["lead"]
	)
	handed = frappe.get_doc(
		{
			"doctype": "Work Handover",
			"summary": f"{side.text}-handover",
			"taker": mail("LEAD") if side.text != CANARY else None,
			"giver_unit": side.units["lead"],
			"reason": f"{side.text}-reason",
			"items": [{"heading": "To-dos", "title": f"{side.text}-piece"}],
			"is_demo": 1,
		}
	)
	handed.flags.by_path = True
	made["Work Handover"] = handed.insert(ignore_permissions=True).name
	notes(side)


def work(side: Side) -> None:
	"""What was done for the project, its lights, and a digest of nobody of this side."""
	made, project = side.records, side.records["Investment Project"]
	made["Progress Entry"] = insert(
		"Progress Entry",
		project=project,
		entry_kind="Progress Report",
		content=f"{side.text}-work",
		policy=f"{side.text}-policy",
		raises_issue=1,
		issue_text=f"{side.text}-issue",
		node_dates=[{"node": made["Project Node"], "late_reason": f"{side.text}-measure"}],
	)
	made["Light Log"] = insert(
		"Light Log",
		project=project,
		node=made["Project Node"],
		from_light="No Light",
		to_light="Green Light",
		changed_on=frappe.utils.today(),
	)
	made["Report Mailing"] = insert(
		"Report Mailing",
		kind="Weekly Dispatch",
		about=f"{side.text}-unit",
		day=frappe.utils.today(),
		addresses=f"{side.text}@example.com",
		mailing_key=f"{side.text}|wall",
	)
	made["Reminder Log"] = insert(
		"Reminder Log",
		user="Administrator",
		day=frappe.utils.today(),
		digest_text=f"{side.text}-digest",
		digest_key=f"{side.text}|wall",
	)


def coordinate(side: Side, office: str) -> None:
	"""An issue, an order of the special meeting, a meeting and a commitment, handed to the approval unit."""
	made, today = side.records, frappe.utils.today()
	project, unit_in_charge = made["Investment Project"], side.units["approval"]
	charge = {"unit": unit_in_charge, "person": f"{side.text}-charged", "due_date": "2030-01-01"}
	made["Coordination Issue"] = issue = insert(
		"Coordination Issue",
		project=project,
		title=f"{side.text}-issue",
		tried=f"{side.text}-tried",
		opinions=[{"unit": unit_in_charge, "opinion": f"{side.text}-opinion"}],
		**charge,
	)
	made["Supervision Order"] = insert(
		"Supervision Order",
		project=project,
		issue=issue,
		matter=f"{side.text}-matter",
		requirement=f"{side.text}-required",
		source="Decided at Special Meeting",
		inspection_office=office,
		**charge,
	)
	made["Coordination Meeting"] = insert(
		"Coordination Meeting",
		title=f"{side.text}-meeting",
		unit=side.units["lead"],
		meeting_date=today,
		agenda=[{"issue": issue, "title": f"{side.text}-topic"}],
		decisions=[{"topic_no": 1, "matter": f"{side.text}-decision"}],
		participants=[{"person": f"{side.text}-participant"}],
	)
	made["Commitment"] = insert(
		"Commitment",
		project=project,
		kind="Policy Fulfilment",
		words=f"{side.text}-promise",
		**charge,
	)


def bulletin(side: Side) -> str:
	"""A distributed bulletin; this side's is published to its units and its leader, not to the central ones."""
	today = frappe.utils.today()
	name = insert(
		"Bulletin",
		title=f"{side.text}-bulletin",
		body=f"{side.text}-words",
		period_from=today,
		period_to=today,
		recipients=[{"printed_name": f"{side.text}-reader"}],
	)
	frappe.db.set_value("Bulletin", name, "state", "Distributed")
	if side.text != CANARY:
		units = [side.units[kind] for kind in ("lead", "host", "introducer", "approval")]
		insert(
			"Publication",
			kind="Issued Bulletin",
			document_type="Bulletin",
			document=name,
			purpose=f"{side.text}-purpose",
			records=[{"record_type": "Bulletin", "record_name": name}],
			recipients=[*({"unit": unit} for unit in units), {"user": mail("LEADER")}],
		)
	return name


def reminders(side: Side) -> None:
	"""A training, and a chat group of a side with a message to it: the platform's administrator's alone."""
	insert("Agent Training", topic=TRAINING, training_date=frappe.utils.today())
	values = {"unit": side.units["lead"], "service": "WeCom", "robot_key": "key", "is_active": 0}
	robot = insert("Reminder Robot", robot_name=f"{side.text}-robot", **values)
	message = {"message_text": f"{side.text}-message", "message_key": f"{side.text}|robot"}
	insert("Reminder Message", robot=robot, channel="WeCom", state="Given Up", **message)
	place = {"address": "https://example.com/told", "secret": "a secret of the city", "is_active": 0}
	system = insert("Receiving System", system_name=f"{side.text}-system", unit=side.units["lead"], **place)
	told = {"record_type": "Investment Project", "record_name": side.records["Investment Project"]}
	insert("System Notice", receiver=system, kind="stage_changed", state="Given Up", **told)


def notes(side: Side) -> None:
	"""What the desk itself keeps about a project."""
	project = side.records["Investment Project"]
	pointing = {"reference_doctype": "Investment Project", "reference_name": project}
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{side.text}-file.txt",
			"attached_to_doctype": "Investment Project",
			"attached_to_name": project,
			"content": f"{side.text}-bytes",
		}
	).insert()
	side.records["File"], side.records["address"] = file.name, file.file_url
	for doctype, values in {
		"Comment": {"comment_type": "Comment", "content": f"{side.text}-comment", **pointing},
		"ToDo": {
			"description": f"{side.text}-todo",
			"reference_type": "Investment Project",
			"reference_name": project,
			"allocated_to": "Administrator",
		},
		"Version": {
			"ref_doctype": "Investment Project",
			"docname": project,
			"data": f'{{"c":"{side.text}-version"}}',
		},
		"Communication": {"subject": f"{side.text}-mail", "content": f"{side.text}-mail", **pointing},
		"Notification Log": {
			"subject": f"{side.text}-told",
			"document_type": "Investment Project",
			"document_name": project,
			"for_user": "Administrator",
			"type": "Alert",
		},
	}.items():
		side.records[doctype] = frappe.get_doc({"doctype": doctype, **values}).insert().name
	from frappe.desk.doctype.tag.tag import DocTags

	DocTags("Investment Project").add(project, f"{side.text}tag")


def card() -> str:
	"""The number of projects."""
	values = {
		"doctype": "Number Card",
		"label": CARD,
		"type": "Document Type",
		"document_type": "Investment Project",
		"function": "Count",
		"filters_json": "[]",
		"is_public": 1,
	}
	return frappe.get_doc(values).insert().name


def chart() -> str:
	"""A chart of the desk's own making, which it would keep for all once it is counted for one."""
	values = {
		"doctype": "Dashboard Chart",
		"chart_name": CHART,
		"chart_type": "Group By",
		"document_type": "Investment Project",
		"group_by_type": "Count",
		"group_by_based_on": "enterprise",
		"filters_json": "[]",
		"is_public": 1,
	}
	return frappe.get_doc(values).insert().name


def clear() -> None:
	"""Take the world away again, and nothing else of the demo's."""
	from anshang_app.demo import clearing

	names = [f"{text}-enterprise" for text in (CANARY, "OWNSIDE")]
	projects = frappe.get_all("Investment Project", {"enterprise": ["in", names]}, pluck="name")
	for doctype in clearing.DEMO_DOCTYPES:
		meta = frappe.get_meta(doctype)
		if meta.has_field("project"):
			clearing.remove(
				doctype, frappe.get_all(doctype, {"project": ["in", [*projects, ""]]}, pluck="name")
			)
	published = frappe.get_all("Publication", {"purpose": ["like", "%SIDE-purpose"]}, pluck="name")
	published += frappe.get_all("Publication", {"purpose": f"{CANARY}-purpose"}, pluck="name")
	clearing.remove("Publication", published)
	titles = [f"{text}-meeting" for text in (CANARY, "OWNSIDE")]
	clearing.remove(
		"Coordination Meeting",
		# a test may have put another title
		frappe.get_all(
			"Coordination Meeting",
			or_filters=[["title", "in", titles], ["unit", "like", "城墙%"]],
			pluck="name",
		),
	)
	bulletins = [f"{text}-bulletin" for text in (CANARY, "OWNSIDE")]
	clearing.remove("Bulletin", frappe.get_all("Bulletin", {"title": ["in", bulletins]}, pluck="name"))
	numbers = [f"{text}〔2026〕1号" for text in (CANARY, "OWNSIDE")]
	clearing.remove("Letter Number", numbers)
	for doctype in ("Ledger Import", "Ledger Mapping"):
		clearing.remove(doctype, frappe.get_all(doctype, {"unit": ["like", "城墙%"]}, pluck="name"))
	handed = frappe.get_all("Work Handover", {"summary": ["like", "%SIDE-handover"]}, pluck="name")
	handed += frappe.get_all("Work Handover", {"summary": f"{CANARY}-handover"}, pluck="name")
	clearing.remove("Work Handover", handed)
	clearing.remove(
		"Reminder Log", frappe.get_all("Reminder Log", {"digest_key": ["like", "%|wall"]}, pluck="name")
	)
	clearing.remove(
		"Reminder Message",
		frappe.get_all("Reminder Message", {"message_key": ["like", "%|robot"]}, pluck="name"),
	)
	for doctype, key in (("System Notice", "receiver"), ("Receiving System", "name")):
		clearing.remove(doctype, frappe.get_all(doctype, {key: ["like", "%-system"]}, pluck="name"))
	clearing.remove("Agent Training", frappe.get_all("Agent Training", {"topic": TRAINING}, pluck="name"))
	clearing.remove(
		"Report Mailing", frappe.get_all("Report Mailing", {"mailing_key": ["like", "%|wall"]}, pluck="name")
	)
	clearing.remove("Investment Project", projects)
	clearing.remove("Enterprise", names)
	clearing.remove("Anshang Unit", frappe.get_all("Anshang Unit", {"name": ["like", "城墙%"]}, pluck="name"))
	clearing.remove_users(frappe.get_all("User", {"name": ["like", "wall-%"]}, pluck="name"))
	for doctype, name in (
		("Dashboard Chart", CHART),
		("Number Card", CARD),
		("Reminder Robot", f"{CANARY}-robot"),
		("Report", REPORT),
		("Industry Chain", CHAIN),
		("Tag", f"{CANARY}tag"),
		("Tag", "OWNSIDEtag"),
	):
		if frappe.db.exists(doctype, name):
			frappe.delete_doc(doctype, name, force=True)
	frappe.clear_cache()


def completion(project: str) -> str:
	name = insert("Project Handover", project=project, kind="Completion", letter_no="OWNSIDE-letter")
	frappe.db.set_value("Project Handover", name, "state", "Handed Over")
	return name


def insert(doctype: str, **values) -> str:
	doc = frappe.get_doc({"doctype": doctype, "is_demo": 1, **values})
	return doc.insert(ignore_permissions=True).name
