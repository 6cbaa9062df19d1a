"""What `install` did to the site, undone in mirror image (before_uninstall); what people made stays.

Frappe itself takes away the app's record types with their tables, and every record of its modules.
"""

import click
import frappe
from frappe import _
from frappe.permissions import reset_perms

from anshang_app.access_control.audited import AUDITED
from anshang_app.access_control.operation_log import KEPT
from anshang_app.setup.install import (
	BEFORE,
	GUEST,
	NAMES_OF_USERS,
	OFFICIALS_PROFILE,
	STATES_IN_CHINESE,
	read_seed,
	remembered,
	rename_guest,
)
from anshang_app.setup.shipped import APP, links_to_modules, shipped_modules

#: fixtures of the app: record type -> fields by which other records may still use one
FIXTURES = {
	"Workflow Action Master": (("Workflow Transition", "action"),),
	"Workflow State": (
		("Workflow Document State", "state"),
		("Workflow Transition", "state"),
		("Workflow Transition", "next_state"),
	),
	"Role": (),
}
LOGO = "/assets/anshang_app/images/anshang.svg"
#: where an administrator's own record type goes when the module it stood in is gone
CUSTOM = "Custom"


def uproot() -> None:
	"""Take away what an uninstall would leave, and free what it would take with it."""
	ask_about_sealed()
	keep_own_records()
	remove_processes()
	remove_scheduled()
	remove_profile()
	remove_fixtures()
	restore_settings()
	rename_guest(GUEST, "Guest")
	restore_permissions()
	remove_traces()
	frappe.clear_cache()


def ask_about_sealed() -> None:
	"""Name the sealed records that go, which nothing else can delete, and ask once more; `--yes` is an answer."""
	counts = sealed_records()
	if not counts:
		return
	counted = "、".join(f"{_(doctype)} {count} 份" for doctype, count in counts.items())
	click.secho(f"将删除已封存、已签收、已办结、已印发的记录：{counted}。", fg="yellow")
	command = click.get_current_context(silent=True)
	if not (command and command.params.get("yes")):
		click.confirm("这些记录依法依规应当留存。确定删除？", abort=True)


def sealed_records() -> dict[str, int]:
	"""How many records of each kind are sealed, those of the demo left out."""
	counts = {
		event.doctype: frappe.db.count(event.doctype, {**event.complete, "is_demo": 0})
		for event in AUDITED.values()
		if event.has_contents
	}
	return {doctype: count for doctype, count in counts.items() if count}


def keep_own_records() -> None:
	"""Records an administrator put into the app's modules would be deleted with them: they lose the module only."""
	modules = frappe.get_module_list(APP)
	for doctype, field in links_to_modules():
		for name in frappe.get_all(doctype, filters={field: ["in", modules]}, pluck="name", order_by="name"):
			if (doctype, name) not in shipped_modules():
				module = CUSTOM if doctype == "DocType" else None
				frappe.db.set_value(doctype, name, field, module, update_modified=False)


def remove_processes() -> None:
	"""Workflows, boards and tours of record types that go."""
	types = [row["document_type"] for row in read_seed("workflows.json")]
	delete("Workflow", {"document_type": ["in", types]})
	delete("Kanban Board", {"reference_doctype": ["in", own_types()]})
	delete("Form Tour", {"reference_doctype": ["in", own_types()]})


def remove_scheduled() -> None:
	"""Jobs and mails that would fail for ever."""
	delete("Scheduled Job Type", {"method": ["like", f"{APP}.%"]})
	reports = [name for doctype, name in shipped_modules() if doctype == "Report"]
	delete("Auto Email Report", {"report": ["in", reports]})


def remove_profile() -> None:
	"""The officials' profile; their accounts keep what they may see."""
	frappe.db.set_value(
		"User", {"module_profile": OFFICIALS_PROFILE}, "module_profile", None, update_modified=False
	)
	delete("Module Profile", {"name": OFFICIALS_PROFILE})
	frappe.db.delete("Block Module", {"module": ["in", frappe.get_module_list(APP)]})


