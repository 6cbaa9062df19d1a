"""Forms, letters, lists and numbers of letters over REST and for the desk's buttons."""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.utils import cint, getdate, today

from anshang_app.access_control.acting_unit import bureau, coordinates
from anshang_app.access_control.user_context import viewer_of
from anshang_app.coordination import issues
from anshang_app.foundation.administrators import require_administrator
from anshang_app.foundation.endpoints import endpoint
from anshang_app.foundation.phase_words import with_phase
from anshang_app.official_documents import completeness, coordination_letters, letter_numbers, live_forms
from anshang_app.official_documents.batch import (
	MOST_PROJECTS,
	REMEMBERED_SECONDS,
	SECONDS,
	WAITING,
	WORKING,
	cancel_key,
	known_state,
	remember,
)
from anshang_app.official_documents.build import facts_of, live_facts
from anshang_app.official_documents.coordination_letter_files import chosen_issues, record_letter
from anshang_app.official_documents.downloads import (
	DOCX,
	FORM_RENDERERS,
	PDF,
	XLSX,
	answer_bytes,
	answer_file,
	check_format,
	chosen_forms,
	refuse_missing,
)
from anshang_app.official_documents.fonts import no_check, text_warnings
from anshang_app.official_documents.letter_build import handover_letter
from anshang_app.official_documents.letter_files import (
	LETTER_FORMATS,
	answer_letter,
	field_words,
	letter_docx,
	letter_pdf,
	letter_warnings,
	template_record,
)
from anshang_app.official_documents.lists import exportable, json_list, list_sheet, readable_fields
from anshang_app.official_documents.pdf import forms_pdf
from anshang_app.official_documents.printed_papers import project_paper
from anshang_app.official_documents.rules import fill
from anshang_app.official_documents.rules.frozen import differences
from anshang_app.official_documents.rules.letter_template import example_template
from anshang_app.official_documents.sealed import masked, open_revision
from anshang_app.rendering import installed, paper_docx, sheet
from anshang_app.rendering.html import render_paper
from anshang_app.supervision import orders
from anshang_app.validation.messages import require


@endpoint
def draw_handover_number(handover: str) -> dict:
	"""Draw the next 文号 for a handover that is not yet made; it then goes by official letter."""
	doc = frappe.get_doc("Project Handover", handover)
	doc.check_permission("write")
	return {"name": doc.name, "letter_no": letter_numbers.draw_for_handover(doc)}


@endpoint
def void_letter_number(number: str, reason: str) -> dict:
	"""作废 a number with a reason; it stays on record."""
	doc = frappe.get_doc("Letter Number", number)
	doc.check_permission("read")
	letter_numbers.check_is_of(doc.unit)
	return {"name": doc.name, "state": letter_numbers.void(doc.name, reason).number_state}


@endpoint
def draw_order_number(order: str) -> dict:
	"""Draw the 文号 of the 督办通知单."""
	doc = frappe.get_doc(orders.ORDER, order)
	doc.check_permission("write")
	return {"name": doc.name, "letter_no": letter_numbers.draw_for_order(doc)}


@endpoint
def draw_minutes_number(meeting: str) -> dict:
	"""Draw the 文号 of the 会议纪要."""
	doc = frappe.get_doc("Coordination Meeting", meeting)
	doc.check_permission("write")
	return {"name": doc.name, "minutes_no": letter_numbers.draw_for_meeting(doc)}


@frappe.whitelist()
def download_forms(
	plan: str,
	form: str | None = None,
	file_format: str = PDF,
	extra: str | int = 0,
	accept_missing: str | int = 0,
) -> None:
	"""Answer the three forms of a Service Plan as a file, or the one named `form` (annex.FORM_NAMES).

	`file_format` is pdf, docx or xlsx; `extra` adds the page of steps beyond the annex. A PDF with
	characters no font of the server draws is refused with their names unless `accept_missing`.
	"""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("print")
	title, chosen = chosen_forms(doc, form, cint(extra))
	check_format(file_format, FORM_RENDERERS)
	if file_format == PDF and not cint(accept_missing):
		refuse_missing(line for printed_form in chosen for line in printed_form.warnings)
	answer_file(doc, f"{doc.name}-{title}", file_format, FORM_RENDERERS[file_format](chosen, title))


