"""Frappe's own exports (lists, reports, templates of an import, scheduled reports): no cell is a formula.

Officials export by this app's own workbooks; these remain open to administrators. Frappe has no hook here (v15,
v16), so the three functions that write cells are wrapped in every process (before_request, before_job).
"""

from anshang_app.access_control.print_engines import closed
from anshang_app.rendering.plain_cells import plain_rows


def close(**_job) -> None:
	"""Wrap the writers of this process, once."""
	# loaded when needed, as the engines of `print_engines`
	from frappe.desk import utils as desk
	from frappe.email.doctype.auto_email_report import auto_email_report
	from frappe.utils import csvutils, xlsxutils

	if getattr(desk.get_csv_bytes, "closed", False):
		return
	desk.get_csv_bytes = closed(rows_first)(desk.get_csv_bytes)
	csvutils.UnicodeWriter.writerow = closed(one_row)(csvutils.UnicodeWriter.writerow)
	xlsxutils.make_xlsx = auto_email_report.make_xlsx = closed(rows_first)(xlsxutils.make_xlsx)


def rows_first(theirs, data, *args, **kwargs):
	"""A writer that takes rows gets them as text."""
	return theirs(plain_rows(data), *args, **kwargs)


def one_row(theirs, writer, row):
	"""A writer of one row gets it as text."""
	return theirs(writer, plain_rows([row])[0])
