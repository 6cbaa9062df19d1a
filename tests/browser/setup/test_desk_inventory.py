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


def test_the_way_above_every_list_leads_back_to_the_workspace(accounts, url, repo):
	desk = Desk(url, accounts["zhengshu"]["user"], accounts["zhengshu"]["password"])
	homes = desk.boot()["module_wise_workspaces"]
	modules = (repo / "anshang_app" / "modules.txt").read_text().split("\n")
	assert {module: homes.get(module) for module in modules if module} == {
		module: ["Anshang"] for module in modules if module
	}
