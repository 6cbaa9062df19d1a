"""How soon a page is usable with 5,000 projects, in Chromium, from the click; beside the same kind of bare page.

The rows are written and removed again. A page is usable when its own parts are drawn and nothing is under way.
Warm: the page was there before; cold: a browser that has seen nothing. `over_bare` sets a page against bare
Frappe's list (of a page or report) or form (of a form) in the same rounds, plus the page's own data: the time
its requests took. One JSON line per figure.
"""

import os
import shutil
import statistics
import sys
from contextlib import contextmanager

import frappe
import sweep as planted
from frappe.utils.password import update_password
from tools.accounts import forget
from tools.measuring import connect, report

import reports as filled
from anshang_app.foundation.bulk import child_rows, insert_rows

PROJECTS, ROUNDS = 5000, 5
MOST_WARM_MS, MOST_LOGIN_MS, MOST_OVER_BARE = 1000, 1500, 1.3
ACCOUNT, UNIT, PLAN = "pages-viewer@bench.example", "测速政数局", "SP-PAGES"
PROJECT = f"{planted.PREFIX}7"
#: page -> where it is, what is there once it is usable, and its bare peer
PAGES = {
	"my_work": (["anshang-work"], ".anshang-work .band", "list"),
	"project": (["Form", "Investment Project", PROJECT], ".form-layout", "form"),
	"plan": (["Form", "Service Plan", PLAN], ".form-layout", "form"),
	"wall": (["anshang-wall"], ".wall[data-drawn]", "list"),
	"overview": (["Workspaces", "Anshang"], ".codex-editor .widget, .layout-main-section .widget", "list"),
	"leader": (["anshang-leader"], ".parts .part", "list"),
	"report": (["query-report", "Project Ledger"], ".datatable .dt-row", "list"),
}
BARE = {
	"list": (["List", "Language", "List"], ".list-row-container"),
	"form": (["Form", "Language", "zh"], ".form-layout"),
}
#: goes to a route, and answers ms until it is usable and ms its requests took
GO = """async ([route, ready]) => {
	const turn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	const shown = () => [...document.querySelectorAll(ready)].some((one) => one.offsetParent !== null);
	const here = () => frappe.get_route().join("/").startsWith(route.slice(0, 3).join("/").replace(/\\/List$/, ""));
	performance.clearResourceTimings();
	const began = performance.now();
	frappe.set_route(route);
	let calm = 0;
	while (calm < 2 && performance.now() - began < 30000) {
		await turn();
		calm = shown() && here() && !frappe.request.ajax_count ? calm + 1 : 0;
	}
	const asked = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/api/") || name.endsWith("/"));
	const ends = Math.max(0, ...asked.map((one) => one.responseEnd)), starts = Math.min(...asked.map((one) => one.startTime), ends);
	return [performance.now() - began, ends - starts];
}"""


def main() -> int:
	connect()
	kept = []
	try:
		remove_rows()
		filled.write_rows(0, PROJECTS)
		with viewer() as login:
			write_plan()
			kept = measured(os.environ["ANSHANG_TEST_URL"], login)
	finally:
		frappe.db.rollback()
		remove_rows()
		frappe.destroy()
	return 0 if kept and all(kept) else 1


@contextmanager
def viewer():
	"""A clerk of the bureau, who sees all projects: what he logs in with."""
	password = frappe.generate_hash(length=20)
	user = frappe.get_doc(
		{"doctype": "User", "email": ACCOUNT, "first_name": "测速", "send_welcome_email": 0}
	)
	user.append("roles", {"role": "Government Services Clerk"})
	user.insert()
	insert_rows(
		"Anshang Unit",
		[{"name": UNIT, "unit_name": UNIT, "is_active": 1, "is_government_services_bureau": 1}],
	)
	member = {"member_name": "测速", "user": ACCOUNT, "from_date": "2024-01-01"}
	insert_rows("Unit Member", child_rows("Anshang Unit", UNIT, "members", [member]))
	update_password(ACCOUNT, password)
	frappe.db.commit()
	frappe.clear_cache()
	yield {"usr": ACCOUNT, "pwd": password}


