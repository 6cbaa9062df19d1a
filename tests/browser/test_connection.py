"""The platform away, or failing: whoever works is told, keeps what he typed, and goes on when it is back."""

import pytest

BAR = ".anshang-away"


@pytest.fixture
def desk(desk_as):
	opened = desk_as("zhengshu")
	opened.open("/app/coordination-issue", ".list-row")
	return opened


def count_again(desk) -> None:
	desk.page.evaluate("() => { frappe.db.count('Coordination Issue').catch(() => {}) }")


def test_a_line_that_is_down_is_said_until_it_is_back(desk):
	page = desk.page
	page.context.set_offline(True)
	count_again(desk)
	assert (
		page.wait_for_selector(BAR).inner_text()
		== "平台暂时没有应答。您填的内容还在这一页上，请稍等，恢复后再试。"
	)
	# said once, however much is asked
	count_again(desk)
	page.wait_for_timeout(300)
	assert page.locator(BAR).count() == 1
	page.context.set_offline(False)
	assert page.wait_for_selector(f"{BAR}.back").inner_text() == "平台已恢复应答，请把刚才的一步再做一次。"
	assert desk.call("frappe.client.get_count", doctype="Coordination Issue") > 0


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_is_not_there_is_no_internal_error(desk, status):
	page = desk.page
	page.route(
		"**/*reportview.get_count*",
		lambda route: route.fulfill(
			status=status, content_type="text/html", body="<h1>Internal Server Error</h1>"
		),
		times=1,
	)
	count_again(desk)
	assert "暂时没有应答" in page.wait_for_selector(f"{BAR}:not(.back)").inner_text()
	page.wait_for_selector(f"{BAR}.back")
	page.wait_for_function("!document.querySelector('.modal.show')")


def test_an_error_of_the_platform_is_told_though_its_traces_are_not_shown(desk):
	page = desk.page
	page.route(
		"**/*reportview.get_count*",
		lambda route: route.fulfill(status=500, json={"error_code": "server_error"}),
		times=1,
	)
	count_again(desk)
	told = page.wait_for_selector(".desk-alert").inner_text()
	assert "这一步没有办成，也没有保存" in told and "平台管理员" in told
	assert page.locator(BAR).count() == 0
