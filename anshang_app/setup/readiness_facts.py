"""Reads what the set-up page judges: as many statements however many records there are."""

from datetime import date, datetime

import frappe
from cryptography.fernet import Fernet, InvalidToken
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.query_builder.functions import Max
from frappe.utils import add_to_date, cint, get_datetime, getdate, now_datetime
from frappe.utils.background_jobs import get_workers
from frappe.utils.scheduler import is_scheduler_inactive

from anshang_app.foundation import constants
from anshang_app.foundation.members import members_today
from anshang_app.foundation.unit_kinds import KINDS, ROLES
from anshang_app.foundation.units import PLATFORM_UNITS
from anshang_app.other_systems import notices
from anshang_app.reminders import digests, outbox, report_mails
from anshang_app.rendering import installed
from anshang_app.service_plans.plan_network import limits_of
from anshang_app.setup import data_check, server_facts, stored_faults
from anshang_app.setup.install import read_seed
from anshang_app.setup.rules import readiness
from anshang_app.setup.rules.readiness import Account, ReadinessTile

#: roles that need no unit
FREE_ROLES = (constants.ADMINISTRATOR_ROLE, constants.LEADER_ROLE)
#: records made by hand on the path
PATH_DOCTYPES = ("Investment Project", "Project Handover", "Service Plan")
#: fields of the settings: who checks the special meeting's orders, who supervises contracts
INSPECTION_OFFICES = ("party_inspection_office", "government_inspection_office")
CONTRACT_SUPERVISOR = "investment_service_center"
#: field of the settings -> the job whose last run it says
OWN_RUNS = {
	"swept_at": "anshang_app.progress_tracking.sweep.light",
	"digested_on": "anshang_app.reminders.digests.send_due",
	"data_checked_at": "anshang_app.setup.data_check.keep",
}
#: days of the job log that are looked at; minutes a last run may lie ahead of the clock
FAILURES_LOOKED_AT, AHEAD_MINUTES = 3, 5
#: part of the page -> DocType of shipped rules
RULES = {
	"modes": "Landing Mode",
	"items": "Approval Item",
	"duties": "Duty Rule",
	"lights": "Light Rule",
	"validity": "Validity Rule",
}


def tiles() -> list[ReadinessTile]:
	"""Every part of the set-up, in the order an administrator works through it."""
	today = getdate()
	people = members_today()
	return [
		readiness.units(unit_counts()),
		readiness.members(
			[f"{row.member_name}（{row.name}）" for row in people if not row.user], len(people)
		),
		*readiness.accounts(desk_accounts(people), administrator_records(), FREE_ROLES),
		readiness.protection(**protection()),
		readiness.chains(*chains()),
		readiness.settings(*settings()),
		*readiness.offices(*offices()),
		readiness.calendars(announced_years(), today),
		*readiness.templates(*template()),
		*(readiness.records(key, *rules_of(doctype)) for key, doctype in RULES.items()),
		*readiness.stored_values(stored_faults.list_bad_values()),
		readiness.workflows(workflows_lacking()),
		readiness.fonts(font_report()),
		*monitored(),
	]


def monitored() -> list[ReadinessTile]:
	"""What a monitor asks for: whether the platform runs, sends, is backed up and keeps its records."""
	return [
		readiness.mail(*mail()),
		*readiness.clock(frappe.db.get_single_value("System Settings", "time_zone"), runs_ahead()),
		readiness.secrets(*secrets()),
		readiness.backups(server_facts.latest_backup(), getdate()),
		readiness.storage(*server_facts.space()),
		*running(),
	]


def running() -> list[ReadinessTile]:
	"""Whether the platform is at work: each with its last success."""
	settings = frappe.get_single("Anshang Settings")
	return [
		readiness.background(*background()),
		readiness.sweep(get_datetime(settings.swept_at) if settings.swept_at else None, now_datetime()),
		readiness.data(*data_check.read_last_check(), now_datetime()),
		readiness.digests(
			getdate(settings.digested_on) if settings.digested_on else None, digests.last_due(now_datetime())
		),
		readiness.report_mails(*report_mails_lacking()),
		readiness.robots(len(outbox.active_robots()), outbox.failing_robots(), outbox.given_up()),
		*readiness.receivers(notices.receivers_in_use(), notices.failing_receivers()),
	]