def write_plan() -> None:
	"""A sealed plan of one project, a row for each of its dated nodes."""
	insert_rows(
		"Service Plan",
		[{"name": PLAN, "project": PROJECT, "project_name": "测速7", "state": "Sealed", "revision": 1}],
	)
	nodes = frappe.get_all(
		"Project Node",
		{"project": PROJECT},
		["name as node", "title", "part", "planned_date as proposed_date"],
		order_by="name",
	)
	insert_rows("Plan Date", child_rows("Service Plan", PLAN, "plan_dates", nodes))
	frappe.db.commit()


def measured(url: str, login: dict) -> list[bool]:
	from playwright.sync_api import sync_playwright

	kept = []
	with sync_playwright() as playwright:
		flags = [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
		]
		chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
		for name, (route, ready, _peer) in PAGES.items():
			report(f"{name}_cold", cold(chromium, url, login, route, ready), "ms", None, 0)
		page = desk(chromium, url, login)
		for name, (route, ready, peer) in PAGES.items():
			kept += warm(page, name, route, ready, BARE[peer])
		kept.append(report("login_to_my_work", logged_in(chromium, url, login), "ms", MOST_LOGIN_MS, 0))
		chromium.close()
	return kept


def desk(chromium, url: str, login: dict):
	"""A desk that is logged in and has drawn its first page."""
	context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
	page = context.new_page()
	assert page.request.post(f"{url}/api/method/login", form=login).status == 200
	page.goto(f"{url}/app/language")
	page.wait_for_selector(BARE["list"][1])
	return page


def cold(chromium, url: str, login: dict, route: list, ready: str) -> float:
	"""The page of a browser that knows the desk's start only."""
	page = desk(chromium, url, login)
	taken = page.evaluate(GO, [route, ready])[0]
	page.context.close()
	return taken


def warm(page, name: str, route: list, ready: str, bare: tuple) -> list[bool]:
	"""Medians of a page and its bare peer in turns, the first round not counted."""
	own, data, peer = [], [], []
	for _round in range(ROUNDS + 1):
		taken, asked = page.evaluate(GO, [route, ready])
		own.append(taken)
		data.append(asked)
		peer.append(page.evaluate(GO, list(bare))[0])
	own, data, peer = (statistics.median(taken[1:]) for taken in (own, data, peer))
	report(f"{name}_data", data, "ms", None, 0)
	report(f"{name}_bare", peer, "ms", None, 0)
	return [
		report(f"{name}_warm", own, "ms", MOST_WARM_MS, 0),
		report(f"{name}_over_bare", own / (peer + data), "x bare and data", MOST_OVER_BARE, 2),
	]


def logged_in(chromium, url: str, login: dict) -> float:
	"""From the login's click to 我的工作, in a browser that was here yesterday."""
	context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
	page = context.new_page()
	taken = []
	for _round in range(3):
		context.clear_cookies()
		page.goto(f"{url}/login")
		page.fill("#login_email", login["usr"])
		page.fill("#login_password", login["pwd"])
		began = page.evaluate("Date.now()")
		page.click(".btn-login:visible")
		page.wait_for_selector(PAGES["my_work"][1])
		taken.append(page.evaluate("Date.now()") - began)
	context.close()
	return statistics.median(taken[1:])


def remove_rows() -> None:
	frappe.db.delete("Plan Date", {"parent": PLAN})
	frappe.db.delete("Service Plan", {"name": PLAN})
	frappe.db.delete("Unit Member", {"parent": UNIT})
	frappe.db.delete("Anshang Unit", {"name": UNIT})
	forget(ACCOUNT)
	filled.remove_rows()
	frappe.db.commit()


if __name__ == "__main__":
	sys.exit(main())
