"""Answers that come late, and boxes that are typed in while the desk redraws: the newest question and the hands win."""

import json

import pytest
from shares import todays

#: holds back what the server answers to some methods; `window.late` maps a part of an address to milliseconds
HOLD_BACK = """
(() => {
	window.late = {};
	const { open, send } = XMLHttpRequest.prototype;
	XMLHttpRequest.prototype.open = function (method, address, ...rest) {
		this.address = String(address);
		return open.call(this, method, address, ...rest);
	};
	XMLHttpRequest.prototype.send = function (...body) {
		const [, wait = 0] = Object.entries(window.late).find(([part]) => this.address.includes(part)) || [];
		const next = Array.isArray(wait) ? wait.shift() || 0 : wait;
		setTimeout(() => send.apply(this, body), next);
	};
})()
"""
ROWS, COUNT, TITLE, LINK = "reportview.get", "reportview.get_count", "get_link_title", "validate_link"


@pytest.fixture
def desk(desk_as):
	opened = desk_as("zhengshu")
	opened.page.add_init_script(HOLD_BACK)
	return opened


def names(desk, doctype: str, filters=None, field: str = "name") -> list[str]:
	"""Different values of a field of the records, asked beside the page, so that none has to be open."""
	query = {
		"doctype": doctype,
		"filters": json.dumps(filters or {}),
		"fields": json.dumps([field]),
		"order_by": "name",
		"limit_page_length": "500",
	}
	answer = desk.page.context.request.get(f"{desk.url}/api/method/frappe.client.get_list", params=query)
	return list(dict.fromkeys(row[field] for row in answer.json()["message"]))


def shown(desk) -> dict:
	return desk.page.evaluate(
		"""() => ({rows: cur_list.data.map((row) => row.name), filters: cur_list.get_filters_for_args(),
			count: document.querySelector(".list-count:not(:empty)")?.innerText})"""
	)


# --- lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("doctype", "late"),
	todays(
		[
			(doctype, late)
			for doctype in ("Approval Case", "Project Node")
			for late in (
				{TITLE: 900},
				{LINK: 700, TITLE: 300},
				{ROWS: [1200, 0, 0], TITLE: 400},
				{COUNT: [1200, 0], TITLE: 200},
				{},
			)
		],
		3,
	),
)
def test_a_list_opened_by_a_projects_badge_holds_that_projects_rows_only(desk, doctype, late):
	# one that holds some: its filter stays with the account, and the next list would open empty
	project = names(desk, doctype, field="project")[0]
	own = names(desk, doctype, {"project": project})
	desk.open(f"/app/investment-project/{project}", ".form-tabs .nav-link >> text=关联")
	desk.page.locator(".form-tabs .nav-link", has_text="关联").click()
	desk.page.evaluate("(late) => (window.late = late)", late)
	desk.page.locator(f".document-link[data-doctype='{doctype}'] .badge-link").click()
	desk.page.wait_for_function("(doctype) => window.cur_list?.doctype === doctype", arg=doctype)
	# longer than anything is held back
	desk.page.wait_for_timeout(2500)
	found = shown(desk)
	assert found["filters"] == [[doctype, "project", "=", project]]
	assert set(found["rows"]) <= set(own) and len(found["rows"]) == min(len(own), 20)
	assert str(len(own)) in found["count"]


@pytest.mark.parametrize("waits", [[1500, 0], [1500, 700, 0], [900, 1500, 300, 0]])
def test_of_several_questions_the_newest_is_answered_whatever_comes_last(desk, waits):
	projects = names(desk, "Project Node", field="project")[: len(waits)]
	assert len(projects) == len(waits)
	# with a filter of its own: one an earlier test left with the account might hold nothing
	desk.open(f"/app/project-node?project={projects[0]}", ".list-row")
	desk.page.wait_for_function("() => window.cur_list?.doctype === 'Project Node'")
	desk.page.evaluate("(late) => (window.late = late)", {ROWS: list(waits)})
	for project in projects:
		desk.page.evaluate(
			"""(project) => { cur_list.get_filters_for_args = () => [["Project Node", "project", "=", project]];
				cur_list.last_args = null; cur_list.refresh(); }""",
			project,
		)
	desk.page.wait_for_timeout(3000)
	# v16 asks for the count once the rows are there, and that answer is held back too
	desk.settle()
	found = shown(desk)
	own = names(desk, "Project Node", {"project": projects[-1]})
	assert set(found["rows"]) <= set(own) and len(found["rows"]) == min(len(own), 20)
	assert str(len(own)) in found["count"]


