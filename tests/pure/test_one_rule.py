"""A rule stands in one place: asked anew in another file, it is found."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "anshang_app"
#: words by which somebody asks who keeps the platform
OF_ADMINISTRATORS = re.compile(r"\"System Manager\"|\"Anshang Administrator\"|\bADMINISTRATOR_ROLE\b")
#: the rule, the names, and who counts or hands out roles
MAY_NAME_THEM = {
	"foundation/administrators.py",
	"foundation/constants.py",
	"foundation/unit_kinds.py",
	"setup/readiness_facts.py",
	"access_control/accounts.py",
	"setup/rules/readiness.py",
	"hooks.py",
}


def test_who_is_an_administrator_is_asked_in_one_place():
	files = [path for path in APP.rglob("*.py") if "patches" not in path.parts]
	named = {
		path.relative_to(APP).as_posix()
		for path in files
		if OF_ADMINISTRATORS.search(path.read_text("utf-8"))
	}
	assert named == MAY_NAME_THEM


#: the core stands below the names of stages and states and has those it reckons with; a kind of entry, a key of a page
MAY_SPELL_STATES = {
	"foundation/constants.py",
	"planning/clock.py",
	"planning/duties.py",
	"planning/stages.py",
	"progress_tracking/rules/entry_checks.py",
	"www/anshang/entry.py",
}


def test_a_state_is_spelt_in_one_place():
	workflows = json.loads((APP / "data" / "workflows.json").read_text("utf-8"))
	states = {row["state"] for workflow in workflows for row in workflow["states"]}
	files = [path for path in APP.rglob("*.py") if "patches" not in path.parts]
	spelt = {
		path.relative_to(APP).as_posix()
		for path in files
		if states & {*texts(ast.parse(path.read_text("utf-8")))}
	}
	assert spelt == MAY_SPELL_STATES


def texts(node: ast.AST) -> Iterator[object]:
	"""The constants of a piece of code, but for annotations of types and texts for people."""
	if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
		return
	if isinstance(node, ast.Constant) and isinstance(node.value, str):
		yield node.value
	for name, part in ast.iter_fields(node):
		for child in part if isinstance(part, list) else [part]:
			if isinstance(child, ast.AST) and name not in ("annotation", "returns"):
				yield from texts(child)
