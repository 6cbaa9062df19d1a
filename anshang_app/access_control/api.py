"""Publications, enterprise links and the audit over REST and for the desk's buttons."""

import frappe

from anshang_app.access_control import audit_check, enterprise_links, publications
from anshang_app.access_control.audit_findings import sentence
from anshang_app.access_control.projects import writable_project
from anshang_app.foundation.administrators import require_administrator
from anshang_app.foundation.endpoints import endpoint, parse_argument


@endpoint
def publish_record(
	record_type: str,
	record_name: str,
	units: list | str | None = None,
	users: list | str | None = None,
	open_until: str | None = None,
	purpose: str | None = None,
) -> str:
	"""Publish one record on purpose to units or accounts; answers the publication's name."""
	frappe.new_doc("Publication").check_permission("create")
	return publications.publish(
		"Single Record",
		record_type,
		record_name,
		[],
		units=parse_argument(units, list, of=str),
		users=parse_argument(users, list, of=str),
		open_until=open_until,
		purpose=purpose,
	).name


@endpoint
def withdraw_publication(publication: str, reason: str) -> str:
	"""End a publication; answers its state."""
	doc = frappe.get_doc("Publication", publication)
	doc.check_permission("write")
	publications.withdraw(doc, reason)
	return doc.state


@endpoint
def issue_enterprise_link(project: str) -> dict:
	"""The address of a new link for the project's enterprise; it is shown this once."""
	return {"address": enterprise_links.issue(writable_project(project).name)}


@endpoint
def withdraw_enterprise_link(link: str) -> str:
	"""End an enterprise's link at once; answers its state."""
	doc = frappe.get_doc("Enterprise Link", link)
	writable_project(doc.project)
	enterprise_links.withdraw(doc)
	return doc.state


@endpoint
def verify_audit() -> list:
	"""What does not fit in the audit chain, in words; an empty list if all holds."""
	require_administrator()
	return [sentence(finding) for finding in audit_check.verify()]
