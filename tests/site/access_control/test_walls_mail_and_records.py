"""Mail, notifications, publications, links, phones: what goes out on purpose, to whom, and what goes on record."""

import email
import io
import zipfile

import factories as make
import pytest
import walled_world as world

REPORT = "城墙台账（测试）"


@pytest.fixture
def desk(walled, db):
	"""The walled world inside a transaction of its own; `as_(account)` changes the user."""
	import frappe

	class Desk:
		own, foreign = walled["own"].records, walled["foreign"].records

		def as_(self, account: str) -> None:
			frappe.set_user(world.mail(account))
			frappe.local.lang = "zh"

	return Desk()


def scheduled(account: str, to: str | None = None, format_: str = "XLSX"):
	"""A scheduled mail of a list of projects, run as the account's user."""
	import frappe

	if not frappe.db.exists("Report", REPORT):
		make.make(
			"Report",
			report_name=REPORT,
			ref_doctype="Investment Project",
			report_type="Report Builder",
			is_standard="No",
			json='{"fields": [["name", "Investment Project"], ["project_name", "Investment Project"], ["construction_content", "Investment Project"]], "filters": []}',
		)
	return make.make(
		"Auto Email Report",
		report=REPORT,
		report_type="Report Builder",
		user=world.mail(account),
		email_to=to or world.mail(account),
		frequency="Daily",
		format=format_,
		enabled=1,
		no_of_rows=500,
		reference_report=REPORT,
	)


def mailed() -> dict[str, str]:
	"""By the address it went to: every text of every mail in the queue, workbooks unpacked."""
	import frappe

	found = {}
	for row in frappe.get_all("Email Queue", pluck="name"):
		queue = frappe.get_doc("Email Queue", row)
		texts = []
		for part in email.message_from_string(queue.message).walk():
			content = part.get_payload(decode=True) or b""
			if content[:2] == b"PK":
				book = zipfile.ZipFile(io.BytesIO(content))
				texts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
			texts.append(content.decode("utf-8", "replace"))
		for recipient in queue.recipients:
			found[recipient.recipient] = found.get(recipient.recipient, "") + "\n".join(texts)
	return found


@pytest.fixture
def mail_works(db):
	"""An outgoing account, so that mail is written into the queue."""
	import frappe

	frappe.db.delete("Email Queue")
	frappe.db.delete("Auto Email Report")
	account = frappe.get_doc(
		{
			"doctype": "Email Account",
			"email_account_name": "城墙邮箱",
			"email_id": "wall@example.com",
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "localhost",
			"awaiting_password": 1,
		}
	)
	account.db_insert()
	frappe.local.outgoing_email_account = {}


@pytest.mark.parametrize("format_", ["XLSX", "HTML", "CSV"])
def test_a_scheduled_report_runs_as_its_user(desk, mail_works, format_):
	for account in ("LEAD", "BUREAU", "INSPECTION"):
		scheduled(account, format_=format_)
	make.send_daily()
	mails = mailed()
	assert world.CANARY not in mails[world.mail("LEAD")]
	assert "OWNSIDE-project" in mails[world.mail("LEAD")]
	assert world.CANARY in mails[world.mail("BUREAU")]
	assert world.CANARY not in mails[world.mail("INSPECTION")]
	import frappe

	assert frappe.session.user == "Administrator"


def test_an_address_outside_the_unit_is_refused_unless_published(desk, mail_works):
	import frappe

	with pytest.raises(frappe.ValidationError, match="不是 LEAD 所在单位的成员"):
		scheduled("LEAD", to=f"{world.mail('LEAD')}\n{world.mail('APPROVAL')}\nmayor@example.com")
	report = scheduled("LEAD", to=f"{world.mail('LEAD')}\n{world.mail('PRINCIPAL')}")
	from anshang_app.access_control.publications import publish

	publish("Scheduled Report", "Auto Email Report", report.name, [], addresses=["mayor@example.com"])
	report.email_to += "\nmayor@example.com"
	report.save()
	report.send()
	assert set(mailed()) == {world.mail("LEAD"), world.mail("PRINCIPAL"), "mayor@example.com"}


