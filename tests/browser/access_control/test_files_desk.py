"""Files at the real desk: uploads into new and stored forms, and no × where a file stays."""

import os

import pytest

FIELD = ".frappe-control[data-fieldname=material]"


@pytest.fixture
def bureau(desk_as):
	return desk_as("zhengshu")


def upload(desk, name: str, content: bytes) -> None:
	"""By the field's own dialog, as anybody does; the form saves itself afterwards."""
	desk.page.locator(f"{FIELD} .btn-attach:visible").click()
	dialog = desk.page.locator(".modal.show .file-uploader")
	dialog.wait_for()
	dialog.locator("input[type=file]").first.set_input_files(
		{"name": name, "mimeType": "text/plain", "buffer": content}
	)
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()
	desk.page.locator(
		f"{FIELD} .attached-file-link:visible, {FIELD} .attached-file a:visible"
	).first.wait_for()
	desk.settle()


def stored(desk) -> dict:
	return desk.page.evaluate("cur_frm.doc")


def files_of(desk, name: str) -> list[dict]:
	return desk.call(
		"frappe.client.get_list",
		doctype="File",
		filters={"attached_to_doctype": "Agent Training", "attached_to_name": name},
		fields=["name", "file_url", "attached_to_field"],
	)


def test_a_file_is_given_in_a_new_form_replaced_and_taken_away_again(bureau):
	bureau.open("/app/agent-training/new", FIELD)
	bureau.page.evaluate("cur_frm.set_value({topic: '上传培训', training_date: frappe.datetime.get_today()})")
	upload(bureau, "课件.txt", os.urandom(8).hex().encode())
	bureau.page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")
	training = stored(bureau)
	(file,) = files_of(bureau, training["name"])
	assert (file["file_url"], file["attached_to_field"]) == (training["material"], "material")
	# a stored form: taken away by its own button, and given anew
	bureau.page.locator(f"{FIELD} [data-action=clear_attachment]:visible").click()
	# v15 and v16 ask first
	confirm = bureau.page.locator(".modal.show .btn-modal-primary:visible")
	bureau.page.wait_for_function(
		"!cur_frm.doc.material || document.querySelector('.modal.show .btn-modal-primary')"
	)
	if confirm.count():
		confirm.click()
	bureau.page.wait_for_function("!cur_frm.doc.material && !cur_frm.is_dirty()")
	bureau.settle()
	assert files_of(bureau, training["name"]) == []
	upload(bureau, "课件二.txt", os.urandom(8).hex().encode())
	bureau.page.wait_for_function("cur_frm.doc.material && !cur_frm.is_dirty()")
	(file,) = files_of(bureau, training["name"])
	assert file["file_url"] == stored(bureau)["material"]
	rows = bureau.page.locator(".attachment-row:visible")
	assert rows.count() == 1 and rows.locator(".remove-btn").count() == 1
	assert bureau.trouble == []


def test_what_a_sealed_plan_holds_is_not_offered_for_removal(desk_as):
	desk = desk_as("baobao")
	desk.open("/app/service-plan", ".list-row")
	plan = desk.call(
		"frappe.client.get_list", doctype="Service Plan", filters={"state": "Sealed"}, limit_page_length=1
	)[0]["name"]
	desk.open(f"/app/service-plan/{plan}", ".form-page")
	rows = desk.page.locator(".attachment-row")
	rows.first.wait_for(state="attached")
	assert rows.count() == 1
	assert rows.locator(".remove-btn").count() == 0
	clear = desk.page.locator(".frappe-control[data-fieldname=signed_scan] [data-action=clear_attachment]")
	assert clear.locator("visible=true").count() == 0
	# drawn anew after a reload of the side bar alone
	desk.page.evaluate("cur_frm.attachments.refresh()")
	assert rows.count() == 1 and rows.locator(".remove-btn").count() == 0
	assert desk.page.evaluate("cur_frm.doc.__onload.kept_files.length") == 1
	assert desk.trouble == []


def test_the_button_goes_with_the_step_that_ends_a_case(desk_as):
	"""The answer to a save or a step carries what stays, without a reload of the page."""
	desk = desk_as("pingtai")
	desk.open("/app/approval-case", ".list-row")
	case = desk.call(
		"frappe.client.get_list", doctype="Approval Case", filters={"state": "Granted"}, limit_page_length=1
	)[0]["name"]
	desk.open(f"/app/approval-case/{case}", ".form-page")
	field = ".frappe-control[data-fieldname=certificate_scan]"
	desk.page.evaluate("cur_frm.scroll_to_field('certificate_scan')")
	desk.page.locator(f"{field} .btn-attach:visible").click()
	desk.page.locator(".modal.show .file-uploader input[type=file]").first.set_input_files(
		{"name": "证照.txt", "mimeType": "text/plain", "buffer": os.urandom(8).hex().encode()}
	)
	desk.page.locator(".modal.show .btn-modal-primary:visible").click()
	desk.page.wait_for_function("cur_frm.doc.certificate_scan && !cur_frm.is_dirty()")
	desk.settle()
	assert desk.page.locator(f"{field} [data-action=clear_attachment]:visible").count() == 0
	assert desk.page.locator(".attachment-row .remove-btn").count() == 0
	assert desk.trouble == []
