"""The one place where a project's promises are read: 容缺 ones by the gates, all of them by the pack."""

import frappe
from frappe import _

from anshang_app.coordination.rules.promises import CommitmentDates
from anshang_app.foundation import constants


def promises_of(project: str) -> list[CommitmentDates]:
	"""容缺 promises of a project, kept and open; a waived one neither covers its step nor blocks."""
	return [
		_promise(row)
		for row in commitments(project, kind=constants.DEFERRED_MATERIAL)
		if row.state != constants.WAIVED
	]


def commitments_of(project: str) -> list[CommitmentDates]:
	"""承诺事项 of a project of every kind, as they are handed over with it."""
	return [_promise(row) for row in commitments(project)]


def commitments(project: str, **filters) -> list:
	"""The commitments of a project, by their day."""
	return frappe.get_all(
		"Commitment",
		filters={"project": project, **filters},
		fields=[
			"node",
			"kind",
			"factor",
			"words",
			"due_date",
			"state",
			"owed_by",
			"unit",
			"owed_to",
			"consented_on",
		],
		order_by="due_date, name",
	)


def _promise(row) -> CommitmentDates:
	kind = _(row.kind, "zh") + (f"（{_(row.factor, 'zh')}）" if row.factor else "")
	return CommitmentDates(
		node=row.node or "",
		promised=row.words,
		due=row.due_date,
		is_fulfilled=row.state == constants.FULFILLED,
		owner=row.unit or "企业",
		kind=kind,
		waived=row.state == constants.WAIVED,
		agreed=row.kind != constants.DEFERRED_MATERIAL or bool(row.consented_on),
	)
