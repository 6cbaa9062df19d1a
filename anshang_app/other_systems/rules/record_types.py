"""Record types that other systems read and write at /api/resource, and what of a type's fields they are told. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

LIST, READ, CREATE, UPDATE = "list", "read", "create", "update"
#: type -> what other systems do with it; what a step of the platform does is a method, not a change of a field
RECORD_TYPES: dict[str, tuple[str, ...]] = {
	"Investment Project": (LIST, READ, UPDATE),
	"Service Plan": (LIST, READ),
	"Project Node": (LIST, READ),
	"Approval Case": (LIST, READ),
	"Coordination Issue": (LIST, READ, CREATE, UPDATE),
	"Supervision Order": (LIST, READ, CREATE),
	"Commitment": (LIST, READ, CREATE, UPDATE),
	"Progress Entry": (LIST, READ),
	"Stage Log": (LIST, READ),
	"Enterprise": (LIST, READ),
	"Anshang Unit": (LIST, READ),
	"Industry Chain": (LIST, READ),
	"Approval Item": (LIST, READ),
}
LAYOUT = {"Tab Break", "Section Break", "Column Break", "HTML", "Button", "Heading", "Fold", "Image"}
TABLES = {"Table", "Table MultiSelect"}
KINDS: dict[str, dict[str, Any]] = {
	"Int": {"type": "integer"},
	"Check": {"type": "integer", "enum": [0, 1]},
	"Float": {"type": "number"},
	"Currency": {"type": "number"},
	"Percent": {"type": "number"},
	"Date": {"type": "string", "format": "date"},
	"Datetime": {"type": "string"},
}

Field = Mapping[str, Any]
Translations = Mapping[str, str]


def told_fields(fields: Iterable[Field]) -> list[Field]:
	"""The fields of a type that its answers hold for everybody who reads it."""
	return [
		field
		for field in fields
		if field["fieldtype"] not in LAYOUT
		and field["fieldtype"] != "Password"
		and not field.get("hidden")
		and not field.get("permlevel")
	]


def record_schema(fields: Iterable[Field], translations: Translations) -> dict[str, Any]:
	"""The schema of a record: each field with its Chinese title, choices and whether the platform fills it in."""
	fields_told = told_fields(fields)
	properties = {"name": {"type": "string", "title": "编号", "readOnly": True}}
	properties |= {field["fieldname"]: field_schema(field, translations) for field in fields_told}
	needed = [field["fieldname"] for field in fields_told if field.get("reqd") and not field.get("read_only")]
	return {"type": "object", "properties": properties, **({"required": needed} if needed else {})}


def field_schema(field: Field, translations: Translations) -> dict[str, Any]:
	"""The schema of one field; blank is null."""
	kind = field["fieldtype"]
	title: dict[str, Any] = {
		"title": translations.get(field.get("label") or "", field.get("label") or field["fieldname"])
	}
	if field.get("read_only"):
		title["readOnly"] = True
	if kind in TABLES:
		return {"type": "array", "items": {"type": "object"}, **title}
	schema = dict(KINDS.get(kind, {"type": "string"}))
	if kind == "Select":
		choices = [choice for choice in (field.get("options") or "").split("\n") if choice]
		schema["enum"] = [*choices, None]
		choice_titles = "；".join(
			f"{choice} {translations[choice]}" for choice in choices if choice in translations
		)
		title |= {"description": choice_titles} if choice_titles else {}
	if kind == "Link":
		title["description"] = (
			f"编号：{translations.get(field['options'], field['options'])}（{field['options']}）"
		)
	if kind not in ("Int", "Check", "Float", "Currency", "Percent"):
		schema["type"] = [schema["type"], "null"]
	return {**schema, **title}
