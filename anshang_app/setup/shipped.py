"""Which records of a site come as files of the app; every other one of its modules was made by somebody."""

import json
from functools import cache
from pathlib import Path

import frappe

APP = "anshang_app"


@cache
def shipped_modules() -> dict[tuple[str, str], str]:
	"""(record type, name) -> module of every record that comes as a file of the app."""
	package = Path(frappe.get_app_path(APP))
	module_by_record = {}
	for module in frappe.get_module_list(APP):
		for path in (package / frappe.scrub(module)).rglob("*.json"):
			record = json.loads(path.read_text(encoding="utf-8"))
			module_by_record[(record["doctype"], record["name"])] = module
	return module_by_record


def links_to_modules() -> list[tuple[str, str]]:
	"""(record type, field) of every stored field that names a module, an administrator's own fields too."""
	filters = {"fieldtype": "Link", "options": "Module Def"}
	fields = frappe.get_all(
		"DocField", filters=filters, fields=["parent", "fieldname"], order_by="parent, idx"
	)
	own = frappe.get_all("Custom Field", filters=filters, fields=["dt as parent", "fieldname"], order_by="dt")
	return [
		(row.parent, row.fieldname)
		for row in [*fields, *own]
		if row.parent != "Module Def" and frappe.db.table_exists(row.parent)
	]


def keep_own_workspaces() -> None:
	"""Free workspaces somebody made in one of the app's modules from the app's name.

	v16 takes every public workspace of an app for a shipped one, and a migrate deletes those without a file. The
	name comes with each save and with a patch of Frappe's own, so it goes before each migrate and once after that.
	"""
	if not frappe.get_meta("Workspace").has_field("app"):
		return
	own = [
		name
		for name in frappe.get_all("Workspace", filters={"app": APP}, pluck="name", order_by="name")
		if ("Workspace", name) not in shipped_modules()
	]
	if own:
		frappe.db.set_value("Workspace", {"name": ["in", own]}, "app", None, update_modified=False)
