"""办事员手册 holds what the desk says: its buttons are in the translations, its roles are the platform's."""

import csv
import re

import pytest

from anshang_app.foundation.unit_kinds import ROLES
from anshang_app.manual import chapters

CHAPTERS = chapters.manual()["chapters"]
#: in quotes, and no words of the desk: examples of what a person types
NO_BUTTONS = {"1.5亿"}


@pytest.fixture(scope="module")
def chinese(repo):
	with (repo / "anshang_app" / "translations" / "zh.csv").open(encoding="utf-8", newline="") as file:
		return {row[1] for row in csv.reader(file)}


def words_of_the_desk() -> set[str]:
	told = [step for chapter in CHAPTERS for task in chapter["tasks"] for step in task["steps"]]
	return {words for step in told for words in re.findall("“([^”]+)”", step)} - NO_BUTTONS


def test_every_button_the_manual_names_is_one_of_the_desk(chinese):
	# 含{0}（{1}）, 添加 {0}
	known = {*chinese, "含经开区"}
	strange = {
		words for words in words_of_the_desk() if words not in known and words.split(" ")[-1] not in known
	}
	assert strange == set()


def test_every_role_has_a_chapter_and_every_task_its_own_address():
	told = {role for chapter in CHAPTERS for role in chapter["roles"]}
	assert told == set(ROLES)
	for chapter in CHAPTERS:
		keys = [task["key"] for task in chapter["tasks"]]
		assert len(keys) == len(set(keys))
		assert all(task["steps"] and task["see"] for task in chapter["tasks"])


def test_a_persons_own_chapters_come_first_and_a_page_leads_there():
	own, others = chapters.chapters_for(["City Leader", "Desk User"])
	assert [chapter["key"] for chapter in own] == ["leader"]
	assert len(own) + len(others) == len(CHAPTERS)
	assert chapters.pages_told(["City Leader"])["anshang-leader"] == "/anshang/manual?of=leader#screen"
	assert chapters.pages_told(["Chain Lead Clerk"])["Form/Service Plan"] == "/anshang/manual?of=lead#plan"
	assert chapters.pages_told([])["Form/Bulletin"] == "/anshang/manual?of=bureau#bulletin"


def test_the_pictures_taken_are_those_the_manual_shows_and_stay_small(repo):
	folder = repo / "anshang_app" / "public" / "images" / "manual"
	taken = {file.name: file.stat().st_size for file in folder.glob("*.png")}
	wanted = {
		chapters.picture_name(chapter, task)
		for chapter in CHAPTERS
		for task in chapter["tasks"]
		if task.get("picture")
	}
	assert set(taken) == wanted
	assert sum(taken.values()) < 3_000_000
