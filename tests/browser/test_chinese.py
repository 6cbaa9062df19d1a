"""No page an official can open shows him English: every account, every page, menu and dialog.

Everything found on an account's pages is reported together; hidden text is not counted, what a
click or the mouse would show (menus, placeholders, tooltips, the choices of a list) is.
"""

import json
import re
from pathlib import Path

import pytest
from desk_page import Desk
from shares import is_todays, todays

APP = Path(__file__).resolve().parents[2] / "anshang_app"


def demo_accounts() -> list[str]:
	units = json.loads((APP / "demo" / "units.json").read_text())
	members = [member for unit in units for member in unit["members"] if "user" in member]
	return ["lingdao", *(member["user"] for member in members)]


def record_types() -> dict[str, bool]:
	"""The app's DocTypes that have a page of their own, and whether each is a single."""
	every = [json.loads(path.read_text()) for path in sorted(APP.glob("*/doctype/*/*.json"))]
	return {meta["name"]: bool(meta.get("issingle")) for meta in every if not meta.get("istable")}


ACCOUNTS = demo_accounts()
RECORD_TYPES = record_types()

#: latin words that are no English to the reader: names of formats and keys, and what records carry
ALLOWED = re.compile(
	"|".join(
		[
			r"[\w.+-]+@[\w-]+(\.[\w-]+)*",  # an account's or a person's e-mail address
			r"https?://\S+",
			r"(/private/files/|/files/)?[^\s/]+\.(pdf|docx|xlsx|jpg|png|txt)(?![A-Za-z])",  # a file's name
			r"\b[A-Z]{2,4}-\d{4}-[\w-]+",  # a record's name: AS-2026-0001
			r"\b[0-9A-Z]{10}\b",  # a verify code
			r"\b[0-9a-f]{20,}\b",  # a user's key for single sign-on
			r"\b[0-9a-f]{4}\*{6,}",  # v16: a session's key, covered
			rf"\b({'|'.join(ACCOUNTS)})\b",
			r"(?<![A-Za-z])(Frappe|frappe|chinesecalendar)(?![A-Za-z])|\d+\.\d+\.\d+(-dev)?",  # named as sources
			r"(?<![A-Za-z])Word(?![A-Za-z])",
			r"(?<![A-Za-z])(PDF|CSV|Excel|HTML|JSON|JPG|PNG|TXT|Markdown|GB)(?![A-Za-z])",
			r"\b(Ctrl|Alt|Shift|Enter|Esc|Tab|Cmd|Space)\b",
		]
	)
)
LATIN = re.compile(r"[A-Za-z]{3,}")

LOOK = """
() => {
	// identifiers an administrator links rows and rules by, templates he writes, and the world's time zones
	const codes = "row_key item_key from_row to_row required_row_key parent_row_key time_zone title_template body_template".split(" ");
	const is_code = (element) => codes.includes(element.closest("[data-fieldname]")?.dataset.fieldname);
	const hidden_tags = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "OPTION", "TITLE"]);
	const shown = (element) => {
		if (!element || element.closest(".visually-hidden, .sr-only, .tooltip-content")) return false;
		if (!element.checkVisibility({ checkVisibilityCSS: true })) return false;
		const box = element.getBoundingClientRect();
		return box.width > 1 && box.height > 1;
	};
	const found = new Set([document.title]); // .tooltip-content: field names, drawn while Alt is held
	// a closed menu is one click away: opened for the look, every one of them
	const menus = [...document.querySelectorAll(".dropdown-menu:not(.show)")];
	menus.forEach((menu) => menu.classList.add("show"));
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = texts.nextNode(); node; node = texts.nextNode()) {
		const parent = node.parentElement;
		if (!/[A-Za-z]{3}/.test(node.data) || is_code(parent)) continue;
		if (parent.closest("select")) {
			if (shown(parent.closest("select"))) found.add(`${node.data.trim()} [choice]`);
		} else if (!hidden_tags.has(parent.tagName) && shown(parent)) {
			found.add(`${node.data.trim().slice(0, 160)} <${parent.tagName} ${parent.className}>`);
		}
	}
	const named = ["placeholder", "title", "data-original-title", "data-placeholder"];
	for (const element of document.querySelectorAll(named.map((name) => `[${name}]`).join(","))) {
		for (const name of named) {
			const words = element.getAttribute(name);
			if (words && /[A-Za-z]{3}/.test(words) && shown(element)) {
				found.add(`${words.slice(0, 160)} [${name} of ${element.tagName} ${element.className}]`);
			}
		}
	}
	for (const element of document.querySelectorAll("input, textarea")) {
		if (!["checkbox", "radio", "hidden", "file"].includes(element.type) && shown(element) && !is_code(element)) {
			found.add(`${element.value} [value of ${element.getAttribute("data-fieldname")}]`);
		}
	}
	menus.forEach((menu) => menu.classList.remove("show"));
	return [...found];
}
"""


