"""What a client's fields, order and filters name, taken apart without a database.

Understood is what the desk says; an expression beyond it is not repaired but refused.
"""

import re
from dataclasses import dataclass

#: functions over one plain field
AGGREGATES = ("count", "sum", "avg")
TREES = (
	"descendants of",
	"ancestors of",
	"not descendants of",
	"not ancestors of",
	"descendants of (inclusive)",
)
COMPARED = ("=", "!=", "<>", "<", ">", "<=", ">=", "like", "not like", "in", "not in", "is", "between")
OPERATORS = frozenset((*COMPARED, "not between", "timespan", *TREES))
NAME = r"[A-Za-z_][A-Za-z0-9_]*"
TABLE = r"[A-Za-z][A-Za-z0-9 _-]*"
#: `tabService Plan`.`state` | tabService Plan.state | state | `state` | project.enterprise
PLAIN = rf"(?:`?tab(?P<table>{TABLE})`?\.|(?P<link>{NAME})\.)?`?(?P<field>{NAME}|\*)`?"
ALIAS = rf"(?:\s+as\s+(?P<alias>`?{NAME}`?|'{NAME}:{TABLE}'|`{NAME}:{TABLE}`))?"
FIELD = re.compile(rf"\s*{PLAIN}{ALIAS}\s*", re.IGNORECASE)
AGGREGATE = re.compile(
	rf"\s*(?P<function>{'|'.join(AGGREGATES)})\s*\(\s*{PLAIN}\s*\){ALIAS}\s*", re.IGNORECASE
)
ORDERED = re.compile(rf"\s*{PLAIN}(?:\s+(?:asc|desc))?\s*", re.IGNORECASE)


class NotUnderstood(ValueError):
	"""An expression that is none of those understood; `expression` is its text."""

	def __init__(self, expression: object):
		super().__init__(str(expression))
		self.expression = str(expression)


@dataclass(frozen=True)
class QueryColumn:
	"""A named column: of another table, of the record a link leads to, or of the table asked."""

	field: str
	table: str | None = None
	link: str | None = None
	alias: str | None = None
	function: str | None = None


def parse_column(expression: object) -> QueryColumn:
	"""One field of a query, as the desk names it; v16 also says {"COUNT": "name", "as": "number"}."""
	if isinstance(expression, dict):
		return aggregate_of(expression)
	match = isinstance(expression, str) and (AGGREGATE.fullmatch(expression) or FIELD.fullmatch(expression))
	if not match:
		raise NotUnderstood(expression)
	parts = match.groupdict()
	alias = parts["alias"].strip("`'") if parts["alias"] else None
	return QueryColumn(parts["field"], parts["table"], parts["link"], alias, parts.get("function"))


def aggregate_of(expression: dict[str, object]) -> QueryColumn:
	"""A function over one plain field said as a mapping."""
	alias = expression.get("as")
	functions = [key for key in expression if key != "as"]
	if len(functions) != 1 or str(functions[0]).lower() not in AGGREGATES:
		raise NotUnderstood(expression)
	if alias is not None and not (isinstance(alias, str) and re.fullmatch(NAME, alias)):
		raise NotUnderstood(expression)
	plain = parse_column(expression[functions[0]])
	if plain.function or plain.alias:
		raise NotUnderstood(expression)
	return QueryColumn(plain.field, plain.table, plain.link, alias, functions[0].lower())


def parse_order(expression: object) -> list[QueryColumn]:
	"""The fields of an order, `modified desc, name asc`."""
	if not isinstance(expression, str):
		raise NotUnderstood(expression)
	columns = []
	for part in expression.split(","):
		match = ORDERED.fullmatch(part)
		if not match or match["field"] == "*":
			raise NotUnderstood(expression)
		columns.append(QueryColumn(match["field"], match["table"], match["link"]))
	return columns


def parse_filters(filters: object, doctype: str) -> list[QueryColumn]:
	"""The fields filters ask about: a mapping, or rows of field, operator and value with or without a type."""
	if not filters:
		return []
	if isinstance(filters, dict):
		return [condition(doctype, key, value) for key, value in filters.items()]
	if not isinstance(filters, list):
		raise NotUnderstood(filters)
	if all(isinstance(part, str) for part in filters):
		filters = [filters]
	return [of_row(row, doctype) for row in filters]


def of_row(row: object, doctype: str) -> QueryColumn:
	"""One row: [type, field, operator, value, …], [field, operator, value] or [field, value]."""
	if isinstance(row, dict):
		conditions = [condition(doctype, key, value) for key, value in row.items()]
		if len(conditions) == 1:
			return conditions[0]
	if not isinstance(row, list) or not 2 <= len(row) <= 6:
		raise NotUnderstood(row)
	if len(row) == 2:
		return condition(doctype, row[0], row[1])
	table, field, operator, value = (doctype, *row) if len(row) == 3 else row[:4]
	if not is_operator(operator):
		raise NotUnderstood(operator)
	return condition(table, field, [operator, value])


def condition(table: object, field: object, value: object) -> QueryColumn:
	"""A field with what is asked of it: a value, or an operator with one."""
	named = parse_column(field)
	if not isinstance(table, str) or named.function or named.alias or named.field == "*":
		raise NotUnderstood(field)
	if isinstance(value, list) and len(value) == 2 and is_operator(value[0]):
		value = value[1]
	elif isinstance(value, list) and len(value) == 2 and isinstance(value[1], list):
		raise NotUnderstood(value[0])
	if not is_plain(value):
		raise NotUnderstood(value)
	return QueryColumn(named.field, named.table or table, named.link)


def is_operator(operator: object) -> bool:
	return isinstance(operator, str) and operator.strip().lower() in OPERATORS


def is_plain(value: object) -> bool:
	"""Whether a value is one of a field, or a list of such."""
	if isinstance(value, list):
		return all(is_scalar(scalar) for scalar in value)
	return is_scalar(value)


def is_scalar(value: object) -> bool:
	return value is None or isinstance(value, str | int | float | bool)
