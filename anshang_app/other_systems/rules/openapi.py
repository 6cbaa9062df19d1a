"""The OpenAPI 3.1 document of what other systems may call, from the methods themselves. Pure.

Nothing is described by hand: verbs, arguments and types are those of the method, words those of its docstring,
refusals those of `doors/rules/refusal_codes`.
"""

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from anshang_app.doors.rules.refusal_codes import CODES
from anshang_app.other_systems.rules.record_types import (
	CREATE,
	LIST,
	READ,
	RECORD_TYPES,
	UPDATE,
	Field,
	Translations,
	record_schema,
)

VERSION = "3.1.0"
Schema = dict[str, Any]
KINDS: dict[object, Schema] = {
	str: {"type": "string"},
	int: {"type": "integer"},
	float: {"type": "number"},
	bool: {"type": "boolean"},
	dict: {"type": "object"},
	list: {"type": "array", "items": {}},
}
#: arguments that hold a day, by name or by the end of it
DAYS, ENDS_OF_DAYS = frozenset({"day", "until", "expiry"}), ("_on", "_date")
KEY_HEADER = {"$ref": "#/components/parameters/IdempotencyKey"}
#: statuses every method may refuse with
REFUSALS = ("401", "403", "404", "409", "417", "429")
ABOUT = (
	"What other systems of the city may call. Rows, fields and steps are those of the account's unit; telephone "
	"numbers come masked. Messages to people are Chinese (`_server_messages`), programs decide by `error_code`. "
	"Days are ISO dates, amounts 万元, areas as the field says. What is not in this document is the desk's own."
)


@dataclass(frozen=True)
class Method:
	"""A method for other systems; `verb` GET or POST."""

	path: str
	verb: str
	function: Callable[..., object]
	example: Mapping[str, object]
	reads: bool

	@property
	def room(self) -> str:
		return self.path.split(".")[1]


@dataclass(frozen=True)
class Source:
	"""What the document is made of: methods, fields of each record type, Chinese of English words."""

	version: str
	methods: tuple[Method, ...]
	fields: Mapping[str, tuple[Field, ...]]
	translations: Translations
	#: argument -> the record type it names
	record_arguments: Mapping[str, str]


def document(source: Source) -> Schema:
	"""The document, in one order whatever was imported first."""
	methods = sorted(source.methods, key=lambda called: called.path)
	paths: Schema = {
		f"/api/method/{method.path}": {method.verb.lower(): operation(method, source)} for method in methods
	}
	for doctype, verbs in RECORD_TYPES.items():
		paths |= resource_paths(doctype, verbs, source)
	rooms = sorted({method.room for method in methods})
	return {
		"openapi": VERSION,
		"info": {"title": "智慧安商 REST", "version": source.version, "description": ABOUT},
		"servers": [{"url": "/"}],
		"security": [{"token": []}],
		"tags": [
			*({"name": room, "description": title_of(room, source.translations)} for room in rooms),
			{"name": "resource", "description": "记录"},
		],
		"paths": paths,
		"components": components(source),
	}


def title_of(room: str, translations: Translations) -> str:
	"""A room's Chinese name."""
	title = room.replace("_", " ").title()
	return translations.get(title, title)


# --- methods ------------------------------------------------------------------------------------------------


def operation(method: Method, source: Source) -> Schema:
	"""One method as an operation: a GET takes its arguments in the address, a POST as a JSON body."""
	summary, _break, rest = inspect.cleandoc(method.function.__doc__ or "").partition("\n")
	arguments = {
		name: argument_schema(name, parameter, source)
		for name, parameter in inspect.signature(method.function).parameters.items()
	}
	needed = [
		name
		for name, parameter in inspect.signature(method.function).parameters.items()
		if parameter.default is parameter.empty
	]
	return {
		"operationId": method.path.removeprefix("anshang_app.").replace(".api.", "."),
		"tags": [method.room],
		"summary": summary,
		**({"description": rest.strip()} if rest.strip() else {}),
		"x-reads-only": method.reads,
		**(
			{"parameters": query_parameters(arguments, needed, method.example)}
			if method.verb == "GET"
			else posted(arguments, needed, method)
		),
		"responses": {"200": answer(method), **refusals()},
	}