@frappe.whitelist()
def forms_warnings(plan: str, form: str | None = None, extra: str | int = 0) -> list[str]:
	"""What to know before the forms are printed as PDF: cells with characters no font draws."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("print")
	_title, chosen = chosen_forms(doc, form, cint(extra))
	return [line for printed_form in chosen for line in printed_form.warnings]


@frappe.whitelist()
def plan_differences(plan: str) -> dict:
	"""Where a plan's print differs from today: {compared_with, rows: [{form, place, sealed, now}]}.

	Compared with the open revision where there is one, else with the project's present facts. Telephone
	numbers are masked.
	"""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	if not doc.printed_facts:
		return {"compared_with": None, "rows": []}
	revision = open_revision(doc)
	other = facts_of(revision) if revision else live_facts(doc)
	rows = differences(fill.plan_forms(facts_of(doc)), fill.plan_forms(other), masked)
	return {"compared_with": revision.name if revision else None, "rows": [vars(row) for row in rows]}


@frappe.whitelist()
def plan_gaps(plan: str) -> dict:
	"""What a draft lacks before the seals, by the unit that owes it: see `completeness.state_of_forms`."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return completeness.state_of_forms(doc)


@frappe.whitelist()
def plan_forms(plan: str) -> dict:
	"""The three forms as a page shows them beside the plan's grid: see `live_forms.forms_beside`."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return live_forms.forms_beside(doc)


@endpoint
def leave_cell_out(plan: str, cell: str, left_out: str | int = 1) -> dict:
	"""不适用 of a cell of a draft, or (`left_out` 0) taken back; answers what is still lacking."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("write")
	return completeness.state_of_forms(completeness.leave_cell_out(doc, cell, bool(cint(left_out))))


@frappe.whitelist()
def download_handover_letter(handover: str, file_format: str = DOCX, accept_missing: str | int = 0) -> None:
	"""Answer the letter of a Project Handover as docx or pdf; a PDF with empty boxes is refused."""
	doc = frappe.get_doc("Project Handover", handover)
	doc.check_permission("print")
	answer_letter(doc, handover_letter(doc), doc.name, file_format, accept_missing)


@frappe.whitelist()
def handover_letter_warnings(handover: str) -> list[str]:
	"""What to know before the letter of a handover is printed as PDF."""
	doc = frappe.get_doc("Project Handover", handover)
	doc.check_permission("print")
	return letter_warnings(handover_letter(doc))


@frappe.whitelist()
def download_example(kind: str) -> None:
	"""Answer a Word document with all fields of a kind of letter, to begin a template with."""
	record, sample = template_record(kind)
	content = example_template(_(kind), sample, field_words())
	answer_file(record, _("Example of {0}").format(_(kind)), DOCX, content)


@frappe.whitelist()
def download_sample(kind: str) -> None:
	"""Answer an invented letter of a kind as it would be drawn now."""
	record, sample = template_record(kind)
	answer_file(record, _("Sample of {0}").format(_(kind)), DOCX, letter_docx(sample))


@frappe.whitelist()
def download_record_letter(
	kind: str, record: str, file_format: str = DOCX, accept_missing: str | int = 0
) -> None:
	"""Answer a letter of one record: `kind` a key of `coordination_letters.RECORD_LETTERS`."""
	doc, letter = record_letter(kind, record)
	answer_letter(doc, letter, doc.name, file_format, accept_missing)


@frappe.whitelist()
def record_letter_warnings(kind: str, record: str) -> list[str]:
	"""What to know before the letter of a record is printed as PDF."""
	return letter_warnings(record_letter(kind, record)[1])


@frappe.whitelist()
def download_assignment(chosen: list | str, file_format: str = DOCX, accept_missing: str | int = 0) -> None:
	"""问题交办函 of the chosen problems, which must be of one responsible unit."""
	docs = chosen_issues(chosen)
	letter = coordination_letters.assignment_letter(docs)
	answer_letter(docs[0], letter, docs[0].name, file_format, accept_missing)


@frappe.whitelist()
def assignment_warnings(chosen: list | str) -> list[str]:
	"""What to know before a 问题交办函 is printed as PDF."""
	return letter_warnings(coordination_letters.assignment_letter(chosen_issues(chosen)))


@frappe.whitelist()
def download_problem_summary(
	file_format: str = DOCX, level: str | None = None, accept_missing: str | int = 0
) -> None:
	"""问题汇总表 of the open problems the user may read, of one level if asked for."""
	frappe.has_permission(issues.ISSUE, "print", throw=True)
	check_format(file_format, LETTER_FORMATS)
	units = viewer_of().units
	own = bureau() if coordinates() else (units[0] if units else None)
	letter = coordination_letters.problem_summary({"level": level} if level else {}, own)
	if file_format == PDF and not cint(accept_missing):
		refuse_missing(letter_warnings(letter))
	content = letter_pdf(letter) if file_format == PDF else letter_docx(letter)
	answer_bytes(f"{_('Problem Summary')}-{today()}", file_format, content)