def report_mails_lacking() -> tuple[list[str], list[str]]:
	"""Titles of the scheduled reports that are off, and of those whose person cannot run them."""
	mail_by_report = {report: report_mails.stored(report) for report in report_mails.OFFERED}
	on = {report: mail for report, mail in mail_by_report.items() if mail and cint(mail.enabled)}
	return (
		[report for report in mail_by_report if report not in on],
		[report for report, mail in on.items() if report_mails.objection(report, mail.user)],
	)


def unit_counts() -> dict[str, int]:
	"""Units in use by kind."""
	units = frappe.get_all("Anshang Unit", filters={"is_active": 1}, fields=list(KINDS), order_by="name")
	return {kind.name: sum(cint(unit[field]) for unit in units) for field, kind in KINDS.items()}


def desk_accounts(people: list[frappe._dict]) -> list[Account]:
	"""Enabled accounts that hold a role of the platform or manage the system, Administrator apart."""
	users = frappe.get_all(
		"User",
		filters={"enabled": 1, "name": ["not in", ("Administrator", "Guest")]},
		fields=["name", "full_name"],
		order_by="name",
	)
	roles: dict[str, set] = {}
	for row in frappe.get_all(
		"Has Role",
		filters={"parenttype": "User", "role": ["in", [*ROLES, "System Manager"]]},
		fields=["parent", "role"],
		order_by="parent",
	):
		roles.setdefault(row.parent, set()).add(row.role)
	memberships: dict[str, list] = {}
	for row in people:
		if row.user:
			memberships.setdefault(row.user, []).append((row.name, row.member_name, bool(row.is_demo)))
	return [
		Account(
			user.name,
			user.full_name or user.name,
			frozenset(roles[user.name] - {"System Manager"}),
			"System Manager" in roles[user.name],
			tuple(memberships.get(user.name, ())),
		)
		for user in users
		if user.name in roles
	]


def administrator_records() -> int:
	"""Records of the path made under the name of Frappe's own Administrator, who is no clerk."""
	is_member = frappe.db.count("Unit Member", {"user": "Administrator"})
	return is_member + sum(frappe.db.count(doctype, {"owner": "Administrator"}) for doctype in PATH_DOCTYPES)


def protection() -> dict:
	"""What the settings say of passwords, failed logins and sessions."""
	settings = frappe.get_cached_doc("System Settings")
	hours, _colon, minutes = (settings.session_expiry or "").partition(":")
	return {
		"policy": bool(settings.enable_password_policy),
		"score": cint(settings.minimum_password_score),
		"attempts": cint(frappe.get_cached_doc("Anshang Settings").sign_in_failures),
		"session_hours": cint(hours) + cint(minutes) / 60,
		"second_factor": bool(settings.enable_two_factor_auth),
	}


def chains() -> tuple[list[str], list[str], int]:
	rows = frappe.get_all(
		"Industry Chain", fields=["name", "lead_unit", "to_verify"], order_by="name", limit=0
	)
	return (
		[row.name for row in rows if not row.lead_unit],
		[row.name for row in rows if row.to_verify],
		len(rows),
	)


def settings() -> tuple[bool, date | None, list[str]]:
	stored = frappe.get_cached_doc("Anshang Settings")
	counts = unit_counts()
	unclear = [
		KINDS[kind].name
		for field, kind in PLATFORM_UNITS.items()
		if not stored.get(field) and counts[KINDS[kind].name] != 1
	]
	return (
		bool(stored.settings_verify),
		getdate(stored.go_live_date) if stored.go_live_date else None,
		unclear,
	)


def announced_years() -> list[int]:
	return [
		cint(year)
		for year in frappe.get_all(
			"Work Calendar", filters={"is_announced": 1}, pluck="calendar_year", order_by="calendar_year"
		)
	]


