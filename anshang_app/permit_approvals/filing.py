"""The agent's own steps before the unit's: 材料齐 and 已申报."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.workflow_step import hold
from anshang_app.permit_approvals import who_may
from anshang_app.permit_approvals.approvals import BEFORE_FILING, step
from anshang_app.validation.checks import Problem, as_date, date_problem, is_blank
from anshang_app.validation.messages import refuse


def complete_materials(case: str, day: object = None) -> Document:
	"""材料齐 on a day (today): refused while something on the list of materials is missing."""
	doc = frappe.get_doc("Approval Case", case)
	doc.check_permission("write")
	hold(doc)
	who_may.check_may_write(doc, frappe.session.user)
	refuse(doc, [*turn_problems(doc), *missing_problems(missing(doc))])
	doc.flags.by_path = True
	doc.materials_ready_on = day or getdate()
	doc.save()
	doc.add_comment("Info", _("Materials Complete"))
	return doc


def file_application(case: str, day: object, receipt: str | None, paper: str | None) -> Document:
	"""已申报 on a day, with the receipt's number or scan: from now on it is the deciding unit's turn.

	A material that is promised for a day (容缺) may still be missing.
	"""
	doc = frappe.get_doc("Approval Case", case)
	doc.check_permission("write")
	lacking = missing(doc)
	refuse(
		doc,
		[*turn_problems(doc), *missing_problems([row for row in lacking if not row.bring_until])],
	)
	ready: date | object | None = doc.materials_ready_on
	# a day that is none is refused with the record it dates
	if not ready and not lacking and not date_problem("day", day):
		ready = as_date(day)
	values = {"materials_ready_on": ready} if ready else {}
	return step(case, constants.ACTION_FILE, constants.FILED, day, values, words=receipt, paper=paper)


def turn_problems(case: Document) -> list[Problem]:
	"""Filed, accepted or decided already: too late to file or to invite, it is the deciding unit's turn."""
	if case.state in BEFORE_FILING:
		return []
	return [Problem("state", _(case.state), "not_filing_now", (case.unit or "–",))]


def missing(case: Document) -> list[Document]:
	"""The listed materials that are not there yet."""
	return [row for row in case.materials if not cint(row.is_present) and not is_blank(row.material_name)]


def missing_problems(rows: list[Document]) -> list[Problem]:
	if not rows:
		return []
	return [Problem("materials", None, "materials_missing", ("、".join(row.material_name for row in rows),))]


def offers(case: Document) -> dict:
	"""Whether the session's user files the case or invites its unit, and whether the materials are complete."""
	user = frappe.session.user
	files = case.state in BEFORE_FILING and who_may.assists(case, user)
	invites = case.state in BEFORE_FILING and who_may.invites(case, user)
	return {"files": files, "invites": invites, "ready": bool(case.materials_ready_on)}
