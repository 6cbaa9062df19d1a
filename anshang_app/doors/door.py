"""The door of the desk: officials reach the methods that are open, with arguments that keep the walls.

Frappe offers some five hundred methods to every account; many read past any row rule, and many of the others
do so by what they are given: a field, an address, a record that was never stored. `data/open_methods.txt` names
those an official needs and what each may be given (`kinds`); the leaking ones among them are replaced in
`overrides`. An argument that is not named there never reaches the method, and a method without an entry is for
administrators. A site opens further ones with `anshang_open_methods` in its configuration; other apps' own
methods are theirs to guard.
"""

import functools
import inspect
import json
from pathlib import Path
from urllib.parse import unquote

import frappe
from frappe import _

from anshang_app.access_control.one_answer import check_asked
from anshang_app.doors import answered_before
from anshang_app.doors import kinds as door_kinds
from anshang_app.doors.arguments import Call, read_json
from anshang_app.doors.rules.door_table import NEEDED, Table, needed, read_table
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.endpoints import ArgumentWrong, check_arguments, check_present

OPEN_METHODS = Path(__file__).parent.parent / "data" / "open_methods.txt"
OWN = "anshang_app."
RESOURCE = "resource."
OVERRIDES = "anshang_app.doors.overrides"
#: what every request may carry beside its arguments
ALWAYS = frozenset({"cmd", "csrf_token", "sid", "_", "_lang"})
#: HTTP verb -> what it does with the records of a type, and with one record
OF_TYPE = {"GET": "resource.list", "POST": "resource.create"}
OF_RECORD = {"GET": "resource.read", "PUT": "resource.update", "DELETE": "resource.delete"}
#: argument of the app's own methods -> the type of the record it names
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
	"""The methods of the desk that are open to officials, each with its arguments and their kinds."""
	return read_table(OPEN_METHODS.read_text(encoding="utf-8").splitlines())


def check_request() -> None:
	"""Let a request in as far as it is open to the user (auth_hooks: after every kind of login)."""
	guest = frappe.session.user == "Guest"
	for path in called_methods():
		# what else a guest may call is Frappe's to say
		if guest and not path.startswith(OWN) and path not in replaced_methods().values():
			continue
		if path.startswith(OWN):
			admit_own(path)
		elif path.startswith(RESOURCE):
			admit_resource(path)
		else:
			admit(path)


def called_methods() -> list[str]:
	"""What a request calls, by `cmd` and by its address: whichever of them Frappe runs, both pass."""
	named = [str(frappe.form_dict.cmd)] if frappe.form_dict.get("cmd") else []
	parts = [part for part in frappe.request.path.split("/") if part]
	if parts[:1] != ["api"]:
		return named or ["/" + "".join(parts[:1])]
	rest = parts[1:]
	version = rest.pop(0) if rest[:1] in (["v1"], ["v2"]) else "v1"
	if rest[:1] == ["method"]:
		# a later version calls a method of a record type's module by two words
		return [*named, "/".join(rest[1:]) if version == "v2" else "".join(rest[1:2])]
	if rest[:1] == ["resource"] and version == "v1" and "run_method" not in frappe.form_dict:
		verbs = OF_RECORD if rest[2:] else OF_TYPE
		return [*named, verbs.get(frappe.request.method, frappe.request.path)]
	return [*named, frappe.request.path]


def admit_resource(path: str) -> None:
	"""A request about /api/resource: the type and the name of its address are arguments too."""
	address = (
		frappe.request.path.strip("/").removeprefix("api/").removeprefix("v1/").removeprefix("resource/")
	)
	# as Frappe takes it apart: a name may hold a slash
	doctype, _slash, name = address.partition("/")
	about = {"doctype": unquote(doctype), **({"name": unquote(name)} if name else {})}
	arguments = {**frappe.form_dict, **about}
	if frappe.request.method in ("POST", "PUT"):
		arguments["data"] = posted_values()
	kinds = open_methods()[path]
	check_conditions(arguments)
	check_arguments_of(Call(arguments), kinds)
	if not administers():
		leave_out(kinds)
	for argument in kinds:
		frappe.form_dict.pop(argument, None)
		# what an address leaves blank says nothing; Frappe would ask the database for it
		if argument in arguments and argument not in about and arguments[argument] != "":
			frappe.form_dict[argument] = arguments[argument]
	if path == answered_before.PATH:
		answered_before.claim(about["doctype"], arguments["data"])


def check_conditions(arguments: dict) -> None:
	"""Refuse conditions of a list that are no JSON: Frappe fails on them."""
	for argument in ("filters", "or_filters"):
		value = arguments.get(argument)
		if value and not isinstance(read_json(argument, value), list | dict):
			frappe.throw(_("{0} is not valid JSON.").format(argument), ArgumentWrong)


