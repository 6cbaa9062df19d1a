"""The decorator of the app's methods: POST only, and arguments checked before the method runs."""

import functools
import inspect
import json
import random
import time
import typing
from copy import deepcopy

import frappe
from frappe import _

from anshang_app import compat
from anshang_app.foundation.request_keys import answered_once

#: letters of an argument: of a name, of a text, of rows given as JSON
LONGEST = 500_000

#: how often a request is begun anew because others changed what it had read
TRIES = 6


class Overtaken(frappe.ValidationError):
	"""Others were faster every time; nothing was saved."""

	http_status_code = 409


class ArgumentMissing(frappe.ValidationError):
	"""A call leaves out an argument the method cannot do without."""


class ArgumentWrong(frappe.ValidationError):
	"""An argument is not what the method takes."""


def run_whole(method, args: tuple, kwargs: dict):
	"""What `method` returns; within a request it is begun anew when others changed what it had read.

	A step of a workflow is not taken a second time: `hold` refuses it before. A request with a key of its own
	(`request_keys`) is done once.
	"""
	# a story told in one transaction, as the demo, is not undone by one of its steps
	if getattr(frappe.local, "request", None) is None:
		return method(*args, **kwargs)

	def once():
		own_args, own_kwargs = deepcopy((args, kwargs))
		path = f"{method.__module__}.{method.__name__}"
		return answered_once(path, {**kwargs, "": args}, lambda: method(*own_args, **own_kwargs))

	return begun_anew(once)


def begun_anew(work):
	"""What `work()` returns; where the database says that others changed what it read, all is undone and begun anew.

	The transaction must be the work's own. Rows, files, mail and jobs wait for the commit and are undone with it.
	"""
	# a conflict comes here as it is, instead of being told at once (validation.checked_document)
	frappe.flags.begun_anew = True
	for tried in range(1, TRIES + 1):
		try:
			return work()
		except Exception as error:
			if not compat.is_conflict(error):
				raise
		frappe.db.rollback()
		frappe.clear_messages()
		# four that begin anew at the same moment would meet again
		time.sleep(random.uniform(0, 0.05 * tried))
	return frappe.throw(
		_("Others were changing the same records: nothing was saved, please try again."), Overtaken
	)


def check_arguments(method, arguments: dict) -> None:
	"""Refuse, in the user's language, a missing argument and one that is not what `method` is annotated to take.

	Frappe would answer the first with an error of the server and the second in English.
	"""
	check_present(method, arguments)
	for name, parameter in named_parameters(method).items():
		value = arguments.get(name)
		if value is not None and not takes(parameter.annotation, value):
			frappe.throw(_("The argument {0} must be text.").format(name), ArgumentWrong)
		if isinstance(value, str) and len(value) > LONGEST:
			frappe.throw(
				_("The argument {0} is longer than {1} letters.").format(name, LONGEST), ArgumentWrong
			)


def check_present(method, arguments: dict) -> None:
	"""Refuse a call that leaves out an argument `method` cannot do without."""
	for name, parameter in named_parameters(method).items():
		if parameter.default is parameter.empty and arguments.get(name) is None:
			frappe.throw(_("The argument {0} is missing.").format(name), ArgumentMissing)


def named_parameters(method) -> dict[str, inspect.Parameter]:
	"""The parameters of a method that have a name of their own."""
	collecting = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
	return {
		name: parameter
		for name, parameter in inspect.signature(method).parameters.items()
		if parameter.kind not in collecting
	}


def takes(annotation, value: object) -> bool:
	"""Whether an annotated argument may hold a value; what comes as JSON may come as text too."""
	if annotation is inspect.Parameter.empty:
		return True
	kinds = [typing.get_origin(kind) or kind for kind in typing.get_args(annotation) or (annotation,)]
	if isinstance(value, str):
		return str in kinds or (bool({int, float, bool} & set(kinds)) and is_number(value))
	if isinstance(value, bool | int | float):
		return bool({int, float, bool} & set(kinds))
	return any(isinstance(value, kind) for kind in kinds if isinstance(kind, type))


def is_number(text: str) -> bool:
	"""Whether words are a number, or nothing."""
	try:
		return not text or float(text) == float(text)
	except ValueError:
		return False


def endpoint(method):
	"""Whitelist `method` for POST; a missing or wrong argument is refused, a conflict begun anew."""
	return whitelisted(method)


def open_endpoint(method):
	"""As `endpoint`, for whoever brings a link: the method itself asks for it and answers in Chinese."""

	@functools.wraps(method)
	def in_chinese(*args, **kwargs):
		frappe.local.lang = "zh"
		return method(*args, **kwargs)

	return whitelisted(in_chinese, allow_guest=True)


def whitelisted(method, **options):
	signature = inspect.signature(method)

	@functools.wraps(method)
	def checked(*args, **kwargs):
		check_arguments(method, signature.bind_partial(*args, **kwargs).arguments)
		return run_whole(method, args, kwargs)

	# Frappe's own check of types, which runs before this one, finds nothing to check
	checked.__annotations__ = {}
	return frappe.whitelist(methods=["POST"], **options)(checked)


def sent_file(most: int) -> bytes:
	"""The bytes of the file sent with the request (form field `file`), one byte more than may be at most."""
	file = frappe.request.files.get("file") if frappe.request else None
	if not file:
		frappe.throw(_("Choose a file."))
	# a request that is begun anew reads it again
	file.stream.seek(0)
	return file.stream.read(most + 1)


def sent_file_name() -> str:
	"""The name of the file sent with the request, without a path before it."""
	file = frappe.request.files.get("file") if frappe.request else None
	return (file.filename if file else "").replace("\\", "/").rsplit("/", 1)[-1]


def parse_argument(value: typing.Any, kind: type, of: type = dict) -> typing.Any:
	"""A list of rows (or of elements of type `of`) or a mapping, given as JSON or as itself; of a blank value an empty one.

	Raises ArgumentWrong for anything else.
	"""
	try:
		value = json.loads(value) if isinstance(value, str) and value else value
	except ValueError:
		frappe.throw(_("{0} is not valid JSON.").format(frappe.utils.escape_html(value)), ArgumentWrong)
	value = value or kind()
	rows = value if kind is list else ()
	if not isinstance(value, kind) or not all(isinstance(row, of) for row in rows):
		frappe.throw(_("Give a list of rows or a mapping, as the method says."), ArgumentWrong)
	return value


def answer(doc) -> dict:
	"""What a step returns: the record and the state it is in now."""
	return {"name": doc.name, "state": doc.get("state") or doc.get("stage")}
