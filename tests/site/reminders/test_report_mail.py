"""What goes out by itself: nothing of another unit in a unit's mail, each issue once, through a real mail server."""

import asyncio
import email
import io
import os
import socket
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import date, timedelta
from email import policy
from pathlib import Path

import factories as make
import frappe
import pytest
import walled_world as world
from aiosmtpd.controller import Controller

from anshang_app.case_reporting import reports

RUN = Path(__file__).parent / "mail_run.py"
OURS = ("Auto Email Report", "Report Mailing")


# --- over HTTP ------------------------------------------------------------------------------------------------


def test_no_report_shows_anything_of_another_unit(sessions):
	for account in ("LEAD", "APPROVAL", "INSPECTION", "LEADER"):
		answered = 0
		for name in reports.MODULES:
			answer = sessions[account].call("frappe.desk.query_report.run", report_name=name, filters="{}")
			assert answer.status_code in (200, 403), (account, name, answer.text[:500])
			assert world.CANARY not in answer.text, (account, name)
			answered += answer.status_code == 200
		assert answered >= 8, account
		screen = sessions[account].call("anshang_app.case_reporting.api.leader")
		assert screen.status_code == 200 and world.CANARY not in screen.text
	shown = sessions["BUREAU"].call(
		"frappe.desk.query_report.run", report_name="Project Ledger", filters="{}"
	)
	assert world.CANARY in shown.text and "OWNSIDE" in shown.text


def test_the_workbook_is_for_who_may_export_and_holds_his_rows_only(sessions):
	refused = sessions["LEAD"].call(
		"anshang_app.case_reporting.api.export_report", report_name="Project Ledger"
	)
	assert refused.status_code == 403
	mine = sessions["LEAD"].call("anshang_app.case_reporting.api.export_report", report_name="Issue Ledger")
	assert mine.status_code == 200 and mine.content[:2] == b"PK"
	assert "OWNSIDE-issue" in texts_of(mine.content) and world.CANARY not in texts_of(mine.content)
	unknown = sessions["BUREAU"].call(
		"anshang_app.case_reporting.api.export_report", report_name="Operation Audit"
	)
	assert unknown.status_code == 417


def texts_of(book: bytes) -> str:
	archive = zipfile.ZipFile(io.BytesIO(book))
	return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


# --- inside a transaction -------------------------------------------------------------------------------------


@pytest.fixture
def outgoing(walled, db):
	"""A mail account, so that mail is written into the queue, and no mail of anybody else's there."""
	for doctype in ("Email Queue", *OURS):
		frappe.db.delete(doctype)
	account(port=25).db_insert()
	frappe.local.outgoing_email_account = {}


def account(port: int):
	return frappe.get_doc(
		{
			"doctype": "Email Account",
			"name": "城墙邮箱",
			"email_account_name": "城墙邮箱",
			"email_id": "wall@example.com",
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "127.0.0.1",
			"smtp_port": port,
			"no_smtp_authentication": 1,
			"awaiting_password": 1,
		}
	)


def scheduled(report: str, of: str, **values):
	"""An enabled record, made some days ago."""
	record = frappe.get_doc(
		{
			"doctype": "Auto Email Report",
			"report": report,
			"report_type": "Script Report",
			"user": world.mail(of),
			"email_to": world.mail(of),
			"enabled": 1,
			"frequency": "Daily",
			"format": "XLSX",
			**values,
		}
	).insert(ignore_permissions=True)
	record.db_set("creation", frappe.utils.add_days(frappe.utils.now(), -40), update_modified=False)
	return record


def queued(recipient: str | None = None) -> list:
	"""The messages in the queue, of one recipient or all."""
	found = []
	for name in frappe.get_all("Email Queue", pluck="name", order_by="creation"):
		queue = frappe.get_doc("Email Queue", name)
		if recipient in (None, queue.recipients[0].recipient):
			assert len(queue.recipients) == 1
			found.append(email.message_from_string(queue.message, policy=policy.default))
	return found


def words(message) -> str:
	"""Every text of a message, workbooks unpacked."""
	parts = []
	for part in message.walk():
		if part.is_multipart():
			continue
		content = part.get_content()
		parts.append(texts_of(content) if isinstance(content, bytes) else content)
	return "\n".join(parts)


@pytest.mark.parametrize("format_", ["XLSX", "HTML"])
def test_a_report_goes_out_as_its_user_sees_it_with_letter_and_workbook(outgoing, format_):
	for name in ("LEAD", "BUREAU"):
		scheduled("Project Ledger", name, format=format_).send()
	(mine,), (bureau,) = queued(world.mail("LEAD")), queued(world.mail("BUREAU"))
	assert world.CANARY not in words(mine) and "OWNSIDE-project" in words(mine)
	assert world.CANARY in words(bureau)
	assert mine["subject"].startswith("项目台账")
	plain = mine.get_body(("plain",)).get_content()
	assert "项目数" in plain and "OWNSIDE-project" in plain
	names = [part.get_filename() for part in mine.iter_attachments()]
	assert names == ([f"项目台账-{frappe.utils.getdate():%Y%m%d}.xlsx"] if format_ == "XLSX" else [])


