"""Steps of an issue outside its workflow: 分派, 催办, 延期, 变更, built on those of an order (supervision).

The units that collect it decide; from the bureau's level of the ladder on, the bureau.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_transitions
from frappe.utils import cint, getdate

from anshang_app.access_control.acting_unit import acts_for, bureau, coordinates
from anshang_app.coordination import issues
from anshang_app.coordination.rules import ladder
from anshang_app.coordination.rules.guards import CHARGE
from anshang_app.foundation import constants
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.workdays import WORKING
from anshang_app.supervision import extensions, orders, urgings
from anshang_app.validation.checked_document import changes
from anshang_app.validation.checks import Problem, date_problem, is_blank, lacking
from anshang_app.validation.messages import changed_words, refuse

#: states in which the responsible unit is at work
AT_WORK = (constants.TAKEN_UP, constants.IN_HAND)
#: steps of the responsible unit while it is at work
UNIT_ACTIONS = {constants.ACTION_BEGIN, constants.ACTION_ANSWER}
#: what may change once an issue is taken up; another unit gets it by 退回
CHANGEABLE = ("title", "description", "person", "due_date")
open_issue = partial(orders.open_record, issues.ISSUE)


def assign_until(issue: Document) -> date | None:
	"""The last day to name a unit: the settings' working days from the day raised; None if one is named."""
	days = cint(frappe.get_cached_doc("Anshang Settings").assign_days)
	if issue.unit or days <= 0:
		return None
	return load_calendar().step(issues.raised_day(issue), days, WORKING)


def assign(issue: str, values: Mapping[str, object]) -> Document:
	"""分派 to a unit, with person and due date if they are known (`values`: the fields of CHARGE); the unit takes it up."""
	doc = open_issue(issue, (constants.RAISED,), collects, collectors)
	date_problems = [date_problem("due_date", values.get("due_date"))]
	refuse(doc, [*lacking(values, ("unit",)), *date_problems])
	doc.update({field: values[field] for field in CHARGE if not is_blank(values.get(field))})
	return orders.record_step(doc, _("Assigned to {0}").format(frappe.utils.escape_html(doc.unit)))


def urge(issue: str, note: str | None) -> Document:
	"""催办 of an issue its unit owes an answer to."""
	doc = open_issue(issue, AT_WORK, collects, collectors)
	unit = urgings.urging_unit(*collectors(doc))
	return orders.record_step(doc, urgings.add_urging(doc, note, None, False, unit))


def ask_extension(issue: str, due_date: str | None, reason: str | None) -> Document:
	"""申请延期 by the responsible unit, before the due day."""
	doc = open_issue(issue, AT_WORK, lambda doc: acts_for(doc.unit), lambda doc: [doc.unit])
	return orders.record_step(doc, extensions.add_request(doc, due_date, reason))


def grant_extension(issue: str, remark: str | None) -> Document:
	"""同意延期 by who decides on it; the original day stays on record."""
	doc = open_issue(issue, AT_WORK, decides, deciders)
	doc.original_due_date = doc.original_due_date or doc.due_date
	return orders.record_step(doc, extensions.grant_request(doc, remark))


def refuse_extension(issue: str, reason: str | None) -> Document:
	"""不同意延期, with the reason."""
	doc = open_issue(issue, AT_WORK, decides, deciders)
	return orders.record_step(doc, extensions.refuse_request(doc, reason))


def change(issue: str, values: Mapping[str, object], reason: str | None) -> Document:
	"""变更 by who collects the issue, with the reason; the original day stays."""
	doc = open_issue(issue, AT_WORK, collects, collectors)
	refuse(doc, [Problem("title", None, "reason_needed")] if is_blank(reason) else [])
	refuse(doc, [date_problem("due_date", values.get("due_date"))])
	before = {field: doc.get(field) for field in CHANGEABLE}
	doc.update(
		{field: value for field, value in values.items() if field in CHANGEABLE and not is_blank(value)}
	)
	changed = changes(doc, before)
	if "due_date" in changed and doc.extension_wanted:
		refuse(doc, [Problem("extension_wanted", doc.extension_wanted, "extension_open")])
	return orders.record_step(doc, changed_words(doc, changed, reason)) if changed else doc


def collectors(issue: Document) -> list[str | None]:
	"""The units that collect the issue: on the team's level 包保单位 and 落户地, above it the bureau."""
	return issues.collecting_units(issue.project) if issue.level == ladder.TEAM else [bureau()]


def collects(issue: Document) -> bool:
	"""Whether the session's user collects the issue; the bureau coordinates all of them."""
	return coordinates() or acts_for(*collectors(issue))


def deciders(issue: Document) -> list[str | None]:
	"""Who decides on more time: the collecting units but the one that asks; the bureau if none is left."""
	return [unit for unit in collectors(issue) if unit and unit != issue.unit] or [bureau()]


def decides(issue: Document) -> bool:
	"""Whether the session's user decides on more time."""
	return coordinates() or acts_for(*deciders(issue))


def actions_of(issue: Document) -> list[str]:
	"""The steps outside the workflow that are open to the session's user, as the form's buttons are called."""
	actions = []
	if issue.state == constants.RAISED and not issue.unit and collects(issue):
		actions.append("Assign Issue")
	if issue.state not in AT_WORK:
		return actions
	carries_out = acts_for(issue.unit) and UNIT_ACTIONS & {row.action for row in get_transitions(issue)}
	if carries_out and extensions.may_still_ask(issue):
		actions.append("Ask for Extension")
	if issue.extension_wanted and decides(issue):
		actions += ["Grant Extension", "Refuse Extension"]
	return [*actions, "Urge", "Change Issue"] if collects(issue) else actions


def is_overdue(issue: Document) -> bool:
	"""Whether the limit is over and no answer came."""
	return issue.state in AT_WORK and bool(issue.due_date) and getdate(issue.due_date) < getdate()
