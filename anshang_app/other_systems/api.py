"""The document of what other systems may call, and a try of a system that is told of changes."""

import frappe
from werkzeug.wrappers import Response

from anshang_app.foundation.administrators import require_administrator
from anshang_app.foundation.endpoints import endpoint
from anshang_app.foundation.offers import for_others
from anshang_app.other_systems import described, notices


@for_others(reads=True)
@frappe.whitelist(methods=["GET"])
def openapi() -> Response:
	"""This document, OpenAPI 3.1, as it is and not under `message`."""
	return Response(described.openapi_text(), mimetype="application/json")


@endpoint
def send_test_notice(receiver: str) -> str:
	"""Send a test to a receiving system now; refused with what went wrong."""
	require_administrator()
	doc = frappe.get_doc(notices.RECEIVER, receiver)
	doc.check_permission("write")
	return notices.try_out(doc)
