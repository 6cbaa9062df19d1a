"""A rule stands in one place: asked anew in another file, it is found."""

import re
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
