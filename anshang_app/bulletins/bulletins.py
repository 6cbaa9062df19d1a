"""安商简报: a new issue, its frozen figures, 核对, the steps to 印发, and what it must not be changed in after."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Max
from frappe.utils import cint, getdate, now_datetime, today

from anshang_app.access_control.acting_unit import bureau
from anshang_app.access_control.row_rule import BULLETIN
from anshang_app.bulletins.frozen_figures import freeze, mark_differences, read_frozen
from anshang_app.bulletins.rules import draft, layout
from anshang_app.case_reporting.period import Period, two_months_before
from anshang_app.foundation import constants
from anshang_app.foundation.workflow_step import hold
from anshang_app.rendering.template_tags import BadTemplate
from anshang_app.validation.checks import Problem, is_blank, order_problems
from anshang_app.validation.messages import refuse
from anshang_app.validation.plain_text import mask_phones

TEMPLATE = "Bulletin Template"
EACH_YEAR = "Anew Each Year"
#: what an editor enters; it stands still once the figures are passed
EDITED = (
	"title",
	"issue_no",
	"unit",
	"period_from",
	"period_to",
	"bulletin_date",
	"template",
	"copies",
	"body",
	"difference_note",
)
RECIPIENT = ("side", "printed_name", "unit", "address")


# --- a new issue ------------------------------------------------------------------------------------------


def default_period(day: date | None = None) -> Period:
	"""The last whole pair of months before a day."""
	return two_months_before(day or getdate())


def fill_new(bulletin: Document) -> None:
	"""Number, unit, template, recipients of the last issue, frozen figures, and the text drafted out of them."""
	refuse(
		bulletin,
		[
			Problem(field, None, "needed_for_step")
			for field in ("period_from", "period_to")
			if not bulletin.get(field)
		],
	)
	bulletin.bulletin_date = getdate(bulletin.bulletin_date or today())
	bulletin.issue_year = bulletin.bulletin_date.year
	bulletin.unit = bulletin.unit or bureau()
	bulletin.is_demo = bulletin.is_demo or cint(frappe.db.get_value("Anshang Unit", bulletin.unit, "is_demo"))
	bulletin.template = bulletin.template or default_template()
	bulletin.issue_no = cint(bulletin.issue_no) or next_number(bulletin.issue_year)
	refuse(bulletin, order_problems(bulletin.as_dict(), (("period_from", "period_to"),)))
	if not bulletin.recipients:
		bulletin.set("recipients", last_recipients())
	freeze(bulletin)
	write_text(bulletin, only_blank=True)


def default_template() -> str | None:
	"""The template marked as default, else any."""
	return frappe.db.get_value(TEMPLATE, {}, order_by="is_default desc, name")


def last_recipients() -> list[dict]:
	"""The rows of the latest issue."""
	last = frappe.db.get_value(BULLETIN, {}, order_by="bulletin_date desc, issue_no desc, name")
	rows = frappe.get_all(
		"Bulletin Recipient",
		filters={"parent": last or "", "parenttype": BULLETIN},
		fields=list(RECIPIENT),
		order_by="idx",
	)
	return [dict(row) for row in rows]


def next_number(year: int) -> int:
	"""The next number of a year, or of all issues where they are numbered on and on; one drawer at a time.

	Whoever draws holds the lock until his transaction ends; the highest number is read past its snapshot.
	"""
	frappe.db.get_value("DocType", BULLETIN, "name", for_update=True)
	table = frappe.qb.DocType(BULLETIN)
	query = frappe.qb.from_(table).select(Max(table.issue_no)).for_update()
	if numbered_each_year():
		query = query.where(table.issue_year == year)
	return int(query.run()[0][0] or 0) + 1


def numbered_each_year() -> bool:
	return (frappe.get_cached_doc("Anshang Settings").bulletin_numbering or EACH_YEAR) == EACH_YEAR


def set_number_key(bulletin: Document) -> None:
	"""The key under which the database holds each number once; refused where another issue has it."""
	bulletin.issue_year = getdate(bulletin.bulletin_date).year
	bulletin.number_key = f"{bulletin.issue_year if numbered_each_year() else 'all'}|{bulletin.issue_no}"
	taken = frappe.db.get_value(
		BULLETIN, {"number_key": bulletin.number_key, "name": ["!=", bulletin.name or ""]}
	)
	if taken:
		refuse(bulletin, [Problem("issue_no", bulletin.issue_no, "issue_taken", (taken,))])


def issue_of(bulletin: Document) -> draft.Issue:
	first, last, day = (
		getdate(bulletin.get(field)) for field in ("period_from", "period_to", "bulletin_date")
	)
	return draft.Issue(first, last, day, bulletin.unit or "")


def write_text(bulletin: Document, only_blank: bool = False) -> None:
	"""Title and text by the template, out of the frozen figures; with `only_blank` what was typed stays."""
	if not bulletin.template:
		refuse(bulletin, [Problem("template", None, "needed_for_step")])
	template, snapshots = frappe.get_cached_doc(TEMPLATE, bulletin.template), read_frozen(bulletin)
	for field, source in (("title", template.title_template), ("body", template.body_template)):
		if not (only_blank and bulletin.get(field)):
			try:
				bulletin.set(field, draft.fill(source, issue_of(bulletin), snapshots))
			except BadTemplate as error:
				refuse(bulletin, [Problem("template", bulletin.template, error.rule, error.format_parts())])


def draft_anew(bulletin: Document, keep_text: bool = False) -> Document:
	"""Freeze today's figures in place of the old ones and, unless `keep_text`, write title and text anew."""
	begin(bulletin)
	freeze(bulletin)
	if not keep_text:
		write_text(bulletin)
	return store(bulletin)