def test_who_left_the_unit_since_gets_no_scheduled_report(desk, mail_works):
	import frappe

	report = scheduled("LEAD", to=f"{world.mail('LEAD')}\n{world.mail('PRINCIPAL')}")
	frappe.db.set_value("Unit Member", {"user": world.mail("PRINCIPAL")}, "to_date", frappe.utils.today())
	report.send()
	assert set(mailed()) == {world.mail("LEAD")}
	frappe.db.set_value("User", world.mail("LEAD"), "enabled", 0)
	frappe.db.delete("Email Queue")
	report.reload()
	report.send()
	assert mailed() == {}


def test_a_notification_reaches_readers_only(desk, mail_works):
	import frappe

	log = {
		"doctype": "Notification Log",
		"subject": "x",
		"type": "Alert",
		"document_type": "Investment Project",
	}
	for account in ("LEAD", "BUREAU"):
		frappe.get_doc(
			{**log, "document_name": desk.foreign["Investment Project"], "for_user": world.mail(account)}
		).insert(ignore_permissions=True)
	told = frappe.get_all(
		"Notification Log", filters={"document_name": desk.foreign["Investment Project"]}, pluck="for_user"
	)
	assert world.mail("BUREAU") in told and world.mail("LEAD") not in told
	notification = frappe.get_doc(
		{
			"doctype": "Notification",
			"name": "城墙通知",
			"subject": "项目",
			"document_type": "Investment Project",
			"event": "Save",
			"channel": "Email",
			"message": "{{ doc.project_name }}",
			"recipients": [
				{"receiver_by_role": "Chain Lead Clerk"},
				{"receiver_by_role": "Government Services Clerk"},
			],
		}
	)
	project = frappe.get_doc("Investment Project", desk.foreign["Investment Project"])
	recipients, _cc, _bcc = notification.get_list_of_recipients(project, {"doc": project})
	assert world.mail("BUREAU") in recipients and world.mail("LEAD") not in recipients


def test_nothing_is_shared_past_the_rule(desk):
	import frappe

	at = desk.foreign["Investment Project"]
	for values in (
		{
			"doctype": "DocShare",
			"share_doctype": "Investment Project",
			"share_name": at,
			"user": world.mail("LEAD"),
			"read": 1,
		},
		{
			"doctype": "Document Follow",
			"ref_doctype": "Service Plan",
			"ref_docname": desk.foreign["Service Plan"],
			"user": world.mail("LEAD"),
		},
		{"doctype": "Document Share Key", "reference_doctype": "Investment Project", "reference_docname": at},
	):
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(values).insert(ignore_permissions=True)


def test_a_full_phone_is_shown_to_the_team_with_a_reason_on_record(desk):
	import frappe

	from anshang_app.key_projects import api

	contact = desk.own["Project Contact"]
	desk.as_("LEAD")
	api.set_phone(contact, make.MOBILE)
	with pytest.raises(frappe.ValidationError, match="查看理由"):
		api.reveal_phone(contact, "  ")
	assert api.reveal_phone(contact, "联系开工事宜")["phone"] == make.MOBILE
	logs = frappe.get_all("Reveal Log", filters={"contact": contact, "reason": "联系开工事宜"}, fields=["*"])
	assert [(log.revealed_to, log.project, log.side) for log in logs] == [
		(world.mail("LEAD"), desk.own["Investment Project"], "Enterprise")
	]
	assert make.MOBILE not in str(logs)
	for account in ("LEADER", "INTRODUCER"):
		desk.as_(account)
		assert api.reveal_phone(contact, "了解情况")["phone"] == make.MOBILE
	for account in ("APPROVAL", "ECONOMY", "INSPECTION"):
		desk.as_(account)
		with pytest.raises(frappe.PermissionError):
			api.reveal_phone(contact, "了解情况")
	desk.as_("LEAD")
	with pytest.raises(frappe.PermissionError):
		api.reveal_phone(desk.foreign["Project Contact"], "了解情况")


def test_the_forms_print_the_phone_in_full_for_the_team_and_masked_for_others(desk):
	from anshang_app.key_projects import api
	from anshang_app.key_projects.contacts import printed_phone

	contact, project = desk.own["Project Contact"], desk.own["Investment Project"]
	desk.as_("LEAD")
	masked = api.set_phone(contact, make.MOBILE)["phone_masked"]
	assert printed_phone(contact, project) == make.MOBILE
	desk.as_("APPROVAL")
	assert printed_phone(contact, project) == masked != make.MOBILE


