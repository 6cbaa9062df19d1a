"""办事员手册: chapters by role as data, which the page shows, the pictures are taken by and a browser test walks. Pure."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

#: of the shipped pictures, below the app's public folder
PICTURES = "/assets/anshang_app/images/manual"
ADDRESS = "/anshang/manual"


@cache
def manual() -> dict[str, Any]:
	"""{chapters: [{key, title, account, roles, about, tasks}], not_there_yet: [sentences]}.

	A task is {key, title, opens, see, steps, record?, where?, press?, then?, pages?, picture?}: `opens` as in docs/scheme.md,
	`see` the words a person meets there, `press` a button whose dialog shows `then`, `pages` the desk's pages it tells of.
	`record` is the type whose first record a page opens; `picture` is true, or `dialog` for what `press` opens.
	"""
	contents: dict[str, Any] = json.loads(
		Path(__file__).with_name("chapters.json").read_text(encoding="utf-8")
	)
	return contents


def chapters_for(roles: Iterable[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
	"""The chapters of a person's roles, and the others, both in the manual's order."""
	held = set(roles)
	own = [chapter for chapter in manual()["chapters"] if held & set(chapter["roles"])]
	return own, [chapter for chapter in manual()["chapters"] if chapter not in own]


def chapter_named(key: str | None) -> dict[str, Any] | None:
	return next((chapter for chapter in manual()["chapters"] if chapter["key"] == key), None)


def pages_told(roles: Iterable[str]) -> dict[str, str]:
	"""Page of the desk -> address of the task that tells of it, in a person's own chapters before the others."""
	own, others = chapters_for(roles)
	address_by_page: dict[str, str] = {}
	for chapter in [*own, *others]:
		for task in chapter["tasks"]:
			for page in task.get("pages", ()):
				address_by_page.setdefault(page, address_of(chapter, task))
	return address_by_page


def address_of(chapter: Mapping[str, Any], task: Mapping[str, Any] | None = None) -> str:
	"""The page of a chapter, at one of its tasks."""
	return f"{ADDRESS}?of={chapter['key']}" + (f"#{task['key']}" if task else "")


def picture_name(chapter: Mapping[str, Any], task: Mapping[str, Any]) -> str:
	"""The file of a task's picture."""
	return f"{chapter['key']}-{task['key']}.png"
