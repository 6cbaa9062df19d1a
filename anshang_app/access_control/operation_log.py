"""The trail of operations: sign-ins, refusals, changes, prints and exports, steps and looks, in one table."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import add_days, cint, get_datetime

from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

SUCCESS, FAILED = "Success", "Failed"
#: the shortest time a trail is kept, in days (网络安全法 第二十一条: not less than six months)
LEAST_DAYS = 180
#: every page asks for its rooms, and a refusal there is no attempt of the user's
ROOMS = "/frappe.realtime."
#: rows one view shows at most, the newest
MOST = 5000
#: logs nobody deletes in the desk; Frappe's own clearing keeps to the days of the settings
KEPT = ("Activity Log", "Access Log", "Version", "Stage Log")
#: what stands between the words of a detail that are put into Chinese one by one
BETWEEN = " · "
#: what the rows come from: operation, table, its time, user, record type, record, detail, result
SOURCES = (
	(
		"case operation when 'Login' then 'Sign-in' when 'Logout' then 'Sign-out' else 'Refused Request' end",
		"`tabActivity Log`",
		"creation",
		"user",
		"reference_doctype",
		"reference_name",
		"if(operation in ('Login', 'Logout'), '', subject)",
		"if(status = 'Failed', 'Failed', 'Success')",
		"operation in ('Login', 'Logout') or status = 'Failed'",
	),
	(
		"if(method = 'Print', 'Printing', 'Export or Download')",
		"`tabAccess Log`",
		"creation",
		"user",
		"ifnull(reference_document, export_from)",
		"ifnull(reference_document, '')",
		f"concat_ws('{BETWEEN}', file_type, report_name)",
		"'Success'",
		"1 = 1",
	),
	(
		"'Record Changed'",
		"`tabVersion`",
		"creation",
		"owner",
		"ref_doctype",
		"docname",
		"''",
		"'Success'",
		"1 = 1",
	),
	(
		"'Stage Passage'",
		"`tabStage Log`",
		"creation",
		"by_user",
		"'Investment Project'",
		"project",
		"to_stage",
		"'Success'",
		"1 = 1",
	),
	(
		"'Phone Shown'",
		"`tabReveal Log`",
		"revealed_at",
		"revealed_to",
		"'Project Contact'",
		"contact",
		"reason",
		"'Success'",
		"1 = 1",
	),
	(
		"'Publication Recorded'",
		"`tabPublication`",
		"creation",
		"published_by",
		"document_type",
		"document",
		"purpose",
		"'Success'",
		"1 = 1",
	),
	(
		"'Publication Ended'",
		"`tabPublication`",
		# nothing is written to it any more
		"modified",
		"withdrawn_by",
		"document_type",
		"document",
		"withdrawal_reason",
		"'Success'",
		"withdrawn_by is not null",
	),
	(
		"'Act of a Deputy'",
		"`tabDeputy Act` act join `tabDeputy` deputy on deputy.name = act.parent",
		"act.acted_at",
		"deputy.deputy",
		"act.record_type",
		"act.record",
		"act.words",
		"'Success'",
		"1 = 1",
	),
)


@dataclass(frozen=True)
class LogFilter:
	"""What is looked for: days from and to (both included), user, record, result; nothing given means all."""

	from_date: str
	to_date: str
	user: str | None = None
	record_type: str | None = None
	record_name: str | None = None
	result: str | None = None


def rows_of(wanted: LogFilter) -> list[dict]:
	"""The newest operations looked for, with the person's name, in the reader's language."""
	rows = frappe.db.sql(statement(wanted), values_of(wanted), as_dict=True)
	names = dict(frappe.get_all("User", fields=["name", "full_name"], as_list=True))
	for row in rows:
		row.update(
			full_name=names.get(row.user),
			operation=_(row.operation),
			record_type_shown=_(row.record_type) if row.record_type else None,
			# single records and the app's own have English names
			record_shown=_(row.record_name) if row.record_name else None,
			detail=BETWEEN.join(map(_, row.detail.split(BETWEEN))) if row.detail else None,
			result=_(row.result),
		)
	return rows


def statement(wanted: LogFilter) -> str:
	"""One statement over all the sources."""
	conditions = ["at >= %(from_date)s", "at < %(until)s"]
	conditions += [
		f"{column} = %({column})s"
		for column in ("user", "record_type", "record_name", "result")
		if getattr(wanted, column)
	]
	union = " union all ".join(
		f"select {at} as at, {user} as user, {operation} as operation, {kind} as record_type,"
		f" {name} as record_name, {detail} as detail, {result} as result from {table}"
		f" where {at} >= %(from_date)s and {at} < %(until)s and ({only})"
		for operation, table, at, user, kind, name, detail, result, only in SOURCES
	)
	return f"select * from ({union}) trail where {' and '.join(conditions)} order by at desc limit {MOST}"


def values_of(wanted: LogFilter) -> dict:
	"""The statement's values; the day after the last is the first left out."""
	return {**vars(wanted), "until": add_days(wanted.to_date, 1)}


