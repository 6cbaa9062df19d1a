"""Files that stand for signed papers in the demo."""

import frappe


def demo_paper(doctype: str, name: str, field: str, title: str) -> str:
	"""The address of a private file put on a record for one of its fields."""
	values = {
		"doctype": "File",
		"file_name": f"{title}.txt",
		"content": f"演示：此处为{title.removesuffix('（演示）')}的扫描件。",
		"is_private": 1,
		"attached_to_doctype": doctype,
		"attached_to_name": name,
		"attached_to_field": field,
	}
	return frappe.get_doc(values).insert(ignore_permissions=True).file_url
