"""Plans sent for seals before their print was kept: keep it now, so that it changes no further."""

import frappe

from anshang_app.foundation import constants
from anshang_app.official_documents.sealed import keep


def execute() -> None:
	sent = (constants.AWAITING_SEALS, constants.SEALED, constants.SUPERSEDED)
	filters = {"state": ["in", sent], "printed_facts": ["is", "not set"]}
	for name in frappe.get_all("Service Plan", filters=filters, pluck="name", order_by="name"):
		keep(frappe.get_doc("Service Plan", name))
