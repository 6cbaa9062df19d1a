"""The desk's own records that could carry a walled one past the rule: to-dos, notifications, keys, boards."""

import json

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import NotificationLog
from frappe.email.doctype.notification.notification import Notification

from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import viewer_of


class WalledNotificationLog(NotificationLog):
	"""A notification about a record its reader may not read is not written, and not mailed."""

	def insert(self, *args, **kwargs):
		if self.document_type in row_rule.WALLED and not row_rule.may_see(
			self.document_type, self.document_name, viewer_of(self.for_user)
		):
			return self
		return super().insert(*args, **kwargs)


class WalledNotification(Notification):
	"""Mails of an administrator's notification go to those only who may read the record."""

	def get_list_of_recipients(self, doc, context):
		groups = super().get_list_of_recipients(doc, context)
		if doc.doctype not in row_rule.WALLED:
			return groups
		return tuple([mail for mail in group if may_receive(mail, doc)] for group in groups)


def may_receive(mail: str, doc) -> bool:
	"""Whether the address belongs to an account in use that may read the record."""
	user = frappe.db.get_value("User", {"email": mail, "enabled": 1})
	return bool(user) and frappe.has_permission(doc.doctype, "read", doc=doc, user=user)


def check_todo(doc, method: str | None = None) -> None:
	"""Refuse a to-do about a record that its maker or its taker may not read (ToDo.validate)."""
	if doc.reference_type not in row_rule.WALLED or not doc.reference_name:
		return
	if not row_rule.may_see(doc.reference_type, doc.reference_name, viewer_of()):
		raise frappe.PermissionError
	taker = doc.allocated_to if doc.status == "Open" else None
	if taker and not row_rule.may_see(doc.reference_type, doc.reference_name, viewer_of(taker)):
		frappe.throw(
			_("{0} may not read this record, and an assignment does not share it.").format(
				frappe.utils.get_fullname(taker)
			),
			frappe.PermissionError,
		)


def refuse_way_around(doc, method: str | None = None) -> None:
	"""Refuse a share, a public key or a subscription of a walled record (before_insert)."""
	kind = doc.get("share_doctype") or doc.get("reference_doctype") or doc.get("ref_doctype")
	if kind in row_rule.WALLED or kind in row_rule.PARENT:
		frappe.throw(_("{0} is not shared past the row rule.").format(_(kind)), frappe.PermissionError)


def forget_card_order(doc, method: str | None = None) -> None:
	"""A board keeps no names of cards: every reader of the board would read them (Kanban Board.validate)."""
	if doc.reference_doctype in row_rule.WALLED:
		for column in doc.columns:
			column.order = json.dumps([])
