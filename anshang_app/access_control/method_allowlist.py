"""The gate of the desk's methods: officials reach the methods known to keep the walls, and no others.

Frappe offers some five hundred methods to every account; many read past any row rule (a count, a title, a
list of what links where). Those an official needs were read one by one and stand in `data/open_methods.txt`;
the leaking ones among them are replaced in `overrides`. The rest is for administrators. A site opens
further ones with `anshang_open_methods` in its configuration; other apps' own methods are theirs to guard.
"""

import functools
from pathlib import Path

import frappe
from frappe import _

from anshang_app.access_control.user_context import ADMINISTRATORS

OPEN_METHODS = Path(__file__).parent.parent / "data" / "open_methods.txt"
#: the first part of a method's path in the address: /api/method/…, later also /api/v1/method/…
METHOD = "method"
#: arguments that name another method to be called
INNER = {"upload_file": "method", "frappe.handler.upload_file": "method"}
#: methods whose argument `user` would speak for somebody else
SPEAKS_FOR = frozenset({"frappe.desk.query_report.run", "frappe.desk.query_report.export_query"})


@functools.cache
def open_methods() -> frozenset[str]:
	"""The methods of the desk that are open to officials."""
	lines = OPEN_METHODS.read_text(encoding="utf-8").splitlines()
	return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def check_request() -> None:
	"""Refuse a method that is not open to the user (auth_hooks: after every kind of login)."""
	if frappe.session.user == "Guest" or ADMINISTRATORS & set(frappe.get_roles()):
		return
	for called in called_methods():
		check_method(called)
		inner = frappe.form_dict.get(INNER.get(called))
		if inner:
			check_method(inner)
		if called in SPEAKS_FOR:
			frappe.form_dict.pop("user", None)


def called_methods() -> list[str]:
	"""The methods a request names, as `cmd` and in its address: whichever of them Frappe runs, both pass."""
	named = [frappe.form_dict.cmd] if frappe.form_dict.get("cmd") else []
	parts = frappe.request.path.strip("/").split("/")
	if parts[0] == "api" and METHOD in parts[1:3]:
		named += parts[parts.index(METHOD) + 1 :][:1]
	return named


def check_method(path: str) -> None:
	"""Refuse a method of the desk that is not open, by whatever path it is named."""
	if not is_open(path):
		frappe.throw(_("This function is not open to your account."), frappe.PermissionError)


def is_open(path: str) -> bool:
	"""Whether officials may call the method: an open one of the desk, or one of an installed app."""
	if path in open_methods() or path in frappe.conf.get("anshang_open_methods", ()):
		return True
	if "." not in path or path.startswith("frappe."):
		return False
	# another path to a method of the desk is no way around
	return not getattr(frappe.get_attr(path), "__module__", "frappe").startswith("frappe")
