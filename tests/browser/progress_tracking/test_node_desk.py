"""The form of a node: a day on record is moved by its button, with the reason, and not by typing."""

import json


def test_a_recorded_day_is_corrected_by_its_button(desk_as):
	desk = desk_as("kaifaqu")
	filters = [["actual_date", "is", "set"], ["approval_item", "is", "not set"], ["row_key", "=", "fence"]]
	asked = {"doctype": "Project Node", "filters": json.dumps(filters), "fields": '["name", "actual_date"]'}
	(node, *_others) = desk.page.context.request.get(
		f"{desk.url}/api/method/frappe.client.get_list", params=asked
	).json()["message"]
	desk.open(f"/app/project-node/{node['name']}", ".form-page")
	# read only: nothing to type into
	assert not desk.page.locator("[data-fieldname=actual_date] input:visible").count()
	button = desk.page.locator("button:visible", has_text="更正实际日期")
	assert "btn-primary" not in button.get_attribute("class")
	another = "2026-05-13" if node["actual_date"] == "2026-05-12" else "2026-05-12"
	for day, reason in ((another, "日记写错"), (node["actual_date"], "又查明原日期无误")):
		desk.page.locator("button:visible", has_text="更正实际日期").click()
		desk.wait_for_dialog()
		desk.page.fill(".modal.show [data-fieldname=day] input", day)
		desk.page.fill(".modal.show [data-fieldname=reason] textarea", reason)
		desk.page.locator(".modal.show .btn-modal-primary:visible").click()
		desk.page.wait_for_function("(day) => cur_frm.doc.actual_date === day", arg=day)
		desk.page.wait_for_selector(f".new-timeline:has-text('{reason}')")
	assert not desk.trouble
