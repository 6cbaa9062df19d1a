"""docs/how-to.md against the code: each place it names is there, and each example has the parts its recipe lists."""

import json
import re

import pytest

PATH = re.compile(r"`((?:tests/|docs/)?[a-z_]+[\w/]*[./][\w./]*)`")


@pytest.fixture(scope="module")
def text(repo) -> str:
	return (repo / "docs" / "how-to.md").read_text(encoding="utf-8")


def test_every_place_it_names_is_there(repo, text):
	named = {path for path in PATH.findall(text) if "/" in path.strip("/")}
	assert len(named) > 40
	roots = (repo, repo / "anshang_app")
	lost = [path for path in named if not any((root / path).exists() for root in roots)]
	assert not lost


def test_its_report_is_listed_where_the_recipe_says(repo):
	app = repo / "anshang_app"
	folder = app / "case_reporting/report/six_ones"
	assert {path.suffix for path in folder.iterdir() if path.stem == "six_ones"} == {".json", ".py", ".js"}
	name = json.loads((folder / "six_ones.json").read_text())["name"]
	for place in (
		"case_reporting/reports.py",
		"key_projects/workspace/anshang/anshang.json",
		"workspace_sidebar/anshang.json",
		"translations/zh.csv",
	):
		assert name in (app / place).read_text(encoding="utf-8"), place


def test_its_step_stands_in_every_file_the_recipe_lists(repo):
	app = repo / "anshang_app"
	for place in ("fixtures/workflow_state.json", "data/workflows.json", "translations/zh.csv"):
		assert "Revoked" in (app / place).read_text(encoding="utf-8"), place
	for place in ("fixtures/workflow_action_master.json", "data/workflows.json"):
		assert "Revoke Order" in (app / place).read_text(encoding="utf-8"), place
	assert "def revoke_order" in (app / "supervision/api.py").read_text()


def test_its_record_type_has_its_wall_its_matrix_and_its_end(repo):
	app = repo / "anshang_app"
	assert '"Commitment": "project"' in (app / "access_control/row_rule.py").read_text()
	assert "\nCommitment," in (repo / "tests/site/access_control/permission_matrix.csv").read_text()
	assert "Commitment" in (app / "demo/clearing.py").read_text()


def test_its_print_format_is_drawn_by_the_line_the_recipe_names(repo):
	app = repo / "anshang_app" / "official_documents"
	template = (app / "print_format/project_sheet/project_sheet.html").read_text()
	assert template.strip() == '{{ printed_paper(doc, "Project Sheet") }}'
	assert '"Project Sheet"' in (app / "printed_papers.py").read_text()
