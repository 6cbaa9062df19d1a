"""Finding a project by its pinyin: in the search bar, above a list, in a link field."""

NAME = "涤纶缝纫线"
LETTERS = "dlfrx"


def test_pinyin_finds_a_project_wherever_one_is_sought(desk_as):
	desk = desk_as("zhengshu")
	desk.open("/app/investment-project", ".frappe-list")
	found = desk.page.locator(f".anshang-found:has-text('{NAME}')")
	# v16 opens its search bar by the shortcut
	bar = desk.page.locator("#navbar-search:visible")
	bar.click() if bar.count() else desk.page.keyboard.press("Control+k")
	desk.page.keyboard.type(LETTERS)
	found.first.wait_for()
	assert found.first.inner_text() == f"项目{NAME}"
	desk.page.keyboard.press("Escape")
	box = desk.page.locator(".standard-filter-section input[data-fieldname=project_name]:visible").first
	box.click()
	box.fill(LETTERS)
	box.press("Enter")
	desk.page.wait_for_function(
		"name => cur_list.data.length && cur_list.data.every((row) => row.project_name === name)", arg=NAME
	)
	# the desk would keep what was typed for the next visit
	box.fill("")
	box.press("Enter")
	desk.page.wait_for_function("cur_list.data.length > 1")
	desk.settle()
	links = desk.call(
		"frappe.desk.search.search_link", doctype="Investment Project", txt=LETTERS, page_length=5
	)
	# of old the rows stand beside the message
	assert links is None or [row["label"] for row in links] == [NAME]
	assert desk.trouble == []