def argument_schema(name: str, parameter: inspect.Parameter, source: Source) -> Schema:
	"""The schema of an argument: its annotation, a day as a date, a record with the type it names."""
	schema = schema_of(parameter.annotation)
	if name in DAYS or name.endswith(ENDS_OF_DAYS):
		schema["format"] = "date"
	if doctype := source.record_arguments.get(name):
		schema["description"] = f"编号：{source.translations.get(doctype, doctype)}（{doctype}）"
	if parameter.default not in (parameter.empty, None):
		schema["default"] = parameter.default
	return schema


def schema_of(annotation: object) -> Schema:
	"""The schema of an annotation; `dict | str` and `list | str` take JSON, as itself or as text."""
	if annotation in (inspect.Parameter.empty, Any):
		return {}
	kinds = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
	null = types.NoneType in kinds
	plain = [typing.get_origin(kind) or kind for kind in kinds if kind is not types.NoneType]
	if {dict, list} & {*plain}:
		plain = [kind for kind in plain if kind is not str]
	schemas = [dict(KINDS[kind]) for kind in plain]
	if len(schemas) == 1 and null:
		return {**schemas[0], "type": [schemas[0]["type"], "null"]}
	if len(schemas) == 1:
		return schemas[0]
	return {"type": [*(schema["type"] for schema in schemas), *(["null"] if null else [])]}


def query_parameters(
	arguments: Mapping[str, Schema], needed: list[str], example: Mapping[str, object]
) -> list[Schema]:
	return [
		{
			"name": name,
			"in": "query",
			"required": name in needed,
			"schema": in_address(schema),
			**({"example": example[name]} if name in example else {}),
		}
		for name, schema in arguments.items()
	]


def in_address(schema: Schema) -> Schema:
	"""The schema of an argument in an address: rows and mappings are JSON there."""
	if {"object", "array"} & {*listed(schema.get("type"))}:
		return {"type": "string", "contentMediaType": "application/json"}
	return schema


def listed(kinds: object) -> list[object]:
	return list(kinds) if isinstance(kinds, list) else [kinds]


def posted(arguments: Mapping[str, Schema], needed: list[str], method: Method) -> Schema:
	"""The body of a POST, with the key that keeps it from being done twice."""
	schema = {"type": "object", "properties": dict(arguments), **({"required": needed} if needed else {})}
	content = {"application/json": {"schema": schema, "example": dict(method.example)}}
	keys = {} if method.reads else {"parameters": [KEY_HEADER]}
	return {**keys, "requestBody": {"required": bool(needed), "content": content}}


def answer(method: Method) -> Schema:
	"""What a method returns: its return value under `message`, or a response of its own as it is."""
	returned = inspect.signature(method.function).return_annotation
	if getattr(returned, "__name__", "") == "Response":
		return {"description": "The answer", "content": {"application/json": {"schema": {"type": "object"}}}}
	schema = schema_of(returned) if returned is not None else {}
	return json_answer("The method's answer", {"message": schema})


def json_answer(description: str, properties: Schema) -> Schema:
	schema = {"type": "object", "properties": properties}
	return {"description": description, "content": {"application/json": {"schema": schema}}}


def refusals() -> Schema:
	return {status: {"$ref": "#/components/responses/Refusal"} for status in REFUSALS}


# --- records ------------------------------------------------------------------------------------------------