def offices() -> tuple[dict[str, bool], bool]:
	"""Inspection offices by their label, whether each is a unit in use; and whether contracts have a supervisor."""
	stored = frappe.get_cached_doc("Anshang Settings")
	named = {field: stored.get(field) for field in (*INSPECTION_OFFICES, CONTRACT_SUPERVISOR)}
	in_use = frappe.get_all(
		"Anshang Unit",
		filters={"name": ["in", [*filter(None, named.values()), ""]], "is_active": 1},
		pluck="name",
		order_by="name",
	)
	inspection = {stored.meta.get_label(field): named[field] in in_use for field in INSPECTION_OFFICES}
	return inspection, named[CONTRACT_SUPERVISOR] in in_use


def template() -> tuple[str | None, int, list[str]]:
	"""The default template, how many of its rows are to be verified, and the dated rows without a duration."""
	name = frappe.db.get_value("Plan Template", {"is_default": 1})
	if not name:
		return None, 0, []
	rows = frappe.get_all(
		"Plan Template Row",
		filters={"parenttype": "Plan Template", "parent": name},
		fields=["title", "to_verify", "is_dated", "is_event", "duration", "approval_item"],
		order_by="idx",
		limit=0,
	)
	limits = limits_of({row.approval_item for row in rows if row.approval_item})
	unknown = [
		row.title
		for row in rows
		if row.is_dated
		and not (row.is_event or row.duration)
		and limits.get(row.approval_item, (None,))[0] is None
	]
	return name, sum(row.to_verify for row in rows), unknown


def rules_of(doctype: str) -> tuple[int, int]:
	"""Records of a kind of rule in use, and those of them still to be verified."""
	return (
		frappe.db.count(doctype, {"is_active": 1}),
		frappe.db.count(doctype, {"is_active": 1, "to_verify": 1}),
	)


def workflows_lacking() -> list[str]:
	"""Record types of shipped workflows that have no active one."""
	types = [row["document_type"] for row in read_seed("workflows.json")]
	have = frappe.get_all(
		"Workflow", filters={"is_active": 1}, pluck="document_type", order_by="document_type"
	)
	return [doctype for doctype in types if doctype not in have]


def font_report() -> list[dict] | None:
	"""The documents' own check of their typefaces; None where the machine cannot say."""
	installed.forget()
	try:
		return installed.report()
	except installed.NoFontconfig:
		return None


def mail() -> tuple[str | None, int, int]:
	"""Name of the account that sends, mails waiting, mails of the last days that failed."""
	account = EmailAccount.find_default_outgoing()
	return (
		account.email_id or account.name if account else None,
		frappe.db.count("Email Queue", {"status": "Not Sent"}),
		frappe.db.count(
			"Email Queue",
			{"status": "Error", "creation": [">", add_to_date(now_datetime(), days=-FAILURES_LOOKED_AT)]},
		),
	)


def background() -> tuple[bool, int, list[str]]:
	return not is_scheduler_inactive(verbose=False), len(get_workers()), failing_jobs()


def failing_jobs() -> list[str]:
	"""Scheduled jobs whose last run that ended, within some days, failed."""
	log = frappe.qb.DocType("Scheduled Job Log")
	rows = (
		frappe.qb.from_(log)
		.select(log.scheduled_job_type, log.status, Max(log.creation))
		.where(log.creation > add_to_date(now_datetime(), days=-FAILURES_LOOKED_AT))
		.where(log.status.isin(["Failed", "Complete"]))
		.groupby(log.scheduled_job_type, log.status)
		.run()
	)
	last = {(job, status): moment for job, status, moment in rows}
	failing = [
		job
		for (job, status), moment in last.items()
		if status == "Failed" and moment > last.get((job, "Complete"), datetime.min)
	]
	methods = frappe.get_all(
		"Scheduled Job Type", filters={"name": ["in", [*failing, ""]]}, pluck="method", order_by="method"
	)
	return [job_name(method) for method in methods]