def remove_fixtures() -> None:
	"""Roles, states and actions, but for those another workflow uses."""
	for doctype, uses in FIXTURES.items():
		for row in frappe.get_file_json(
			frappe.get_app_path(APP, "fixtures", f"{frappe.scrub(doctype)}.json")
		):
			if not any(frappe.db.exists(other, {field: row["name"]}) for other, field in uses):
				if doctype == "Role":
					frappe.db.delete("Has Role", {"role": row["name"]})
					frappe.db.delete("Custom DocPerm", {"role": row["name"]})
				delete(doctype, {"name": row["name"]})


def restore_settings() -> None:
	"""Settings the app changed, still as it left them, become what they were; what it found in place stays."""
	before = remembered()
	hardened = {**read_seed("protection.json"), "disable_document_sharing": 1}
	meta = frappe.get_meta("System Settings")
	for field, value in hardened.items():
		# unknown for a site set up before it was kept: the stricter value harms nobody
		if field not in before or not meta.has_field(field):
			continue
		now = frappe.db.get_single_value("System Settings", field, cache=False)
		if str(now) == str(value):
			frappe.db.set_single_value("System Settings", field, before[field])
			default = before[f"default of {field}"]
			if default is None:
				frappe.db.delete("DefaultValue", {"defkey": field, "parent": "__default"})
			else:
				frappe.db.set_default(field, default)
	for name in (STATES_IN_CHINESE, NAMES_OF_USERS):
		delete("Property Setter", {"name": name})
	frappe.db.delete("Global Search DocType", {"document_type": ["in", own_types()]})
	if "Log Settings" in before:
		restore_log_settings(before["Log Settings"])


def restore_log_settings(before: dict[str, int]) -> None:
	"""How long Frappe keeps the logs of the trail; where it had no rows yet, it adds its own in time."""
	if not before:
		frappe.db.delete("Logs To Clear", {"parent": "Log Settings"})
	for doctype in set(KEPT) & set(before):
		frappe.db.set_value(
			"Logs To Clear", {"ref_doctype": doctype}, "days", before[doctype], update_modified=False
		)


def restore_permissions() -> None:
	"""Reading of workflows for everybody at the desk, where the app had to allow it (v16)."""
	if remembered().get("Custom DocPerm:Workflow") == 0:
		reset_perms("Workflow")
	else:
		frappe.db.delete(
			"Custom DocPerm", {"parent": "Workflow", "role": "Desk User", "write": 0, "create": 0}
		)


def remove_traces() -> None:
	"""What no link leads to: search rows, passwords, patches, icons, the memory of what was planted."""
	search, auth = frappe.qb.Table("__global_search"), frappe.qb.Table("__Auth")
	for table in (search, auth):
		frappe.qb.from_(table).delete().where(table.doctype.isin(own_types())).run()
	frappe.db.delete("Patch Log", {"patch": ["like", f"{APP}.%"]})
	title = frappe.get_hooks("app_title", app_name=APP)[0]
	# v16; the one of the same name in v15 is another thing
	for doctype, field, value in (
		("Workspace Sidebar", "app", APP),
		("Desktop Icon", "parent_icon", title),
		("Desktop Icon", "logo_url", LOGO),
	):
		if frappe.db.table_exists(doctype) and frappe.db.has_column(doctype, field):
			delete(doctype, {field: value})
	frappe.db.delete("Singles", {"doctype": "Anshang Settings"})
	frappe.db.delete("DefaultValue", {"defkey": BEFORE})


def own_types() -> list[str]:
	"""Record types that come with the app."""
	return [name for doctype, name in shipped_modules() if doctype == "DocType"]


def delete(doctype: str, filters: dict) -> None:
	"""Delete records whatever still points at them; none of them comes back."""
	for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name"):
		frappe.delete_doc(
			doctype, name, force=True, ignore_on_trash=True, ignore_permissions=True, delete_permanently=True
		)
