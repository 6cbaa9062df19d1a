"""Letters as files: the shipped layout, or the Word template an administrator put in its place."""

from collections.abc import Mapping

import frappe
from frappe import _

from anshang_app.foundation.administrators import require_administrator
from anshang_app.official_documents.downloads import DOCX, PDF, answer_file, check_format, refuse_missing
from anshang_app.official_documents.fonts import text_warnings
from anshang_app.official_documents.pdf import forms_pdf
from anshang_app.official_documents.rules.letter_papers import paper_of
from anshang_app.official_documents.rules.letter_template import fill_template
from anshang_app.official_documents.rules.letters import KINDS, Letter, kind_of
from anshang_app.official_documents.rules.samples import SAMPLES
from anshang_app.rendering import paper_docx
from anshang_app.rendering.html import render_paper
from anshang_app.rendering.template_tags import BadTemplate
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse
from anshang_app.validation.rule_texts import rule_text

LETTER_FORMATS = {PDF: "letter_pdf", DOCX: "letter_docx"}


def letter_docx(letter: Letter) -> bytes:
	"""The letter as DOCX, in the unit's own template where there is one."""
	template = own_template(kind_of(letter))
	if not template:
		return paper_docx.render_docx(paper_of(letter))
	try:
		return fill_template(template, letter)
	except BadTemplate as error:
		sentence = rule_text(error.rule).format(
			*map(frappe.utils.escape_html, error.format_parts(field_words()))
		)
		frappe.throw(_("The template cannot be filled in: {0}").format(sentence))


def letter_pdf(letter: Letter) -> bytes:
	"""The letter as PDF in the shipped layout."""
	check_shipped_layout(letter)
	return forms_pdf(render_paper(paper_of(letter)))


def check_shipped_layout(letter: Letter) -> None:
	"""Refuse where the unit has its own Word template: in another layout it would be a second letter."""
	if own_template(kind_of(letter)):
		frappe.throw(
			_(
				"This kind of letter has its own Word template: download the Word document and save it as PDF there."
			)
		)


def letter_warnings(letter: Letter) -> list[str]:
	"""What to know before a letter is printed as PDF: characters no font of the server draws."""
	text = "".join(paper_of(letter).texts)
	return text_warnings([(_(kind_of(letter)), text)])


def own_template(kind: str) -> bytes | None:
	"""The content of the administrator's template of a kind; None for the shipped layout."""
	url = frappe.db.get_value("Letter Template", kind, "docx_template")
	return file_bytes(template_file(url)) if url else None


def template_file(url: str):
	"""The file behind an address."""
	return frappe.get_doc("File", {"file_url": url})


def file_bytes(file) -> bytes:
	"""The content of a file; Frappe answers text where it can be read as such."""
	content = file.get_content()
	return content.encode() if isinstance(content, str) else content


def check_own_template(record) -> None:
	"""Refuse a template that is no Word document, or does not take the sample of its kind."""
	if not frappe.db.exists("File", {"file_url": record.docx_template}):
		refuse(record, [Problem("docx_template", record.docx_template, "no_such_file")])
	file = template_file(record.docx_template)
	if not (file.file_name or "").lower().endswith(".docx"):
		refuse(record, [Problem("docx_template", file.file_name, "not_docx")])
	try:
		fill_template(file_bytes(file), SAMPLES[record.letter_kind])
	except BadTemplate as error:
		refuse(
			record, [Problem("docx_template", file.file_name, error.rule, error.format_parts(field_words()))]
		)


def answer_letter(doc, letter: Letter, name: str, file_format: str, accept_missing: str | int = 0) -> None:
	"""Answer a letter as docx or pdf under `name` and its kind, logged with the record it is drawn from."""
	check_format(file_format, LETTER_FORMATS)
	if file_format == PDF and not frappe.utils.cint(accept_missing):
		refuse_missing(letter_warnings(letter))
	content = letter_pdf(letter) if file_format == PDF else letter_docx(letter)
	answer_file(doc, f"{name}-{_(kind_of(letter))}", file_format, content)


def template_record(kind: str):
	require_administrator()
	if kind not in KINDS:
		frappe.throw(_("There is no letter {0}.").format(frappe.utils.escape_html(kind)))
	return frappe.get_doc("Letter Template", kind), SAMPLES[kind]


def field_words() -> Mapping[str, str]:
	"""The words of each field of the letters, for the example of a template."""
	return {
		"number": _("Letter Number"),
		"from_unit": _("Issuing Unit"),
		"to_unit": _("Addressed Unit"),
		"to": _("Addressed To"),
		"unit": _("Unit of the Row"),
		"day": _("Date of the Letter"),
		"issued_on": _("Letter Issued On"),
		"copy_to": _("Copies To"),
		"send_to": _("Sent To"),
		"project": _("Investment Project"),
		"name": _("Name of the Row"),
		"enterprise": _("Enterprise"),
		"uscc": _("Unified Social Credit Code"),
		"project_code": _("Project Code"),
		"ground": _("Admission Ground"),
		"chain": _("Industry Chain"),
		"landing_mode": _("Landing Mode"),
		"fixed_asset_investment": _("Fixed-asset Investment (10k Yuan)"),
		"total_investment": _("Total Investment (10k Yuan)"),
		"land_area": _("Land Area (mu)"),
		"floor_area": _("Total Floor Area (m²)"),
		"host": _("Host Locality"),
		"lead": _("Chain Lead Unit"),
		"introducer": _("Introducing Unit"),
		"leader": _("City Leader"),
		"signed_on": _("Signing Date"),
		"start_on": _("Planned Start Date"),
		"content": _("Construction Content"),
		"evidence": _("Handover Evidence"),
		"note": _("Remarks on the Date"),
		"milestones": _("Steps of the Plan"),
		"planned": _("Planned Date"),
		"actual": _("Actual Date"),
		"matter": _("Matter"),
		"requirement": _("What Is Required"),
		"source": _("Source of the Order"),
		"basis": _("Basis of the Letter"),
		"responsible_person": _("Responsible Person"),
		"person": _("Responsible Person"),
		"due_on": _("Due On"),
		"reply_by": _("Reply By"),
		"contact": _("Contact for Questions"),
		"problems": _("Problems"),
		"problem": _("Problem in Words"),
		"rows": _("Problems"),
		"blocks": _("Step That Waits"),
		"days_blocked": _("Days Blocked"),
		"raised_on": _("Raised On"),
		"progress": _("Progress in Words"),
		"filled_by": _("Filled In By"),
		"tried": _("Tried So Far"),
		"views": _("Views of the Units"),
		"view": _("View in Words"),
		"advice": _("Advice Asked For"),
		"summary": _("Opening Words"),
		"meeting": _("Name of the Meeting"),
		"place": _("Place of the Meeting"),
		"chair": _("Chair of the Meeting"),
		"present": _("Present Persons"),
		"absent": _("Absent Persons"),
		"recorder": _("Minutes Taken By"),
		"topics": _("Topics"),
		"title": _("Title of the Row"),
		"discussion": _("Discussion"),
		"decisions": _("Decisions"),
	}
