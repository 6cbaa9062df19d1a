"""What the app puts on a site: records an administrator may edit are created once and never again."""

import csv
import json
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.utils import cint, now_datetime

from anshang_app import compat
from anshang_app.access_control.operation_log import keep_logs
from anshang_app.reminders import report_mails

DATA = Path(__file__).parents[1] / "data"
#: assigned to an official's account, it leaves the desk's technical modules out of sight
OFFICIALS_PROFILE = "Anshang Officials"
#: the first year whose days off are put on record
FIRST_CALENDAR_YEAR = 2024
#: what stood in the site's settings before the app changed them (a default of the site)
BEFORE = "anshang_before_install"
STATES_IN_CHINESE = "Workflow State-main-translated_doctype"
NAMES_OF_USERS = "User-main-show_title_field_in_link"
#: record types the desk's search looks through
SEARCHED = ("Investment Project", "Enterprise")
#: file of records, their DocType and the field that names them; later ones link to earlier ones
SEEDS = (
	("landing_modes.json", "Landing Mode", "mode_name"),
	("approval_items.json", "Approval Item", "item_name"),
	("plan_templates.json", "Plan Template", "template_name"),
	("duty_rules.json", "Duty Rule", "rule_name"),
	("light_rules.json", "Light Rule", "rule_name"),
	("validity_rules.json", "Validity Rule", "rule_name"),
	("deferral_exclusions.json", "Deferral Exclusion", "category_name"),
	("letter_templates.json", "Letter Template", "letter_kind"),
	("bulletin_templates.json", "Bulletin Template", "template_name"),
	("workflows.json", "Workflow", "workflow_name"),
	("kanban_boards.json", "Kanban Board", "kanban_board_name"),
	("form_tours.json", "Form Tour", "title"),
)


#: what is shown of whoever acts without an account
GUEST = "访客"


def plant() -> None:
	"""Create every shipped record that was never created on this site (after_sync, after_migrate).

	A record is planted once: edited, renamed or deleted by an administrator, it stays so.
	"""
	planted = Planted()
	plant_settings(planted)
	plant_chains(planted)
	for file, doctype, key in SEEDS:
		for row in read_seed(file):
			planted.once(doctype, row[key], row)
	plant_calendars(planted)
	planted.step("Property Setter:Workflow State-translated_doctype", translate_states)
	plant_profile(planted)
	plant_scheduled_reports(planted)
	planted.step("System Settings:disable_document_sharing", close_document_sharing)
	planted.step("System Settings:accounts", protect_accounts)
	planted.step("System Settings:sign_ins", leave_out_account_lock)
	planted.step("Anshang Settings:audit_begun_at", begin_audit)
	planted.step("Property Setter:User-show_title_field_in_link", show_names_of_users)
	planted.step("User:Guest", name_guest)
	planted.step("Global Search Settings:searched", search_projects_first)
	planted.step("Log Settings:trail-400", keep_trail)
	if compat.desk_asks_the_workflow():
		planted.step("Custom DocPerm:Workflow-Desk User", let_desk_read_workflows)
	if planted.save():
		# Frappe caches record types while it installs without the permissions just given
		frappe.clear_cache()


def name_guest() -> None:
	"""Whoever acts by a link without an account is named in Chinese in histories."""
	rename_guest("Guest", GUEST)


def rename_guest(was: str, now: str) -> None:
	"""Name Frappe's account of nobody, where it is called so; plainly, for its controller would mail."""
	if frappe.db.get_value("User", "Guest", "full_name") == was:
		frappe.db.set_value("User", "Guest", {"first_name": now, "full_name": now}, update_modified=False)


def read_seed(file: str):
	"""The content of a JSON file of the package's data."""
	return json.loads((DATA / file).read_text(encoding="utf-8"))


class Planted:
	"""The memory of what was planted, kept in the settings."""

	def __init__(self):
		stored = frappe.db.get_single_value("Anshang Settings", "planted_seeds", cache=False)
		self.keys = set(json.loads(stored or "[]"))
		self.added = False

	def step(self, key: str, work) -> None:
		"""Do `work` unless it was done before on this site."""
		if key not in self.keys:
			work()
			self.keys.add(key)
			self.added = True

	def once(self, doctype: str, name: str, values: dict) -> None:
		"""Insert a record unless it was planted before or stands there already."""

		def insert():
			if not frappe.db.exists(doctype, name):
				frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)

		self.step(f"{doctype}:{name}", insert)

	def save(self) -> bool:
		"""Write the memory back without touching the settings' other fields; whether anything was planted."""
		if self.added:
			frappe.db.set_single_value(
				"Anshang Settings", "planted_seeds", json.dumps(sorted(self.keys), ensure_ascii=False)
			)
		return self.added


def plant_settings(planted: Planted) -> None:
	"""Give each setting its shipped value once."""
	for field, value in read_seed("settings.json").items():
		planted.step(
			f"Anshang Settings:{field}",
			lambda field=field, value=value: frappe.db.set_single_value("Anshang Settings", field, value),
		)


def plant_chains(planted: Planted) -> None:
	"""The chains of the city's investment plan; whether they are the “4+1” is to be verified."""
	with (DATA / "industry_chains.csv").open(encoding="utf-8-sig", newline="") as file:
		for row in csv.DictReader(file):
			planted.once(
				"Industry Chain",
				row["产业链"],
				{
					"chain_name": row["产业链"],
					"source_text": row["来源"],
					"note": row["说明"],
					"counts_for_admission": 1,
					"to_verify": 1,
				},
			)


