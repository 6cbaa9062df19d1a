"""The living demo's tables: forty made-up projects, and stories that name what is there."""

import ast
import csv
import json
from collections import Counter

import pytest


@pytest.fixture(scope="module")
def city(repo):
	return repo / "anshang_app" / "demo" / "city"


@pytest.fixture(scope="module")
def rows(city):
	with (city / "projects.csv").open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def test_forty_projects_over_all_chains_localities_and_stages(repo, city, rows):
	assert len(rows) == len({row["key"] for row in rows}) == 40
	with (repo / "anshang_app" / "data" / "industry_chains.csv").open(encoding="utf-8") as file:
		chains = {line.split(",")[0] for line in file.read().splitlines()[1:]}
	assert {row["chain"] for row in rows} == chains
	assert {row["host"] for row in rows} == {"经开区", "净潭乡", "皂市镇", "岳口镇"}
	until = Counter(row["until"] for row in rows)
	assert until["permits"] >= 10 and until["building"] >= 9 and len(until) == 13


def test_a_first_look_has_work_for_every_unit_and_every_locality(city, rows):
	told = ast.parse((city / "__init__.py").read_text(encoding="utf-8"))
	(keys,) = [
		ast.literal_eval(node.value)
		for node in told.body
		if isinstance(node, ast.Assign) and node.targets[0].id == "FIRST_LOOK"
	]
	shown = [row for row in rows if row["key"] in keys]
	assert len(shown) == len(keys) == len(set(keys))
	assert {row["host"] for row in shown} == {row["host"] for row in rows}
	assert {row["until"] for row in shown} == {
		"entered",
		"handed over",
		"draft",
		"half-filled draft",
		"awaiting seals",
		"permits",
		"building",
		"completion",
	}


def test_no_story_is_of_a_real_project(repo, rows):
	with (repo / "anshang_app" / "data" / "tianmen_projects.csv").open(
		encoding="utf-8-sig", newline=""
	) as file:
		real = {name for row in csv.DictReader(file) for name in (row["项目名称"], row["企业名称"]) if name}
	assert not real & {name for row in rows for name in (row["title"], row["firm"])}


def test_stories_are_of_projects_and_steps_that_are_there(repo, city, rows):
	stories = json.loads((city / "stories.json").read_text(encoding="utf-8"))
	assert set(stories) <= {row["key"] for row in rows}
	(template,) = json.loads(
		(repo / "anshang_app" / "data" / "plan_templates.json").read_text(encoding="utf-8")
	)
	steps = {row["row_key"] for row in template["template_rows"]}
	short = json.loads((city / "units.json").read_text(encoding="utf-8"))["short"]
	for story in stories.values():
		assert {*story.get("stuck", ()), *story.get("late", ()), *story.get("stops", ())} <= steps
		told = [*story.get("problems", ()), *story.get("orders", ()), *story.get("promises", ())]
		assert {one["unit"] for one in told if "unit" in one} <= set(short)
	rungs = Counter(one["until"] for story in stories.values() for one in story.get("problems", ()))
	assert set(rungs) >= {
		"raised",
		"taken up",
		"in hand",
		"answered",
		"cleared",
		"bureau",
		"meeting",
		"inspection",
	}
