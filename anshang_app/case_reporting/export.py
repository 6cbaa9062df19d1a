"""导出电子表格 of a report: the same rows, figures and totals as on the screen, as a workbook."""

import frappe
from frappe import _
from frappe.utils import escape_html, flt, getdate

from anshang_app.case_reporting import desk, reports, tables
from anshang_app.case_reporting.tables import Report
from anshang_app.rendering import sheet
from anshang_app.rendering.sheet import ListSheet, SheetColumn
from anshang_app.validation.messages import require
from anshang_app.validation.plain_text import masked_cell

KINDS = {
	tables.TEXT: sheet.TEXT,
	tables.LONG: sheet.LONG_TEXT,
	tables.WHOLE: sheet.WHOLE,
	tables.AMOUNT: sheet.NUMBER,
	tables.PERCENT: sheet.NUMBER,
	tables.DAY: sheet.DATE,
}


def checked_report(name: str, right: str):
	"""The record of one of the app's reports that the user may run and do `right` with; else refused."""
	if name not in reports.MODULES:
		frappe.throw(_("There is no report {0}.").format(escape_html(name)))
	record = frappe.get_cached_doc("Report", name)
	if not record.is_permitted():
		frappe.throw(_("The report {0} is not open to your account.").format(_(name)), frappe.PermissionError)
	require(record.ref_doctype, right)
	return record


def workbook(title: str, report: Report) -> bytes:
	"""A report as a workbook; the figures above the report stand under its title."""
	return sheet.build_sheet(sheet_of(title, report))


def sheet_of(title: str, report: Report) -> ListSheet:
	"""A report as a list to be written; per cents are rounded as on the screen."""
	totals = report.totals() if report.rows else {}
	return ListSheet(
		title,
		[SheetColumn(column.heading, KINDS[column.kind]) for column in report.columns],
		[[cell(column, row[column.key]) for column in report.columns] for row in report.rows],
		getdate(),
		note="　".join(f"{tile['label']}：{tile['value']}" for tile in map(desk.tile_of, report.tiles)),
		foot=(report.note,) if report.note else (),
		totals=[totals.get(column.key) for column in report.columns] if totals else (),
	)


def cell(column: tables.ReportColumn, value: object) -> object:
	"""A value as the workbook holds it; a number somebody wrote behind a name is masked."""
	if column.kind == tables.AMOUNT:
		return None if value is None else flt(value, 2)
	return masked_cell(column.key, value) if column.kind in (tables.TEXT, tables.LONG) else value
