"""What a site offers, read from its files and its database; nothing of the app is imported.

A method added tomorrow is attacked tomorrow: no list is kept here.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import frappe

APPS = ("frappe", "anshang_app")
#: decorators that open a function to HTTP
OPENING = ("whitelist", "endpoint", "step")
#: parameters of Frappe's and of the app that name a record type
TYPE_WORDS = ("doctype", "dt", "document_type", "ref_doctype", "parenttype")
#: and a record of it
NAME_WORDS = (
	"name",
	"docname",
	"dn",
	"document",
	"docnames",
	"names",
	"value",
	"parent",
	"source",
	"old",
	"new",
)


@dataclass(frozen=True)
class Method:
	"""A function open to HTTP: its dotted path, parameter names and those without a default."""

	path: str
	parameters: tuple[str, ...]
	needed: tuple[str, ...]

	@property
	def own(self) -> bool:
		return self.path.startswith("anshang_app.")

	@property
	def names_types(self) -> bool:
		return any(names_type(parameter) for parameter in self.parameters)


def methods() -> list[Method]:
	"""Every open function of Frappe and the app, by path."""
	found = [method for app in APPS for method in methods_of(app)]
	return sorted(found, key=lambda method: method.path)


def methods_of(app: str) -> Iterator[Method]:
	folder = Path(find_spec(app).submodule_search_locations[0])
	for file in sorted(folder.rglob("*.py")):
		if "node_modules" in file.parts or file.name.startswith("test_") or "tests" in file.parts:
			continue
		module = ".".join((app, *file.relative_to(folder).with_suffix("").parts)).removesuffix(".__init__")
		for node in ast.parse(file.read_text(encoding="utf-8")).body:
			if isinstance(node, ast.FunctionDef) and any(opens(one) for one in node.decorator_list):
				yield method_of(module, node)


def opens(decorator: ast.expr) -> bool:
	"""Whether a decorator's name is one of those that open."""
	named = decorator.func if isinstance(decorator, ast.Call) else decorator
	word = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
	return word in OPENING


def method_of(module: str, node: ast.FunctionDef) -> Method:
	taken = [*node.args.posonlyargs, *node.args.args]
	bound = len(taken) - len(node.args.defaults)
	needed = [one.arg for one in taken[:bound]]
	needed += [
		one.arg
		for one, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
		if default is None
	]
	names = [one.arg for one in (*taken, *node.args.kwonlyargs)]
	return Method(f"{module}.{node.name}", tuple(names), tuple(needed))


def names_type(parameter: str) -> bool:
	return parameter in TYPE_WORDS or parameter.endswith(("_doctype", "_type"))


def names_record(parameter: str) -> bool:
	return parameter in NAME_WORDS or parameter.endswith(("_name", "_docname"))


def types_named_by(parameter: str, doctypes: list[str]) -> list[str]:
	"""The record types whose last word a parameter of the app is called by: `plan` is a Service Plan."""
	return [doctype for doctype in doctypes if frappe.scrub(doctype).split("_")[-1] == parameter.rstrip("s")]


def arguments(method: Method, doctype: str, name: str) -> dict[str, object]:
	"""Arguments that make a method speak of one record, as far as its parameters have a place for it."""
	record = {"doctype": doctype, "name": name}
	given: dict[str, object] = {}
	for parameter in method.parameters:
		if names_type(parameter):
			given[parameter] = doctype
		elif "password" in parameter:
			given[parameter] = "x"
		elif parameter in ("doc", "docs", "args", "data"):
			given[parameter] = frappe.as_json(record)
		elif "filters" in parameter:
			given[parameter] = frappe.as_json({"name": name})
		elif parameter in ("fields", "fieldname", "field", "searchfield"):
			given[parameter] = '["name"]' if parameter == "fields" else "name"
		elif names_record(parameter) or doctype in types_named_by(parameter, [doctype]):
			given[parameter] = frappe.as_json([name]) if parameter.endswith("s") else name
		elif parameter in method.needed or parameter in ("txt", "text", "search_term", "tag"):
			given[parameter] = name
	return given