@frappe.whitelist()
def download_project_paper(
	project: str, kind: str = "Project Sheet", file_format: str = DOCX, accept_missing: str | int = 0
) -> None:
	"""项目一页纸 (`Project Sheet`) or 工作记录清单 (`Progress Entry List`) as docx or pdf, logged with the project."""
	check_format(file_format, LETTER_FORMATS)
	doc, paper = project_paper(kind, project)
	if file_format == PDF and not cint(accept_missing):
		refuse_missing(text_warnings([(_(kind), "".join(paper.texts))]))
	content = forms_pdf(render_paper(paper)) if file_format == PDF else paper_docx.render_docx(paper)
	answer_file(doc, f"{with_phase(doc.project_name, doc.phase_no)}-{_(kind)}", file_format, content)


@frappe.whitelist()
def font_report() -> list[dict]:
	"""For each typeface of the official documents: {wanted, found, stands_in, embedded_ok}.

	For the platform's administrators. See `installed.report`; the machine's fonts are read anew.
	"""
	require_administrator()
	installed.forget()
	try:
		return installed.report()
	except installed.NoFontconfig:
		frappe.throw(no_check())


@frappe.whitelist()
def undrawable_characters(text: str) -> list[str]:
	"""The characters of `text` that no font of this machine draws, for the platform's administrators."""
	require_administrator()
	return list(installed.undrawable(text))


@frappe.whitelist()
def list_columns(doctype: str) -> list[dict]:
	"""The columns a user may export: {fieldname, label, chosen}; chosen are those the list itself shows."""
	meta = exportable(doctype)
	return [
		{
			"fieldname": field.fieldname,
			"label": _(field.label),
			"chosen": int(
				bool(field.in_list_view or field.in_standard_filter or field.fieldname == meta.title_field)
			),
		}
		for field in readable_fields(meta)
	]


@frappe.whitelist()
def export_list(
	doctype: str,
	filters: str | list | None = None,
	fields: str | list | None = None,
	order_by: str | None = None,
) -> None:
	"""Answer a list as XLSX: rows by the user's own permissions, in the list's order.

	`filters` as the list has them, `fields` the names of columns (default: those the list shows).
	"""
	meta = exportable(doctype)
	filters, fields = json_list(filters), json_list(fields)
	title = _(doctype)
	content = sheet.build_sheet(list_sheet(meta, title, filters, fields, order_by))
	make_access_log(doctype=doctype, file_type="XLSX", method="Export", filters=filters)
	answer_bytes(f"{title}-{getdate():%Y%m%d}", XLSX, content)


@endpoint
def start_forms_batch(projects: list | str, file_format: str = PDF, extra: int | str = 0) -> dict:
	"""Make the forms of `projects` as one archive in the background: {batch, total}.

	The archive becomes a private file of the user; `forms_batch_state` and the event
	anshang_forms_ready tell when. Projects the user may not print are named in the archive's list.
	"""
	names = list(dict.fromkeys(str(name) for name in json_list(projects)))
	require("Service Plan", "print")
	check_format(file_format, FORM_RENDERERS)
	if not names or len(names) > MOST_PROJECTS:
		frappe.throw(_("Choose between 1 and {0} projects.").format(MOST_PROJECTS))
	batch = frappe.generate_hash(length=12)
	remember(batch, {"state": WAITING, "done": 0, "total": len(names)})
	frappe.enqueue(
		"anshang_app.official_documents.batch.make_archive",
		queue="long",
		timeout=SECONDS,
		batch=batch,
		projects=names,
		file_format=file_format,
		extra=cint(extra),
	)
	return {"batch": batch, "total": len(names)}


@endpoint
def cancel_forms_batch(batch: str) -> dict:
	"""Stop a batch of the user's own after the project it is at; nothing of it is kept."""
	state = known_state(batch)
	if state["state"] in (WAITING, WORKING):
		frappe.cache().set_value(cancel_key(batch), 1, expires_in_sec=REMEMBERED_SECONDS)
	return state


@frappe.whitelist()
def forms_batch_state(batch: str) -> dict:
	"""How far a batch of the user's own is: {state, done, total, file_url?, failed?}."""
	return known_state(batch)
