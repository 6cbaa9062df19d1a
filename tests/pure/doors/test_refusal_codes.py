"""One word for each kind of refusal: every error class of the app has one, and the documents say them all."""

import ast
import re

from anshang_app.doors.rules.refusal_codes import BY_EXCEPTION, BY_STATUS, CODES, code_of

#: never leaves a request as an answer
INSIDE = {"NotTaken", "AnshangError", "AnsweredBefore"}


def test_every_error_class_of_the_app_has_a_word(repo):
	found = set()
	for path in (repo / "anshang_app").rglob("*.py"):
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.ClassDef) and any(
				getattr(base, "attr", "").endswith("Error") and getattr(base, "value", None) is not None
				for base in node.bases
			):
				found.add(node.name)
	assert {"Overtaken", "RuleNotMet", "KeyReused", "ArgumentWrong"} <= found
	assert found - INSIDE - {*BY_EXCEPTION} == set()


def test_every_word_is_in_the_table_and_in_the_document(repo):
	assert {*BY_EXCEPTION.values(), *BY_STATUS.values()} <= {*CODES}
	written = (repo / "docs" / "rest.md").read_text(encoding="utf-8")
	rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (.+) \|$", written, re.M)
	assert {code: (int(status), when) for code, status, when in rows} == CODES


def test_a_refusal_without_a_name_goes_by_its_status():
	assert code_of(None, 403) == "not_permitted"
	assert code_of("Whatever", 417) == "refused"
	assert code_of("ValidationError", 500) == "server_error"
	assert code_of("RuleNotMet", 417) == "rule_not_met"
