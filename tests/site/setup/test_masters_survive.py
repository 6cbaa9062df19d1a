"""What an administrator edits, renames or deletes stands after the next install step."""

import json

import pytest

EDITS = {
	"Landing Mode": ("note", "本地改写"),
	"Approval Item": ("promised_limit", 77),
	"Plan Template": ("note", "本地改写"),
	"Duty Rule": ("times", 9),
	"Light Rule": ("rule_order", 99),
	"Validity Rule": ("valid_for", 99),
	"Industry Chain": ("counts_for_admission", 0),
	"Work Calendar": ("source_text", "本地改写"),
	"Workflow": ("send_email_alert", 1),
}


@pytest.mark.parametrize("doctype", EDITS)
def test_an_edit_stands_after_the_install_step(db, doctype):
	import frappe

	from anshang_app.setup.install import plant

	field, value = EDITS[doctype]
	filters = {"document_type": "Service Plan"} if doctype == "Workflow" else {}
	doc = frappe.get_last_doc(doctype, filters=filters)
	doc.set(field, value)
	doc.save()
	plant()
	assert frappe.db.get_value(doctype, doc.name, field) == value


def test_a_setting_stands_after_the_install_step(db):
	import frappe

	from anshang_app.setup.install import plant

	settings = frappe.get_doc("Anshang Settings")
	settings.admission_floor = 5000
	settings.save()
	plant()
	assert frappe.db.get_single_value("Anshang Settings", "admission_floor", cache=False) == 5000


def test_a_reopened_sharing_stands_after_the_install_step(db):
	import frappe

	from anshang_app.setup.install import plant

	frappe.db.set_single_value("System Settings", "disable_document_sharing", 0)
	plant()
	assert not frappe.db.get_single_value("System Settings", "disable_document_sharing", cache=False)


def test_a_deleted_or_renamed_record_does_not_come_back(db):
	import frappe

	from anshang_app.setup.install import plant

	frappe.rename_doc("Landing Mode", "其他", "其他方式")
	frappe.delete_doc("Duty Rule", "专班每周调度")
	plant()
	assert not frappe.db.exists("Landing Mode", "其他")
	assert not frappe.db.exists("Duty Rule", "专班每周调度")


def test_the_template_prints_the_annex_word_for_word(db, repo):
	import frappe

	annex = json.loads((repo / "tests/data/annex.json").read_text(encoding="utf-8"))
	texts = {
		f"{number}.{cell['row']}.{cell['col']}": cell["text"]
		for number, table in enumerate(annex["tables"], 1)
		for cell in table["cells"]
	}
	template = frappe.get_doc("Plan Template", {"is_default": 1})
	printed = {row.annex_cell: row.title for row in template.template_rows if row.annex_cell}
	assert len(printed) == 4 + 12 + 9 + 5
	assert printed == {cell: texts[cell] for cell in printed}
	assert any(not row.annex_cell for row in template.template_rows)


def test_limits_without_a_source_are_left_open(db):
	import frappe

	items = frappe.get_all("Approval Item", fields=["*"], order_by="name")
	assert all(item.to_verify for item in items)
	known = [item for item in items if item.statutory_limit or item.promised_limit]
	assert all(item.source_text for item in known)


def test_the_calendar_of_2026_knows_its_make_up_days(db):
	import frappe

	days = frappe.get_doc("Work Calendar", "2026").days
	make_up = {str(day.date) for day in days if day.day_kind == "Make-up Working Day"}
	assert make_up == {
		"2026-01-04",
		"2026-02-14",
		"2026-02-28",
		"2026-05-09",
		"2026-09-20",
		"2026-10-10",
	}
