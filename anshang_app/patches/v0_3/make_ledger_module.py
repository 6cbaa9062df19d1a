"""Ledgers have a module of their own since their imports are on record; Frappe makes modules on install only."""

import frappe

from anshang_app.patches.v0_3.move_to_rooms import make_modules


def execute():
	make_modules()
	frappe.clear_cache()
	frappe.cache.delete_value(["app_modules", "installed_app_modules", "module_app", "doctype_modules"])
	frappe.setup_module_map()
