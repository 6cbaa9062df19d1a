"""复制为微信文字: an issue, an order, or a person's day in a few lines, phones masked."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate

from anshang_app.coordination import issues
from anshang_app.supervision import orders
from anshang_app.validation.plain_text import chat_text, mask_phones


def of_record(doctype: str, name: str) -> str:
	"""The words of an issue or an order the user may read."""
	written = {issues.ISSUE: of_issue, orders.ORDER: of_order}
	if doctype not in written:
		frappe.throw(_("Only a problem or an order is put into words; {0} is none.").format(doctype))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return written[doctype](doc)


def of_issue(issue: Document) -> str:
	lines = [
		(_("Problem in Short"), issue.title),
		(_("Step That Waits"), issue.blocked_node_title),
		(_("Responsible Unit"), issue.unit),
		(_("Responsible Person"), issue.person),
		(_("Due On"), formatdate(issue.due_date) if issue.due_date else None),
		(_("Escalation Level"), _(issue.level) if issue.level else None),
		(_("Issue State"), _(issue.state)),
		(_("Answer of the Responsible Unit"), issue.answer),
	]
	return chat_text(f"{_(issue.doctype)} · {issue.project_name}", lines)


def of_order(order: Document) -> str:
	lines = [
		(_("Matter"), order.matter),
		(_("What Is Required"), order.requirement),
		(_("Responsible Unit"), order.unit),
		(_("Responsible Person"), order.person),
		(_("Due On"), formatdate(order.due_date)),
		(_("Order State"), _(order.state)),
		(_("Reply in Words"), order.replies[-1].reply if order.replies else None),
	]
	return chat_text(f"{_(order.doctype)} · {order.project_name}", lines)


def of_day(title: str, groups: Iterable[tuple[str, list[str]]]) -> str:
	"""A person's next steps: each heading with its lines."""
	lines = [f"【{title}】"]
	for heading, steps in groups:
		lines.append(f"{heading}（{len(steps)}）")
		lines += [f"{number}. {step}" for number, step in enumerate(steps, 1)]
	return mask_phones("\n".join(lines))
