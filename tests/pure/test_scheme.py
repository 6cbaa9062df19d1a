"""docs/scheme.md against the code: every method and test it names is there, no clause of the scheme is left out."""

import ast
import re

import pytest
from scheme_table import ROWS, TABLE

#: clauses with duties, as the scheme numbers them
CLAUSES = (
	"一(一)(二)",
	*(f"二({number})" for number in range(1, 7)),
	*(f"三(二)1{mark}" for mark in "①②③"),
	*(f"三(二)2{mark}" for mark in "①②③④"),
	*(f"三(二)3{mark}" for mark in "①②③④⑤⑥⑦"),
	*(f"三(二)4{mark}" for mark in "①②"),
	*(f"三(二)5{mark}" for mark in "①②③④"),
	*(f"三(二)6{mark}" for mark in "①②"),
	*(f"四({number})" for number in "一二三"),
	"附件",
)


def functions(path) -> set[str]:
	return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def test_every_clause_has_a_line_and_no_line_is_of_another():
	assert {row.clause for row in ROWS} == set(CLAUSES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.clause} {row.duty}")
def test_method_and_test_of_a_line_are_there(row, repo):
	file, _mark, name = row.test.partition("::")
	assert name in functions(repo / "tests" / file), row.test
	if row.method:
		module, _dot, verb = row.method.rpartition(".")
		assert verb in functions(repo / "anshang_app" / f"{module.replace('.', '/')}.py"), row.method


def test_the_table_is_read_whole(repo):
	lines = [line for line in TABLE.read_text().splitlines() if re.match(r"\| (一|二|三|四|附件)", line)]
	assert len(lines) == len(ROWS) and all(row.account and row.opens and row.button for row in ROWS)
