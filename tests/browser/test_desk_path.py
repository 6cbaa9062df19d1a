"""The path in the real desk: from a project entered by hand to the PDF of its three forms."""

import re
import subprocess

import pytest

LEAD, HOST = "天门市发展和改革委员会（演示）", "净潭乡人民政府（演示）"
NAME = "桌面路径测试项目"


def set_values(desk, **values) -> None:
	"""Enter values through the form's own fields, as typing does, and wait for what they set off."""
	desk.page.evaluate("(values) => cur_frm.set_value(values)", values)
	desk.settle()


def save(desk) -> None:
	desk.page.locator("button.primary-action:visible", has_text="保存").first.click()
	desk.page.wait_for_function("cur_frm && !cur_frm.is_dirty() && !cur_frm.is_new()")
	desk.settle()


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


def docname(desk) -> str:
	return desk.page.evaluate("cur_frm.docname")


def value(desk, field: str):
	return desk.page.evaluate("(field) => cur_frm.doc[field]", field)


def fill_rows_of_every_unit(desk) -> None:
	"""The desk's own button, once for every unit it offers."""
	button = desk.page.get_by_role("button", name="按单位批量填写")
	button.click()
	desk.wait_for_dialog()
	units = desk.page.locator(".modal.show select option").evaluate_all("(all) => all.map((o) => o.value)")
	desk.page.locator(".modal.show .btn-modal-close").click()
	for unit in filter(None, units):
		desk.page.wait_for_selector(".modal.show", state="detached")
		button.click()
		desk.wait_for_dialog()
		desk.page.select_option(".modal.show select", unit)
		desk.page.fill(".modal.show [data-fieldname=person] input", "李四")
		desk.page.fill(".modal.show [data-fieldname=day] input", "2027-06-30")
		desk.page.locator(".modal.show .btn-modal-primary").click()
		desk.settle()


def leave_out(desk, words: str) -> None:
	"""不适用 of every listed cell whose words begin so."""
	lines = desk.page.locator(".plan-gaps li", has_text=words).locator("button[data-out='1']")
	while lines.count():
		# the list is drawn anew after each
		desk.page.evaluate("document.querySelector('.plan-gaps').classList.add('stale')")
		desk.page.locator(".plan-gaps details").evaluate_all(
			"(all) => all.forEach((one) => (one.open = true))"
		)
		lines.first.click()
		desk.page.wait_for_selector(".plan-gaps:not(.stale)")
		desk.settle()


def enter_yearly_plan(desk, project: str, plan: str) -> None:
	"""By the link of the gap: the project opens with a row of the plan's year."""
	desk.page.locator(".plan-gaps details").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
	desk.page.locator(".plan-gaps a.gap", has_text="当年建设计划").first.click()
	desk.page.wait_for_function(
		"(name) => cur_frm.docname === name && cur_frm.doc.annual_plans.length", arg=project
	)
	desk.settle()
	desk.page.evaluate(
		"""() => { const [row] = cur_frm.doc.annual_plans; return Promise.all(Object.entries(
		{year_investment: 3000, year_plants: 1, year_floor_area: 6000}).map(([field, value]) =>
		frappe.model.set_value(row.doctype, row.name, field, value))); }"""
	)
	# the row stands open over the form
	desk.page.locator(".grid-collapse-row:visible").first.click()
	desk.settle()
	save(desk)
	form(desk, "Service Plan", plan)
	desk.page.wait_for_selector(".plan-gaps .complete")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
	return tmp_path_factory.mktemp("forms")


def test_from_entry_to_the_printed_forms(desk_as, pages):
	clerk = desk_as("zhaoshang")
	clerk.open("/app/investment-project/new")
	clerk.page.wait_for_function("window.cur_frm && cur_frm.is_new()")
	set_values(
		clerk,
		project_name=NAME,
		enterprise="湖北省天珈智能科技有限公司",
		admission_ground="Chain and Investment",
		industry_chain="装备制造",
		fixed_asset_investment=12000,
		total_investment=15000,
		landing_mode="租赁",
		host_locality=HOST,
		chain_lead_unit=LEAD,
		signing_date="2026-03-05",
		planned_start_date="2026-12-01",
		planned_duration_months=8,
		land_area=20,
		eia_kind="EIA Form",
	)
	save(clerk)
	# the desk offers a mail under every form; this platform sends none by hand
	assert clerk.page.locator(".timeline-actions .action-btn", has_text="写邮件").count() == 0
	project = docname(clerk)
	for side, phone in (
		("Enterprise", "13800001111"),
		("Host Locality", "13800002222"),
		("Chain Lead Unit", "13800003333"),
	):
		clerk.page.get_by_role("button", name="添加项目联系人").click()
		clerk.wait_for_dialog()
		clerk.page.select_option(".modal.show select", side)
		clerk.page.fill(".modal.show [data-fieldname=contact_name] input", "张三")
		clerk.page.fill(".modal.show [data-fieldname=phone] input", phone)
		clerk.page.locator(".modal.show .btn-modal-primary").click()
		clerk.page.wait_for_selector(".modal.show", state="detached")
		clerk.settle()

	clerk.page.get_by_role("button", name="准备移交").click()
	clerk.page.wait_for_function("cur_frm.doctype === 'Project Handover'")
	clerk.settle()
	handover = docname(clerk)
	clerk.page.evaluate(
		"""() => Promise.all(cur_frm.doc.evidence.flatMap((row) => [
		frappe.model.set_value(row.doctype, row.name, "present", 1),
		frappe.model.set_value(row.doctype, row.name, "evidence_date", "2026-03-06")]))"""
	)
	save(clerk)
	take_action(clerk, "移交")
	clerk.page.wait_for_function("cur_frm.doc.state === 'Handed Over'")

	bureau = desk_as("zhengshu")
	form(bureau, "Project Handover", handover)
	take_action(bureau, "签收")
	bureau.page.wait_for_function("cur_frm.doc.state === 'Signed For'")
	plan = bureau.call(
		"frappe.client.get_value", doctype="Service Plan", filters={"project": project}, fieldname="name"
	)["name"]

	lead = desk_as("baobao")
	form(lead, "Service Plan", plan)
	fill_rows_of_every_unit(lead)
	save(lead)
	# what the forms would print empty is listed in place of the step
	take_action(lead, "送签章")
	lead.page.wait_for_selector(".plan-gaps a.gap")
	assert value(lead, "state") == "Plan Draft"
	leave_out(lead, "总建设计划")
	enter_yearly_plan(lead, project, plan)
	take_action(lead, "送签章")
	lead.page.wait_for_function("cur_frm.doc.state === 'Awaiting Seals'")

	pdf = lead.page.context.request.get(
		f"{lead.url}/api/method/anshang_app.official_documents.api.download_forms?plan={plan}"
	)
	assert pdf.status == 200
	text = read_pdf(pages, pdf.body())
	for words in (
		"项目建设服务专班任务清单",
		"项目主体任务清单",
		"项目审批进度计划及建设计划表",
		"湖北省天珈智能科技有限公司",
		"13800001111",
		"2027年6月30日",
	):
		assert words in re.sub(r"\s+", "", text), words
	assert "草案" not in text

	for desk in (clerk, bureau, lead):
		assert desk.trouble == []


def read_pdf(folder, content: bytes) -> str:
	file = folder / "forms.pdf"
	file.write_bytes(content)
	done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True)
	return done.stdout


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