def resource_paths(doctype: str, verbs: Iterable[str], source: Source) -> Schema:
	"""The addresses of a record type, as far as other systems use it."""
	address, type_title = f"/api/resource/{quote(doctype)}", source.translations.get(doctype, doctype)
	schema = {"$ref": f"#/components/schemas/{doctype.replace(' ', '')}"}
	body = {"required": True, "content": {"application/json": {"schema": schema}}}

	def described(verb: str, action: str, data: Schema, **more: object) -> Schema:
		return {
			"operationId": f"resource.{verb}.{doctype.replace(' ', '')}",
			"tags": ["resource"],
			"summary": f"{type_title}：{action}",
			**more,
			"responses": {"200": json_answer(action, {"data": data}), **refusals()},
		}

	lists = [{"$ref": f"#/components/parameters/{name}"} for name in LIST_PARAMETERS]
	named = [
		{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}, "description": "编号"}
	]
	of_type, of_record = {}, {}
	if LIST in verbs:
		listed = {"type": "array", "items": {"type": "object"}}
		of_type["get"] = described(LIST, "列表", listed, parameters=lists)
	if CREATE in verbs:
		of_type["post"] = described(CREATE, "新建", schema, parameters=[KEY_HEADER], requestBody=body)
	if READ in verbs:
		of_record["get"] = described(READ, "查看", schema, parameters=named)
	if UPDATE in verbs:
		changes = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
		of_record["put"] = described(UPDATE, "修改", schema, parameters=named, requestBody=changes)
	return {address: of_type, f"{address}/{{name}}": of_record}


LIST_PARAMETERS: dict[str, tuple[Schema, str]] = {
	"fields": ({"type": "string"}, 'JSON list of field names: ["name", "stage"]; default: the name alone'),
	"filters": (
		{"type": "string"},
		'JSON list of conditions in stored values: [["stage", "=", "Construction"]]',
	),
	"order_by": ({"type": "string"}, "A field and asc or desc: name asc"),
	"limit_start": ({"type": "integer", "minimum": 0, "maximum": 10**9}, "Rows left out before the first"),
	"limit_page_length": ({"type": "integer", "minimum": 1, "maximum": 500}, "Rows at most; default 20"),
}


# --- what all of them share ---------------------------------------------------------------------------------


def components(source: Source) -> Schema:
	"""Security, the header of keys, the shape of a refusal, the schema of each record type."""
	return {
		"securitySchemes": {
			"token": {
				"type": "apiKey",
				"in": "header",
				"name": "Authorization",
				"description": "`token <key>:<secret>` of a service account of the unit",
			}
		},
		"parameters": {
			"IdempotencyKey": {
				"name": "Idempotency-Key",
				"in": "header",
				"required": False,
				"schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
				"description": "Sent twice, the request is done once and answered the same; see docs/rest.md",
			},
			**{
				name: {
					"name": name,
					"in": "query",
					"required": False,
					"schema": schema,
					"description": description,
				}
				for name, (schema, description) in LIST_PARAMETERS.items()
			},
		},
		"responses": {
			"Refusal": {
				"description": "Nothing was done",
				"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
			}
		},
		"schemas": {
			"Refusal": refusal_schema(),
			**{
				doctype.replace(" ", ""): {
					**record_schema(source.fields[doctype], source.translations),
					"title": source.translations.get(doctype, doctype),
				}
				for doctype in RECORD_TYPES
			},
		},
	}


def refusal_schema() -> Schema:
	"""The body of a refusal."""
	code_list = "\n".join(f"- `{code}` ({status}): {when}" for code, (status, when) in CODES.items())
	problem = {name: {"type": ["string", "null"]} for name in ("record_type", "field", "rule", "table")}
	return {
		"type": "object",
		"required": ["error_code"],
		"properties": {
			"error_code": {"type": "string", "enum": [*CODES], "description": code_list},
			"exc_type": {"type": "string", "description": "Frappe's own name of the error"},
			"_server_messages": {
				"type": "string",
				"description": "JSON list of JSON objects; `message` is the Chinese sentence",
			},
			"problems": {
				"type": "array",
				"description": "With rule_not_met: what to correct",
				"items": {"type": "object", "properties": {**problem, "row": {"type": ["integer", "null"]}}},
			},
		},
	}
