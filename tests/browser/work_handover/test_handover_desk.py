"""The screen of 工作交接: what would go over is seen, and what the taker lacks, before anything is changed."""

CHOOSE = "([field, user]) => frappe.pages['anshang-handover'].handing_over.form.set_value(field, user)"


def test_what_would_go_over_is_seen_first(desk_as, accounts):
	bureau = desk_as("zhengshu")
	bureau.open("/app/anshang-handover", ".anshang-handover .asked")
	page = bureau.page
	assert "工作交接" in page.inner_text(".page-title, .page-head")
	page.evaluate(CHOOSE, ["giver", accounts["kaifaqu"]["user"]])
	page.locator(".anshang-handover .found .summary").wait_for()
	assert "未办结的事项" in page.inner_text(".anshang-handover .found")
	# another unit's clerk may not take it: in words, and without the button
	page.evaluate(CHOOSE, ["taker", accounts["baobao"]["user"]])
	if page.locator(".anshang-handover .found section").count():
		page.locator(".anshang-handover .lacking li").first.wait_for()
		assert not page.locator(".primary-action:visible:has-text('工作交接')").count()
	assert not bureau.trouble
