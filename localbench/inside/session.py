"""A connection to one site for a script: committed when it ends well, undone when it does not."""

import contextlib
import os


@contextlib.contextmanager
def connected(site: str):
	import frappe

	for folder in ("logs", f"{site}/logs"):
		os.makedirs(folder, exist_ok=True)
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		yield frappe
		frappe.db.commit()
	finally:
		frappe.destroy()
