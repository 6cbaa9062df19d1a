"""The findings of `rules.readiness` as an administrator reads them, and where each is put right."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import formatdate

from anshang_app.official_documents.fonts import no_check
from anshang_app.setup.rules.readiness import GOOD, MISSING, MOST_NAMES, TO_DO, ReadinessTile


def titles() -> dict[str, tuple[str, list[str]]]:
	"""Part of the page -> its title, and the route where it is put right."""
	return {
		"units": (_("Units of the Nine Kinds"), ["List", "Anshang Unit"]),
		"members": (_("Members and Accounts"), ["anshang-unit-import"]),
		"accounts": (_("Shared and Default Accounts"), ["List", "User"]),
		"protection": (_("Login and Passwords"), ["Form", "System Settings"]),
		"chains": (_("Industry Chains"), ["List", "Industry Chain"]),
		"settings": (_("Anshang Settings"), ["Form", "Anshang Settings"]),
		"offices": (_("Special Meeting and Contracts"), ["Form", "Anshang Settings"]),
		"calendars": (_("Work Calendar"), ["List", "Work Calendar"]),
		"templates": (_("Plan Template"), ["List", "Plan Template"]),
		"modes": (_("Landing Mode"), ["List", "Landing Mode"]),
		"items": (_("Approval Item"), ["List", "Approval Item"]),
		"duties": (_("Duty Rule"), ["List", "Duty Rule"]),
		"lights": (_("Light Rule"), ["List", "Light Rule"]),
		"validity": (_("Validity Rule"), ["List", "Validity Rule"]),
		"stored_values": (_("Stored Values"), []),
		"workflows": (_("Workflows of the Path"), ["List", "Workflow"]),
		"fonts": (_("Fonts of the Documents"), []),
		"mail": (_("Outgoing Mail"), ["List", "Email Account"]),
		"background": (_("Scheduler and Worker"), ["List", "RQ Job"]),
		"clock": (_("Clock and Time Zone"), ["Form", "System Settings"]),
		"secrets": (_("Encryption Key of the Site"), []),
		"backups": (_("Backups of the Site"), ["backups"]),
		"storage": (_("Disk of the Server"), []),
		"sweep": (_("Nightly Reckoning"), []),
		"data": (_("Check of the Records"), []),
		"digests": (_("Daily Reminders"), ["List", "Reminder Log"]),
		"report_mails": (_("Scheduled Reports"), []),
		"robots": (_("Chat Groups and Short Messages"), ["List", "Reminder Robot"]),
		"receivers": (_("Systems That Are Told"), ["List", "Receiving System"]),
	}


def state_text(state: str) -> str:
	return {GOOD: _("In Order"), TO_DO: _("To Be Done"), MISSING: _("Lacking")}[state]


def sentence(tile: ReadinessTile) -> str:
	"""The finding as one sentence, at most `MOST_NAMES` names in it."""
	args = [formatdate(arg) if hasattr(arg, "isoformat") else arg for arg in tile.args]
	names = [rule_text(name) for name in tile.names] if tile.rule == "protection_weak" else tile.names
	return rule_text(tile.rule).format(*args, names=listed(names))


def listed(names: Sequence[str]) -> str:
	"""Names as a list; what is a word of the platform is translated."""
	shown = "、".join(_(name) for name in names[:MOST_NAMES])
	return _("{0} and {1} more").format(shown, len(names) - MOST_NAMES) if len(names) > MOST_NAMES else shown


def tile_values(tile: ReadinessTile) -> dict:
	"""A tile as the page draws it: {key, title, state, state_text, sentence, route, …}."""
	title, route = titles()[tile.key]
	return {
		"key": tile.key,
		"title": title,
		"state": tile.state,
		"state_text": state_text(tile.state),
		"sentence": frappe.utils.escape_html(sentence(tile)),
		"route": route if may_go(route) else [],
		"for_system_manager": bool(route) and not may_go(route),
		"can_check": tile.key == "data",
		"can_set_back": tile.rule == "runs_ahead",
		"records": [
			{"doctype": form_of(doctype), "name": name, "words": frappe.utils.escape_html(fault_sentence)}
			for doctype, name, fault_sentence in tile.records
		],
	}


def form_of(doctype: str) -> str | None:
	"""The record type whose form opens a record; a row of a table has none."""
	return None if frappe.get_meta(doctype).istable else doctype


def may_go(route: list[str]) -> bool:
	"""Whether the user may put things right there: a record type he may write, or a page that is his."""
	if not route:
		return False
	if route[0] in ("List", "Form"):
		return bool(frappe.has_permission(route[1], "write"))
	return frappe.get_cached_doc("Page", route[0]).is_permitted()


def rule_text(rule: str) -> str:
	"""The sentence of a rule, its places still open."""
	return {
		"kinds_lacking": _("No unit of these kinds yet: {names}."),
		"kinds_there": _("All {0} kinds of unit are there."),
		"no_members": _("No unit has members yet: enter them by Excel."),
		"members_without_account": _("{0} members cannot log in: {names}."),
		"members_with_account": _("All {0} members have accounts."),
		"no_unit": _("{0} accounts hold a role but belong to no unit: {names}."),
		"shared": _(
			"{0} accounts stand under several persons' names; each person needs an own one: {names}."
		),
		"manager_is_clerk": _(
			"{0} accounts manage the system and do a clerk's work; keep the two apart: {names}."
		),
		"reserved_address": _("{0} accounts have an address that cannot receive mail: {names}."),
		"demo_accounts": _("{0} accounts of the demo are here; clear the demo before going live: {names}."),
		"administrator_at_work": _(
			"{0} records were made as Administrator, which is nobody's account; work under an own one."
		),
		"accounts_fine": _("{0} accounts, none of them shared or left over; {1} manage the system: {names}."),
		"protection_weak": _("Not strict enough yet: {names}."),
		"second_factor_off": _(
			"Strong passwords, a lock after {0} failures and an end of idle sessions are set; a second factor can be switched on."
		),
		"second_factor_on": _(
			"Strong passwords, a lock after {0} failures, an end of idle sessions and a second factor are set."
		),
		"no_chains": _("There is no industry chain."),
		"chains_without_lead": _("{0} chains have no chain lead unit: {names}."),
		"to_verify": _("{0} still to be compared with the city's own paper: {names}."),
		"chains_fine": _("{0} chains, each with its lead unit."),
		"platform_unit_unclear": _("Name the one unit of the platform for: {names}."),
		"no_go_live": _("The go-live day is not set: before it no duty and no light counts."),
		"settings_to_verify": _("Thresholds and deadlines are still marked to be verified."),
		"settings_fine": _("Thresholds and deadlines are verified; live since {0}."),
		"year_lacking": _("The days off of {0} are not entered yet: paste the State Council's notice."),
		"next_year_there": _("Entered up to {0}."),
		"next_year_awaited": _("Entered up to {0}; the notice for {1} is published in November or so."),
		"no_default_template": _("No template is marked as default: no plan can be made."),
		"template_to_verify": _("Template “{0}” is in use; {1} of its rows are still to be verified."),
		"template_fine": _("Template “{0}” is in use and verified."),
		"rows_without_duration": _(
			"{1} dated rows of template “{0}” have no duration, so each plan asks for it anew: {names}."
		),
		"offices_lacking": _(
			"Not chosen in Anshang Settings: {names}; orders of the special meeting need an inspection office."
		),
		"contract_supervisor_lacking": _(
			"The investment service center is not chosen in Anshang Settings: nobody supervises the enterprises' contracts."
		),
		"offices_fine": _("The inspection offices and the supervisor of contracts are chosen."),
		"zone_other": _(
			"The site's time zone is {0}: choose Asia/Shanghai in System Settings, or days and hours are counted wrong."
		),
		"zone_lacking": _(
			"The site has no time zone: choose Asia/Shanghai in System Settings, or days and hours are counted wrong."
		),
		"runs_ahead": _(
			"{0} are said to have last run at a time that is still to come, and stand still until then: {names}. Put the server's clock right first, then set them back here."
		),
		"clock_fine": _("The time zone is Asia/Shanghai, and nothing runs ahead of the clock."),
		"key_opens_nothing": _(
			"The site's encryption key opens none of the {0} stored keys and numbers ({names}): put back encryption_key of the old site_config.json."
		),
		"key_opens_not_all": _(
			"The site's encryption key does not open {0} of the stored keys and numbers ({names}): put back the old encryption_key, or enter them anew."
		),
		"key_fine": _("The site's encryption key opens all {0} stored keys and numbers."),
		"none_in_use": _("None is in use."),
		"some_to_verify": _("{0} in use, {1} of them still to be verified."),
		"all_verified": _("{0} in use, all verified."),
		"stored_values_bad": _(
			"{0} records hold a value nobody can reckon with; the platform goes on without them. Open each and put it right."
		),
		"workflow_lacking": _("No active workflow for: {names}."),
		"workflows_fine": _("Each kind of record has its active workflow."),
		"fonts_unknown": no_check(),
		"fonts_lacking": _("Fonts missing, characters may print as boxes: {names}."),
		"fonts_replaced": _("Fonts replaced by similar ones: {names}."),
		"fonts_fine": _("All {0} typefaces of the official documents are installed."),
		"no_mail": _("No outgoing mail account: reminders, and links to set a password, are not sent."),
		"mail_failed": _("{0} sends; {1} mails failed: look at the queue, send a test mail."),
		"mail_fine": _("{0} sends; {1} mails are waiting."),
		"no_worker": _("No worker is running: mails and jobs stay where they are."),
		"no_scheduler": _("The scheduler is off: lights and reminders do not move."),
		"jobs_failing": _(
			"{0} jobs fail: {names}; the system administrator finds the reason in the Scheduled Job Log."
		),
		"background_fine": _("Scheduler and {0} workers are running; no job fails."),
		"no_backup": _("There is no backup yet."),
		"backup_old": _("The newest backup is of {0}: the daily one does not run."),
		"backup_fine": _("The newest backup is of {0}."),
		"storage_full": _(
			"Only {0} of {1} GB are free on the disk of the site's files: records and files are soon refused. Make room or add a disk at once."
		),
		"storage_low": _(
			"{0} of {1} GB are free on the disk of the site's files: make room or add a disk in time."
		),
		"storage_fine": _("{0} of {1} GB are free on the disk of the site's files."),
		"never_swept": _("Lights and clocks have not been brought up to date yet; it is done every night."),
		"sweep_late": _("Lights and clocks were last brought up to date at {0}: the nightly run is missing."),
		"swept": _("Lights and clocks were brought up to date at {0}."),
		"never_checked": _("The records have not been checked yet; it is done every night."),
		"data_wrong": _(
			"Checked at {0}: {1} records are not what they must be. Look at each; what was changed past the platform is put right by whoever changed it."
		),
		"check_late": _("The records were last checked at {0}: the nightly run is missing."),
		"data_fine": _("Checked at {0}: every record is what it must be, seals and files too."),
		"no_digest_yet": _("No reminders have gone out yet; they do on working days in office hours."),
		"digest_late": _("The last reminders went out on {0}: those due since are missing."),
		"digest_out": _("The last reminders went out on {0}."),
		"report_mails_broken": _("Cannot be run as their person any more: {names}. Adjust them below."),
		"report_mails_off": _("Not switched on: {names}. Switch on below those that are wanted."),
		"report_mails_on": _("All scheduled reports are switched on."),
		"robots_failing": _("{0} robots fail: {names}; open one to see why."),
		"messages_given_up": _("{0} messages of the last week could not be delivered."),
		"robots_fine": _("{0} chat groups are told every day; no message failed."),
		"no_robots": _("No chat group is told; that is no must."),
		"receivers_failing": _("{0} receiving systems fail: {names}; open one to see why."),
		"receivers_fine": _("{0} systems are told of changes; none failed."),
		"password_policy": _("strong passwords"),
		"lock": _("a lock after failed logins"),
		"session": _("an end of idle sessions"),
	}[rule]
