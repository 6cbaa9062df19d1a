"""The demo comes and goes without a trace."""

import factories as make
from demo_traces import contents, site_without_demo  # noqa: F401
from frappe.utils.global_search import sync_global_search


def test_the_demo_has_its_accounts_loads_once_and_leaves_every_table_as_it_was(demo, frappe_site):
	sync_global_search()
	before = contents(frappe_site)
	accounts = demo.load(base=True)
	check_accounts(accounts)
	check_admissions(frappe_site)
	count = frappe_site.db.count("Investment Project")
	assert demo.load(base=True) == accounts
	assert frappe_site.db.count("Investment Project") == count > 0
	loaded = contents(frappe_site)
	assert loaded["tabInvestment Project"] != before["tabInvestment Project"]
	demo.clear()
	after = contents(frappe_site)
	assert {name for name in after if after[name] != before.get(name)} == set()
	assert frappe_site.get_all("DefaultValue", filters={"parent": ["like", "%@anshang.example"]}) == []


def check_accounts(accounts: list[dict]) -> None:
	"""Every kind of unit has an account, and so has a city leader."""
	from anshang_app.foundation.unit_kinds import KINDS

	kinds = {kind for account in accounts for kind in account["unit_kinds"]}
	assert kinds == {*(kind.name for kind in KINDS.values()), "City Leader"}


def check_admissions(frappe_site) -> None:
	"""What is refused on the first ground enters by the special meeting."""
	by_meeting = frappe_site.get_all(
		"Investment Project", filters={"admission_ground": "Special Meeting"}, pluck="project_name"
	)
	assert set(by_meeting) == {"天门热电联产", "志鹏农机服务", "纸塑用品生产", "涤纶缝纫线"}
	refusals = frappe_site.get_all(
		"Comment",
		filters={
			"reference_doctype": "Investment Project",
			"comment_type": "Info",
			"content": ["like", "%第一种准入情形%"],
		},
		pluck="content",
	)
	assert len(refusals) == 4
	assert any("固定资产投资" in text for text in refusals)
	assert not any(sign in text for text in refusals for sign in "[]'")


def test_what_is_real_survives_the_clearing_and_the_audit_has_no_gap(demo, frappe_site):
	from anshang_app.access_control import audit_check
	from anshang_app.key_projects import stages

	demo.load(base=True)
	real = frappe_site.get_doc({"doctype": "Enterprise", "enterprise_name": "真实企业有限公司"}).insert()
	make.make_world()
	theirs, ours = make.make_project(), make.make_project()
	found = audit_check.verify()
	clerk, bureau = (f"{name}@anshang.example" for name in ("zhaoshang", "zhengshu"))
	frappe_site.set_user(bureau)
	# to a real project, by an account of the demo: it was done, and stays
	stages.log_passage(theirs, "Handover", "Planning", frappe_site.utils.today())
	frappe_site.set_user(clerk)
	entered = frappe_site.copy_doc(ours).insert()
	assert entered.is_demo == 1
	frappe_site.set_user("Administrator")
	stages.log_passage(ours, "Handover", "Planning", frappe_site.utils.today())
	demo.clear()
	assert frappe_site.db.exists("Enterprise", real.name)
	assert not frappe_site.db.exists("Investment Project", entered.name)
	assert not frappe_site.db.exists("Stage Log", {"project": entered.name})
	assert frappe_site.db.get_value("Stage Log", {"project": theirs.name, "by_user": bureau}, "to_stage")
	assert audit_check.verify() == found
