"""The door of the desk: which methods an official's request may call, and with which arguments.

Frappe offers some five hundred methods to every account. Many read past row-level permissions, others do so if they
are given the right argument: a field, a URL, a record that was never stored. So for officials

- `data/open_methods.txt` lists the methods they need, with the kind of each argument (`kinds` has a check for each
  kind); an argument that is not listed is dropped before the method runs,
- a method that is not listed is refused, unless the site opens it with `anshang_open_methods` in its configuration,
- a listed method that would leak even so is replaced by one of `overrides`,
- the app's own methods are checked against their signature, and the records they name against row-level permission.

Administrators may call everything; only the arguments by which a method writes are checked for them too. Methods of
other apps are not judged here: they guard themselves.
"""

import functools
import inspect
import json
from pathlib import Path
from urllib.parse import unquote

import frappe
from frappe import _

from anshang_app.access_control.one_answer import check_readable
from anshang_app.doors import answered_before
from anshang_app.doors import kinds as door_kinds
from anshang_app.doors.arguments import Call, read_json
from anshang_app.doors.rules.door_table import REQUIRED, Table, read_table, required_arguments
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.endpoints import ArgumentWrong, check_arguments, check_present

OPEN_METHODS = Path(__file__).parent.parent / "data" / "open_methods.txt"
OWN_PREFIX = "anshang_app."
RESOURCE_PREFIX = "resource."
OVERRIDES = "anshang_app.doors.overrides"
#: form fields of a request that are no arguments of its method
ALWAYS_ALLOWED = frozenset({"cmd", "csrf_token", "sid", "_", "_lang"})
#: HTTP verb -> entry in the table for a request to /api/resource/<type>, and to /api/resource/<type>/<name>
LIST_ACTIONS = {"GET": "resource.list", "POST": "resource.create"}
RECORD_ACTIONS = {"GET": "resource.read", "PUT": "resource.update", "DELETE": "resource.delete"}
#: kinds of arguments that are checked for administrators too: those that write, and those that say what is written
CHECKED_FOR_ADMINISTRATORS = door_kinds.WRITING | {"doctype", "row", "record"}
#: argument name in the app's own methods -> type of the record it names; every method uses the names this way
RECORD_ARGUMENTS = {
	"project": "Investment Project",
	"plan": "Service Plan",
	"node": "Project Node",
	"handover": "Project Handover",
	"case": "Approval Case",
	"order": "Supervision Order",
	"issue": "Coordination Issue",
	"meeting": "Coordination Meeting",
	"commitment": "Commitment",
	"entry": "Progress Entry",
	"contact": "Project Contact",
	"bulletin": "Bulletin",
	"publication": "Publication",
	"work_handover": "Work Handover",
	"deputyship": "Deputy",
}


@functools.cache
def open_methods() -> Table:
	"""Path of each method that is open to officials -> its arguments -> their kinds."""
	return read_table(OPEN_METHODS.read_text(encoding="utf-8").splitlines())


def check_request() -> None:
	"""Refuse the request or clean its arguments, according to the method it calls (auth_hooks).

	Raises frappe.PermissionError for a method that is not open, ArgumentMissing, ArgumentWrong or another
	ValidationError for its arguments, and DoesNotExistError for a record the user may not see.
	"""
	is_guest = frappe.session.user == "Guest"
	for path in list_called_methods():
		# Frappe itself decides which methods a guest may call, but for the app's own and those the app replaces
		if is_guest and not path.startswith(OWN_PREFIX) and path not in desk_method_by_replacement().values():
			continue
		if path.startswith(OWN_PREFIX):
			admit_own_method(path)
		elif path.startswith(RESOURCE_PREFIX):
			admit_resource_request(path)
		else:
			admit_desk_method(path)


def list_called_methods() -> list[str]:
	"""The methods a request names by `cmd` and by its path, as they are called in the table.

	Which of them Frappe runs depends on its version, so both are checked. A request to /api/resource gives an entry
	such as `resource.list`, a page its first word with a slash, a path unknown here the path itself.
	"""
	named = [str(frappe.form_dict.cmd)] if frappe.form_dict.get("cmd") else []
	parts = [part for part in frappe.request.path.split("/") if part]
	if parts[:1] != ["api"]:
		return named or ["/" + "".join(parts[:1])]
	rest = parts[1:]
	version = rest.pop(0) if rest[:1] in (["v1"], ["v2"]) else "v1"
	if rest[:1] == ["method"]:
		# v2 names a method of a record type's controller by two parts: /api/v2/method/<type>/<method>
		return [*named, "/".join(rest[1:]) if version == "v2" else "".join(rest[1:2])]
	if rest[:1] == ["resource"] and version == "v1" and "run_method" not in frappe.form_dict:
		actions = RECORD_ACTIONS if rest[2:] else LIST_ACTIONS
		return [*named, actions.get(frappe.request.method, frappe.request.path)]
	return [*named, frappe.request.path]


