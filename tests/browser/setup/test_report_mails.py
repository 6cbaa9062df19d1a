"""定时报表 on the set-up page: on with one click as proposed, off again; nobody but a named person runs it."""


def line_of(page, title: str):
	page.wait_for_selector(".anshang-setup .report-mail button")
	return page.locator(".report-mail", has_text=title)


def test_a_report_mail_is_switched_on_and_off_with_one_click(desk_as):
	desk = desk_as("pingtai")
	desk.open("/app/anshang-setup", ".anshang-setup .report-mail button")
	page = desk.page
	line = line_of(page, "督办台账")
	assert "建议以政数局经办" in line.inner_text()
	line.get_by_role("button", name="开启").click()
	off = page.locator(".report-mail", has_text="督办台账").get_by_role("button", name="停用")
	off.wait_for()
	assert "已开启（每周）" in line_of(page, "督办台账").inner_text()
	off.click()
	page.locator(".report-mail", has_text="督办台账").get_by_role("button", name="开启").wait_for()
	assert desk.trouble == []