# --- forms --------------------------------------------------------------------------------------------------


@pytest.fixture
def issue(desk) -> str:
	name = names(desk, "Coordination Issue", {"state": ["in", ["Raised", "Taken Up", "In Hand"]]})[0]
	desk.open(f"/app/coordination-issue/{name}", "[data-fieldname=due_date] input")
	desk.page.wait_for_function("(name) => window.cur_frm?.docname === name", arg=name)
	desk.settle()
	return name


def box(desk, field: str):
	return desk.page.locator(f".form-page:visible [data-fieldname={field}] input:visible").first


def value(desk, field: str):
	return desk.page.evaluate("(field) => cur_frm.doc[field]", field)


@pytest.mark.parametrize(
	("pause", "keys"), todays([(pause, keys) for pause in (0, 150, 300) for keys in (10, 60)], 3)
)
def test_a_day_typed_right_after_another_field_is_the_day_that_was_typed(desk, issue, pause, keys):
	box(desk, "person").fill("王五")
	box(desk, "due_date").click()
	desk.page.wait_for_timeout(pause)
	desk.page.keyboard.press("Control+A")
	desk.page.keyboard.type("2026-12-01", delay=keys)
	assert box(desk, "due_date").input_value() == "2026-12-01"
	box(desk, "person").click()
	desk.page.wait_for_timeout(300)
	assert (value(desk, "due_date"), value(desk, "person")) == ("2026-12-01", "王五")


@pytest.mark.parametrize("field", ["due_date", "person"])
def test_a_redraw_of_the_form_leaves_the_box_that_is_typed_in(desk, issue, field):
	box(desk, field).click()
	desk.page.keyboard.press("Control+A")
	for sign in "2026-12-03":
		desk.page.keyboard.type(sign)
		desk.page.evaluate("cur_frm.refresh_fields()")
		desk.page.evaluate("cur_frm.refresh()")
	assert box(desk, field).input_value() == "2026-12-03"
	box(desk, "person" if field == "due_date" else "due_date").click()
	desk.page.wait_for_timeout(700)
	assert value(desk, field) == "2026-12-03"


def test_a_day_that_is_not_whole_is_said_and_the_stored_one_stays(desk, issue):
	before = value(desk, "due_date")
	for typed in ("2026-1", "2026-12", "2026-12-0712", "2026-02-30", "下周一", "20261301", "1.5"):
		box(desk, "due_date").fill(typed)
		box(desk, "due_date").dispatch_event("change")
		desk.page.wait_for_selector(".msgprint:visible")
		told = desk.page.inner_text(".msgprint")
		assert typed in told and "不是完整的日期" in told and before in told
		assert value(desk, "due_date") == before
		# the box says it once more when it is left
		desk.page.wait_for_function(
			"() => { frappe.hide_msgprint(true); return !$('.msgprint:visible').length }"
		)


def test_a_day_written_another_way_is_that_day(desk, issue):
	for typed in ("2026-12-1", "2026/12/01", "2026.12.1", "20261201", "2026年12月1日", "２０２６-12-01"):
		desk.page.evaluate("cur_frm.set_value('due_date', '2026-11-30')")
		desk.page.wait_for_function("cur_frm.doc.due_date === '2026-11-30'")
		box(desk, "due_date").fill(typed)
		box(desk, "due_date").dispatch_event("change")
		desk.page.wait_for_function("cur_frm.doc.due_date === '2026-12-01'")


