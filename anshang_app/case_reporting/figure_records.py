"""The records behind a figure, as the desk lists them: those the session's user may read have a title and open."""

from collections.abc import Mapping, Sequence

import frappe
import pandas as pd

from anshang_app.case_reporting import desk
from anshang_app.foundation import archived

#: records listed at once; the number of all is told beside them
MOST_LISTED = 500


def listed(doctype: str, text_of_record: Mapping[str, str], tells: bool = False) -> dict:
	"""{doctype, total, rows: [{name, words, opens}]} of the first `MOST_LISTED` records.

	`text_of_record` is name -> text stored with the figure; unless that text names the record (`tells`), its
	title stands before it. A record the user may not read has no title and does not open.
	"""
	shown = list(text_of_record)[:MOST_LISTED]
	titles = titles_of(doctype, shown)
	rows = [
		{
			"name": name,
			"words": text_of_record[name]
			if tells
			else " · ".join(filter(None, (titles.get(name), text_of_record[name]))),
			"opens": name in titles,
		}
		for name in shown
	]
	return {"doctype": doctype, "total": len(text_of_record), "rows": rows}


@archived.shown()
def titles_of(doctype: str, names: Sequence[str]) -> dict[str, str]:
	"""Name -> project and title of the records the user may read, phones masked."""
	if not names or not frappe.has_permission(doctype, "read"):
		return {}
	meta = frappe.get_meta(doctype)
	named = [name for name in ("project_name", meta.title_field, "phase_no") if name and meta.has_field(name)]
	fields = list(dict.fromkeys(named))
	rows = frappe.get_list(
		doctype,
		filters={"name": ["in", list(names)]},
		fields=["name", *fields],
		order_by="name",
		limit_page_length=0,
	)
	if "phase_no" in fields:
		titles = desk.project_titles(pd.DataFrame([dict(row) for row in rows], columns=["name", *fields]))
	else:
		titles = [" · ".join(dict.fromkeys(filter(None, map(row.get, fields)))) for row in rows]
	return {row.name: title or row.name for row, title in zip(rows, desk.mask_texts(titles), strict=True)}
