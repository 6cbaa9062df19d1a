"""Every question a room asks has its providers in hooks.py, every provider is there, and every question is asked."""

import ast
import re

import pytest

ASKED = re.compile(r"\bask\(\s*\"(\w+)\"")


@pytest.fixture(scope="module")
def providers(repo) -> dict[str, list[str]]:
	tree = ast.parse((repo / "anshang_app" / "hooks.py").read_text(encoding="utf-8"))
	for node in tree.body:
		if isinstance(node, ast.Assign) and node.targets[0].id == "anshang_providers":
			return ast.literal_eval(node.value)
	raise AssertionError("hooks.py has no list of providers")


def test_the_questions_asked_are_those_answered(repo, providers):
	asked = {
		question
		for path in (repo / "anshang_app").rglob("*.py")
		for question in ASKED.findall(path.read_text(encoding="utf-8"))
	}
	assert asked == set(providers)


def test_every_provider_is_a_function_of_its_room(repo, providers):
	for paths in providers.values():
		for path in paths:
			module, _, name = path.rpartition(".")
			source = repo / f"{module.replace('.', '/')}.py"
			functions = {
				node.name for node in ast.parse(source.read_text()).body if isinstance(node, ast.FunctionDef)
			}
			assert name in functions, path
