"""Reports, the leader's screen and the columns of records over REST."""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.utils import escape_html, getdate

from anshang_app.access_control.row_rule import PARENT, WALLED
from anshang_app.case_reporting import desk, figure_records, leader_dashboard, reports
from anshang_app.case_reporting.export import checked_report, workbook
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.period import month_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.replica import on_replica
from anshang_app.case_reporting.report_filters import ProjectFilter
from anshang_app.foundation.endpoints import endpoint, parse_argument
from anshang_app.foundation.offers import for_others
from anshang_app.official_documents.downloads import XLSX, answer_bytes
from anshang_app.validation.messages import require

#: every record has them
STANDARD = {"name": "ID", "creation": "Created On", "modified": "Last Modified On", "parent": "ID"}


@for_others(reads=True, doctype="Investment Project")
@endpoint
def columns(doctype: str) -> dict:
	"""Field -> {en, zh, type, words} of a record type of the platform; `words` stored choice -> Chinese.

	For a user who may read the type (for a child table: its parent's type).
	"""
	if doctype not in (*WALLED, *PARENT):
		frappe.throw(_("There is no record type {0}.").format(escape_html(doctype)))
	require(PARENT.get(doctype, doctype), "read")
	described = {
		field: {"en": label, "zh": _(label), "type": "Data", "words": {}} for field, label in STANDARD.items()
	}
	for field in frappe.get_meta(doctype).fields:
		if field.label and not field.permlevel and not field.get("is_virtual"):
			described[field.fieldname] = {
				"en": field.label,
				"zh": _(field.label),
				"type": field.fieldtype,
				"words": words_of(field),
			}
	return described


def words_of(field) -> dict[str, str]:
	"""Stored choices and states of a field with their Chinese; nothing for a field of free values."""
	if field.fieldtype == "Select":
		values = [value for value in (field.options or "").split("\n") if value]
	elif field.options == "Workflow State":
		values = frappe.get_all("Workflow State", pluck="name", order_by="name")
	else:
		return {}
	return {value: _(value) for value in values}


@frappe.whitelist()
@on_replica
def export_report(report_name: str, filters: str | dict | None = None) -> None:
	"""Answer a report as XLSX: rows by the user's own rights, columns and totals as on the screen."""
	record = checked_report(report_name, "export")
	wanted = parse_argument(filters, dict)
	title = _(record.name)
	content = workbook(title, reports.build(record.name, wanted))
	make_access_log(
		report_name=record.name, doctype=record.ref_doctype, file_type="XLSX", method="Export", filters=wanted
	)
	answer_bytes(f"{title}-{getdate():%Y%m%d}", XLSX, content)


@frappe.whitelist()
@on_replica
def leader(filters: str | dict | None = None) -> dict:
	"""The screen of the session's user: `tiles` by part, `stages`, `money`, and the lists `stuck`, `decide`.

	A tile is {key, label, definition, value, tone, was, records}: `records` is how many it is made of (see
	`leader_figure`). A fixed number of statements.
	"""
	require("Investment Project", "read")
	return leader_dashboard.build_screen(Portfolio(ProjectFilter.of(parse_argument(filters, dict))))


@frappe.whitelist()
@on_replica
def leader_figure(key: str, filters: str | dict | None = None) -> dict:
	"""The records of one figure of the leader's screen: {label, definition, said, doctype, total, rows: [{name, words, opens}]}."""
	require("Investment Project", "read")
	portfolio = Portfolio(ProjectFilter.of(parse_argument(filters, dict)))
	figure = figures(portfolio, month_of(portfolio.today)).get(key)
	if figure is None:
		frappe.throw(_("There is no figure {0}.").format(escape_html(key)))
	return {
		"label": figure.label,
		"definition": figure.definition,
		"said": desk.format_figure(figure.value, figure.kind),
		**figure_records.listed(figure.doctype, dict.fromkeys(figure.records, "")),
	}