class Reader:
	"""An official going through the desk, noting each English word he meets."""

	def __init__(self, desk):
		self.desk, self.page = desk, desk.page
		self.place_by_entry: dict[str, str] = {}

	def read(self, where: str) -> None:
		self.desk.calm()
		for entry in self.page.evaluate(LOOK):
			words = re.sub(r" (<[^<>]*>|\[[^\[\]]*\])$", "", entry)
			if LATIN.search(ALLOWED.sub(" ", words)):
				self.place_by_entry.setdefault(entry, where)

	def go(self, *route: str) -> None:
		self.page.evaluate("async (route) => { await frappe.set_route(route) }", list(route))

	def run(self, script: str, where: str) -> None:
		"""Do something in the page, read what it shows, close the dialogs it opened."""
		self.page.evaluate(f"async () => {{ await ({script})() }}")
		self.read(where)
		self.page.evaluate(
			"() => { frappe.ui.open_dialogs && [...frappe.ui.open_dialogs].forEach((d) => d.hide()) }"
		)

	def report(self) -> list[str]:
		return [f"{where}: {entry}" for entry, where in self.place_by_entry.items()]


def tell(problems: list[str]) -> None:
	"""All that was found at once: one run shows all there is to mend."""
	assert not problems, "\n" + "\n".join(problems)


@pytest.fixture(scope="module")
def seen() -> set[str]:
	"""DocTypes with rights on them whose form some account has read in full already."""
	return set()


def test_every_account_of_the_demo_is_among_those_that_read(accounts):
	assert set(accounts) == set(ACCOUNTS)


@pytest.mark.parametrize("name", todays(ACCOUNTS, 3))
def test_an_account_meets_no_english(desk_as, seen, name):
	"""A third of the accounts each day, half of the record types: one reads all of them it may, the others what nobody with their rights has; all with --long."""
	all_of_it = is_todays(ACCOUNTS.index(name), len(ACCOUNTS))
	desk = desk_as(name)
	reader = Reader(desk)
	desk.open("/app/anshang", ".widget")
	reader.read("workspace")
	may_read = reader.page.evaluate(
		"(names) => names.filter((name) => frappe.model.can_read(name))", list(RECORD_TYPES)
	)
	assert "Investment Project" in may_read
	read_menus(reader)
	for doctype in todays(may_read, 2):
		rights = doctype + reader.page.evaluate(
			"""async (name) => {
				await frappe.model.with_doctype(name);
				return JSON.stringify(frappe.perm.get_perm(name));
			}""",
			doctype,
		)
		if rights in seen and not all_of_it:
			continue
		record = doctype if RECORD_TYPES[doctype] else read_list(reader, doctype)
		if not record:
			continue
		reader.go("Form", doctype, record)
		reader.page.wait_for_function(
			"(name) => String(window.cur_frm?.docname) === String(name)", arg=record
		)
		reader.read(f"form {doctype}")
		rights = (rights, reader.page.evaluate("() => !!cur_frm.get_perm(0, 'write')"))
		if rights not in seen:
			seen |= {rights, rights[0]}
			read_form(reader, doctype)
			if (
				reader.page.evaluate("(name) => frappe.model.can_create(name)", doctype)
				and not RECORD_TYPES[doctype]
			):
				read_new_form(reader, doctype)
	tell(reader.report() + desk.trouble)


