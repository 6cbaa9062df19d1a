"""The form of an approval: the agent enters what a bureau's paper proves, the bureau answers by its button."""

import json


def click(desk, words: str) -> None:
	desk.page.locator("button:visible", has_text=words).first.click()
	desk.wait_for_dialog()


def confirm(desk) -> None:
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()


def test_an_agent_enters_a_receipt_and_the_unit_confirms_it(desk_as):
	agent = desk_as("kaifaqu")
	filters = [["state", "=", "Not Applied For"], ["approval_item", "=", "不动产证"]]
	asked = {"doctype": "Approval Case", "filters": json.dumps(filters), "fields": '["name", "project"]'}
	rows = agent.page.context.request.get(
		f"{agent.url}/api/method/frappe.client.get_list", params=asked
	).json()["message"]
	unit = desk_as("shenpi")
	# one the unit sees already: its plan is sealed
	seen = unit.page.context.request.get(
		f"{unit.url}/api/method/frappe.client.get_list", params=asked
	).json()["message"]
	(case,) = [row["name"] for row in rows if row in seen][:1]
	agent.open(f"/app/approval-case/{case}", ".approval-clock")
	click(agent, "代登记受理")
	agent.page.fill(".modal.show [data-fieldname=day] input", "2026-03-02")
	agent.page.fill(".modal.show [data-fieldname=paper_no] input", "受〔2026〕7号")
	with agent.page.expect_file_chooser() as chooser:
		agent.page.click(".modal.show [data-fieldname=mandate_file] .btn-attach")
		agent.page.locator(".file-upload-area .btn-file-upload:visible").first.click()
	chooser.value.set_files({"name": "mandate.txt", "mimeType": "text/plain", "buffer": b"mandate"})
	agent.page.locator(".modal.show:has(.file-uploader) .btn-modal-primary:visible").click()
	agent.page.wait_for_selector(".modal.show [data-fieldname=mandate_file] .attached-file-link")
	confirm(agent)
	agent.page.wait_for_function("() => cur_frm.doc.state === 'Application Accepted'")
	agent.page.wait_for_selector(".approval-clock .proxy:has-text('受〔2026〕7号')")

	unit.open("/app/anshang-work", ".anshang-work .step")
	unit.page.wait_for_selector(f"section:has-text('待确认的代登记') a[href*='{case}']")
	unit.open(f"/app/approval-case/{case}", ".approval-clock")
	assert "暂不计入" in unit.page.inner_text(".approval-clock")
	click(unit, "确认代登记")
	confirm(unit)
	unit.page.wait_for_function("() => cur_frm.doc.proxy_open === 0")
	unit.page.wait_for_selector(".approval-clock:has-text('已由')")
	assert "暂不计入" not in unit.page.inner_text(".approval-clock")
	assert not agent.trouble
	assert not unit.trouble