def admit_resource_request(path: str) -> None:
	"""Check a request to /api/resource; `path` is its entry in the table.

	The record type and name in the URL are checked as arguments like those in the query string or the body.
	"""
	url_arguments = read_url_arguments()
	arguments = {**frappe.form_dict, **url_arguments}
	if frappe.request.method in ("POST", "PUT"):
		arguments["data"] = read_posted_values()
	kinds = open_methods()[path]
	check_conditions(arguments)
	check_argument_kinds(Call(arguments), kinds)
	if not administers():
		drop_unlisted_arguments(kinds)
	for argument in kinds:
		frappe.form_dict.pop(argument, None)
		# Frappe would search the database for a blank value, and reads type and name from the URL by itself
		if argument in arguments and argument not in url_arguments and arguments[argument] != "":
			frappe.form_dict[argument] = arguments[argument]
	if path == answered_before.PATH:
		answered_before.claim(url_arguments["doctype"], arguments["data"])


def read_url_arguments() -> dict[str, str]:
	"""{doctype, name} of a URL /api/resource/<type>/<name>; without `name` where the URL ends with the type."""
	address = (
		frappe.request.path.strip("/").removeprefix("api/").removeprefix("v1/").removeprefix("resource/")
	)
	# Frappe splits at the first slash too: a name may hold further ones
	doctype, _slash, name = address.partition("/")
	return {"doctype": unquote(doctype), **({"name": unquote(name)} if name else {})}


def check_conditions(arguments: dict) -> None:
	"""Raise ArgumentWrong for list filters that are no JSON list or mapping: Frappe would fail on them (HTTP 500)."""
	for argument in ("filters", "or_filters"):
		value = arguments.get(argument)
		if value and not isinstance(read_json(argument, value), list | dict):
			frappe.throw(_("{0} is not valid JSON.").format(argument), ArgumentWrong)


def read_posted_values() -> str:
	"""The record values posted to /api/resource, as JSON.

	They are looked for where Frappe looks for them: in the form field `data`, in the body, in the form itself.
	"""
	form = frappe.form_dict
	if form.get("data") is not None:
		return form.data if isinstance(form.data, str) else json.dumps(form.data)
	body = frappe.request.get_data(as_text=True)
	try:
		json.loads(body)
	except ValueError:
		no_values = {*ALWAYS_ALLOWED, "doctype", "name"}
		return json.dumps({key: value for key, value in form.items() if key not in no_values})
	return body


def admit_desk_method(path: str) -> None:
	"""Check a request for a method of the desk, or for a page; raises PermissionError if the method is not open.

	Of an open method the arguments are checked by their kinds, and those not listed are dropped.
	"""
	kinds = open_methods().get(path)
	if kinds is None and path.startswith("/") and not path.startswith("/api"):
		# a page that is not in the table is shown, but without any arguments
		kinds = {}
	if kinds is None:
		if not administers():
			check_method_open(path)
		return
	method = find_whitelisted(find_replacement(path))
	if method:
		check_present(method, frappe.form_dict)
	if administers():
		# without an argument that writes, there is nothing to check for an administrator
		if not door_kinds.WRITING & {kind.removesuffix(REQUIRED) for kind in kinds.values()}:
			return
	else:
		drop_unlisted_arguments(kinds)
	check_argument_kinds(Call(frappe.form_dict), kinds)


def drop_unlisted_arguments(kinds: dict[str, str]) -> None:
	"""Remove from the request the arguments the table does not list for the method."""
	for argument in [key for key in frappe.form_dict if key not in kinds and key not in ALWAYS_ALLOWED]:
		frappe.form_dict.pop(argument)


