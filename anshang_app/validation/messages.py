"""Puts the findings of `checks` into words: the field's label, the value, the rule."""

from collections.abc import Sequence
from datetime import date
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, fmt_money, formatdate

from anshang_app.validation.checks import LARGEST_FLOAT, Problem
from anshang_app.validation.rule_texts import rule_text


class RuleNotMet(frappe.ValidationError):
	"""Values of a record break rules; a machine reads which in `problems` of the answer (`doors/refusals.py`)."""


def shown(value: object) -> str:
	"""A value as users read it; safe inside a message."""
	if isinstance(value, date):
		return formatdate(value)
	if isinstance(value, float) and abs(value) < LARGEST_FLOAT:
		return fmt_money(value, precision=0 if value == int(value) else 4)
	return escape_html(str(value))


def label_of(doc: Document, problem: Problem) -> str:
	"""The translated label of the problem's field; a child row names its row too."""
	if not problem.table:
		return field_label(problem.doctype or doc.doctype, problem.field)
	child = doc.meta.get_field(problem.table).options
	return _("{0}, row {1}, {2}").format(
		field_label(doc.doctype, problem.table), problem.row, field_label(child, problem.field)
	)


def field_label(doctype: str, field: str) -> str:
	"""The translated label of a field."""
	return _(frappe.get_meta(doctype).get_label(field))


def sentence(doc: Document, problem: Problem) -> str:
	"""Field, value and rule in one line."""
	rule = rule_words(doc, problem)
	if problem.value is None:
		return _("{0}: {1}").format(label_of(doc, problem), rule)
	return _("{0}: {1} is not valid. {2}").format(label_of(doc, problem), shown(problem.value), rule)


def rule_words(doc: Document, problem: Problem) -> str:
	"""The rule's sentence with its places filled."""
	args = [
		field_label(doc.doctype, arg[1]) if isinstance(arg, tuple) else shown(arg) for arg in problem.args
	]
	return rule_text(problem.rule).format(*args)


def refuse(doc: Document, problems: Sequence[Problem | None]) -> None:
	"""Refuse with all the findings at once; nothing found, nothing happens."""
	findings = [problem for problem in problems if problem]
	if findings:
		raise_problems(doc, findings)


def raise_problems(doc: Document, problems: Sequence[Problem]) -> NoReturn:
	"""Refuse with these findings, of which there is at least one."""
	lines = [sentence(doc, problem) for problem in problems]
	frappe.flags.anshang_problems = [describe_problem(doc, problem) for problem in problems]
	if len(lines) == 1:
		frappe.throw(lines[0], RuleNotMet, title=_("Please Check"))
	frappe.throw(lines, RuleNotMet, title=_("Please Check"), as_list=True)


def describe_problem(doc: Document, problem: Problem) -> dict[str, object]:
	"""A problem as JSON: record type, field, the rule's key, and for a child row its table and row number."""
	place = {"table": problem.table, "row": problem.row} if problem.table else {}
	doctype = problem.doctype or doc.doctype
	return {"record_type": doctype, "field": problem.field, "rule": problem.rule, **place}


def hint(doc: Document, problems: Sequence[Problem | None]) -> None:
	"""Ask back about what is stored nevertheless, in words that say so."""
	for problem in problems:
		if problem:
			frappe.msgprint(asked_back(doc, problem), indicator="orange", alert=True)


def asked_back(doc: Document, problem: Problem) -> str:
	"""Field, value and what looks wrong about a value that is stored."""
	text = label_of(doc, problem)
	if problem.value is not None:
		text = f"{text} {shown(problem.value)}"
	return _("{0}: stored as entered, please look once more. {1}").format(text, rule_words(doc, problem))


def corrected(doc: Document, before: dict[str, object], reason: str | None) -> str:
	"""A correction as the history of a record tells it: what was, what is, and why."""
	return _("Corrected: {0}. Reason: {1}").format(
		escape_html(differences(doc, before)), escape_html(reason or "")
	)


def changed_words(doc: Document, before: dict[str, object], reason: str | None) -> str:
	"""A change as the history of a record tells it: what was, what is, and why."""
	return _("Changed: {0}. Reason: {1}").format(
		escape_html(differences(doc, before)), escape_html(reason or "")
	)


def differences(doc: Document, before: dict[str, object]) -> str:
	"""What fields were and are, in one line."""

	def format_value(value: object) -> str:
		return formatdate(value) if isinstance(value, date) else str(value or "—")

	return "；".join(
		f"{field_label(doc.doctype, field)}：{format_value(value)} → {format_value(doc.get(field))}"
		for field, value in before.items()
	)


def require(doctype: str, right: str) -> None:
	"""Refuse a user without a right on any record of a DocType, in his language and as 403.

	Frappe's own refusal is no PermissionError on every version.
	"""
	if not frappe.has_permission(doctype, right):
		no_permission(doctype)


def no_permission(doctype: str) -> NoReturn:
	"""Say in the user's language what is not allowed."""
	frappe.throw(_("You have no permission for this on {0}.").format(_(doctype)), frappe.PermissionError)
