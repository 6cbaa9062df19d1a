"""Sites set up before a 容缺承诺 needed a consent: those on record go on counting, as consented to when entered."""

import frappe


def execute() -> None:
	frappe.db.sql(
		"""update `tabCommitment` set consented_on = date(creation)
		where kind = 'Deferred Material' and state <> 'Waived' and consented_on is null"""
	)
