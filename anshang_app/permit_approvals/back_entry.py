"""补录 of approvals decided before the platform knew the project: known days and certificates, as one table."""

from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.workflow_step import hold
from anshang_app.permit_approvals.approvals import BEFORE_ACCEPTANCE, after_grant, decided_before
from anshang_app.permit_approvals.rules.back_entry import table_gaps
from anshang_app.validation.checks import as_date
from anshang_app.validation.messages import refuse

CASE = "Approval Case"


def check_may(project: Document) -> None:
	"""Only who enters projects under way enters their approvals, and only of such a project."""
	if not (administers() or constants.BUREAU_CLERK in frappe.get_roles()):
		frappe.throw(
			_("Only the platform's administrator and the bureau enter projects under way."),
			frappe.PermissionError,
		)
	if not project.is_back_entry:
		frappe.throw(
			_(
				"{0} was not entered under way: its approvals are recorded by their units, or entered by proxy on the approval."
			).format(frappe.utils.escape_html(with_phase(project.project_name, project.phase_no)))
		)


def open_rows(project: Document) -> list[dict]:
	"""The table to fill in: [{case, approval_item, unit}] of everything not yet accepted, in the order of the plan."""
	cases = frappe.get_all(
		CASE,
		filters={"project": project.name, "state": ["in", BEFORE_ACCEPTANCE]},
		fields=["name", "approval_item", "unit", "node"],
		order_by="name",
	)
	order = frappe.get_all(
		"Project Node", filters={"project": project.name}, pluck="name", order_by="sequence, name"
	)
	place = {node: number for number, node in enumerate(order)}
	cases.sort(key=lambda row: (place.get(row.node, len(place)), row.name))
	return [{"case": row.name, "approval_item": row.approval_item, "unit": row.unit} for row in cases]


def enter(project: Document, rows: Sequence[Mapping]) -> list[str]:
	"""Grant the cases of the filled rows as decided before the platform; refused whole, with every finding.

	A row is {case, day, certificate_no?, expires_on?, scan?}; one without any of them is left as it is. Returns the cases.
	"""
	check_may(project)
	open_now = {row["case"]: row["approval_item"] for row in open_rows(project)}
	filled, problems = table_gaps(rows, open_now, getdate())
	refuse(frappe.new_doc(CASE), problems)
	for row in filled:
		grant(frappe.get_doc(CASE, row["case"]), row)
	return [row["case"] for row in filled]


def grant(case: Document, row: Mapping) -> None:
	"""One case as decided on its day, with its certificate; its node is done that day."""
	hold(case)
	case.flags.by_path = case.flags.side_asked = True
	day = as_date(row["day"])
	case.update({"issued_on": day, "is_back_entry": 1, "certificate_no": row.get("certificate_no") or None})
	case.expires_on = as_date(row.get("expires_on"))
	case.certificate_scan = row.get("scan") or case.certificate_scan
	case.save(ignore_permissions=True)
	case.db_set(decided_before(day), notify=True)
	case.add_comment("Info", _("Entered as decided before the platform."))
	after_grant(case)
