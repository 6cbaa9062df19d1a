"""办事员手册 walked in Chromium: each task opens where its chapter's account finds what it tells of."""

import pytest
from manual_walk import address, wait_for_words
from shares import todays

from anshang_app.manual.chapters import manual

CHAPTERS = manual()["chapters"]
#: a quarter of the chapters each day, all with --long
WALKED = todays(CHAPTERS, 4)


@pytest.mark.parametrize("chapter", WALKED, ids=lambda chapter: chapter["key"])
def test_each_task_is_found_by_its_account(desk_as, accounts, chapter):
	if chapter["account"] not in accounts:
		pytest.skip("an account of the living demo only")
	desk = desk_as(chapter["account"])
	missing = []
	for task in chapter["tasks"]:
		desk.open(address(desk, task))
		for words in filter(None, (task["see"], task.get("press"))):
			try:
				wait_for_words(desk, words)
			except Exception as error:  # what is missing is told with all the others
				if "Timeout" not in type(error).__name__:
					raise
				missing.append(f"{task['title']}: no “{words}” at {task['opens']}")
	assert not missing, "\n".join(missing)


def test_the_manual_is_one_click_away_and_shows_ones_own_chapter_first(desk_as):
	desk = desk_as("baobao")
	desk.open("/app/anshang-wall", ".anshang-how")
	way = desk.page.locator(".anshang-how:visible")
	assert way.inner_text() == "这一页怎么用"
	assert way.get_attribute("href") == "/anshang/manual?of=bureau#wall"
	help_of_v15 = desk.page.locator(".dropdown-help > .nav-link:visible")
	if help_of_v15.count():
		help_of_v15.click()
		link = desk.page.locator("#toolbar-help a", has_text="办事员手册")
		assert link.get_attribute("href") == "/anshang/manual"
		desk.page.goto(desk.url + "/anshang/manual")
	else:
		desk.page.locator(".sidebar-header:visible").first.click()
		desk.page.locator(".dropdown-menu-item:visible", has_text="帮助").click()
		desk.page.locator(".dropdown-menu-item:visible", has_text="办事员手册").click()
		desk.page.wait_for_url("**/anshang/manual")
	assert desk.page.locator("main h2").inner_text() == "包保单位经办"
	assert desk.page.locator("nav a[aria-current]").inner_text() == "包保单位经办"
	assert desk.page.locator("#not-there-yet li").count() >= 5
	assert desk.trouble == []


def test_a_form_shows_whoever_asks_around(desk_as):
	desk = desk_as("baobao")
	desk.open(address(desk, {"opens": "Service Plan", "where": {"state": "Plan Draft"}}), ".anshang-how")
	desk.page.locator(".menu-btn-group > button:visible").click()
	desk.page.locator(".menu-btn-group a:visible", has_text="带我走一遍").click()
	desk.page.wait_for_selector("#driver-popover-item:visible, .driver-popover:visible")
	assert "倒排工期" in desk.page.locator("#driver-popover-item, .driver-popover").first.inner_text()
	assert desk.trouble == []