def note_refusal(response=None, request=None) -> None:
	"""Keep a request that was refused to a signed-in account (after_request)."""
	status = getattr(response, "status_code", 0)
	# a refusal that says more than its address (foundation/duplicates.py)
	noted = (frappe.flags.anshang_noted or {}) if status >= 400 else {}
	refused = status == 403 or frappe.flags.anshang_unknown or noted
	if not refused or frappe.session.user == "Guest":
		return
	if ROOMS in request.path:
		return
	# nothing the refused request had begun to write is kept with the note
	frappe.db.rollback()
	note = frappe.get_doc(
		{
			"doctype": "Activity Log",
			"subject": f"{request.method} {request.path}"[:140],
			"status": FAILED,
			"user": frappe.session.user,
			"full_name": frappe.utils.get_fullname(frappe.session.user),
			"ip_address": frappe.local.request_ip,
			**noted,
		}
	)
	# plainly: a flood of refusals costs little, and the record named need not be the user's to link
	note._sanitize_content()
	note.db_insert()
	frappe.db.commit()


def refuse_deletion(doc, method: str | None = None) -> None:
	"""A log of the trail is not deleted in the desk (on_trash)."""
	frappe.throw(_("{0} stays on record and is not deleted.").format(_(doc.doctype)))


def keep_long_enough(settings, method: str | None = None) -> None:
	"""Logs of the trail are kept at least as long as the settings ask (Log Settings.validate)."""
	least = days_kept()
	for row in settings.logs_to_clear:
		if row.ref_doctype in KEPT and cint(row.days) < least:
			frappe.throw(
				_("{0}: {1} days are too few, the trail is kept for at least {2} days.").format(
					_(row.ref_doctype), cint(row.days), least
				)
			)


def days_kept() -> int:
	"""Calendar days the trail is kept at least: a setting that never falls below what the law asks for."""
	return max(
		cint(frappe.db.get_single_value("Anshang Settings", "audit_keep_days", cache=False)), LEAST_DAYS
	)


def keep_audit_settings(settings, method: str | None = None) -> None:
	"""When the audit began is never moved, by nobody; logs are kept as long as the law asks (Anshang Settings.validate)."""
	problems = []
	begun = frappe.db.get_single_value("Anshang Settings", "audit_begun_at", cache=False)
	begin_entered = settings.audit_begun_at
	if (get_datetime(begin_entered) if begin_entered else None) != (get_datetime(begun) if begun else None):
		problems.append(Problem("audit_begun_at", begin_entered, "audit_begun", (begun or "—",)))
	if cint(settings.audit_keep_days) < LEAST_DAYS:
		problems.append(
			Problem("audit_keep_days", settings.audit_keep_days, "audit_days_floor", (LEAST_DAYS,))
		)
	refuse(settings, problems)


def keep_logs() -> None:
	"""Have Frappe's clearing leave the trail alone for as long as the settings ask."""
	least = days_kept()
	settings = frappe.get_doc("Log Settings")
	# a new site has no rows yet: Frappe adds its own when it saves
	settings.add_default_logtypes()
	for row in settings.logs_to_clear:
		if row.ref_doctype in KEPT:
			row.days = max(cint(row.days), least)
	settings.save(ignore_permissions=True)
