"""The bulletin on a site: frozen figures, 核对, the steps to 印发, and that nothing moves after it."""

import hashlib
import json
import threading
from datetime import timedelta

import factories
import frappe
import portfolio_world as world
import pytest
from frappe.model.workflow import get_transitions
from frappe.utils import getdate

from anshang_app.access_control.row_rule import PROJECT_FIELD
from anshang_app.bulletins import api, bulletins, duty, frozen_figures
from anshang_app.bulletins.rules.snapshot import records_from_json, value_from_json
from anshang_app.case_reporting import desk
from anshang_app.case_reporting.api import leader
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import WHOLE
from anshang_app.foundation import constants
from anshang_app.progress_tracking.findings import BULLETIN_DUE, DueItems

PHONE = "13812345678"
#: one project being built and one planned, with something of everything the bulletin tells; days from today
SPECS = [
	{
		"host": 0,
		"lead": 0,
		"chain": 0,
		"stage": "Construction",
		"total": 30000,
		"fixed": 20000,
		"passages": (("Planning", -20), ("Construction", -3)),
		"nodes": (
			{"light": "Red Light", "planned": -9, "reason": f"征迁未完，联系人{PHONE}"},
			{"light": "Yellow Light", "planned": 2},
			{"target": "Construction Start", "planned": -5, "actual": -3},
		),
		"entries": (
			("Phone Contact", -1, 0, 0, 0),
			("Policy Briefing", -2, 0, 0, 0),
			("Progress Report", -1, 9000, 0, 1),
		),
		"issues": (("In Hand", "At Service Team", -9, -1, None), ("Cleared", "At Service Team", -9, -3, -2)),
		"orders": (("Settled", -9, -2, -1), ("Ordered", -4, 5, None)),
		"promises": (("Not Due", -1, None),),
		"cases": ((("Application Accepted", -4, None), ("Granted", -1, None)),),
	},
	{"host": 1, "lead": 1, "chain": 1, "stage": "Planning", "total": 20000, "passages": (("Planning", -70),)},
]


@pytest.fixture
def people(db):
	"""Clerks of each kind of unit; the session is the bureau's."""
	users = factories.make_world()
	# the demo's issues stay out of it until the rollback
	frappe.db.delete("Bulletin")
	frappe.set_user(users["bureau"])
	return users


@pytest.fixture
def issue(people):
	"""A new issue over the last month of the planted projects."""
	world.plant(SPECS)
	return new_issue()


def new_issue(**values):
	today = getdate()
	name = api.new_issue(str(today - timedelta(days=30)), str(today))["name"]
	doc = frappe.get_doc("Bulletin", name)
	rows = values.pop("recipients", [{"side": "Give To", "unit": "包保单位（测试）"}])
	doc.set("recipients", rows)
	doc.update(values)
	return doc.save()


def flagged(name: str) -> set[str]:
	"""The figures that differ by a comparison made now."""
	api.compare(name)
	doc = frappe.get_doc("Bulletin", name)
	found = {row.figure_key for row in doc.figures if row.differs}
	assert doc.differences == len(found)
	return found


def row_of(doc, key: str):
	return next(row for row in doc.figures if row.figure_key == key)


def distributed(doc):
	"""The bulletin all the way to 印发."""
	api.compare(doc.name)
	api.pass_figures(doc.name)
	api.distribute(doc.name)
	return frappe.get_doc("Bulletin", doc.name)


# --- drafting and freezing --------------------------------------------------------------------------------


def test_a_new_issue_is_numbered_drafted_and_holds_every_figure(issue):
	assert (issue.state, issue.issue_no, issue.unit) == ("Compiling", 1, "政数局（测试）")
	period = frozen_figures.period_of(issue)
	found = figures(Portfolio(), period)
	assert [row.figure_key for row in issue.figures] == list(found)
	for row in issue.figures:
		one = found[row.figure_key]
		assert value_from_json(row.value) == one.value and row.definition == one.definition
		assert tuple(records_from_json(row.records)) == one.records and row.record_count == len(one.records)
		assert row.taken_at
	for words in ("在册重点招商引资项目", "新开工1个", "【表：滞后节点】", "办结1件", "政策宣传1次"):
		assert words in issue.body, words
	assert PHONE not in issue.as_json() and "138****5678" in row_of(issue, "nodes_red").records


