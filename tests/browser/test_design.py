"""Our own pages after WCAG 2.1 AA, judged by axe-core; Frappe's frame around them is not judged."""

from importlib.resources import files

import pytest

#: account, address, what of the page is ours
PAGES = (
	("zhengshu", "/app/anshang-work", ".anshang-work .parts"),
	("baobao", "/app/anshang-work", ".anshang-work .parts"),
	("zhengshu", "/app/anshang-wall", ".wall-table tbody"),
	("lingdao", "/app/anshang-leader", ".anshang-leader .figure"),
	("pingtai", "/app/anshang-setup", ".anshang-setup .tile"),
	("zhengshu", "/app/anshang-ledger", ".layout-main-section"),
	("pingtai", "/app/anshang-unit-import", ".layout-main-section"),
	("baobao", "/anshang/entry", "#cards"),
)
JUDGE = """
async () => {
	const ours = [...document.querySelectorAll(".page-body, #page")].find((element) => element.offsetParent !== null);
	const judged = await axe.run(ours || document.body, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
	return judged.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}
"""


@pytest.fixture(scope="module")
def axe() -> str:
	pytest.importorskip("axe_playwright_python")
	return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def test_our_pages_can_be_read_by_everybody(desk_as, axe):
	found = {}
	desks = {}
	for account, address, ready in PAGES:
		desk = desks.get(account) or desk_as(account)
		desks[account] = desk
		desk.open(address, ready)
		desk.page.evaluate(axe)
		found[account, address] = desk.page.evaluate(JUDGE)
	assert {page: faults for page, faults in found.items() if faults} == {}


def test_the_page_of_a_plan_can_be_read_by_everybody(desk_as, axe):
	desk = desk_as("baobao")
	desk.open("/app/service-plan")
	filters = {"state": "Plan Draft"}
	fields = ["name", "project_name"]
	plan = desk.call("frappe.client.get_value", doctype="Service Plan", filters=filters, fieldname=fields)
	desk.open(f"/app/anshang-plan/{plan['name']}", ".plan-forms table")
	# v16 would name the page by its kind
	assert plan["project_name"] in desk.page.locator(".page-head:visible").inner_text()
	desk.page.evaluate(axe)
	assert desk.page.evaluate(JUDGE) == []


def test_no_button_of_a_head_leaves_the_window_beside_a_sidebar(desk_as):
	"""A project has the most of them; v16's sidebar takes a sixth of a small screen."""
	desk = desk_as("zhengshu", width=1366, height=768)
	desk.open("/app/investment-project")
	if not desk.page.locator("html.anshang-sidebar").count():
		return
	project = desk.call("frappe.client.get_value", doctype="Investment Project", filters={}, fieldname="name")
	desk.open(f"/app/investment-project/{project['name']}", ".custom-actions button:visible >> text=提出问题")
	outside = """() => [...document.querySelectorAll(".page-actions .btn")]
		.filter((button) => button.offsetParent && button.getBoundingClientRect().right > innerWidth)
		.map((button) => button.textContent.trim())"""
	assert desk.page.evaluate(outside) == []