def read_menus(reader: Reader) -> None:
	page = reader.page
	if page.query_selector(".body-sidebar"):
		read_sidebar(reader)
	else:
		page.click(".dropdown-notifications .nav-link")
		reader.read("notifications")
		page.click(".dropdown-help .nav-link")
		reader.read("help")
		page.keyboard.press("Escape")
	for words in ("两单一表", "#", "空无此物"):
		page.fill("#navbar-search", words)
		reader.read(f"search bar {words}")
	page.fill("#navbar-search", "")
	page.keyboard.press("Escape")


def read_sidebar(reader: Reader) -> None:
	"""What v16 has in place of the bar on top; ends with the search opened."""
	page = reader.page
	page.click(".sidebar-notification a")
	reader.read("notifications")
	page.click(".sidebar-notification a")
	page.click(".sidebar-header")
	reader.read("sidebar's menu")
	page.locator(".frappe-menu:visible .dropdown-menu-item", has_text="帮助").click()
	reader.read("help")
	page.click(".sidebar-header")
	page.click(".dropdown-navbar-user button")
	reader.read("own menu")
	page.keyboard.press("Escape")
	page.click("#navbar-modal-search")
	page.wait_for_selector("#navbar-search:visible")


def read_list(reader: Reader, doctype: str) -> str | None:
	"""Read the list; the name of its first record."""
	reader.go("List", doctype, "List")
	reader.page.wait_for_function(
		"(name) => window.cur_list?.doctype === name && cur_list.data && !cur_list.freeze_count", arg=doctype
	)
	reader.read(f"list {doctype}")
	return reader.page.evaluate("() => cur_list.data.length ? cur_list.data[0].name : null")


def read_form(reader: Reader, doctype: str) -> None:
	"""Every tab, every folded section, the first row of every table."""
	page = reader.page
	tabs = page.evaluate("() => (cur_frm.layout.tabs || []).filter((tab) => !tab.hidden).length")
	for number in range(max(tabs, 1)):
		page.evaluate(
			"""(number) => {
				const tabs = (cur_frm.layout.tabs || []).filter((tab) => !tab.hidden);
				if (tabs.length) tabs[number].set_active();
				cur_frm.layout.sections.forEach((section) => section.collapse && section.collapse(false));
			}""",
			number,
		)
		reader.read(f"form {doctype}, tab {number + 1}")
	toggle = "([table, open]) => { cur_frm.get_field(table).grid.grid_rows[0].toggle_view(open) }"
	tables = page.evaluate(
		"() => cur_frm.grids.filter((field) => field.grid.grid_rows?.length).map((field) => field.df.fieldname)"
	)
	for table in tables:
		page.evaluate(toggle, [table, True])
		reader.read(f"form {doctype}, row of {table}")
		page.evaluate(toggle, [table, False])


def read_new_form(reader: Reader, doctype: str) -> None:
	page = reader.page
	page.evaluate("async (doctype) => { await frappe.new_doc(doctype) }", doctype)
	reader.read(f"new {doctype}")
	link = page.query_selector(".frappe-control[data-fieldtype=Link] input:visible")
	if link:
		link.click()
		page.wait_for_timeout(600)
		reader.read(f"new {doctype}, choices of a link")
		page.keyboard.press("Escape")
	if page.query_selector(".modal.show"):
		page.evaluate("() => cur_dialog && cur_dialog.hide()")