def test_bulletin_dashboard_and_loops_over_the_tables_agree(people):
	"""The hand-made portfolio: the frozen figures, the leaders' screen and plain loops say the same."""
	names = set(world.plant(SPECS))
	# whatever else is on the site stays out of it until the rollback
	for doctype in PROJECT_FIELD:
		frappe.db.delete(doctype, {PROJECT_FIELD[doctype]: ["not in", [*names]]})
	today = getdate()
	doc = frappe.get_doc("Bulletin", api.new_issue(str(today.replace(day=1)), str(today))["name"])
	said = {row.figure_key: value_from_json(row.value) for row in doc.figures}
	known = {key: value for key, value in world.counted(names).items() if key in said}
	assert len(known) > 20
	assert {key: said[key] for key in known} == known
	tiles = {one["key"]: one["value"] for part in leader()["tiles"].values() for one in part}
	counted = {row.figure_key for row in doc.figures if row.kind == WHOLE} & tiles.keys()
	assert len(counted) > 5
	assert {key: tiles[key] for key in counted} == {
		key: desk.format_figure(said[key], WHOLE) for key in counted
	}


def test_what_was_typed_stays_and_phones_are_masked(issue):
	issue.body = f"一、情况\n请联系{PHONE}。"
	issue.save()
	assert "138****5678" in issue.body and PHONE not in issue.body
	api.freeze_anew(issue.name)
	assert frappe.db.get_value("Bulletin", issue.name, "body").startswith("一、情况")
	api.draft_anew(issue.name)
	assert "在册重点招商引资项目" in frappe.db.get_value("Bulletin", issue.name, "body")


def test_a_table_that_does_not_exist_is_refused_by_name(issue):
	issue.body = "【表：没有】"
	with pytest.raises(frappe.ValidationError, match=r"【表：没有】.*没有这张表或图"):
		issue.save()


def test_a_template_that_reaches_further_is_refused(people):
	frappe.set_user("Administrator")
	template = frappe.get_doc("Bulletin Template", bulletins.default_template())
	template.body_template = "{{ frappe.session.user }}"
	with pytest.raises(frappe.ValidationError, match="正文模板"):
		template.save()


# --- 核对 -------------------------------------------------------------------------------------------------


def test_nothing_changed_nothing_flagged(issue):
	assert flagged(issue.name) == set()


@pytest.mark.parametrize(
	("doctype", "name", "values", "keys"),
	[
		("Investment Project", "FOLIO-1", {"total_investment": 25000}, {"total_investment"}),
		("Investment Project", "FOLIO-1", {"industry_chain": "别的"}, {"projects"}),
		("Project Node", "FOLIO-0-1", {"light": "Green Light"}, {"nodes_yellow"}),
		("Project Node", "FOLIO-0-0", {"late_reason": "资金未到位"}, {"nodes_red"}),
		("Progress Entry", "FOLIO-0-0", {"entry_kind": "Site Visit"}, {"phone_contacts", "site_visits"}),
		("Supervision Order", "FOLIO-0-0", {"unit": "另一单位"}, {"orders_settled"}),
		(
			"Coordination Issue",
			"FOLIO-0-0",
			{"state": "Cleared", "cleared_on": "2026-11-20"},
			{"issues_open", "issues_late", "issues_cleared"},
		),
		("Commitment", "FOLIO-0-0", {"words": "改了说法"}, {"promises_late"}),
	],
)
def test_one_changed_record_flags_exactly_the_figures_that_hold_it(issue, doctype, name, values, keys):
	if "cleared_on" in values:
		values = {**values, "cleared_on": getdate()}
	frappe.db.set_value(doctype, name, values)
	assert flagged(issue.name) == keys
	doc = frappe.get_doc("Bulletin", issue.name)
	for row in doc.figures:
		if row.differs:
			found = json.loads(row.found)
			assert name in {record for kind in found.values() for record, _words in kind}
			assert row.difference
	# the frozen value is still the old one
	assert row_of(doc, sorted(keys)[0]).value == row_of(issue, sorted(keys)[0]).value


