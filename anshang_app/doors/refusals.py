"""What a refusal of /api says to a program: `error_code`, and `problems` where values break rules (after_request)."""

import json

import frappe
from frappe import _

from anshang_app.doors import api_keys
from anshang_app.doors.rules.refusal_codes import CODES, code_of
from anshang_app.foundation.language import speak_chinese
from anshang_app.validation.messages import RuleNotMet

JSON = "application/json"
#: how Frappe's refusal of a new record ends, which has no name yet
UNNAMED = " - None"


def tell(response=None, request=None) -> None:
	"""Add the word for its kind to a refusal."""
	status = getattr(response, "status_code", 0)
	if status < 400 or not request.path.startswith("/api/"):
		return
	if not is_json(request):
		answer_not_json(response)
		return
	body = content(response)
	# a method that answers with a status of its own refuses nothing
	if body is None or ("message" in body and "exc_type" not in body):
		return
	body["error_code"] = code_of(body.get("exc_type"), status)
	if body.get("exc_type") == frappe.PermissionError.__name__ and body.get("_server_messages"):
		body["_server_messages"] = body["_server_messages"].replace(UNNAMED, "")
	if body.get("exc_type") == RuleNotMet.__name__:
		body["problems"] = frappe.flags.anshang_problems
	if body["error_code"] == "not_signed_in" and not body.get("_server_messages") and api_keys.is_sent():
		# v16 refuses a wrong key without a word, before it asks our hook
		speak_chinese()
		body["_server_messages"] = message_of(api_keys.no_account())
	response.set_data(json.dumps(body, separators=(",", ":")))


def content(response) -> dict | None:
	"""The JSON object an answer is made of."""
	if response.mimetype != JSON:
		return None
	try:
		body = json.loads(response.get_data())
	except ValueError:
		return None
	return body if isinstance(body, dict) else None


def is_json(request) -> bool:
	"""Whether a body that says it is a JSON object is one, as Frappe reads it."""
	if JSON not in (request.content_type or ""):
		return True
	try:
		sent = request.get_data(as_text=True)
		return not sent or isinstance(json.loads(sent), dict)
	except (ValueError, RecursionError):
		return False


def answer_not_json(response) -> None:
	"""Refuse what Frappe fails on, or refuses in English, before it knows who asks."""
	# the request ended before Frappe had chosen a language
	speak_chinese()
	response.status_code = CODES["not_json"][0]
	response.mimetype = JSON
	message = message_of(_("The body of the request is no JSON object."))
	response.set_data(json.dumps({"error_code": "not_json", "_server_messages": message}))


def message_of(text: str) -> str:
	"""One message of an answer, as Frappe packs them."""
	return json.dumps([json.dumps({"message": text, "indicator": "red"})])
