"""Whether the platform is at work, for the page of whoever runs it, and told to him when it is not."""

import frappe
from frappe import _
from frappe.utils import today

from anshang_app.foundation import administrators
from anshang_app.setup import readiness_facts, readiness_texts
from anshang_app.setup.rules import readiness


def tiles() -> list[dict]:
	"""The tiles of what runs by itself, as the page draws them."""
	return [readiness_texts.tile_values(tile) for tile in readiness_facts.running()]


def tell() -> int:
	"""Tell whoever runs the platform what fails in the background, each part once a day; how many were told.

	Nobody is there to see an error of a job.
	"""
	count = 0
	page = f'<p><a href="/app/anshang-setup">{_("See what to do")}</a></p>'
	for tile in readiness.troubles([*readiness_facts.running(), readiness.mail(*readiness_facts.mail())]):
		title, _route = readiness_texts.titles()[tile.key]
		subject = _("The platform needs attention: {0}").format(title)
		informed = frappe.get_all(
			"Notification Log",
			filters={"subject": subject, "creation": [">=", today()]},
			pluck="for_user",
			order_by="for_user",
		)
		for user in responsible():
			if user not in informed:
				frappe.get_doc(
					{
						"doctype": "Notification Log",
						"type": "Alert",
						"for_user": user,
						"subject": subject,
						"email_content": frappe.utils.escape_html(readiness_texts.sentence(tile)) + page,
						"link": "/app/anshang-setup",
					}
				).insert(ignore_permissions=True)
				count += 1
	return count


def responsible() -> list[str]:
	"""Accounts in use that keep the platform or the system; Administrator is nobody's account."""
	users = frappe.get_all(
		"Has Role",
		filters={"parenttype": "User", "role": ["in", administrators.ROLES]},
		pluck="parent",
		distinct=True,
		order_by="parent",
	)
	return frappe.get_all(
		"User",
		filters={"name": ["in", [*(set(users) - {"Administrator", "Guest"}), ""]], "enabled": 1},
		pluck="name",
		order_by="name",
	)
