"""Forms as the desk loads them: who reads the base facts of a project gets none of what hangs on it.

Frappe's methods ask for the right to the record and then send its files, comments, versions and letters.
"""

import frappe
from frappe.desk.form import load

from anshang_app.access_control.projects import readable_project, reads_whole
from anshang_app.access_control.row_rule import PROJECT
from anshang_app.foundation.phase_words import project_titles


@frappe.whitelist()
def getdoc(doctype: str, name: str, user: str | None = None) -> None:
	"""A record with what hangs on it, the latter of a project only for who reads the whole of it."""
	load.getdoc(doctype, name)
	name_phases(frappe.response.get("_link_titles") or {})
	docs = frappe.response.get("docs") or []
	if doctype == PROJECT and docs and not reads_whole(name):
		docs[-1].set_onload("base_facts_only", True)
		take_what_hangs(frappe.response["docinfo"])


@frappe.whitelist()
def get_docinfo(doc=None, doctype: str | None = None, name: str | None = None) -> None:
	"""As Frappe's, with the same exception."""
	load.get_docinfo(doc, doctype, name)
	docinfo = frappe.response["docinfo"]
	if docinfo.doctype == PROJECT and not reads_whole(docinfo.name):
		take_what_hangs(docinfo)


@frappe.whitelist()
def get_communications(doctype: str, name: str, start: int | str = 0, limit: int | str = 20) -> list:
	"""Letters and mails about a record; about a project for who reads the whole of it."""
	if doctype == PROJECT:
		readable_project(name)
	return load.get_communications(doctype, name, start, limit)


def name_phases(titles: dict) -> None:
	"""The titles of linked projects, {type::name: title}, with their phases."""
	links = {key: key.split("::", 1)[1] for key in titles if key.startswith(f"{PROJECT}::")}
	named = project_titles(links.values()) if links else {}
	titles.update({key: named[name] for key, name in links.items() if name in named})


def take_what_hangs(docinfo: dict) -> None:
	"""Empty every list of an answer about a record: files, comments, versions, letters, people."""
	docinfo.update({key: [] for key, value in docinfo.items() if isinstance(value, list)})
	docinfo["user_info"] = {}
