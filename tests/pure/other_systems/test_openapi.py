"""The schema of an argument is its annotation; a notice is signed over its id, its moment and its bytes."""

import hashlib
import hmac
import json

import pytest

from anshang_app.other_systems.rules.notice_rules import (
	MOST_ATTEMPTS,
	SIGNATURE_HEADER,
	WATCHED,
	body_of,
	changed,
	headers_of,
	wait_after,
)
from anshang_app.other_systems.rules.openapi import Method, Source, operation, schema_of
from anshang_app.other_systems.rules.record_types import record_schema


def step(order: str, values: dict | str, due_date: str | None = None, sure: int | str = 0) -> dict:
	"""签收.

	More words.
	"""
	raise NotImplementedError((order, values, due_date, sure))


def described(verb: str, reads: bool) -> dict:
	method = Method("anshang_app.room.api.step", verb, step, {"order": "x"}, reads)
	return operation(method, Source("1", (method,), {}, {"Order": "件"}, {"order": "Order"}))


@pytest.mark.parametrize(
	("annotation", "schema"),
	[
		(str, {"type": "string"}),
		(str | None, {"type": ["string", "null"]}),
		(int | str, {"type": ["integer", "string"]}),
		(int | str | None, {"type": ["integer", "string", "null"]}),
		(dict | str, {"type": "object"}),
		(list | str | None, {"type": ["array", "null"], "items": {}}),
		(list[dict], {"type": "array", "items": {}}),
	],
)
def test_an_annotation_becomes_its_schema(annotation, schema):
	assert schema_of(annotation) == schema


def test_a_writing_method_takes_a_body_and_a_key():
	told = described("POST", reads=False)
	body = told["requestBody"]["content"]["application/json"]
	assert body["schema"]["required"] == ["order", "values"]
	assert body["schema"]["properties"]["due_date"] == {"type": ["string", "null"], "format": "date"}
	assert body["schema"]["properties"]["order"]["description"] == "编号：件（Order）"
	assert body["schema"]["properties"]["sure"]["default"] == 0
	assert body["example"] == {"order": "x"}
	assert told["parameters"] == [{"$ref": "#/components/parameters/IdempotencyKey"}]
	assert (told["summary"], told["description"]) == ("签收.", "More words.")
	assert {"401", "403", "404", "409", "417"} <= {*told["responses"]}


def test_a_reading_method_takes_its_arguments_in_the_address():
	told = described("GET", reads=True)
	assert "requestBody" not in told
	assert [(one["name"], one["required"]) for one in told["parameters"]][:2] == [
		("order", True),
		("values", True),
	]
	assert "parameters" not in described("POST", reads=True)


def test_a_record_hides_what_is_hidden_and_marks_what_the_platform_fills_in():
	fields = [
		{"fieldname": "title", "fieldtype": "Data", "label": "Title", "reqd": 1},
		{"fieldname": "state", "fieldtype": "Select", "label": "State", "options": "\nDone", "read_only": 1},
		{"fieldname": "secret", "fieldtype": "Data", "hidden": 1},
		{"fieldname": "break", "fieldtype": "Column Break"},
		{"fieldname": "key", "fieldtype": "Password"},
	]
	schema = record_schema(fields, {"Title": "标题", "Done": "已办"})
	assert [*schema["properties"]] == ["name", "title", "state"]
	assert schema["required"] == ["title"]
	assert schema["properties"]["state"] == {
		"type": ["string", "null"], "enum": ["Done", None], "title": "State", "readOnly": True, "description": "Done 已办",
	}  # fmt: skip


def test_a_notice_is_signed_as_the_document_says():
	told = {"name": "n1", "kind": "order_changed", "record_type": "Supervision Order", "record_name": "r1"}
	body = body_of({**told, "stage": "Signed For", "happened_at": "2026-11-27T16:00:00+08:00"})
	assert json.loads(body)["record"] == "r1" and json.loads(body)["id"] == "n1"
	headers = headers_of("n1", 1795780800, body, "a secret of the city")
	wanted = hmac.new(b"a secret of the city", b"n1.1795780800." + body, hashlib.sha256).hexdigest()
	assert headers[SIGNATURE_HEADER] == f"sha256={wanted}"


def test_the_waits_grow_and_end():
	waits = [wait_after(number) for number in range(1, MOST_ATTEMPTS + 1)]
	assert waits[:4] == [1, 2, 4, 8] and waits[-2:] == [360, None]
	assert waits[:-1] == sorted(waits[:-1])


def test_only_what_counts_is_news():
	order = WATCHED["Supervision Order"]
	assert changed(order, None, {"state": "Ordered"})
	assert changed(order, {"state": "Ordered"}, {"state": "Signed For"})
	assert not changed(order, {"state": "Ordered", "matter": "a"}, {"state": "Ordered", "matter": "b"})
