"""Documents at the real desk: forms in three formats, many projects in a real worker, lists, letters."""

import io
import zipfile
from pathlib import Path

import printed
import pytest


@pytest.fixture
def bureau(desk_as):
	desk = desk_as("zhengshu")
	desk.open("/app/investment-project/view/list", ".list-row-checkbox")
	return desk


def test_the_forms_are_chosen_in_a_dialog_and_come_as_a_workbook(bureau):
	plan = bureau.call("frappe.client.get_value", doctype="Service Plan", filters={}, fieldname="name")[
		"name"
	]
	bureau.open(f"/app/service-plan/{plan}", ".form-page")
	bureau.page.get_by_role("button", name="下载三张表").click()
	dialog = bureau.page.locator(".modal.show")
	dialog.locator("select[data-fieldname=file_format]").select_option("xlsx")
	answers: list = []
	bureau.page.context.on("response", lambda one: answers.append(one))
	dialog.locator(".btn-primary:visible").click()
	bureau.page.wait_for_timeout(3000)
	(answer,) = [one for one in answers if "download_forms" in one.url]
	assert answer.status == 200
	assert "file_format=xlsx" in answer.url
	assert bureau.trouble == []


@pytest.mark.parametrize("network", ["whole", "without websockets"])
def test_forms_of_selected_projects_are_made_by_a_worker_with_a_bar(bureau, network):
	if not bureau.has_realtime:
		pytest.skip("the bench has no worker")
	if network != "whole":
		bureau.page.evaluate("frappe.realtime.socket.disconnect()")
	boxes = bureau.page.locator(".list-row .list-row-checkbox:visible")
	for number in range(3):
		boxes.nth(number).check()
	bureau.page.locator(".actions-btn-group:visible > button").click()
	bureau.page.locator(".actions-btn-group:visible .dropdown-item", has_text="下载两单一表").click()
	dialog = bureau.page.locator(".modal.show")
	dialog.locator("select[data-fieldname=file_format]").select_option("docx")
	dialog.locator(".btn-primary:visible", has_text="开始打包").click()
	link = bureau.page.locator(".modal.show a", has_text="下载压缩包")
	link.wait_for(timeout=60000)
	answer = bureau.page.context.request.get(bureau.url + link.get_attribute("href"))
	names = zipfile.ZipFile(io.BytesIO(answer.body())).namelist()
	assert names[-1] == "清单.xlsx"
	assert bureau.trouble == []


def test_a_list_is_exported_from_its_menu(bureau):
	bureau.page.locator(".menu-btn-group:visible > button").click()
	bureau.page.locator(".menu-btn-group:visible .dropdown-item", has_text="导出电子表格").click()
	dialog = bureau.page.locator(".modal.show")
	dialog.locator(".checkbox-options").wait_for()
	with bureau.page.expect_download(timeout=30000) as got:
		dialog.locator(".btn-primary:visible").click()
	sheet = next(iter(printed.xlsx_sheets(Path(got.value.path()).read_bytes()).values()))
	assert sheet["A1"].value == "招商引资项目"
	assert sheet.max_row > 4
	assert bureau.trouble == []


def test_the_letter_of_a_handover_is_offered_on_its_form(bureau):
	handover = bureau.call(
		"frappe.client.get_value", doctype="Project Handover", filters={}, fieldname="name"
	)["name"]
	bureau.open(f"/app/project-handover/{handover}", ".form-page")
	bureau.page.get_by_role("button", name="移交函").click()
	answers: list = []
	bureau.page.context.on("response", lambda one: answers.append(one))
	bureau.page.locator(".inner-group-button .dropdown-item:visible", has_text="Word文档").click()
	bureau.page.wait_for_timeout(3000)
	(answer,) = [one for one in answers if "download_handover_letter" in one.url]
	assert answer.status == 200
	assert bureau.trouble == []
