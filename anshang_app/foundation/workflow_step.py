"""One step of a workflow together with the values it needs, as one save."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import WorkflowTransitionError, get_transitions, get_workflow
from frappe.utils import get_datetime

from anshang_app.validation.checked_document import changes_told, say_it_changed


def hold(doc: Document) -> None:
	"""Keep others off a record until this request is done; refuse if one was faster since it was read.

	So of two clicks on one action the second finds the step taken and is told, whatever it would do.
	"""
	if doc.is_new():
		return
	with changes_told(doc):
		now = frappe.db.get_value(doc.doctype, doc.name, "modified", for_update=True)
	if not now or get_datetime(now) != get_datetime(doc.modified):
		say_it_changed(doc)


def take_step(doc: Document, action: str, values: dict | None = None) -> Document:
	"""Apply a workflow action and store `values` in the same save.

	Frappe's own `apply_workflow` reloads the record first, so a reason or a date given with the step
	would be lost. Roles, conditions and the controller's guards hold as there.
	"""
	doc.check_permission("write")
	hold(doc)
	transition = next((row for row in get_transitions(doc) if row.action == action), None)
	if not transition:
		frappe.throw(
			_("{0} is not possible in the state {1}, or not with your role.").format(
				_(action), _(doc.get(get_workflow(doc.doctype).workflow_state_field))
			),
			WorkflowTransitionError,
		)
	doc.update(values or {})
	doc.set(get_workflow(doc.doctype).workflow_state_field, transition.next_state)
	doc.save()
	doc.add_comment("Workflow", _(transition.next_state))
	return doc


def steps_of(doc: Document, sides) -> list[str]:
	"""Actions the session's user may take now: the workflow's, where `sides(next state)` lets him."""
	from frappe.model.workflow import get_transitions

	return [row.action for row in get_transitions(doc) if sides(row.next_state)]
