"""Where a task of 办事员手册 is done, and what is written there to press or read."""

import json

#: the words of everything a person may press or read as a title on the page that is open
SHOWN = """() => [...document.querySelectorAll(
	".page-container:not([style*='display: none']) :is(button, a, h3, .title-text, .dropdown-item, .nav-link, .tab-title)"
)].map((one) => one.textContent.trim().replace(/\\s+/g, " "))"""
#: of a desk's kind of page, by what comes before the colon
ADDRESSES = {
	"page": lambda name: f"/app/{name}",
	"report": lambda name: f"/app/query-report/{name}",
	"list": lambda name: f"/app/{slug(name)}",
}


def slug(doctype: str) -> str:
	return doctype.lower().replace(" ", "-")


def address(desk, task: dict) -> str:
	"""The desk's address of what a task opens; the first record that meets its condition, else the list.

	A page of a record (`record`: its type) is opened with the first that meets the condition.
	"""
	kind, _colon, name = task["opens"].partition(":")
	if kind == "page" and "record" in task:
		return f"/app/{name}/{first_record(desk, task['record'], task['where'])}"
	if kind in ADDRESSES:
		return ADDRESSES[kind](name)
	doctype = task["opens"]
	found = first_record(desk, doctype, task.get("where", {})) or first_record(desk, doctype, {})
	return f"/app/{slug(doctype)}/{found}" if found else f"/app/{slug(doctype)}"


def first_record(desk, doctype: str, where: dict) -> str | None:
	rows = desk.page.context.request.get(
		f"{desk.url}/api/resource/{doctype}",
		params={"filters": json.dumps(where), "limit_page_length": 1, "order_by": "modified desc"},
	).json()["data"]
	return rows[0]["name"] if rows else None


def wait_for_words(desk, words: str) -> None:
	"""Until the words stand on the page, blanks apart: v15 writes “添加 招商引资项目”, v16 without one."""
	shown = f"(words) => ({SHOWN})().some((text) => text.replace(/\\s/g, '').includes(words))"
	desk.page.wait_for_function(shown, arg="".join(words.split()), timeout=15000)