def plant_calendars(planted: Planted) -> None:
	"""Days off and make-up days of every announced year the calendar package knows."""
	years = {day.year for day in chinese_calendar.constants.holidays}
	for year in sorted(year for year in years if year >= FIRST_CALENDAR_YEAR):
		planted.once("Work Calendar", str(year), calendar_values(year))


def calendar_values(year: int) -> dict:
	"""A work calendar as the State Council announced it: exceptions only, plain weekends are implied."""
	holidays, workdays = chinese_calendar.constants.holidays, chinese_calendar.constants.workdays
	days = [(day, "Day Off", name) for day, name in holidays.items() if day.year == year]
	days += [(day, "Make-up Working Day", name) for day, name in workdays.items() if day.year == year]
	return {
		"calendar_year": year,
		"is_announced": 1,
		"to_verify": 1,
		"source_text": f"chinesecalendar {version('chinesecalendar')}",
		"days": [
			{"date": day, "day_kind": kind, "holiday_name": chinese_calendar.Holiday(name).chinese}
			for day, kind, name in sorted(days)
		],
	}


def plant_profile(planted: Planted) -> None:
	"""A profile that leaves the desk's technical modules out of an official's sight."""
	others = frappe.get_all(
		"Module Def",
		filters={"name": ["not in", frappe.get_module_list("anshang_app")]},
		pluck="name",
		order_by="name",
	)
	planted.once(
		"Module Profile",
		OFFICIALS_PROFILE,
		{"module_profile_name": OFFICIALS_PROFILE, "block_modules": [{"module": name} for name in others]},
	)


def plant_scheduled_reports(planted: Planted) -> None:
	"""Scheduled reports, off until somebody names their user and addresses."""
	for report in report_mails.OFFERED:
		planted.step(f"Auto Email Report:{report}", lambda report=report: schedule(report))


def schedule(report: str) -> None:
	"""The mail of a report, which goes to nobody but its user until it is enabled (上线设置)."""
	report_mails.new_mail(report).insert(ignore_permissions=True)


def close_document_sharing() -> None:
	"""A share would let a user past the row rule; an administrator may open it again."""
	if not cint(frappe.db.get_single_value("System Settings", "disable_document_sharing")):
		remember(as_it_stands("disable_document_sharing", 0))
		frappe.db.set_single_value("System Settings", "disable_document_sharing", 1)
		# the desk reads the setting from the defaults
		frappe.db.set_default("disable_document_sharing", 1)


def protect_accounts() -> None:
	"""Strong passwords, a lock after failures, sessions that end; what an administrator set himself stays."""
	settings = frappe.get_doc("System Settings")
	shipped = {field.fieldname: field.default for field in settings.meta.fields}
	changed = {
		field: value
		for field, value in read_seed("protection.json").items()
		if settings.meta.has_field(field) and str(settings.get(field) or "") in ("", "0", shipped[field])
	}
	for field in changed:
		remember(as_it_stands(field, settings.get(field)))
	settings.update(changed)
	# on a new site the setup wizard has not asked for the language yet
	settings.flags.ignore_mandatory = True
	settings.save(ignore_permissions=True)


def leave_out_account_lock() -> None:
	"""Frappe's lock of an account, which lets anybody lock anybody, is off; a number an administrator chose stays."""
	# 5 is what the app itself set before it had `access_control/sign_ins.py`
	if cint(frappe.db.get_single_value("System Settings", "allow_consecutive_login_attempts")) == 5:
		frappe.db.set_single_value("System Settings", "allow_consecutive_login_attempts", 0)
		frappe.db.set_default("allow_consecutive_login_attempts", 0)


def as_it_stands(field: str, value: object) -> dict:
	"""A system setting and the default Frappe keeps beside it, if it does."""
	return {field: value, f"default of {field}": frappe.db.get_default(field)}


def remember(values: dict) -> None:
	"""Keep what a setting was before the app changed it; the first memory counts."""
	frappe.defaults.set_global_default(BEFORE, json.dumps({**values, **remembered()}, default=str))


def remembered() -> dict:
	"""What stood in the site's settings before the app changed them; empty for a site set up before it was kept."""
	# past the cache of defaults, which an install fills before it writes
	return json.loads(frappe.db.get_value("DefaultValue", {"defkey": BEFORE}, "defvalue") or "{}")


def keep_trail() -> None:
	"""Frappe's clearing of logs leaves the trail alone for as long as the settings ask."""
	rows = frappe.get_all("Logs To Clear", fields=["ref_doctype", "days"], order_by="idx")
	remember({"Log Settings": {row.ref_doctype: row.days for row in rows}})
	keep_logs()


def let_desk_read_workflows() -> None:
	"""See `compat.let_desk_read_workflows`."""
	remember({"Custom DocPerm:Workflow": frappe.db.count("Custom DocPerm", {"parent": "Workflow"})})
	compat.let_desk_read_workflows()


def show_names_of_users() -> None:
	"""Fields that name an account show the person's name, as officials know each other."""
	make_property_setter("User", None, "show_title_field_in_link", "1", "Check", for_doctype=True)


def search_projects_first() -> None:
	"""The desk's search finds projects and enterprises, before its own kinds of record."""
	settings = frappe.get_single("Global Search Settings")
	others = [
		row.document_type for row in settings.allowed_in_global_search if row.document_type not in SEARCHED
	]
	settings.set("allowed_in_global_search", [{"document_type": name} for name in (*SEARCHED, *others)])
	settings.save(ignore_permissions=True)


def begin_audit() -> None:
	"""From now on every audited record must have its entry in the chain."""
	frappe.db.set_single_value("Anshang Settings", "audit_begun_at", now_datetime())


def translate_states() -> None:
	"""States are links to records named in English: have the desk show them in the user's language."""
	make_property_setter("Workflow State", None, "translated_doctype", "1", "Check", for_doctype=True)
