"""倒排's advice at the desk: tried without saving, adopted with a click."""

PROJECT = "星星工业园"
#: every step gets a time, and construction is to start too soon
SOON = """() => {
	for (const row of cur_dialog.fields_dict.times.df.data) row.duration = 10;
	return cur_dialog.set_value("target_start", frappe.datetime.add_days(frappe.datetime.get_today(), 60));
}"""


def open_draft(desk) -> str:
	desk.open("/app/service-plan")
	filters = {"project_name": PROJECT, "state": "Plan Draft"}
	found = desk.call("frappe.client.get_value", doctype="Service Plan", filters=filters, fieldname="name")
	desk.open(f"/app/service-plan/{found['name']}")
	desk.page.wait_for_function("(name) => window.cur_frm && cur_frm.docname === name", arg=found["name"])
	desk.settle()
	return found["name"]


def promises(desk, plan: str) -> list[dict]:
	project = desk.page.evaluate("cur_frm.doc.project")
	return desk.call(
		"frappe.client.get_list",
		doctype="Commitment",
		filters={"project": project, "kind": "Deferred Material"},
		fields=["name", "state", "consented_on"],
	)


def test_a_measure_is_tried_without_saving_and_a_promise_drafted_with_a_click(desk_as):
	lead = desk_as("baobao")
	plan = open_draft(lead)
	lead.page.get_by_role("button", name="倒排工期").click()
	lead.wait_for_dialog()
	lead.page.evaluate(SOON)
	lead.page.locator(".modal.show .modal-footer .btn-primary:visible", has_text="试算").click()
	lead.page.wait_for_selector(".modal.show .alert-danger")
	button = lead.page.locator(".modal.show button.try[data-way='Give Promise']").first
	button.click()
	lead.page.wait_for_selector(".modal.show button.drop-trial")
	assert "没有保存" in lead.page.inner_text(".modal.show")
	before = promises(lead, plan)
	lead.page.locator(".modal.show button.drop-trial").click()
	lead.page.wait_for_selector(".modal.show button.drop-trial", state="detached")

	lead.page.locator(".modal.show button.adopt[data-way='Give Promise']").first.click()
	dialog = lead.page.locator(".modal.show", has_text="起草容缺承诺").last
	dialog.locator("input[data-fieldname=exclusions_checked]").check()
	dialog.get_by_role("button", name="提交").click()
	lead.page.wait_for_selector(".msgprint a[href*='commitment']")
	assert "办理单位同意后才计入工期" in lead.page.inner_text(".msgprint")
	(made,) = [row for row in promises(lead, plan) if row not in before]
	assert (made["state"], made["consented_on"]) == ("Not Due", None)
	# until the consent the days that rest on it are proposed
	lead.page.wait_for_selector(".modal.show .alert-info")
	assert "拟（尚未生效）" in lead.page.inner_text(".modal.show >> nth=0")
	assert lead.trouble == []