def test_an_issue_goes_out_once_and_a_missed_one_is_caught_up(outgoing, monkeypatch):
	from anshang_app.reminders import scheduled_reports as jobs

	monkeypatch.setattr(jobs, "is_office_time", lambda: True)
	day = frappe.utils.getdate()
	yesterday = jobs.WEEKDAYS[(day - timedelta(days=1)).weekday()]
	late = scheduled("Node Alerts", "LEAD", frequency="Weekly", day_of_week=yesterday, send_if_data=0)
	fresh = scheduled("Project Ledger", "LEAD", frequency="Weekly", day_of_week=yesterday)
	fresh.db_set("creation", frappe.utils.now(), update_modified=False)
	assert (jobs.send_due(), jobs.send_due()) == (1, 0)
	late.send()
	assert [message["subject"][:4] for message in queued()] == ["节点预警"]
	(log,) = frappe.get_all("Report Mailing", fields=["about", "day", "outcome", "addresses"])
	assert (log.about, log.day, log.outcome) == (late.name, day - timedelta(days=1), "Mailed")
	assert log.addresses == world.mail("LEAD")


@pytest.mark.parametrize(
	("frequency", "today", "due"),
	[
		("Daily", date(2026, 10, 3), date(2026, 10, 3)),
		# the national holiday has no working day; the Saturday after it is one
		("Weekdays", date(2026, 10, 6), date(2026, 9, 30)),
		("Weekdays", date(2026, 10, 10), date(2026, 10, 10)),
		("Weekly", date(2026, 11, 25), date(2026, 11, 23)),
		("Weekly", date(2026, 11, 23), date(2026, 11, 23)),
		("Monthly", date(2026, 11, 30), date(2026, 11, 1)),
	],
)
def test_when_an_issue_is_due(db, frequency, today, due):
	from anshang_app.reminders.scheduled_reports import due_day

	assert due_day(frappe._dict(frequency=frequency, day_of_week="Monday"), today) == due


def test_a_failing_report_is_put_on_record_and_stops_nothing(outgoing):
	bad = scheduled("Issue Ledger", "LEAD")
	bad.db_set("filters", '{"from_date": "昨天"}', update_modified=False)
	good = scheduled("Project Ledger", "LEAD")
	make.send_daily()
	assert [message["subject"][:4] for message in queued()] == ["项目台账"]
	logs = {row.about: row for row in frappe.get_all("Report Mailing", fields=["*"])}
	assert (logs[bad.name].outcome, logs[good.name].outcome) == ("Mailing Failed", "Mailed")
	assert "昨天" in logs[bad.name].problem
	bad.db_set("filters", "{}", update_modified=False)
	make.send_daily()
	again = frappe.get_doc("Report Mailing", logs[bad.name].name)
	assert (again.outcome, again.tried) == ("Mailed", 2)
	assert len(queued()) == 2


def test_a_test_goes_to_who_asks_and_only_if_he_may_receive_the_report(outgoing):
	from anshang_app.reminders.api import send_test

	record = scheduled("Project Ledger", "BUREAU")
	frappe.set_user(world.mail("ADMIN"))
	frappe.local.lang = "zh"
	with pytest.raises(frappe.PermissionError):
		frappe.set_user(world.mail("LEAD"))
		send_test(record.name)
	frappe.set_user("Administrator")
	record.db_set("user", "Administrator", update_modified=False)
	address = frappe.db.get_value("User", "Administrator", "email")
	# so the setup wizard leaves it, and Frappe drops such mail without a word
	frappe.db.delete("Email Unsubscribe", {"email": address})
	unsubscribed = {"doctype": "Email Unsubscribe", "email": address, "global_unsubscribe": 1}
	unsubscribed = frappe.get_doc(unsubscribed).insert()
	with pytest.raises(frappe.ValidationError, match="已退订全部邮件"):
		send_test(record.name)
	assert not queued(address)
	unsubscribed.delete()
	assert send_test(record.name) == address
	assert len(queued(address)) == 1 and not frappe.db.count("Report Mailing")


def test_shipped_records_are_off_and_stay_as_an_administrator_left_them(db):
	from anshang_app.setup import install

	shipped = frappe.get_all("Auto Email Report", {"user": "Administrator"}, ["name", "report", "enabled"])
	assert {row.report for row in shipped} >= {"Project Ledger", "Node Alerts", "Supervision Ledger"}
	assert not any(row.enabled for row in shipped)
	frappe.db.set_value("Auto Email Report", shipped[0].name, "frequency", "Daily")
	frappe.delete_doc("Auto Email Report", shipped[1].name)
	install.plant()
	assert frappe.db.get_value("Auto Email Report", shipped[0].name, "frequency") == "Daily"
	assert not frappe.db.exists("Auto Email Report", shipped[1].name)