def posted_values() -> str:
	"""The values posted to /api/resource, as Frappe finds them: as `data`, as the body, or as the form."""
	form = frappe.form_dict
	if form.get("data") is not None:
		return form.data if isinstance(form.data, str) else json.dumps(form.data)
	body = frappe.request.get_data(as_text=True)
	try:
		json.loads(body)
	except ValueError:
		aside = {*ALWAYS, "doctype", "name"}
		return json.dumps({key: value for key, value in form.items() if key not in aside})
	return body


def admit(path: str) -> None:
	"""Refuse a method that is not open, and what an open one may not be given."""
	kinds = open_methods().get(path)
	if kinds is None and path.startswith("/") and not path.startswith("/api"):
		# a page that is told nothing
		kinds = {}
	if kinds is None:
		if not administers():
			check_method(path)
		return
	method = whitelisted(replacement_of(path))
	if method:
		check_present(method, frappe.form_dict)
	if administers():
		if not door_kinds.WRITING & {kind.removesuffix(NEEDED) for kind in kinds.values()}:
			return
	else:
		leave_out(kinds)
	check_arguments_of(Call(frappe.form_dict), kinds)


def leave_out(kinds: dict[str, str]) -> None:
	"""Take away the arguments that no kind is named for."""
	for argument in [key for key in frappe.form_dict if key not in kinds and key not in ALWAYS]:
		frappe.form_dict.pop(argument)


def check_arguments_of(call: Call, kinds: dict[str, str]) -> None:
	"""Put each argument through its kind, what the call is about first."""
	arguments = call.arguments
	for argument in needed(kinds):
		if arguments.get(argument) in (None, ""):
			frappe.throw(_("The argument {0} is missing.").format(argument))
	for argument, kind in sorted(kinds.items(), key=lambda item: door_kinds.rank(item[1])):
		if call.administers and kind.removesuffix(NEEDED) not in door_kinds.WRITING | {
			"doctype",
			"row",
			"record",
		}:
			continue
		if argument in arguments:
			arguments[argument] = door_kinds.kind_of(kind)(call, argument, arguments[argument])
			if kind.removesuffix(NEEDED) == "method" and arguments[argument] and "." in arguments[argument]:
				check_method(arguments[argument])


def admit_own(path: str) -> None:
	"""One of the app's own methods: its arguments by its signature, records behind the wall unknown.

	Its form of a method of the desk is let in as that method.
	"""
	replaced = replaced_methods().get(path)
	if replaced:
		admit(replaced)
		return
	method = whitelisted(path)
	if not method:
		return
	if method.__module__ == OVERRIDES or is_of_the_desk(method):
		# its form of a method this version of Frappe does not have; one of the desk that a module here imports
		check_method("")
	if path in open_methods():
		admit(path)
	arguments = {key: value for key, value in frappe.form_dict.items() if key not in ALWAYS}
	check_arguments(method, arguments)
	taken = inspect.signature(method).parameters
	if {"doctype", "name"} <= {*taken}:
		check_named(method, arguments)
		if arguments.get("name"):
			check_asked(arguments["doctype"], str(arguments["name"]))
	for argument, doctype in RECORD_ARGUMENTS.items():
		if argument in taken and arguments.get(argument):
			check_asked(doctype, str(arguments[argument]))


def check_named(method, arguments: dict) -> None:
	"""Refuse a blank type or name of a record the method cannot do without: Frappe fails on it."""
	filled = {key: value for key, value in arguments.items() if key not in ("doctype", "name") or value != ""}
	check_present(method, filled)


def replaced_methods() -> dict[str, str]:
	"""The app's forms of the desk's methods, each with the path it stands for."""
	return {
		path: replaced
		for replaced, paths in frappe.get_hooks("override_whitelisted_methods").items()
		for path in paths
	}


def replacement_of(path: str) -> str:
	"""The app's form of a method of the desk, or the method itself."""
	return (frappe.get_hooks("override_whitelisted_methods").get(path) or [path])[-1]


def whitelisted(path: str):
	"""The whitelisted function behind a path, if there is one."""
	try:
		method = frappe.get_attr(path)
	except (AttributeError, ImportError, ValueError, frappe.ValidationError):
		return None
	return method if method in frappe.whitelisted else None


def check_method(path: str) -> None:
	"""Refuse a method of the desk that is not open, by whatever path it is named."""
	if not is_open(path):
		frappe.throw(_("This function is not open to your account."), frappe.PermissionError)


def is_open(path: str) -> bool:
	"""Whether officials may call the method: an open one of the desk, or one of an installed app."""
	if path in open_methods() or path in frappe.conf.get("anshang_open_methods", ()):
		return True
	if "." not in path or "/" in path or path.startswith("frappe."):
		return False
	# another path to a method of the desk is no way around
	return not is_of_the_desk(frappe.get_attr(path))


def is_of_the_desk(method) -> bool:
	"""Whether a function is Frappe's own, whichever module it was found in."""
	return getattr(method, "__module__", "frappe").partition(".")[0] == "frappe"
