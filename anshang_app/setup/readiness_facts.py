"""Reads what the set-up page judges: as many statements however many records there are."""

from datetime import date, datetime
from pathlib import Path

import frappe
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.utils import cint, get_datetime, getdate, now_datetime
from frappe.utils.background_jobs import get_workers
from frappe.utils.scheduler import is_scheduler_inactive

from anshang_app.foundation import constants
from anshang_app.foundation.members import members_today
from anshang_app.foundation.unit_kinds import KINDS, ROLES
from anshang_app.foundation.units import PLATFORM_UNITS
from anshang_app.reminders import digests, outbox
from anshang_app.rendering import installed
from anshang_app.setup import stored_faults
from anshang_app.setup.install import read_seed
from anshang_app.setup.rules import readiness
from anshang_app.setup.rules.readiness import Account, Tile

#: roles that need no unit
FREE_ROLES = (constants.ADMINISTRATOR_ROLE, constants.LEADER_ROLE)
#: records made by hand on the path
PATH_DOCTYPES = ("Investment Project", "Project Handover", "Service Plan")
#: part of the page -> DocType of shipped rules
RULES = {
	"modes": "Landing Mode",
	"items": "Approval Item",
	"duties": "Duty Rule",
	"lights": "Light Rule",
	"validity": "Validity Rule",
}


def tiles() -> list[Tile]:
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
		readiness.calendars(announced_years(), today),
		readiness.templates(*template()),
		*(readiness.records(key, *rules_of(doctype)) for key, doctype in RULES.items()),
		*readiness.stored_values(stored_faults.found()),
		readiness.workflows(workflows_lacking()),
		readiness.fonts(font_report()),
		readiness.mail(*mail()),
		readiness.backups(latest_backup(), today),
		*running(),
	]


def running() -> list[Tile]:
	"""Whether the platform is at work: each with its last success."""
	settings = frappe.get_single("Anshang Settings")
	return [
		readiness.background(*background()),
		readiness.sweep(get_datetime(settings.swept_at) if settings.swept_at else None, now_datetime()),
		readiness.digests(
			getdate(settings.digested_on) if settings.digested_on else None, digests.last_due(now_datetime())
		),
		readiness.robots(len(outbox.active_robots()), outbox.failing_robots(), outbox.given_up()),
	]


def unit_counts() -> dict[str, int]:
	"""Units in use by kind."""
	units = frappe.get_all("Anshang Unit", filters={"is_active": 1}, fields=list(KINDS), order_by="name")
	return {kind.name: sum(cint(unit[field]) for unit in units) for field, kind in KINDS.items()}


def desk_accounts(people: list[dict]) -> list[Account]:
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
	"""What System Settings say of passwords, failed logins and sessions."""
	settings = frappe.get_cached_doc("System Settings")
	hours, _colon, minutes = (settings.session_expiry or "").partition(":")
	return {
		"policy": bool(settings.enable_password_policy),
		"score": cint(settings.minimum_password_score),
		"attempts": cint(settings.allow_consecutive_login_attempts),
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


def template() -> tuple[str | None, int]:
	name = frappe.db.get_value("Plan Template", {"is_default": 1})
	return name, frappe.db.count("Plan Template Row", {"parent": name, "to_verify": 1}) if name else 0


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
	"""Name of the account that sends, mails waiting, mails that failed."""
	account = EmailAccount.find_default_outgoing()
	return (
		account.email_id or account.name if account else None,
		frappe.db.count("Email Queue", {"status": "Not Sent"}),
		frappe.db.count("Email Queue", {"status": "Error"}),
	)


def background() -> tuple[bool, int, int]:
	return (
		not is_scheduler_inactive(verbose=False),
		len(get_workers()),
		frappe.db.count("Scheduled Job Log", {"status": "Failed"}),
	)


def latest_backup() -> date | None:
	"""The day of the newest copy of the database in the site's folder of backups."""
	folder = Path(frappe.get_site_path("private", "backups"))
	times = [path.stat().st_mtime for path in folder.glob("*-database*.sql*")]
	return datetime.fromtimestamp(max(times)).date() if times else None
