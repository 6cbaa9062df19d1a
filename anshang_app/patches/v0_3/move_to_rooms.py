"""Sites of version 0.2 know one module, Anshang: its records move to the module of their subject.

Before the model sync, because Frappe loads a record type's code from the folder of the module it is stored with.
No value of a record changes but its module, and the path of a method that moved. Run twice, it finds nothing left.
"""

import frappe

from anshang_app.setup.shipped import APP, links_to_modules, shipped_modules

OLD = "Anshang"
#: where an administrator's own record goes if it is about no record type of the app
USUAL = "Key Projects"
#: methods whose path a record holds
MOVED_METHODS = {
	"figures.planned_investment": "case_reporting.workspace_cards.planned_investment",
	**{
		f"reporting.cards.{name}": f"case_reporting.cards.{name}"
		for name in (
			"open_problems",
			"late_orders",
			"late_promises",
			"late_cases",
			"invested_this_year",
			"red_nodes",
		)
	},
	"tasks.light": "progress_tracking.sweep.light",
	"tasks.judge_promises": "coordination.commitments.refresh_states",
	"tasks.link_audit": "access_control.audit.link_pending",
	"tasks.remind": "reminders.digests.send_due",
	"tasks.send_messages": "reminders.outbox.send_waiting",
	"tasks.mail_reports": "reminders.tasks.mail_reports",
}


def execute():
	if frappe.db.exists("Module Def", OLD):
		make_modules()
		for doctype, field in links_to_modules():
			move(doctype, field)
		block_all()
		frappe.db.delete("Module Def", {"name": OLD})
	follow_methods()
	frappe.clear_cache()
	frappe.cache.delete_value(["app_modules", "installed_app_modules", "module_app", "doctype_modules"])
	frappe.setup_module_map()


def make_modules() -> None:
	"""Module Defs of the app, which Frappe makes on install only."""
	for module in frappe.get_module_list(APP):
		if not frappe.db.exists("Module Def", module):
			frappe.get_doc({"doctype": "Module Def", "module_name": module, "app_name": APP}).db_insert()


def move(doctype: str, field: str) -> None:
	"""Give every record of the old module the module of its subject."""
	for name in frappe.get_all(doctype, filters={field: OLD}, pluck="name", order_by="name"):
		module = shipped_modules().get((doctype, name)) or module_of_subject(doctype, name) or USUAL
		frappe.db.set_value(doctype, name, field, module, update_modified=False)


def block_all() -> None:
	"""Who blocked the old module, by plain text, blocks every module it became."""
	for name in frappe.get_all("Block Module", filters={"module": OLD}, pluck="name", order_by="name"):
		row = frappe.get_doc("Block Module", name)
		for module in frappe.get_module_list(APP):
			copy = frappe.copy_doc(row)
			copy.module = module
			copy.update({key: row.get(key) for key in ("parent", "parenttype", "parentfield", "idx")})
			copy.docstatus = 0
			copy.db_insert()
		frappe.db.delete("Block Module", {"name": name})


def module_of_subject(doctype: str, name: str) -> str | None:
	"""The module of the record type that an administrator's own record is about; a report stays on the workspace."""
	if doctype == "Report":
		return None
	meta = frappe.get_meta(doctype)
	for field in meta.get_link_fields():
		if field.options == "DocType":
			about = frappe.db.get_value(doctype, name, field.fieldname)
			if ("DocType", about) in shipped_modules():
				return shipped_modules()[("DocType", about)]
	return None


def follow_methods() -> None:
	"""Jobs of the scheduler and cards name methods by their path; a job stopped by an administrator stays so."""
	for old, new in MOVED_METHODS.items():
		before, after = f"{APP}.{old}", f"{APP}.{new}"
		frappe.db.set_value("Number Card", {"method": before}, "method", after, update_modified=False)
		for job in frappe.get_all("Scheduled Job Type", filters={"method": before}, pluck="name"):
			frappe.db.set_value("Scheduled Job Type", job, "method", after, update_modified=False)
			name = ".".join(after.split(".")[-2:])
			if name != job:
				frappe.rename_doc("Scheduled Job Type", job, name, force=True, show_alert=False)