#: what an official can call up on the list of projects, as JavaScript
ON_A_LIST = {
	"filters": "() => $('.filter-selector .filter-button:visible').click()",
	"another filter": "() => cur_list.filter_area.add([[cur_list.doctype, 'name', 'like', '%x%']])",
	"no result": "() => cur_list.refresh()",
	"no filters": "() => cur_list.filter_area.clear()",
	"selected": "() => { $('.list-check-all:visible').click(); $('.list-row-checkbox:visible').first().click() }",
	"keys": "() => frappe.ui.keys.show_keyboard_shortcut_dialog()",
	"about": "() => frappe.ui.misc.about()",
	"theme": "() => new frappe.ui.ThemeSwitcher().show()",
	"defaults": "() => frappe.ui.toolbar.setup_session_defaults()",
	"upload": "() => { new frappe.ui.FileUploader({ folder: 'Home' }) }",
	"question": "() => { frappe.confirm('确定吗？', () => {}) }",
	"prompt": "() => { frappe.prompt('姓名', () => {}) }",
	"no network": "() => frappe.msgprint(__('Connection lost. Some features might not work.'))",
}
ON_A_FORM = {
	"assign": "() => cur_frm.assign_to && cur_frm.assign_to.add()",
	"attach": "() => cur_frm.attachments.new_attachment()",
	"menu's reminder": "() => cur_frm.page.menu.find('a:contains(提醒)').click()",
	"keys of a form": "() => frappe.ui.keys.show_keyboard_shortcut_dialog()",
}
REPORTS = ("Investment Project", "Project Node", "Service Plan")


@pytest.mark.parametrize("name", todays(["pingtai", "zhaoshang"], 2))
def test_lists_dialogs_and_own_pages_have_no_english(desk_as, name):
	desk = desk_as(name)
	reader = Reader(desk)
	desk.open("/app/investment-project", ".list-row")
	for where, script in ON_A_LIST.items():
		reader.run(script, where)
	for doctype in REPORTS:
		reader.go("List", doctype, "Report")
		reader.read(f"report view {doctype}")
	reader.go("List", "Investment Project", "Dashboard")
	reader.read("dashboard view")
	project = read_list(reader, "Investment Project")
	reader.go("Form", "Investment Project", project)
	for where, script in ON_A_FORM.items():
		reader.run(script, where)
	plan = read_list(reader, "Service Plan")
	reader.go("print", "Service Plan", plan)
	reader.page.wait_for_timeout(1000)
	reader.read("print")
	assert reader.page.locator("a[href*='frappecloud.com']:visible").count() == 0
	reader.go("Form", "User", desk.page.evaluate("() => frappe.session.user"))
	reader.read("own settings")
	read_form(reader, "User")
	reader.go("Form", "Notification Settings", desk.page.evaluate("() => frappe.session.user"))
	reader.read("notification settings")
	reader.go("todo")
	reader.read("assigned to me")
	tell(reader.report() + desk.trouble)


def test_pages_outside_the_desk_have_no_english(browser, url, desk_as):
	outside = Reader(Desk(browser.new_page(locale="zh-CN"), url, has_realtime=False))
	for path in ("/login", "/login#forgot", "/no-such-page", "/update-password"):
		outside.page.goto(url + path, wait_until="networkidle")
		outside.read(path)
	outside.page.goto(url + "/login")
	outside.page.fill("#login_email", "nobody@anshang.example")
	outside.page.fill("#login_password", "123456")
	outside.page.click(".btn-login:visible")
	outside.read("a wrong password")
	outside.page.context.close()
	desk = desk_as("lingdao")
	reader = Reader(desk)
	desk.open("/app/anshang", ".widget")
	# a refusal names the record as it was asked for
	for route in (("Form", "User", "空无此人"), ("空无此页",)):
		reader.go(*route)
		reader.read(f"refused {'/'.join(route)}")
	desk.page.goto(url + "/me", wait_until="networkidle")
	reader.read("/me")
	desk.page.goto(url + "/app/investment-project/空无此物", wait_until="networkidle")
	reader.read("no such record")
	tell(outside.report() + reader.report())