def runs_ahead() -> list[str]:
	"""What is said to have run last at a time to come: it waits for that time, and nobody notices."""
	methods = [row.method for row in jobs_ahead()]
	methods += [OWN_RUNS[field] for field in own_runs_ahead()]
	return list(dict.fromkeys(job_name(method) for method in methods))


def jobs_ahead() -> list[frappe._dict]:
	"""Scheduled jobs in use whose last run lies ahead of the clock."""
	return frappe.get_all(
		"Scheduled Job Type",
		filters={"last_execution": [">", soon()], "stopped": 0},
		fields=["name", "method"],
		order_by="method",
	)


def own_runs_ahead() -> list[str]:
	"""Fields of the settings that say of a run of the app that it was after now."""
	stored = frappe.db.get_singles_dict("Anshang Settings")
	last = {"swept_at": soon(), "digested_on": getdate(), "data_checked_at": soon()}
	return [field for field, most in last.items() if stored.get(field) and is_after(stored[field], most)]


def is_after(value: object, most: date | datetime) -> bool:
	return get_datetime(value) > most if isinstance(most, datetime) else getdate(value) > most


def soon() -> datetime:
	"""Now, with as much as two clocks of one bench may differ."""
	return add_to_date(now_datetime(), minutes=AHEAD_MINUTES)


def set_back_runs() -> int:
	"""Say of everything that runs ahead of the clock that it ran now, so that it runs again; how many."""
	jobs, fields = jobs_ahead(), own_runs_ahead()
	for job in jobs:
		frappe.db.set_value("Scheduled Job Type", job.name, "last_execution", now_datetime())
	for field in fields:
		# what was not done since is done by the next run
		frappe.db.set_single_value("Anshang Settings", field, None, update_modified=False)
	return len(jobs) + len(fields)


def job_name(method: str) -> str:
	"""A job as an administrator knows it: the app's own by what they do, others by their method."""
	return {
		"anshang_app.progress_tracking.sweep.light": _("Nightly Reckoning"),
		"anshang_app.project_lifecycle.archive.archive_due": _("Archiving of Projects"),
		"anshang_app.foundation.request_keys.forget_old": _("Old Request Keys"),
		"anshang_app.other_systems.notices.forget_old": _("Old Notices to Other Systems"),
		"anshang_app.other_systems.notices.send_waiting": _("Notices to Other Systems"),
		"anshang_app.coordination.commitments.refresh_states": _("States of the Commitments"),
		"anshang_app.access_control.audit.link_pending": _("Audit Entry"),
		"anshang_app.reminders.digests.send_due": _("Daily Reminders"),
		"anshang_app.reminders.outbox.send_waiting": _("Chat Groups and Short Messages"),
		"anshang_app.reminders.tasks.mail_reports": _("Scheduled Reports and Dispatches"),
		"anshang_app.setup.at_work.tell": _("Notices of Failures"),
		"anshang_app.setup.data_check.keep": _("Check of the Records"),
		"anshang_app.ledger_import.records.settle_all": _("Ledger Import"),
	}.get(method, method.removeprefix("frappe."))


def secrets() -> tuple[int, dict[str, int]]:
	"""How many values are stored encrypted, and by kind those the site's key does not open."""
	auth = frappe.qb.Table("__Auth")
	rows = frappe.qb.from_(auth).select(auth.doctype, auth.password).where(auth.encrypted == 1).run()
	rows = [(doctype, password) for doctype, password in rows if password]
	unreadable: dict[str, int] = {}
	for doctype, password in rows:
		if not opens(frappe.local.conf.get("encryption_key"), password):
			unreadable[_(doctype)] = unreadable.get(_(doctype), 0) + 1
	return len(rows), unreadable


def opens(key: str | None, text: str) -> bool:
	"""Whether a key opens an encrypted text; asked of the library, for Frappe would make a key where there is none."""
	try:
		Fernet((key or "").encode()).decrypt(text.encode())
	except (InvalidToken, ValueError):
		return False
	return True