def test_a_publication_opens_one_record_and_is_withdrawn_never_changed(desk):
	import frappe

	from anshang_app.access_control import api

	log = desk.foreign["Stage Log"]
	desk.as_("LEAD")
	with pytest.raises(frappe.PermissionError):
		api.publish_record("Stage Log", log, users=[world.mail("LEAD")])
	desk.as_("BUREAU")
	name = api.publish_record("Stage Log", log, users=[world.mail("LEAD")], purpose="通报进度")
	desk.as_("LEAD")
	assert frappe.has_permission("Stage Log", "read", doc=log)
	assert not frappe.has_permission("Investment Project", "read", doc=desk.foreign["Investment Project"])
	desk.as_("BUREAU")
	publication = frappe.get_doc("Publication", name)
	publication.purpose = "别的"
	with pytest.raises(frappe.ValidationError):
		publication.save()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Publication", name, ignore_permissions=True)
	for account in ("LEAD", "APPROVAL"):
		desk.as_(account)
		with pytest.raises(frappe.PermissionError):
			api.withdraw_publication(name, "不想公开")
	desk.as_("BUREAU")
	with pytest.raises(frappe.ValidationError, match="撤回原因"):
		api.withdraw_publication(name, " ")
	assert api.withdraw_publication(name, "误公开") == "Publication Withdrawn"
	with pytest.raises(frappe.ValidationError, match="已登记结果：已撤回公开"):
		api.withdraw_publication(name, "再撤一次")
	desk.as_("LEAD")
	assert not frappe.has_permission("Stage Log", "read", doc=log)


@pytest.mark.parametrize(
	("arguments", "words"),
	[
		({"users": []}, "公开对象"),
		({"users": ["nobody@example.com"]}, "nobody"),
		({"users": [world.mail("LEAD")], "open_until": "2020-01-01"}, "公开截止日期"),
	],
)
def test_a_bad_publication_is_refused(desk, arguments, words):
	import frappe

	from anshang_app.access_control import api

	desk.as_("BUREAU")
	with pytest.raises((frappe.ValidationError, frappe.LinkValidationError)) as refused:
		api.publish_record("Stage Log", desk.foreign["Stage Log"], **arguments)
	assert words in str(refused.value)


def test_nobody_publishes_what_he_may_not_read(desk):
	"""Whoever convenes a meeting sends its agenda round by a step, past the rights to publications."""
	import frappe

	from anshang_app.access_control.publications import publish

	desk.as_("LEAD")
	for side, readable in ((desk.own, True), (desk.foreign, False)):
		publishing = lambda: publish(  # noqa: E731
			"Single Record",
			"Coordination Issue",
			side["Coordination Issue"],  # noqa: B023
			[("Stage Log", side["Stage Log"])],  # noqa: B023
			users=[world.mail("INTRODUCER")],
			by_path=True,
		)
		if readable:
			assert len(publishing().records) == 2
			continue
		with pytest.raises(frappe.ValidationError, match="无权查看"):
			publishing()


def test_each_reader_of_a_publication_has_a_row_of_his_own(desk):
	import frappe

	desk.as_("BUREAU")
	log, unit = desk.own["Stage Log"], frappe.db.get_value("Anshang Unit", {"name": ["like", "城墙%"]})
	for recipient in ({"unit": unit, "user": world.mail("LEAD")}, {}):
		publication = frappe.get_doc(
			{
				"doctype": "Publication",
				"kind": "Single Record",
				"document_type": "Stage Log",
				"document": log,
				"records": [{"record_type": "Stage Log", "record_name": log}],
				"recipients": [{"unit": unit}, recipient],
			}
		)
		with pytest.raises(frappe.ValidationError, match="每行"):
			publication.insert()


def test_a_look_at_a_phone_stays_on_record(desk):
	import frappe

	log = frappe.get_doc("Reveal Log", desk.own["Reveal Log"])
	log.reason = "别的"
	with pytest.raises(frappe.ValidationError, match="须留存，不能修改"):
		log.save()
	with pytest.raises(frappe.ValidationError, match="须留存，不能修改"):
		frappe.delete_doc("Reveal Log", log.name)
	assert frappe.db.get_value("Reveal Log", log.name, "reason") == "OWNSIDE-look"