def test_figures_pass_only_when_compared_today_and_differences_are_explained(issue):
	with pytest.raises(frappe.ValidationError, match="当天先核对"):
		api.pass_figures(issue.name)
	frappe.db.set_value("Project Node", "FOLIO-0-1", "light", "Green Light")
	api.compare(issue.name)
	frappe.db.set_value("Bulletin", issue.name, "checked_at", "2026-01-05 09:00:00")
	with pytest.raises(frappe.ValidationError, match="当天先核对"):
		api.pass_figures(issue.name)
	api.compare(issue.name)
	with pytest.raises(frappe.ValidationError, match="有1项数据不一致"):
		api.pass_figures(issue.name)
	assert frappe.db.get_value("Bulletin", issue.name, "state") == "Compiling"
	api.pass_figures(issue.name, "数据截至起草之日")
	doc = frappe.get_doc("Bulletin", issue.name)
	assert (doc.state, doc.difference_note) == ("Figures Checked", "数据截至起草之日")
	doc.body = "改了"
	with pytest.raises(frappe.ValidationError, match="请先退回"):
		doc.save()
	api.return_to_draft(issue.name)
	doc.reload()
	doc.body = "改了"
	doc.save()


def test_a_form_writes_no_figures_and_no_dates_of_the_steps(issue):
	before = [row.value for row in issue.figures]
	issue.figures[0].value, issue.figures = "999", issue.figures[:3]
	issue.save()
	assert [row.value for row in frappe.get_doc("Bulletin", issue.name).figures] == before
	issue.reload()
	issue.checked_at = frappe.utils.now()
	with pytest.raises(frappe.ValidationError, match="核对时间"):
		issue.save()


# --- 印发 -------------------------------------------------------------------------------------------------


def files_of(doc) -> list[bytes]:
	"""PDF and Word document as they are downloaded."""
	# its chain of imports opens a log inside the bench
	from anshang_app.bulletins.bulletin_files import content_of

	return [content_of(doc, kind) for kind in ("pdf", "docx")]


def fingerprint(name: str) -> str:
	"""Every byte the record is stored as, its rows too."""
	rows = [frappe.db.sql("select * from `tabBulletin` where name = %s", name)]
	for child in ("Bulletin Figure", "Bulletin Recipient"):
		rows.append(frappe.db.sql(f"select * from `tab{child}` where parent = %s order by idx", name))
	return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_a_distributed_bulletin_never_changes_by_a_byte(issue):
	doc = distributed(issue)
	record, files = fingerprint(doc.name), files_of(doc)
	assert [hashlib.sha256(one).hexdigest() for one in files] == [doc.pdf_sha256, doc.docx_sha256]
	assert files[0].startswith(b"%PDF") and files[1].startswith(b"PK")
	frappe.db.set_value("Investment Project", "FOLIO-1", "total_investment", 99999)
	for change in ({"title": "改"}, {"body": "改"}, {"copies": 5}, {"state": "Compiling"}, {}):
		doc.reload()
		doc.update(change)
		with pytest.raises(frappe.ValidationError, match=r"不能再修改|已印发"):
			doc.save()
	frappe.db.savepoint("steps")
	for step in (api.compare, api.draft_anew, api.freeze_anew):
		with pytest.raises(frappe.ValidationError):
			step(doc.name)
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc("Bulletin", doc.name).delete(ignore_permissions=True)
	file = frappe.get_doc("File", {"file_url": doc.pdf_file})
	for way in (file.delete, lambda: file.update({"is_private": 0, "content": b"other"}).save()):
		with pytest.raises(frappe.ValidationError, match="保持原样"):
			way()
	with pytest.raises(frappe.ValidationError, match="保持原样"):
		factories.make(
			"File", file_name="x.txt", content="x", attached_to_doctype="Bulletin", attached_to_name=doc.name
		)
	doc.reload()
	assert fingerprint(doc.name) == record
	assert files_of(doc) == files


