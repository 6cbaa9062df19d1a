"""The base of the app's controllers: what the database would turn into a 0 or an error is refused before."""

from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.model.workflow import get_transitions
from frappe.utils import flt, get_datetime

from anshang_app import compat
from anshang_app.validation.checks import Problem, as_date, date_problem, number_problem
from anshang_app.validation.messages import no_permission, refuse

NUMBERS = ("Int", "Float", "Check")


class CheckedDocument(Document):
	"""A document whose numbers and dates are checked as entered, rows of its tables included."""

	def update(self, d):
		"""Set fields from a mapping; a table given as anything but a list of rows is refused."""
		# frappe would fail on it with an error of the server
		for table in self.meta.get_table_fields() if self.get("doctype") else []:
			rows = d.get(table.fieldname)
			if rows and not (isinstance(rows, list) and all(hasattr(row, "get") for row in rows)):
				refuse(self, [Problem(table.fieldname, rows, "not_rows")])
		return super().update(d)

	def before_validate(self):
		"""Refuse malformed numbers and dates, all of them at once."""
		problems = format_problems(self)
		for table in self.meta.get_table_fields():
			for row in self.get(table.fieldname):
				problems += [
					Problem(found.field, found.value, found.rule, table=table.fieldname, row=row.idx)
					for found in format_problems(row)
				]
		refuse(self, problems)

	def check_if_latest(self, *args, **kwargs):
		"""Lock the record as Frappe does; where the database itself noticed the change, say it in the same words."""
		with changes_told(self):
			return super().check_if_latest(*args, **kwargs)

	def raise_no_permission_to(self, perm_type):
		"""Say in the user's language what is not allowed; Frappe's own sentence does not reach REST."""
		no_permission(self.doctype)

	def changed(self, *fields: str) -> bool:
		"""Whether one of the fields differs from the saved record; on a new one: whether it is filled."""
		before = self.get_doc_before_save()
		return any(
			normal(self, field, self.get(field)) != normal(self, field, before.get(field) if before else None)
			for field in fields
		)

	def passed(self, field: str, state: str) -> bool:
		"""Whether this save is the passage of a saved record into `state`."""
		before = self.get_doc_before_save()
		return bool(before) and self.get(field) == state and before.get(field) != state

	def check_passage(self, field: str) -> None:
		"""Refuse a state that no workflow action leads to from here, for this user."""
		before = self.get_doc_before_save()
		if self.is_new() or before.get(field) == self.get(field):
			return
		if self.get(field) not in {row.next_state for row in get_transitions(before)}:
			refuse(self, [Problem(field, _(self.get(field)), "no_passage", (_(before.get(field)),))])

	def check_first_state(self, field: str, first: str) -> None:
		"""Refuse a new record in another state than the first."""
		if self.get(field) not in (None, "", first):
			refuse(self, [Problem(field, _(self.get(field)), "first_state", (_(first),))])

	def refuse_by_hand(self, *fields: str) -> None:
		"""Refuse a change of fields that only the steps of the path may write."""
		if not self.flags.by_path:
			refuse(self, [Problem(field, None, "by_step_only") for field in fields if self.changed(field)])


@contextmanager
def changes_told(doc: Document):
	"""A look at a record's newest state, which somebody else may have changed since this transaction began."""
	try:
		yield
	except frappe.TimestampMismatchError:
		# Frappe's own sentence is English in later versions
		frappe.clear_last_message()
		say_it_changed(doc)
	except Exception as error:
		if compat.is_conflict(error):
			say_it_changed(doc)
		raise


def say_it_changed(doc: Document) -> None:
	"""Refuse: somebody was faster."""
	frappe.throw(
		_("Somebody changed {0} {1} a moment ago: please refresh and look again. Nothing was saved.").format(
			_(doc.doctype), doc.name
		),
		frappe.TimestampMismatchError,
	)


def normal(doc: Document, field: str, value: object) -> object:
	"""A value as it compares: text dates as dates, numbers as numbers, blank as None."""
	fieldtype = doc.meta.get_field(field).fieldtype
	if fieldtype == "Date":
		return as_date(value)
	if fieldtype == "Datetime":
		return get_datetime(value) if value else None
	if fieldtype in NUMBERS:
		return flt(value)
	return value or None


def format_problems(doc: Document) -> list[Problem]:
	"""Findings in the number and date fields of one record or row."""
	found = []
	for field in doc.meta.fields:
		if field.fieldtype in ("Int", "Float") and not field.get("is_virtual"):
			found.append(number_problem(field.fieldname, doc.get(field.fieldname), field.fieldtype == "Int"))
		elif field.fieldtype == "Date":
			found.append(date_problem(field.fieldname, doc.get(field.fieldname)))
		elif field.fieldtype not in table_fields and isinstance(doc.get(field.fieldname), dict | list):
			found.append(Problem(field.fieldname, doc.get(field.fieldname), "not_text"))
	return [problem for problem in found if problem]
