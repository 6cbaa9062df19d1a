"""The enterprise's own page: reading by its link, acting by a one-time code beside it; and the code for the desk."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from anshang_app.access_control import enterprise_links, guesses
from anshang_app.access_control.projects import writable_project
from anshang_app.enterprise_page import acts, codes, page_facts
from anshang_app.foundation.acting import acting_as
from anshang_app.foundation.endpoints import endpoint, open_endpoint, sent_file, sent_file_name
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

#: the count of wrong links and codes
WRONG = "enterprise"
MB = 1024 * 1024
#: MB of one file an enterprise sends
LARGEST = 20


@endpoint
def issue_code(project: str, contact: str) -> dict:
	"""A one-time code for a registered contact of the enterprise: {code, contact_name, minutes}; shown this once."""
	return codes.issue(writable_project(project).name, contact)


@open_endpoint
def look(link: str) -> dict:
	"""What the page shows: see `page_facts.page_content`, with `expires_on` and `issued_by` of the link."""
	link_row = _link(link)
	frappe.db.set_value(
		enterprise_links.LINK, link_row.name, "last_used_at", now_datetime(), update_modified=False
	)
	return _page_of(link_row)


@open_endpoint
def enter_code(link: str, code: str) -> dict:
	"""Change a one-time code for a ticket: {ticket, contact_name, minutes}."""
	link_row = _link(link)
	changed = codes.change(link_row.project, link_row.name, code.strip())
	if not changed:
		guesses.count(WRONG)
		frappe.throw(
			_("This code is not right or is over: ask the agent of the project for a new one."),
			frappe.PermissionError,
		)
	return changed


@open_endpoint
def confirm_plan(link: str, ticket: str, plan: str) -> dict:
	"""Say yes to a plan that is not sealed; answers the page anew."""
	return _act(link, ticket, lambda link_row, holder: acts.confirm_plan(link_row, holder, plan))


@open_endpoint
def raise_problem(link: str, ticket: str, words: str) -> dict:
	"""Raise a problem in the enterprise's own words; answers the page anew."""
	return _act(link, ticket, lambda link_row, holder: acts.raise_problem(link_row, holder, words))


@open_endpoint
def confirm_solution(link: str, ticket: str, issue: str, satisfaction: str | None = None) -> dict:
	"""Say that an answered problem is solved, and how satisfied the enterprise is; answers the page anew."""
	return _act(
		link, ticket, lambda link_row, holder: acts.confirm_solution(link_row, holder, issue, satisfaction)
	)


@open_endpoint
def send_material(link: str, ticket: str, words: str | None = None) -> dict:
	"""Send a file (form field `file`) to the units of the project; answers the page anew."""

	def send(link_row, holder):
		content = sent_file(LARGEST * MB)
		if len(content) > LARGEST * MB:
			refuse(frappe.new_doc(acts.ACT), [Problem("file", None, "file_large", (LARGEST,))])
		acts.send_material(link_row, holder, sent_file_name(), content, words or "")

	return _act(link, ticket, send)


def _link(token: str) -> frappe._dict:
	"""The link in force with this token; any other is counted and refused with one sentence."""
	guesses.refuse(WRONG)
	link_row = enterprise_links.link_in_force(token)
	if not link_row:
		guesses.count(WRONG)
		frappe.throw(_("This link is not valid or has expired."), frappe.PermissionError)
	return link_row


def _act(token: str, ticket: str, act) -> dict:
	"""Let the holder of a ticket do one thing; answers the page as it is then."""
	link_row = _link(token)
	holder = codes.holder_of(ticket, link_row.name)
	page_facts.refuse_over(link_row.project)
	# whoever is logged in in the same browser does nothing in his own name
	with acting_as("Guest"):
		act(link_row, holder)
	return _page_of(link_row)


def _page_of(link: frappe._dict) -> dict:
	return {
		**page_facts.page_content(link.project),
		"expires_on": str(link.expires_on),
		"issued_by": page_facts.issuer(link.issued_by),
	}