def test_an_enterprises_link_opens_its_project_until_it_ends(desk):
	import frappe

	from anshang_app.access_control import api, enterprise_links, row_rule
	from anshang_app.access_control.user_context import viewer_of

	desk.as_("LEAD")
	address = api.issue_enterprise_link(desk.own["Investment Project"])["address"]
	token = address.rsplit("=", 1)[1]
	assert not frappe.db.exists("Enterprise Link", {"token_hash": token})
	with pytest.raises(frappe.PermissionError):
		api.issue_enterprise_link(desk.foreign["Investment Project"])
	frappe.set_user("Guest")
	assert not row_rule.may_see("Investment Project", desk.own["Investment Project"], viewer_of())
	assert enterprise_links.open_link(token) == desk.own["Investment Project"]
	assert row_rule.may_see("Investment Project", desk.own["Investment Project"], viewer_of())
	assert row_rule.may_see("Project Node", desk.own["Project Node"], viewer_of())
	assert not row_rule.may_see("Investment Project", desk.foreign["Investment Project"], viewer_of())
	frappe.local.anshang_link_project = None
	with pytest.raises(frappe.PermissionError):
		enterprise_links.open_link(token + "x")
	name = frappe.db.get_value("Enterprise Link", {"token_hash": enterprise_links.hashed(token)})
	frappe.db.set_value("Enterprise Link", name, "expires_on", "2020-01-01")
	with pytest.raises(frappe.PermissionError):
		enterprise_links.open_link(token)
	frappe.db.set_value("Enterprise Link", name, "expires_on", "2099-01-01")
	for account, link in (("APPROVAL", name), ("LEAD", desk.foreign["Enterprise Link"])):
		desk.as_(account)
		with pytest.raises(frappe.PermissionError):
			api.withdraw_enterprise_link(link)
	desk.as_("LEAD")
	api.withdraw_enterprise_link(name)
	with pytest.raises(frappe.PermissionError):
		enterprise_links.open_link(token)


def test_nobody_becomes_an_administrator_unasked(db):
	import frappe

	frappe.db.delete("Has Role", {"role": "System Manager", "parent": ["!=", "Administrator"]})
	frappe.flags.in_install = True
	try:
		user = make.make(
			"User",
			email="first@test.example.com",
			first_name="第一个",
			send_welcome_email=0,
			roles=[{"role": "Chain Lead Clerk"}],
		)
	finally:
		frappe.flags.in_install = False
	assert [row.role for row in user.roles if row.role == "System Manager"] == []


def test_a_file_that_carries_phone_numbers_is_for_those_who_may_know_them(desk):
	import frappe

	plan = desk.own["Service Plan"]
	scan = make.attach_scan(plan)
	frappe.db.set_value("Service Plan", plan, "signed_scan", scan)
	file = frappe.get_doc("File", {"file_url": scan})
	readers = {
		account: frappe.has_permission("File", "read", doc=file, user=world.mail(account))
		for account in ("LEAD", "HOST", "LEADER", "BUREAU", "APPROVAL", "ECONOMY", "INSPECTION")
	}
	assert readers == {
		"LEAD": True,
		"HOST": True,
		"LEADER": True,
		"BUREAU": True,
		"APPROVAL": False,
		"ECONOMY": False,
		"INSPECTION": False,
	}
	assert frappe.has_permission("Service Plan", "read", doc=plan, user=world.mail("APPROVAL"))
	# a pack that another one replaced holds the same contacts; the economy bureau takes them over
	handover = desk.own["Project Handover"]
	about = {"attached_to_doctype": "Project Handover", "attached_to_name": handover}
	pack = make.make("File", file_name="pack.txt", content="contacts of before", is_private=1, **about)
	other = make.make("File", file_name="other.txt", content="no contacts", is_private=1, **about)
	place = {"parent": handover, "parenttype": "Project Handover", "parentfield": "packs"}
	frappe.get_doc({"doctype": "Completion Pack", **place, "pack_file": pack.file_url}).db_insert()
	for account, may_open in (("LEAD", True), ("ECONOMY", True), ("APPROVAL", False), ("INSPECTION", False)):
		reads = {
			file.name: frappe.has_permission("File", "read", doc=file, user=world.mail(account))
			for file in (pack, other)
		}
		assert reads == {pack.name: may_open, other.name: True}, account