def test_it_is_published_to_its_list_and_read_by_it_only(issue, people):
	doc = distributed(issue)
	publication = frappe.get_doc("Publication", doc.publication)
	assert (publication.kind, publication.document) == ("Issued Bulletin", doc.name)
	assert [row.unit for row in publication.recipients] == ["包保单位（测试）"]
	for who, reads in (("lead", True), ("host", False), ("economy", False)):
		frappe.set_user(people[who])
		assert bool(frappe.get_list("Bulletin", pluck="name")) is reads
		assert frappe.has_permission("Bulletin", "read", doc.name) is reads
		assert frappe.has_permission("Bulletin", "write", doc.name) is False
	frappe.set_user(people["lead"])
	told = frappe.get_doc("Bulletin", doc.name)
	told.apply_fieldlevel_read_permissions()
	assert {row.get("records") for row in told.figures} == {None} and told.figures[0].said


def test_without_a_recipient_to_mail_nothing_is_distributed(issue):
	issue.set("recipients", [{"side": "Report To", "printed_name": "市领导"}])
	issue.save()
	api.compare(issue.name)
	api.pass_figures(issue.name)
	with pytest.raises(frappe.ValidationError, match="至少一个报送对象"):
		api.distribute(issue.name)
	assert not frappe.db.get_value("Bulletin", issue.name, "pdf_file")


def test_each_address_is_mailed_once_with_the_archived_pdf(issue, people, monkeypatch):
	frappe.set_user("Administrator")
	account = {
		"email_account_name": "简报（测试）",
		"email_id": "bulletin@test.example.com",
		"enable_outgoing": 1,
		"default_outgoing": 1,
		"smtp_server": "127.0.0.1",
		"no_smtp_authentication": 1,
		"password": "x",
	}
	monkeypatch.setattr(
		"frappe.email.doctype.email_account.email_account.EmailAccount.validate", lambda self: None
	)
	factories.make("Email Account", **account)
	frappe.local.outgoing_email_account = {}
	frappe.set_user(people["bureau"])
	lead = people["lead"]
	issue.set(
		"recipients",
		[
			{"side": "Give To", "unit": "包保单位（测试）"},
			{"side": "Give To", "unit": "包保单位（测试）", "address": lead.upper()},
			{"side": "Send To", "printed_name": "市府办", "address": "office@example.com"},
			{"side": "Report To", "printed_name": "市府办", "address": "office@example.com"},
		],
	)
	issue.save()
	doc = distributed(issue)
	queued = frappe.get_all("Email Queue", {"reference_name": doc.name}, ["name", "attachments"])
	to = frappe.get_all(
		"Email Queue Recipient", {"parent": ["in", [row.name for row in queued]]}, pluck="recipient"
	)
	assert sorted(to) == sorted([lead, "office@example.com"]) and doc.mails == 2
	(fid,) = {one["fid"] for row in queued for one in json.loads(row.attachments)}
	assert frappe.db.get_value("File", fid, "file_url") == doc.pdf_file
	with pytest.raises(frappe.ValidationError):
		api.distribute(doc.name)
	assert frappe.db.count("Email Queue", {"reference_name": doc.name}) == 2


def test_the_steps_are_the_bureaus(issue, people):
	for who in ("lead", "host", "invest", "economy"):
		frappe.set_user(people[who])
		for step in (api.compare, api.distribute, api.draft_anew):
			with pytest.raises(frappe.PermissionError):
				step(issue.name)
		with pytest.raises(frappe.PermissionError):
			api.new_issue()
	frappe.set_user(people["bureau"])
	assert [row.action for row in get_transitions(issue)] == [constants.ACTION_PASS_FIGURES]
	with pytest.raises(frappe.ValidationError):
		api.distribute(issue.name)