def compare(bulletin: Document) -> Document:
	"""核对: compute every figure anew and put beside the frozen one what differs, figure by figure."""
	begin(bulletin)
	mark_differences(bulletin)
	bulletin.update({"checked_at": now_datetime(), "checked_by": frappe.session.user})
	return store(bulletin)


# --- what may be changed when -----------------------------------------------------------------------------


def begin(bulletin: Document) -> None:
	"""Hold a bulletin that is being compiled for a step on its figures."""
	bulletin.check_permission("write")
	hold(bulletin)
	if bulletin.state != constants.COMPILING:
		refuse(bulletin, [Problem("state", _(bulletin.state), "wrong_state", (_(constants.COMPILING),))])


def store(bulletin: Document) -> Document:
	"""Save a step; the version history would hold every frozen record twice over."""
	bulletin.flags.by_path = True
	bulletin.save(ignore_version=True)
	bulletin.flags.by_path = False
	return bulletin


def keep_figures(bulletin: Document) -> None:
	"""Figures are written by steps only: whatever a form sends of them, the stored ones stay."""
	before = bulletin.get_doc_before_save()
	if before and not bulletin.flags.by_path:
		bulletin.set("figures", before.figures)


def mask(bulletin: Document) -> None:
	"""No phone number in full, whoever typed it."""
	for field in ("title", "body"):
		bulletin.set(field, mask_phones(bulletin.get(field)))
	for row in bulletin.recipients:
		row.printed_name = mask_phones(row.printed_name)


def check_entered(bulletin: Document) -> None:
	"""Days in order, places in the text that there are, rows of recipients that name somebody."""
	problems = order_problems(bulletin.as_dict(), (("period_from", "period_to"),))
	if cint(bulletin.issue_no) < 1:
		problems.append(Problem("issue_no", bulletin.issue_no, "needed_for_step"))
	for place in layout.unknown_places(bulletin.body or ""):
		problems.append(Problem("body", place, "unknown_place", ("、".join(layout.names()),)))
	for row in bulletin.recipients:
		if not (row.printed_name or row.unit):
			problems.append(Problem("printed_name", None, "name_or_unit", table="recipients", row=row.idx))
	refuse(bulletin, problems)


def check_still(bulletin: Document) -> None:
	"""Nothing of a distributed bulletin changes; of a checked one nothing by hand."""
	before = bulletin.get_doc_before_save()
	if not before or before.state == constants.COMPILING:
		return
	if before.state == constants.DISTRIBUTED:
		refuse(bulletin, [Problem("state", _(constants.DISTRIBUTED), "kept_on_record")])
	changed = [field for field in EDITED if bulletin.changed(field)]
	if recipient_rows(bulletin) != recipient_rows(before):
		changed.append("recipients")
	refuse(bulletin, [Problem(field, None, "only_compiling") for field in changed])


def recipient_rows(bulletin: Document) -> list[tuple]:
	return [tuple(row.get(field) or None for field in RECIPIENT) for row in bulletin.recipients]


def check_passage(bulletin: Document) -> None:
	"""What a step to the next state lacks, all at once."""
	problems = []
	if bulletin.state == constants.FIGURES_CHECKED:
		for field in ("title", "body"):
			if is_blank(bulletin.get(field)):
				problems.append(Problem(field, None, "needed_for_step"))
		if not bulletin.checked_at or getdate(bulletin.checked_at) != getdate():
			problems.append(Problem("checked_at", None, "compare_today"))
		if bulletin.differences and is_blank(bulletin.difference_note):
			problems.append(Problem("difference_note", None, "explain_differences", (bulletin.differences,)))
	if bulletin.state == constants.DISTRIBUTED and not any(
		row.unit or row.address for row in bulletin.recipients
	):
		problems.append(Problem("recipients", None, "one_to_mail"))
	refuse(bulletin, problems)


def check_deletion(bulletin: Document) -> None:
	"""Only the last one drawn, still being compiled, may go: numbers have no gaps."""
	later = frappe.db.count(
		BULLETIN,
		{
			"issue_no": [">", bulletin.issue_no],
			**({"issue_year": bulletin.issue_year} if numbered_each_year() else {}),
		},
	)
	if bulletin.state != constants.COMPILING:
		refuse(bulletin, [Problem("state", _(bulletin.state), "kept_on_record")])
	if later:
		refuse(bulletin, [Problem("issue_no", bulletin.issue_no, "not_the_last_issue")])
