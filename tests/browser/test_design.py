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
	plan = desk.call("frappe.client.get_value", doctype="Service Plan", filters=filters, fieldname="name")[
		"name"
	]
	desk.open(f"/app/anshang-plan/{plan}", ".plan-forms table")
	desk.page.evaluate(axe)
	assert desk.page.evaluate(JUDGE) == []