def test_a_link_has_its_value_while_its_title_is_on_its_way(desk):
	desk.open("/app/project-node")
	projects = names(desk, "Investment Project")
	desk.page.evaluate("(late) => (window.late = late)", {TITLE: 1200})
	found = desk.page.evaluate(
		"""async ([first, second]) => {
			const dialog = new frappe.ui.Dialog({fields: [{fieldname: "project", fieldtype: "Link", options: "Investment Project"}]});
			dialog.show();
			frappe.utils.get_link_title = () => null;
			const field = dialog.fields_dict.project;
			await field.set_value(first);
			const at_once = dialog.get_value("project");
			await field.set_value(second);
			await new Promise((resolve) => setTimeout(resolve, 3000));
			return [at_once, dialog.get_value("project")];
		}""",
		projects[:2],
	)
	assert found == projects[:2]


# --- dialogs ------------------------------------------------------------------------------------------------


def test_a_prompt_stays_open_with_what_was_typed_until_it_is_taken(desk):
	desk.open("/app/investment-project")
	project = names(desk, "Investment Project")[0]
	desk.page.evaluate(
		"""(project) => { window.asked = frappe.prompt(
			[{fieldname: "contact_name", fieldtype: "Data", label: "姓名"}, {fieldname: "phone", fieldtype: "Data", label: "电话"}],
			async (values) => frappe.call("anshang_app.key_projects.api.add_contact", {project, side: "Enterprise", ...values}),
			"联系人") }""",
		project,
	)
	desk.wait_for_dialog()
	desk.page.fill(".modal.show [data-fieldname=contact_name] input", "王五")
	desk.page.fill(".modal.show [data-fieldname=phone] input", "12")
	desk.page.locator(".modal.show .btn-modal-primary:visible").first.click()
	desk.page.wait_for_selector(".msgprint")
	desk.page.evaluate("frappe.hide_msgprint()")
	kept = desk.page.evaluate("[asked.display, asked.get_value('contact_name'), asked.get_value('phone')]")
	assert kept == [True, "王五", "12"]
	desk.page.evaluate("asked.set_value('phone', '13800001111').then(() => asked.get_primary_btn().click())")
	desk.page.wait_for_function("!asked.display", timeout=15000)


# --- forms that are saved elsewhere -------------------------------------------------------------------------

RECORD = "frappe.desk.form.load.getdoc?"
LATE_RECORD = """
(part) => {
	const plain = window.fetch;
	window.fetch = async (address, ...rest) => {
		const answer = await plain(address, ...rest);
		if (String(address).includes(part)) await new Promise((done) => setTimeout(done, 1500));
		return answer;
	};
}
"""
CONFLICT = "您打开之后，该表单已被他人修改"


@pytest.fixture
def draft(desk, has_realtime):
	"""A bulletin in the making, open at the desk, and who saves it elsewhere."""
	if not has_realtime:
		pytest.skip("the server carries no realtime")
	name = names(desk, "Bulletin", {"state": "Compiling"})[0]
	desk.open(f"/app/bulletin/{name}", "textarea[data-fieldname=body]")
	desk.page.wait_for_function("frappe.realtime.socket.connected")

	def save(**values):
		answer = desk.page.context.request.put(
			f"{desk.url}/api/resource/Bulletin/{name}",
			data=values,
			headers={"X-Frappe-CSRF-Token": desk.page.evaluate("frappe.csrf_token")},
		)
		assert answer.status == 200, answer.text()

	title = desk.page.evaluate("cur_frm.doc.title")
	yield desk, save
	save(title=title)


def test_a_form_saved_elsewhere_shows_what_is_stored_now(draft):
	desk, save = draft
	save(title="他处改过的标题")
	desk.page.wait_for_function("cur_frm.doc.title === '他处改过的标题'")
	desk.page.wait_for_function("cur_frm.get_field('title').get_value() === '他处改过的标题'")
	assert not desk.page.evaluate("cur_frm.is_dirty()")
	assert desk.trouble == []


