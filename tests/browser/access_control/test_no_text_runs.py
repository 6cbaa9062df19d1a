"""Markup in stored text runs nowhere: in lists, forms, reports, prints and the app's own pages.

Every text field of one record of each type, and of its rows, holds markup as nobody cleaned it: put into the
database past the app. What the way in makes of it is in tests/site/doors.
"""

import json
from pathlib import Path

import pytest
from shares import DAY, WHOLE

APP = Path(__file__).resolve().parents[3] / "anshang_app"
TEXTS = ("Data", "Small Text", "Text", "Long Text")
FORMS = (
	'<img src=x onerror="window.ran.push(`{mark}`)">',
	'["<img src=x onerror=window.ran.push(`{mark}`)>"]',
	'"><svg onload="window.ran.push(`{mark}`)">',
	"<iframe srcdoc=\"<script>parent.ran.push('{mark}')</script>\"></iframe>",
	"'onmouseover='window.ran.push(`{mark}`)' autofocus onfocus='window.ran.push(`{mark}`)",
)
REPORTS = [json.loads(path.read_text())["name"] for path in sorted(APP.glob("*/report/*/*.json"))]
PAGES = [json.loads(path.read_text())["name"] for path in sorted(APP.glob("*/page/*/*.json"))]


def texts_of(frappe, doctype: str) -> list[str]:
	"""Text fields of a type that hold words, no keys and no JSON of the app's own."""
	return [
		field.fieldname
		for field in frappe.get_meta(doctype).fields
		if field.fieldtype in TEXTS and not field.is_virtual and not field.unique and not field.options
	]


def fitting(frappe, doctype: str, given: dict) -> dict:
	"""The values that their columns hold whole."""
	size = {
		field.fieldname: field.length or 140
		for field in frappe.get_meta(doctype).fields
		if field.fieldtype == "Data"
	}
	return {field: value for field, value in given.items() if len(value) <= size.get(field, 10_000)}


@pytest.fixture(scope="module")
def dirty(accounts, frappe_site):
	"""Record type -> name of its record whose texts all hold markup; as before once the module is over."""
	frappe = frappe_site
	frappe.db.rollback()
	modules = frappe.get_all("Module Def", {"app_name": "anshang_app"}, pluck="name")
	types = frappe.get_all("DocType", {"module": ["in", modules], "issingle": 0}, ["name", "istable"])
	before, chosen = [], {}
	for number, row in enumerate(sorted(types, key=lambda one: one.name)):
		latest = frappe.get_all(row.name, pluck="name", order_by="creation desc", limit=1)
		fields = texts_of(frappe, row.name)
		if not latest or not fields:
			continue
		before.append((row.name, latest[0], frappe.db.get_value(row.name, latest[0], fields, as_dict=True)))
		marked = {
			field: FORMS[(number + at) % len(FORMS)].format(mark=f"{row.name}.{field}")
			for at, field in enumerate(fields)
		}
		frappe.db.set_value(row.name, latest[0], fitting(frappe, row.name, marked), update_modified=False)
		if not row.istable:
			chosen[row.name] = latest[0]
	frappe.db.commit()
	frappe.clear_cache()
	yield chosen
	for doctype, name, values in before:
		frappe.db.set_value(doctype, name, values, update_modified=False)
	frappe.db.commit()
	frappe.clear_cache()


@pytest.fixture
def looker(desk_as):
	"""A desk on which whatever runs out of a text says which."""

	def open_as(account: str):
		desk = desk_as(account)
		desk.page.add_init_script("window.ran = []")
		desk.open("/app/anshang", ".widget")
		return desk

	return open_as


def look(desk, where: str, ran: list[str]) -> None:
	desk.settle()
	ran += [f"{where}: {mark}" for mark in desk.page.evaluate("window.ran.splice(0)")]


def test_no_stored_text_runs_at_the_desk(dirty, looker):
	# the bureau, which reads nearly every type
	desk, ran = looker("zhengshu"), []
	readable = desk.page.evaluate(
		"(names) => names.filter((name) => frappe.model.can_read(name))", list(dirty)
	)
	assert len(readable) > 20
	for number, doctype in enumerate(readable):
		# one of list, report view and form of each type, another one the next day; all of them with --long
		turn = (number + DAY) % 3
		for view in [view for place, view in enumerate(("List", "Report")) if WHOLE or place == turn]:
			desk.page.evaluate("async (route) => { await frappe.set_route(route) }", ["List", doctype, view])
			look(desk, f"{view} {doctype}", ran)
		if WHOLE or turn == 2:
			desk.page.evaluate(
				"async (route) => { await frappe.set_route(route) }", ["Form", doctype, dirty[doctype]]
			)
			look(desk, f"form {doctype}", ran)
	assert not ran, "\n".join(ran)


def test_no_stored_text_runs_on_reports_pages_and_prints(dirty, looker, url):
	desk, ran = looker("zhengshu"), []
	assert len(REPORTS) > 9
	for report in REPORTS:
		desk.page.evaluate("async (name) => { await frappe.set_route('query-report', name) }", report)
		look(desk, f"report {report}", ran)
	for page in PAGES:
		desk.page.evaluate("async (name) => { await frappe.set_route(name) }", page)
		look(desk, f"page {page}", ran)
	for words in ("window", "img"):
		desk.page.evaluate("async () => { await frappe.set_route('anshang') }")
		if desk.page.query_selector("#navbar-search"):
			desk.page.fill("#navbar-search", words)
			look(desk, f"search {words}", ran)
	for doctype, name in dirty.items():
		desk.page.goto(f"{url}/printview?doctype={doctype}&name={name}&format=Standard&no_letterhead=0")
		desk.page.wait_for_load_state("load")
		ran += [f"print {doctype}: {mark}" for mark in desk.page.evaluate("window.ran || []")]
	assert not ran, "\n".join(ran)


def test_no_text_runs_among_the_choices_of_a_dialog(looker):
	"""Frappe draws the label of a Select and of a MultiCheck as markup."""
	desk, ran = looker("zhengshu"), []
	desk.page.evaluate(
		"""() => {
			const choice = anshang.choice("x", "<img src=x onerror='window.ran.push(`choice`)'>");
			const fields = ["Select", "MultiCheck"].map((fieldtype) => ({ fieldtype, fieldname: fieldtype, options: [choice] }));
			new frappe.ui.Dialog({ fields }).show();
		}"""
	)
	desk.page.locator(".modal.show .label-area", has_text="onerror").wait_for()
	look(desk, "choices", ran)
	assert not ran