def check_argument_kinds(call: Call, kinds: dict[str, str]) -> None:
	"""Check each argument of `call` by its kind and replace it by its cleaned value.

	Arguments that settle the record type of the call come first (`kinds.rank`), because others are checked against
	it. For administrators only those are checked, and the arguments by which a method writes.
	"""
	arguments = call.arguments
	for argument in required_arguments(kinds):
		if arguments.get(argument) in (None, ""):
			frappe.throw(_("The argument {0} is missing.").format(argument))
	for argument, entry in sorted(kinds.items(), key=lambda item: door_kinds.rank(item[1])):
		kind = entry.removesuffix(REQUIRED)
		if call.administers and kind not in CHECKED_FOR_ADMINISTRATORS:
			continue
		if argument in arguments:
			arguments[argument] = door_kinds.kind_of(entry)(call, argument, arguments[argument])
			if kind == "method" and arguments[argument] and "." in arguments[argument]:
				check_method_open(arguments[argument])


def admit_own_method(path: str) -> None:
	"""Check a request for one of the app's own methods: its arguments and the records they name.

	One of `overrides` is checked as the desk's method it replaces; PermissionError if this version of Frappe does not
	have that method.
	"""
	desk_method = desk_method_by_replacement().get(path)
	if desk_method:
		admit_desk_method(desk_method)
		return
	method = find_whitelisted(path)
	if not method:
		return
	if method.__module__ == OVERRIDES or is_of_the_desk(method):
		# its form of a method this version of Frappe does not have; one of the desk that a module here imports
		check_method_open("")
	if path in open_methods():
		admit_desk_method(path)
	arguments = {key: value for key, value in frappe.form_dict.items() if key not in ALWAYS_ALLOWED}
	check_arguments(method, arguments)
	check_named_records(method, arguments)


def check_named_records(method, arguments: dict) -> None:
	"""Raise DoesNotExistError unless the user may read every record that the arguments of `method` name.

	Methods of the app name a record by `doctype` and `name`, or by one of `RECORD_ARGUMENTS`.
	"""
	parameters = inspect.signature(method).parameters
	if {"doctype", "name"} <= {*parameters}:
		check_record_not_blank(method, arguments)
		if arguments.get("name"):
			check_readable(arguments["doctype"], str(arguments["name"]))
	for argument, doctype in RECORD_ARGUMENTS.items():
		if argument in parameters and arguments.get(argument):
			check_readable(doctype, str(arguments[argument]))


def check_record_not_blank(method, arguments: dict) -> None:
	"""Raise ArgumentMissing if a `doctype` or `name` the method requires is blank: Frappe would fail on it."""
	filled = {key: value for key, value in arguments.items() if key not in ("doctype", "name") or value != ""}
	check_present(method, filled)


def desk_method_by_replacement() -> dict[str, str]:
	"""Path of each of the app's `overrides` -> path of the desk's method it replaces."""
	return {
		replacement: desk_method
		for desk_method, replacements in frappe.get_hooks("override_whitelisted_methods").items()
		for replacement in replacements
	}


def find_replacement(path: str) -> str:
	"""Path of the method that runs when the desk's method `path` is called: its replacement, else itself."""
	return (frappe.get_hooks("override_whitelisted_methods").get(path) or [path])[-1]


def find_whitelisted(path: str):
	"""The whitelisted function at a dotted path; None if there is none."""
	if path.partition(".")[0] not in frappe.get_installed_apps():
		# asked for it, Frappe would add its refusal to the answer
		return None
	try:
		method = frappe.get_attr(path)
	except (AttributeError, ImportError, ValueError, frappe.ValidationError):
		return None
	return method if method in frappe.whitelisted else None


def check_method_open(path: str) -> None:
	"""Raise PermissionError unless officials may call the method."""
	if not is_open(path):
		frappe.throw(_("This function is not open to your account."), frappe.PermissionError)


def is_open(path: str) -> bool:
	"""Whether officials may call a method: one of the table or the site's configuration, or any app's but Frappe's."""
	if path in open_methods() or path in frappe.conf.get("anshang_open_methods", ()):
		return True
	if "." not in path or "/" in path or path.startswith("frappe."):
		return False
	# another path to a method of the desk is no way around
	return not is_of_the_desk(frappe.get_attr(path))


def is_of_the_desk(method) -> bool:
	"""Whether a function is Frappe's own, whichever module it was found in."""
	return getattr(method, "__module__", "frappe").partition(".")[0] == "frappe"
