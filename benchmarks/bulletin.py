"""A new issue of the bulletin over 5,000 projects: figures frozen, text drafted, record written; on a real site.

The reports' planting. The floor is the bare reading of the same tables in the same rounds; nothing of the issue
is kept.
"""

import resource
import sys

import frappe
import sweep as planted
from tools.measuring import alternate, connect, report, statements, timed

import reports as portfolio
from anshang_app.bulletins import api
from anshang_app.bulletins.bulletin_files import draw

MOST_SECONDS, MOST_MB, PDF_SECONDS = 10.0, 500, 10.0


def main() -> int:
	connect()
	kept = []
	try:
		portfolio.remove_rows()
		portfolio.write_rows(0, planted.FEW)
		# a sweep changes a setting, which is read anew afterwards: the same before both counts
		portfolio.sweep()
		issue()
		few = statements(issue)
		portfolio.write_rows(planted.FEW, planted.MANY)
		portfolio.sweep()
		issue()
		kept.append(report("bulletin_statements_grow", statements(issue) - few, "statements", 0))
		own, bare = alternate(issue, planted.read_bare, planted.ROUNDS)
		kept.append(report("bulletin_draft_seconds", own, "s", MOST_SECONDS))
		report("bulletin_draft_ratio", own / bare, "x bare reading", None)
		kept += checked_and_drawn()
		peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
		kept.append(report("bulletin_peak_memory", peak, "MB", MOST_MB))
	finally:
		frappe.db.rollback()
		portfolio.remove_rows()
		frappe.destroy()
	return 0 if all(kept) else 1


def issue() -> None:
	"""A whole new issue, taken back."""
	api.new_issue()
	frappe.db.rollback()


def checked_and_drawn() -> list[bool]:
	"""核对 of all figures, and the PDF of the draft."""
	name = api.new_issue()["name"]
	comparing, _answer = timed(lambda: api.compare(name))
	doc = frappe.get_doc("Bulletin", name)
	size = sum(len(row.records or "") for row in doc.figures) / 2**20
	drawing, _pdf = timed(lambda: draw(doc, "pdf"))
	frappe.db.rollback()
	report("bulletin_frozen_records", size, "MB", None)
	return [
		report("bulletin_compare_seconds", comparing, "s", MOST_SECONDS),
		report("bulletin_pdf_seconds", drawing, "s", PDF_SECONDS),
	]


if __name__ == "__main__":
	sys.exit(main())
