"""The decorator of the app's methods: POST only, and arguments checked before the method runs."""

import functools
import inspect
import json
import random
import time
from copy import deepcopy

import frappe
from frappe import _

from anshang_app import compat

#: annotations of an argument that is text
TEXT = (str, str | None)


#: how often a request is begun anew because others changed what it had read
TRIES = 6


class Overtaken(frappe.ValidationError):
	"""Others were faster every time; nothing was saved."""

	http_status_code = 409


def run_whole(method, args: tuple, kwargs: dict):
	"""What `method` returns; where the database says that others changed what it read, all is undone and begun anew.

	Whatever was done is undone: rows, files, mail and jobs wait for the commit. A step of a workflow is not taken a
	second time: `hold` refuses it before.
	"""
	for tried in range(1, TRIES + 1):
		own_args, own_kwargs = deepcopy((args, kwargs))
		try:
			return method(*own_args, **own_kwargs)
		except Exception as error:
			# a story told in one transaction, as the demo, is not undone by one of its steps
			if not compat.is_conflict(error) or getattr(frappe.local, "request", None) is None:
				raise
		frappe.db.rollback()
		frappe.clear_messages()
		# four that begin anew at the same moment would meet again
		time.sleep(random.uniform(0, 0.05 * tried))
	return frappe.throw(
		_("Others were changing the same records: nothing was saved, please try again."), Overtaken
	)


def endpoint(method):
	"""Whitelist `method` for POST; a missing argument or text given as something else is refused.

	Frappe would answer the first with an error of the server and the second in English.
	"""
	signature = inspect.signature(method)

	@functools.wraps(method)
	def checked(*args, **kwargs):
		given = signature.bind_partial(*args, **kwargs).arguments
		for name, parameter in signature.parameters.items():
			if parameter.default is parameter.empty and given.get(name) is None:
				frappe.throw(_("The argument {0} is missing.").format(name))
			if parameter.annotation in TEXT and not isinstance(given.get(name) or "", str):
				frappe.throw(_("The argument {0} must be text.").format(name))
		return run_whole(method, args, kwargs)

	# Frappe's own check of types, which runs before this one, finds nothing to check
	checked.__annotations__ = {}
	return frappe.whitelist(methods=["POST"])(checked)


def given(value: object, kind: type, of: type = dict):
	"""A list of rows (or of what `of` says) or a mapping given as JSON or as itself; anything else is refused."""
	try:
		value = json.loads(value) if isinstance(value, str) and value else value
	except ValueError:
		frappe.throw(_("{0} is not valid JSON.").format(frappe.utils.escape_html(value)))
	value = value or kind()
	if not isinstance(value, kind) or (kind is list and not all(isinstance(row, of) for row in value)):
		frappe.throw(_("Give a list of rows or a mapping, as the method says."))
	return value


def answer(doc) -> dict:
	"""What a step answers: the record and the state it is in now."""
	return {"name": doc.name, "state": doc.get("state") or doc.get("stage")}
