"""What the desk says of fields, orders and filters is understood; whatever else could be said is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.doors.rules.door_table import read_table
from anshang_app.doors.rules.query_words import (
	NotUnderstood,
	QueryColumn,
	parse_column,
	parse_filters,
	parse_order,
)

PLAN = "Service Plan"


@pytest.mark.parametrize(
	("words", "said"),
	[
		("name", QueryColumn("name")),
		("`tabService Plan`.`state`", QueryColumn("state", PLAN)),
		("tabService Plan.state", QueryColumn("state", PLAN)),
		(
			"project.enterprise as project_enterprise",
			QueryColumn("enterprise", None, "project", "project_enterprise"),
		),
		(
			"`tabEntity Task`.`remark` as 'remark:Entity Task'",
			QueryColumn("remark", "Entity Task", None, "remark:Entity Task"),
		),
		(
			"count(`tabService Plan`.`name`) as _aggregate_column",
			QueryColumn("name", PLAN, None, "_aggregate_column", "count"),
		),
		("COUNT(*)", QueryColumn("*", function="COUNT")),
		(
			{"SUM": "total_investment", "as": "total"},
			QueryColumn("total_investment", alias="total", function="sum"),
		),
		("*", QueryColumn("*")),
	],
)
def test_what_the_desk_says_is_understood(words, said):
	assert parse_column(words) == said


@pytest.mark.parametrize(
	"words",
	[
		"json_arrayagg(project_name)",
		"(select 1)",
		"name, (select password from __Auth)",
		"count((select 1))",
		"max(name)",
		"sum(1)",
		"sleep(5)",
		"name as x, y",
		"`tabUser`.`name` union select 1",
		"name--",
		"name;",
		"'name'",
		"1",
		"",
		"count(name) over ()",
		"if(1=1, name, 1)",
		"a.b.c",
		"name/**/",
		"name\nunion",
		{"MAX": "name"},
		{"COUNT": "name", "SUM": "name"},
		{"COUNT": {"COUNT": "name"}},
		{"COUNT": "name", "as": "x y"},
		{},
		None,
		1,
		["name"],
	],
)
def test_an_expression_is_refused(words):
	with pytest.raises(NotUnderstood):
		parse_column(words)


@given(st.text(alphabet="abz_`tab ().,*'\"-;/=<>0 \nSELECTASN", max_size=30))
def test_whatever_is_understood_names_one_column(words):
	try:
		found = parse_column(words)
	except NotUnderstood:
		return
	assert re.fullmatch(r"[A-Za-z_]\w*|\*", found.field)
	assert found.function is None or found.function.lower() in ("count", "sum", "avg")
	assert re.sub(r"[\w\s`'.*:-]|count\(|sum\(|avg\(|\)", "", words, flags=re.IGNORECASE) == ""


def test_an_order_names_fields_and_directions():
	assert parse_order("`tabService Plan`.`modified` desc, name asc,idx") == [
		QueryColumn("modified", PLAN),
		QueryColumn("name"),
		QueryColumn("idx"),
	]
	for words in (
		"name desc, (select 1)",
		"rand()",
		"1",
		"field(name, 'x')",
		"name desc nulls first",
		"*",
		1,
		"",
	):
		with pytest.raises(NotUnderstood):
			parse_order(words)


def test_filters_of_every_shape_name_their_fields():
	assert parse_filters({"state": "x", "revision": [">", 1]}, PLAN) == [
		QueryColumn("state", PLAN),
		QueryColumn("revision", PLAN),
	]
	assert parse_filters([[PLAN, "state", "=", "x", False]], PLAN) == [QueryColumn("state", PLAN)]
	assert parse_filters([["state", "in", ["a", "b"]], ["revision", 1]], PLAN) == [
		QueryColumn("state", PLAN),
		QueryColumn("revision", PLAN),
	]
	assert parse_filters(["state", "=", "x"], PLAN) == [QueryColumn("state", PLAN)]
	assert parse_filters([["project.enterprise", "like", "%"]], PLAN) == [
		QueryColumn("enterprise", PLAN, "project")
	]
	assert parse_filters(None, PLAN) == parse_filters([], PLAN) == []


@pytest.mark.parametrize(
	"filters",
	[
		[["(select 1)", "=", 1]],
		[["name", "= 1 or 1 =", ["x"]]],
		[["name", "= 1 or 1 =", "x"]],
		[[PLAN, "name", "exists", "x"]],
		[["name", "=", {"a": 1}]],
		[["name", "=", [["a"]]]],
		[["count(name)", ">", 0]],
		[[1, "name", "=", 1]],
		[[["name", "=", 1], "or", ["name", "=", 2]]],
		"name = 1",
		[1],
		[[]],
		{"1=1 or name": "x"},
		[[PLAN, "name", "=", "x", False, 1, 1]],
	],
)
def test_a_filter_beyond_that_is_refused(filters):
	with pytest.raises(NotUnderstood):
		parse_filters(filters, PLAN)


def test_a_table_of_doors_has_one_entry_a_method():
	lines = [
		"# a comment",
		"",
		"frappe.ping:",
		"frappe.client.get: doctype=doctype format=record:Print_Format",
	]
	assert read_table(lines) == {
		"frappe.ping": {},
		"frappe.client.get": {"doctype": "doctype", "format": "record:Print Format"},
	}
	for wrong in (["frappe.ping"], ["a: b"], ["a: b="], ["a:", "a:"]):
		with pytest.raises(ValueError, match=r"no kind|entry"):
			read_table(wrong)
