"""The document of what other systems may call, gathered from the rooms' methods and record types."""

import csv
import functools
import inspect
import json
from importlib import import_module
from pathlib import Path

import frappe

import anshang_app
from anshang_app.doors.door import RECORD_ARGUMENTS
from anshang_app.foundation.offers import OFFERS, Offer
from anshang_app.other_systems.rules.openapi import Method, Source, document
from anshang_app.other_systems.rules.record_types import RECORD_TYPES, Field

PACKAGE = Path(anshang_app.__file__).parent


def offers() -> dict[str, Offer]:
	"""Every method that is marked for other systems, by path."""
	for path in sorted(PACKAGE.glob("*/api.py")):
		import_module(f"anshang_app.{path.parent.name}.api")
	return OFFERS


def verb_of(offer: Offer) -> str:
	"""GET where the method lets it, else POST."""
	return "GET" if "GET" in frappe.allowed_http_methods_for_whitelisted_func[offer.method] else "POST"


def openapi() -> dict:
	"""The OpenAPI document; the same on every site of this version."""
	methods = tuple(
		Method(path, verb_of(offer), inspect.unwrap(offer.method), offer.example, offer.reads)
		for path, offer in offers().items()
	)
	fields = {doctype: fields_of(doctype) for doctype in RECORD_TYPES}
	return document(Source(anshang_app.__version__, methods, fields, read_translations(), RECORD_ARGUMENTS))


@functools.cache
def openapi_text() -> str:
	"""The document as it is served and committed."""
	return json.dumps(openapi(), ensure_ascii=False, indent=1) + "\n"


def fields_of(doctype: str) -> tuple[Field, ...]:
	"""A type's fields as the package has them, without what an administrator added on a site."""
	name = frappe.scrub(doctype)
	(path,) = PACKAGE.glob(f"*/doctype/{name}/{name}.json")
	record = json.loads(path.read_text(encoding="utf-8"))
	ordered = {field["fieldname"]: field for field in record["fields"]}
	return tuple(ordered[name] for name in record.get("field_order") or ordered if name in ordered)


def read_translations() -> dict[str, str]:
	"""The package's own Chinese of English words."""
	with open(PACKAGE / "translations" / "zh.csv", encoding="utf-8", newline="") as file:
		return {row[0]: row[1] for row in csv.reader(file) if len(row) == 2}
