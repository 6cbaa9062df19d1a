"""提前介入: units are invited to see a project before its application, several in one go (scheme §二(5), §三(二)6①)."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.permit_approvals import filing, who_may
from anshang_app.permit_approvals.approvals import BEFORE_FILING, add_record
from anshang_app.permit_approvals.proxies import held, save_in_state
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


def invite(case: str, day: object, words: str | None = None, paper: str | None = None) -> Document:
	"""Invite the deciding unit of one case; day and inviter stand on its record."""
	doc = held(case)
	check_may_invite(doc)
	refuse(doc, filing.turn_problems(doc))
	add_record(doc, constants.EARLY_INVITATION, day, words=words, paper=paper)
	return save_in_state(doc, constants.EARLY_GUIDANCE)


def invite_units(project: str, cases: Sequence[str], day: object, words: str | None = None) -> list[str]:
	"""Invite the units of several cases of one project, all or none. Returns the cases."""
	own = {row["case"] for row in to_invite(project)}
	record = frappe.new_doc("Approval Case")
	strange = [case for case in cases if case not in own]
	refuse(record, [Problem("approval_item", case, "back_entry_closed") for case in strange])
	refuse(record, [] if cases else [Problem("approval_item", None, "invite_nobody")])
	return [invite(case, day, words).name for case in dict.fromkeys(cases)]


def to_invite(project: str) -> list[dict]:
	"""Who may still be invited, by the items of this project: [{case, approval_item, unit, invited}].

	Where the platform has no such unit, `unit` is what the item calls it.
	"""
	cases = frappe.get_all(
		"Approval Case",
		filters={"project": project, "state": ["in", BEFORE_FILING]},
		fields=["name", "approval_item", "unit", "state"],
		order_by="unit, approval_item, name",
	)
	names = dict(frappe.get_all("Approval Item", fields=["name", "authority_name"], as_list=True))
	return [
		{
			"case": row.name,
			"approval_item": row.approval_item,
			"unit": row.unit or names.get(row.approval_item),
			"invited": row.state == constants.EARLY_GUIDANCE,
		}
		for row in cases
	]


def check_may_invite(case: Document) -> None:
	"""Refuse who neither leads the project nor writes the case."""
	user = frappe.session.user
	if not (who_may.invites(case, user) or who_may.decides(case, user)):
		frappe.throw(
			_("Units are invited by the chain lead unit, the host locality and the agent of the project."),
			frappe.PermissionError,
		)
