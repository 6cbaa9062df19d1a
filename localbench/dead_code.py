"""`vulture` for the app: what nothing calls, where much is called by names in strings, JSON and JavaScript."""

import ast
import json
import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from localbench.paths import APP, REPO

IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
#: files whose every word counts as a use: the desk calls by path, tests by name
READ_AS_WORDS = (".csv", ".html", ".js", ".json", ".md", ".txt")
USERS = (APP, "benchmarks", "docs", "notebooks", "tests")


def write_uses(path: Path) -> Path:
	"""A module that names whatever is used without being called in Python; returns where it was written."""
	names = {name for file in files() for name in names_in(file) if name.isidentifier()}
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text("".join(f"_.{name}\n" for name in sorted(names - {*keyword.kwlist})), encoding="utf-8")
	return path


def files() -> Iterator[Path]:
	for folder in USERS:
		for file in (REPO / folder).rglob("*"):
			if file.suffix in (".py", ".ipynb", *READ_AS_WORDS) and "dist" not in file.parts:
				yield file


def names_in(file: Path) -> set[str]:
	"""Names a file uses: of the app's own Python only those in its strings, for the rest is vulture's to see."""
	text = file.read_text(encoding="utf-8", errors="ignore")
	if file.suffix != ".py" or not file.is_relative_to(REPO / APP):
		return {*IDENTIFIER.findall(text), *controller_of(file, text)}
	strings = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
	return {name for text in strings if isinstance(text, str) for name in IDENTIFIER.findall(text)}


def controller_of(file: Path, text: str) -> set[str]:
	"""The class Frappe loads for a record type."""
	if file.suffix != ".json" or file.parent.parent.name != "doctype":
		return set()
	return {re.sub(r"[ -]", "", json.loads(text)["name"])}
