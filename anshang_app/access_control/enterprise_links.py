"""Signed links by which an enterprise opens its one project."""

import hashlib
import hmac
import secrets

import frappe
from frappe import _
from frappe.utils import add_days, cint, get_url, now_datetime, today

LINK = "Enterprise Link"
IN_FORCE = "Link in Force"


def issue(project: str) -> str:
	"""Address of a new link to a project; only its hash is kept, so the address is shown once."""
	token = secrets.token_urlsafe(32)
	days = cint(frappe.get_cached_doc("Anshang Settings").enterprise_link_days)
	frappe.get_doc(
		{
			"doctype": LINK,
			"project": project,
			"enterprise": frappe.db.get_value("Investment Project", project, "enterprise"),
			"state": IN_FORCE,
			"issued_by": frappe.session.user,
			"expires_on": add_days(today(), days),
			"token_hash": hashed(token),
			"is_demo": cint(frappe.db.get_value("Investment Project", project, "is_demo")),
		}
	).insert(ignore_permissions=True)
	return get_url(f"/anshang/enterprise?link={token}")


def withdraw(link) -> None:
	"""End a link at once."""
	link.db_set("state", "Link Withdrawn", notify=True)


def open_link(token: str) -> str:
	"""Let the rest of this request see the link's project; returns it, refuses a link not in force."""
	link = link_in_force(token)
	if not link:
		frappe.throw(_("This link is not valid or has expired."), frappe.PermissionError)
	frappe.db.set_value(LINK, link.name, "last_used_at", now_datetime(), update_modified=False)
	frappe.local.anshang_link_project = link.project
	return link.project


def link_in_force(token: str) -> frappe._dict | None:
	"""{name, project, expires_on, issued_by} of the link with this token; None where it ended, was withdrawn or never was."""
	wanted = hashed(token)
	row = frappe.db.get_value(
		LINK,
		{"token_hash": wanted, "state": IN_FORCE, "expires_on": [">=", today()]},
		["name", "project", "expires_on", "issued_by", "token_hash"],
		as_dict=True,
	)
	return row if row and hmac.compare_digest(row.token_hash, wanted) else None


def hashed(token: str) -> str:
	"""What is kept of a token."""
	return hashlib.sha256(token.encode()).hexdigest()
