"""`Idempotency-Key` for new records of /api/resource, which Frappe itself inserts and commits.

The key is claimed at the door, in the transaction of the insert; the answer is stored once it is known. Frappe commits
in between: of a server killed there the key stands without an answer, and the next request is told so.
"""

import json

import frappe

from anshang_app.foundation import request_keys

PATH = "resource.create"


class AnsweredBefore(Exception):
	"""Ends a request that was done before; `settle` gives its answer again."""

	http_status_code = 200


def claim(doctype: str, data: str) -> None:
	"""Take the request's key for a new record; a request that was done before ends here."""
	key = request_keys.sent_key()
	if key is None:
		return
	path = f"{PATH} {doctype}"
	name = request_keys.key_name(path, key)
	answer = request_keys.claim(name, path, request_keys.digest(data))
	if answer is None:
		frappe.flags.anshang_claimed = name
		return
	frappe.flags.anshang_answer = answer
	# an answer of before is no error to be shown
	frappe.local.flags.disable_traceback = True
	raise AnsweredBefore


def settle(response=None, request=None) -> None:
	"""Store the answer under the key that was claimed, or give the one that was stored (after_request)."""
	if frappe.flags.anshang_answer and response is not None:
		response.status_code, response.mimetype = 200, "application/json"
		response.set_data(json.dumps({"data": json.loads(frappe.flags.anshang_answer), "replayed": True}))
	elif frappe.flags.anshang_claimed and getattr(response, "status_code", 0) == 200:
		request_keys.keep_answer(frappe.flags.anshang_claimed, json.loads(response.get_data())["data"])
		frappe.db.commit()