def test_each_unit_gets_its_own_dispatch_once_a_week(outgoing, monkeypatch):
	from anshang_app.reminders import dispatch

	monkeypatch.setattr(dispatch, "is_office_time", lambda: True)
	monkeypatch.setattr(dispatch, "first_working_day", lambda today: today)
	assert dispatch.send_due() > 3 and dispatch.send_due() == 0
	for name in ("LEAD", "PRINCIPAL", "HOST"):
		(message,) = queued(world.mail(name))
		assert world.CANARY not in words(message) and "OWNSIDE-project" in words(message), name
		assert "每周调度" in message["subject"]
		assert next(message.iter_attachments()).get_content_type().endswith("sheet")
	(bureau,) = queued(world.mail("BUREAU"))
	assert world.CANARY in words(bureau)
	assert queued(world.mail("LEADER")) == []


def test_a_dispatch_waits_for_the_first_working_day_of_the_week(db):
	from anshang_app.reminders.dispatch import first_working_day

	assert first_working_day(date(2026, 11, 27)) == date(2026, 11, 23)
	# Thursday 1 to Wednesday 7 October are off
	assert first_working_day(date(2026, 10, 5)) == date(2026, 10, 8)
	assert first_working_day(date(2026, 2, 18)) is None


# --- a real mail server ---------------------------------------------------------------------------------------


class Post:
	"""What a server takes: slow or not, refusing some addresses or not."""

	def __init__(self):
		self.messages, self.delay, self.refused = [], 0.0, set()
		self.port, self.controller = None, None

	def open(self) -> None:
		self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
		self.controller.start()

	def close(self) -> None:
		if self.controller:
			self.controller.stop()
		self.controller = None

	async def handle_RCPT(self, server, session, envelope, address, options):
		if address in self.refused:
			return "550 no such mailbox"
		envelope.rcpt_tos.append(address)
		return "250 OK"

	async def handle_DATA(self, server, session, envelope):
		await asyncio.sleep(self.delay)
		message = email.message_from_bytes(envelope.content, policy=policy.default)
		self.messages.append((envelope.rcpt_tos[0], message))
		return "250 OK"

	def got(self) -> list[str]:
		return sorted(address for address, _message in self.messages)


@pytest.fixture
def post(walled, frappe_site, site_name):
	"""A server on loopback and the site's account for it; everything is written for real and taken away again."""
	post = Post()
	with closing(socket.socket()) as probe:
		probe.bind(("127.0.0.1", 0))
		post.port = probe.getsockname()[1]
	post.open()
	frappe_site.db.rollback()
	frappe_site.set_user("Administrator")
	clear()
	account(post.port).db_insert()
	frappe_site.db.commit()
	post.run = lambda *jobs: run(site_name, *jobs)
	yield post
	post.close()
	frappe_site.db.rollback()
	clear()
	frappe_site.db.commit()


def clear() -> None:
	for doctype in ("Email Queue", "Email Queue Recipient", "Report Mailing"):
		frappe.db.delete(doctype)
	frappe.db.delete("Auto Email Report", {"user": ["like", "wall-%"]})
	frappe.db.delete("Email Account", {"name": "城墙邮箱"})
	frappe.clear_cache(doctype="Email Account")


def run(site: str, *jobs: str) -> subprocess.CompletedProcess:
	done = subprocess.run(
		[sys.executable, RUN, site, *jobs],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		capture_output=True,
		text=True,
	)
	assert done.returncode == (9 if "dispatch killed" in jobs else 0), done.stderr[-2000:]
	return done


def test_mail_arrives_though_the_server_is_down_slow_or_refuses_an_address(post):
	for name in ("LEAD", "PRINCIPAL", "HOST"):
		scheduled("Project Ledger", name)
	bad = scheduled("Issue Ledger", "LEAD")
	bad.db_set("filters", '{"from_date": "昨天"}', update_modified=False)
	frappe.db.commit()
	post.run("reports")
	wanted = sorted(world.mail(name) for name in ("LEAD", "PRINCIPAL", "HOST"))
	post.close()
	assert "Error" in post.run("flush").stdout
	assert post.got() == []
	post.open()
	post.delay, post.refused = 0.5, {world.mail("PRINCIPAL")}
	post.run("flush")
	assert post.got() == [address for address in wanted if address not in post.refused]
	post.refused = set()
	post.run("flush", "reports", "flush")
	assert post.got() == wanted
	message = dict(post.messages)[world.mail("LEAD")]
	assert world.CANARY not in words(message) and "OWNSIDE-project" in words(message)


def test_a_dispatch_killed_before_it_is_on_record_goes_out_once_by_the_next_run(post):
	post.run("dispatch killed")
	frappe.db.rollback()
	assert frappe.db.count("Email Queue") == 0
	post.run("dispatch", "dispatch", "flush")
	got = post.got()
	assert len(got) == len(set(got)) and world.mail("LEAD") in got
	for address, message in post.messages:
		if address in (world.mail("LEAD"), world.mail("HOST")):
			assert world.CANARY not in words(message)