# --- numbers, duty ----------------------------------------------------------------------------------------


def test_numbers_follow_each_other_by_year_or_on_and_on(issue):
	from anshang_app.bulletins.bulletin_files import file_name

	second = new_issue()
	assert second.issue_no == 2
	with pytest.raises(frappe.ValidationError, match="此期号已被另一期使用"):
		new_issue(issue_no=2)
	third = new_issue(issue_no=9)
	third.bulletin_date = "2031-01-04"
	third.save()
	assert (third.issue_year, file_name(third)) == (2031, "安商简报2031年第9期")
	assert bulletins.next_number(2031) == 10 and bulletins.next_number(2032) == 1
	frappe.get_cached_doc("Anshang Settings").bulletin_numbering = "On and On"
	assert bulletins.next_number(2032) == 10
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")


def test_two_offices_drawing_at_once_get_two_numbers(db, site_name):
	"""Real transactions of two connections: the second waits for the first one's commit."""
	frappe.db.rollback()
	year, drawn, order = 2099, [], []
	first_has_it, begun = threading.Event(), threading.Event()

	def draw(label: str, wait: bool):
		frappe.init(site=site_name, sites_path=".")
		frappe.connect()
		try:
			if wait:
				first_has_it.wait(20)
				begun.set()
			drawn.append(bulletins.next_number(year))
			order.append(label)
			if not wait:
				first_has_it.set()
				begun.wait(20)
				# the other one is asking now; it may not have an answer before this row is there
				frappe.db.sql("select sleep(1)")
				assert order == ["first"]
				frappe.db.sql(
					"insert into `tabBulletin` (name, issue_year, issue_no, number_key) values ('BL-TEST', %s, %s, 'x|1')",
					(year, drawn[0]),
				)
			frappe.db.commit()
		finally:
			frappe.destroy()

	threads = [
		threading.Thread(target=draw, args=("first", False)),
		threading.Thread(target=draw, args=("second", True)),
	]
	try:
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(40)
		assert drawn == [1, 2]
	finally:
		frappe.db.rollback()
		frappe.db.sql("delete from `tabBulletin` where name = 'BL-TEST'")
		frappe.db.sql("commit")


def test_only_the_last_number_may_go(issue):
	second = new_issue()
	frappe.set_user("Administrator")
	with pytest.raises(frappe.ValidationError, match="期号不留空号"):
		frappe.get_doc("Bulletin", issue.name).delete()
	frappe.get_doc("Bulletin", second.name).delete()
	assert bulletins.next_number(getdate().year) == 2


def test_the_bureau_is_told_when_no_bulletin_was_issued(issue, people, monkeypatch):
	rule = frappe.get_doc("Duty Rule", "政数局每两月编发安商简报")
	words = duty.owed_by
	settings = frappe.get_cached_doc("Anshang Settings")
	settings.go_live_date, settings.radar_days = "2026-01-01", 10
	day = getdate
	assert words(rule, [day("2026-09-20")], day("2026-10-25")) is None
	assert words(rule, [day("2026-07-20")], day("2026-09-02")) is None
	assert "2026年10月31日前" in words(rule, [day("2026-07-20")], day("2026-10-25"))
	assert "2026年7月1日至2026年8月31日未印发" in words(rule, [], day("2026-09-02"))
	settings.go_live_date = "2026-08-15"
	assert words(rule, [], day("2026-09-02")) is None
	settings.radar_days = 62
	(finding,) = [one for one in DueItems().all() if one.kind == BULLETIN_DUE]
	assert finding.units == ("政数局（测试）",) and "尚未印发过" in finding.sentence
	distributed(issue)
	assert [one for one in DueItems().all() if one.kind == BULLETIN_DUE] == []
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")
