"""安商简报 over REST and for the desk's buttons: a new issue, 核对, the steps to 印发, and the figures themselves."""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from anshang_app.bulletins import bulletins, frozen_figures
from anshang_app.bulletins.bulletin_files import KEPT, content_of, file_name, warnings_of
from anshang_app.bulletins.rules.snapshot import COLUMNS
from anshang_app.case_reporting import report_filters
from anshang_app.case_reporting.figure_records import listed
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.replica import on_replica
from anshang_app.case_reporting.report_filters import ProjectFilter
from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import endpoint, parse_argument
from anshang_app.foundation.offers import for_others
from anshang_app.foundation.workflow_step import take_step
from anshang_app.official_documents.downloads import PDF, answer_file, check_format, refuse_missing
from anshang_app.validation.messages import require

#: the level of rights of the frozen records
RECORDS_LEVEL = 1


@endpoint
def new_issue(
	period_from: str | None = None, period_to: str | None = None, template: str | None = None
) -> dict:
	"""新一期: number, frozen figures and the text drafted out of them; by default the last whole pair of months."""
	require(bulletins.BULLETIN, "create")
	period = bulletins.default_period()
	doc = frappe.get_doc(
		{
			"doctype": bulletins.BULLETIN,
			"period_from": period_from or period.first,
			"period_to": period_to or period.last,
			"template": template,
			"bulletin_date": getdate(),
		}
	)
	return _answer(doc.insert())


@endpoint
def draft_anew(bulletin: str) -> dict:
	"""重新起草: figures of now, title and text by the template."""
	return _answer(bulletins.draft_anew(_bulletin(bulletin)))


@endpoint
def freeze_anew(bulletin: str) -> dict:
	"""更新数据: figures of now; the text stays as it was edited."""
	return _answer(bulletins.draft_anew(_bulletin(bulletin), keep_text=True))


@endpoint
def compare(bulletin: str) -> dict:
	"""核对: every figure computed anew; `differences` how many differ from the frozen ones."""
	doc = bulletins.compare(_bulletin(bulletin))
	return {**_answer(doc), "differences": doc.differences}


@endpoint
def pass_figures(bulletin: str, difference_note: str | None = None) -> dict:
	"""核对通过; with differences only with the words why they stay."""
	values = {"difference_note": difference_note} if difference_note else {}
	return _answer(take_step(_bulletin(bulletin), constants.ACTION_PASS_FIGURES, values))


@endpoint
def return_to_draft(bulletin: str) -> dict:
	"""退回修改."""
	return _answer(take_step(_bulletin(bulletin), constants.ACTION_RETURN))


@endpoint
def distribute(bulletin: str) -> dict:
	"""印发: files kept, publication recorded, each address mailed once."""
	doc = take_step(_bulletin(bulletin), constants.ACTION_DISTRIBUTE)
	return {**_answer(doc), "publication": doc.publication, "mails": doc.mails}


@frappe.whitelist()
def frozen_records(bulletin: str, figure_key: str) -> dict:
	"""The frozen records of a figure: {label, definition, said, taken_at, doctype, total, rows: [{name, words, opens}]}.

	For who may read the frozen records, which its recipients may not; a record opens for who may read it.
	"""
	doc = frappe.get_doc(bulletins.BULLETIN, bulletin)
	doc.check_permission("read")
	if RECORDS_LEVEL not in doc.get_permlevel_access("read"):
		frappe.throw(
			_("The records behind the figures are shown to who compiles the bulletin."),
			frappe.PermissionError,
		)
	row = next((figure for figure in doc.figures if figure.figure_key == figure_key), None)
	if row is None:
		frappe.throw(_("There is no figure {0}.").format(frappe.utils.escape_html(figure_key)))
	frozen = frozen_figures.read_frozen(doc)[figure_key].records
	text_of_record = {name: frozen_figures.join_cells(cells) for name, cells in frozen.items()}
	return {
		"label": row.label,
		"definition": row.definition,
		"said": row.said,
		"taken_at": row.taken_at,
		**listed(
			row.record_type, text_of_record, tells=bool({"title", "project"} & {*COLUMNS.get(figure_key, ())})
		),
	}


@for_others(reads=True, from_date="2026-01-01", to_date="2026-02-28")
@frappe.whitelist()
@on_replica
def get_figures(
	from_date: str | None = None, to_date: str | None = None, filters: dict | str | None = None
) -> list[dict]:
	"""Every figure of a period as the session's user may see it: key, label, definition, value, kind, record_type, records.

	`filters` narrow the projects as those of the reports do (project, industry_chain, host_locality, …).
	"""
	require("Investment Project", "read")
	portfolio = Portfolio(ProjectFilter.of(parse_argument(filters, dict)))
	default = bulletins.default_period(portfolio.today)
	days = {"from_date": from_date or default.first, "to_date": to_date or default.last}
	period = report_filters.period(days, portfolio.today)
	return [
		{
			"key": figure.key,
			"label": figure.label,
			"definition": figure.definition,
			"value": figure.value,
			"kind": figure.kind,
			"record_type": figure.doctype,
			"records": list(figure.records),
		}
		for figure in figures(portfolio, period).values()
	]


def _bulletin(name: str):
	return frappe.get_doc(bulletins.BULLETIN, name)


def _answer(doc) -> dict:
	return {"name": doc.name, "state": doc.state}


@frappe.whitelist()
def download_bulletin(bulletin: str, file_format: str = PDF, accept_missing: str | int = 0) -> None:
	"""Answer a bulletin as pdf or docx; a PDF drawn now with empty boxes is refused."""
	doc = frappe.get_doc("Bulletin", bulletin)
	doc.check_permission("print")
	check_format(file_format, KEPT)
	if file_format == PDF and not cint(accept_missing):
		refuse_missing(warnings_of(doc))
	answer_file(doc, file_name(doc), file_format, content_of(doc, file_format))


@frappe.whitelist()
def bulletin_warnings(bulletin: str) -> list[str]:
	"""What to know before a bulletin is printed as PDF: characters no font of the server draws."""
	doc = frappe.get_doc("Bulletin", bulletin)
	doc.check_permission("print")
	return warnings_of(doc)
