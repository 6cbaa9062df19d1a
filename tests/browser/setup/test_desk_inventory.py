"""On a fresh site every account finds at the desk what it found in version 0.2, no less."""

import json

import pytest
from desk_inventory import Desk, inventory

SEEN = "desk-0.2.json"
#: made by the administrator of the site that was looked at, and the card Frappe adds for such reports
OWN = ("本地", "自定义报表")


@pytest.mark.parametrize(
	"account",
	(
		"lingdao",
		"zhaoshang",
		"zhengshu",
		"pingtai",
		"baobao",
		"kaifaqu",
		"luohu",
		"yinjin",
		"shenpi",
		"ducha",
		"jingxin",
	),
)
def test_an_account_finds_workspaces_cards_dashboards_reports_and_pages(account, accounts, url, repo):
	seen = json.loads((repo / "tests" / "data" / SEEN).read_text())[account]
	found = inventory(Desk(url, accounts[account]["user"], accounts[account]["password"]))
	lost = {
		kind: sorted({name for name in names if not any(word in name for word in OWN)} - set(found[kind]))
		for kind, names in seen.items()
	}
	assert not any(lost.values()), lost
	assert all(found[kind] for kind in seen)


#: a list that the bureau may open, out of rooms that have no workspace of their own
LISTS = ("publication", "service-plan", "investment-project", "coordination-issue")


@pytest.mark.parametrize("route", LISTS)
def test_the_trail_above_a_list_starts_at_the_workspace(desk_as, route):
	desk = desk_as("zhengshu")
	desk.open(f"/app/{route}")
	# one trail in the bar on top, or (v16) one in the head of each page, led by the sidebar
	trail = desk.page.locator(
		"#navbar-breadcrumbs li a, .navbar-breadcrumbs:visible li a", has_text="智慧安商"
	)
	trail.first.wait_for()
	assert trail.first.get_attribute("href") in ("/app/anshang", "/desk/anshang")
	if desk.page.query_selector(".body-sidebar"):
		assert "我的工作" in desk.page.inner_text(".sidebar-items")
