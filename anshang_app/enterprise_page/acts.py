"""What an enterprise does by its link: each on record with the contact whose code it was, never a condition of a step."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, now_datetime, today

from anshang_app.access_control.kept_files import Kept
from anshang_app.enterprise_page.page_facts import ISSUE, PLAN, open_plan
from anshang_app.enterprise_page.rules.materials import is_material
from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

ACT = "Enterprise Act"
BY_LINK = "By Link"
#: letters of a problem and of the words beside a file
LONGEST_WORDS = 2000
SATISFACTIONS = ("Very Satisfied", "Fairly Satisfied", "Not Satisfied")


def record(
	link: frappe._dict, holder: dict, kind: str, text: str | None = None, about: Document | None = None
):
	"""Put an act on record."""
	return frappe.get_doc(
		{
			"doctype": ACT,
			"project": link.project,
			"kind": kind,
			"done_at": now_datetime(),
			"contact": holder["contact"],
			"contact_name": holder["contact_name"],
			"link": link.name,
			"code_by": holder["by"],
			"words": text,
			"record_type": about and about.doctype,
			"record_name": about and about.name,
			"is_demo": cint(frappe.db.get_value("Investment Project", link.project, "is_demo")),
		}
	).insert(ignore_permissions=True)


def confirm_plan(link: frappe._dict, holder: dict, plan: str) -> None:
	"""Note the enterprise's yes on the plan that waits for its seals; said once, it stays until the plan goes back."""
	doc, waiting = own(PLAN, plan, link.project), open_plan(link.project)
	if not waiting or waiting["name"] != doc.name:
		refuse(doc, [Problem("enterprise_confirmed_on", doc.enterprise_confirmed_on, "said_already")])
	doc.db_set(
		{
			"enterprise_confirmed_by": holder["contact_name"],
			"enterprise_confirmed_on": today(),
			"enterprise_confirmed_how": BY_LINK,
		},
		notify=True,
	)
	record(link, holder, "Plan Confirmed", about=doc)


def raise_problem(link: frappe._dict, holder: dict, description: str) -> Document:
	"""A problem in the enterprise's own words; its units are told as of any other."""
	issue = frappe.get_doc(
		{
			"doctype": ISSUE,
			"project": link.project,
			"is_request": 1,
			"description": checked(description, "description"),
		}
	)
	issue.insert(ignore_permissions=True)
	record(link, holder, "Problem Raised", issue.title, issue)
	return issue


def confirm_solution(link: frappe._dict, holder: dict, issue: str, satisfaction: str | None) -> None:
	"""Note the enterprise's word on an answered problem; who collects problems clears it as before."""
	doc = own(ISSUE, issue, link.project, is_request=1)
	if doc.state != constants.ANSWERED or doc.confirmed_on:
		refuse(doc, [Problem("confirmed_on", doc.confirmed_on, "said_already")])
	if satisfaction and satisfaction not in SATISFACTIONS:
		refuse(doc, [Problem("satisfaction", satisfaction, "not_a_choice")])
	doc.db_set(
		{
			"confirmed_by": holder["contact_name"],
			"confirmed_on": today(),
			"confirmed_how": BY_LINK,
			"satisfaction": satisfaction or None,
		},
		notify=True,
	)
	record(link, holder, "Solution Confirmed", about=doc)


def send_material(link: frappe._dict, holder: dict, file_name: str, content: bytes, remark: str) -> Document:
	"""A file for the project's units, private, kept with who sent it."""
	act = record(link, holder, "Material Sent", checked(remark or file_name, "words"))
	if not content:
		refuse(act, [Problem("file", None, "file_empty")])
	if not is_material(file_name, content):
		refuse(act, [Problem("file", file_name, "not_material")])
	file = {
		"doctype": "File",
		"file_name": file_name,
		"content": content,
		"is_private": 1,
		"attached_to_doctype": ACT,
		"attached_to_name": act.name,
		"attached_to_field": "file",
	}
	act.db_set("file", frappe.get_doc(file).insert(ignore_permissions=True).file_url)
	return act


def forget_contact(contact: Document, name: str, instead: str) -> None:
	"""A contact's personal data were deleted: his name goes out of his acts, and of what he confirmed that is not sealed."""
	frappe.db.set_value(ACT, {"contact": contact.name}, "contact_name", instead, update_modified=False)
	of_him = {"project": contact.project, "confirmed_how": BY_LINK, "confirmed_by": name}
	frappe.db.set_value(ISSUE, of_him, "confirmed_by", instead, update_modified=False)
	plan = {"project": contact.project, "enterprise_confirmed_how": BY_LINK, "enterprise_confirmed_by": name}
	frappe.db.set_value(
		PLAN,
		{**plan, "state": constants.PLAN_DRAFT},
		"enterprise_confirmed_by",
		instead,
		update_modified=False,
	)


def own(doctype: str, name: str, project: str, **more) -> Document:
	"""A record of the link's project, locked; another's and one that is not there are refused alike."""
	wanted = {"name": name, "project": project, **more}
	if frappe.db.get_value(doctype, wanted, "name", for_update=True) != name:
		frappe.throw(_("There is no such record of this project."), frappe.PermissionError)
	return frappe.get_doc(doctype, name)


def checked(text: str, field: str) -> str:
	"""The text without blanks around it; refuses a blank one and one longer than `LONGEST_WORDS` letters."""
	text = text.strip()
	doc = frappe.new_doc(ACT if field == "words" else ISSUE)
	if is_blank(text):
		refuse(doc, [Problem(field, None, "words_needed")])
	if len(text) > LONGEST_WORDS:
		refuse(doc, [Problem(field, None, "too_long", (len(text), LONGEST_WORDS))])
	return text


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""What an enterprise sent stays as it came."""
	return [Kept(_("What the enterprise sent is kept as it came."))] if doctype == ACT else []
