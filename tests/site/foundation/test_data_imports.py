"""Frappe's Data Import of the app's types: what is no number is refused, nothing becomes 0."""

import frappe
import pytest


@pytest.fixture(autouse=True)
def importable(db, monkeypatch):
	"""As an administrator allows it: v16 imports no type without."""
	monkeypatch.setattr(frappe.get_meta("Investment Project"), "allow_import", 1, raising=False)


def data_import(cell: str):
	"""A Data Import of enterprises' projects with one figure, saved."""
	label = frappe.get_meta("Investment Project").get_field("fixed_asset_investment").label
	content = f"ID,Project Name,{label}\n,导入项目,{cell}\n"
	doc = frappe.get_doc(
		{
			"doctype": "Data Import",
			"reference_doctype": "Investment Project",
			"import_type": "Insert New Records",
		}
	).insert()
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "projects.csv",
			"attached_to_doctype": "Data Import",
			"attached_to_name": doc.name,
			"content": content.encode(),
			"is_private": 1,
		}
	).insert()
	doc.import_file = file.file_url
	return doc.save()


@pytest.mark.parametrize("cell", ["1.2亿", "5-8亿", "约5", "1e4", "12万", "/", "3,00"])
def test_a_figure_that_is_none_is_refused_by_column_and_value(db, cell):
	with pytest.raises(frappe.ValidationError) as refusal:
		data_import(f'"{cell}"')
	assert cell in str(refusal.value)
	assert "不是数字" in str(refusal.value)


@pytest.mark.parametrize("cell", ["12000", "12000.5", "１２", '"12,000"', "", "0"])
def test_plain_numbers_are_taken(db, cell):
	assert data_import(cell).import_file