def test_what_is_typed_stays_when_the_form_is_saved_elsewhere(draft):
	"""Before the news, after it and while the record is asked for: the hands win, and it is said who else saved."""
	desk, save = draft
	body = desk.page.locator("textarea[data-fieldname=body]")
	body.focus()
	save(title="他处改过的标题")
	desk.page.wait_for_timeout(2500)
	assert desk.page.evaluate("cur_frm.doc.title") != "他处改过的标题", (
		"the form was drawn anew under the hand"
	)
	desk.page.keyboard.type("正在写的一句")
	body.blur()
	desk.page.get_by_text(CONFLICT).wait_for()
	assert "正在写的一句" in body.input_value()


def test_what_is_typed_while_the_record_is_asked_for_stays(draft):
	desk, save = draft
	body = desk.page.locator("textarea[data-fieldname=body]")
	desk.page.evaluate(LATE_RECORD, RECORD)
	with desk.page.expect_request(lambda request: RECORD in request.url):
		save(title="他处改过的标题")
	body.focus()
	desk.page.keyboard.type("正在写的一句")
	body.blur()
	desk.page.get_by_text(CONFLICT).wait_for()
	assert "正在写的一句" in body.input_value()
	assert desk.page.evaluate("cur_frm.doc.title") != "他处改过的标题"


def test_a_form_that_shows_a_step_is_not_asked_for_once_more(draft):
	"""The page that took the step hears of its own save, too: what is typed right after it is not taken away."""
	desk, _save = draft
	desk.page.get_by_role("button", name="核对数据").click()
	desk.page.get_by_role("button", name="核对通过").and_(desk.page.locator(".btn-primary")).wait_for()
	desk.settle()
	asked = []
	desk.page.on("request", lambda request: RECORD in request.url and asked.append(request.url))
	body = desk.page.locator("textarea[data-fieldname=body]")
	body.fill(body.input_value() + "手工补充")
	body.blur()
	desk.page.wait_for_timeout(2500)
	assert asked == [] and desk.page.evaluate("cur_frm.doc.body.includes('手工补充')")


# --- choices ------------------------------------------------------------------------------------------------


def test_a_blank_choice_is_blank(desk):
	desk.open("/app/project-node")
	for blank in (
		{"value": "", "label": ""},
		{"value": "", "label": None},
		{"value": None, "label": ""},
		{},
		"",
	):
		assert choices_after(desk, blank) == [["", ""], ["Enterprise", "甲"], ["0", "零"]]


def choices_after(desk, blank) -> list[list[str]]:
	"""The choices of a select whose first one is `blank`, as [value, text]."""
	return desk.page.evaluate(
		"""(blank) => {
			const dialog = new frappe.ui.Dialog({fields: [{fieldname: "choice", fieldtype: "Select",
				options: [blank, {value: "Enterprise", label: "甲"}, {value: 0, label: "零"}]}]});
			dialog.show();
			return [...dialog.fields_dict.choice.$input[0].options].map((option) => [option.value, option.text]);
		}""",
		blank,
	)


def test_no_select_of_entries_issues_and_reports_begins_with_an_object(desk):
	project = names(desk, "Investment Project")[0]
	desk.open(f"/app/investment-project/{project}")
	desk.page.evaluate(
		"(project) => frappe.require('entry_dialog.bundle.js', () => anshang.file_entry(project))", project
	)
	desk.wait_for_dialog()
	seen = all_choices(desk)
	for report in ("Project Ledger", "Supervision Ledger", "Investment Progress"):
		desk.open(f"/app/query-report/{report}")
		seen += all_choices(desk)
	assert seen and [text for text in seen if "object" in text] == []


def all_choices(desk) -> list[str]:
	return json.loads(
		desk.page.evaluate(
			"JSON.stringify([...document.querySelectorAll('select option')].map((one) => one.text + one.value))"
		)
	)
