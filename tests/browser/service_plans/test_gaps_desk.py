"""Plans in the real desk: what is refused before the seals, and how it is told."""


def take_action(desk, action: str) -> None:
	"""A workflow action from the form's menu, confirmed."""
	desk.page.locator(".actions-btn-group:visible > button").first.click()
	desk.page.locator(".actions-btn-group:visible .dropdown-item", has_text=action).first.click()
	confirm = desk.page.locator(".modal.show .btn-modal-primary:visible")
	desk.page.wait_for_timeout(500)
	if confirm.count():
		confirm.first.click()
	desk.settle()


def form(desk, doctype: str, name: str) -> None:
	route = doctype.lower().replace(" ", "-")
	desk.open(f"/app/{route}/{name}")
	desk.page.wait_for_function(
		"([d, n]) => window.cur_frm && cur_frm.docname === n && cur_frm.doctype === d", arg=[doctype, name]
	)
	desk.settle()


def test_seals_with_gaps_are_refused_in_the_desk_with_every_row_named(desk_as):
	lead = desk_as("baobao")
	draft = lead_plan(lead, "星星工业园")
	form(lead, "Service Plan", draft)
	take_action(lead, "送签章")
	lead.page.wait_for_selector(".plan-gaps a.gap", timeout=15000)
	lead.page.locator(".plan-gaps details").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
	told = lead.page.inner_text(".plan-gaps")
	assert "责任人" in told
	assert told.count("缺") > 20
	# an entry leads to its row
	gap = lead.page.locator(".plan-gaps a.gap", has_text="：缺").last
	title = gap.inner_text().split("：缺")[0]
	gap.click()
	lead.page.wait_for_selector(".grid-row-open .form-in-grid")
	assert title == lead.page.evaluate("cur_frm.cur_grid.doc.title || cur_frm.cur_grid.doc.task_text")
	lead.page.evaluate("cur_frm.reload_doc()")
	assert (
		lead.call("frappe.client.get_value", doctype="Service Plan", filters=draft, fieldname="state")[
			"state"
		]
		== "Plan Draft"
	)


def lead_plan(desk, project_name: str) -> str:
	desk.open("/app/service-plan")
	return desk.call(
		"frappe.client.get_value",
		doctype="Service Plan",
		filters={"project_name": project_name},
		fieldname="name",
	)["name"]
