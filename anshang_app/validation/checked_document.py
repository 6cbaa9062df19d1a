"""The base of the app's controllers: what the database would turn into a 0 or an error is refused before."""

from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.model.workflow import get_transitions
from frappe.utils import escape_html, flt, get_datetime

from anshang_app import compat
from anshang_app.validation import amounts
from anshang_app.validation.checks import (
	Problem,
	as_date,
	compared_name,
	date_problem,
	is_blank,
	is_endless,
	number_problem,
)
from anshang_app.validation.messages import field_label, no_permission, refuse

NUMBERS = ("Int", "Float", "Check")
#: what a day may be refused for; a stored one that nobody touches costs only itself
OF_DAYS = ("not_a_date", "day_range")


class ChecksPassed(Exception):
	"""A new record has passed every check; its row is written with those of others (`foundation.together`)."""


class CheckedDocument(Document):
	"""A document whose numbers and dates are checked as entered, rows of its tables included.

	A class (of a record or of a row) names in `open_ended` its last days that 长期 leaves blank, and in `amounts`
	(field -> kind) its amounts, which may be written with their unit (`validation.amounts`).
	"""

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
		before = self.get_doc_before_save()
		problems = entered_problems(self, before)
		for table in self.meta.get_table_fields():
			old = {row.name: row for row in before.get(table.fieldname)} if before else {}
			for row in self.get(table.fieldname):
				problems += [
					Problem(
						problem.field, problem.value, problem.rule, problem.args, table.fieldname, row.idx
					)
					for problem in entered_problems(row, old.get(row.name))
				]
		refuse(self, problems)

	def load_from_db(self, *args, **kwargs):
		"""Read the record asked for, not one whose name the database only takes for the same."""
		name_wanted = self.name
		with overtaking_told(self):
			loaded = super().load_from_db(*args, **kwargs)
		# filters find whatever they find
		if isinstance(name_wanted, str) and compared_name(name_wanted) != compared_name(str(self.name)):
			frappe.throw(
				_("There is no {0} called {1}.").format(_(self.doctype), escape_html(name_wanted)),
				frappe.DoesNotExistError,
			)
		return loaded

	def insert(self, *args, **kwargs):
		"""As Frappe's; whom the database preferred another to is told so."""
		with overtaking_told(self):
			return super().insert(*args, **kwargs)

	def db_insert(self, *args, **kwargs):
		"""As Frappe's, unless the row is written with those of others."""
		if self.flags.checks_only:
			raise ChecksPassed
		super().db_insert(*args, **kwargs)

	def save(self, *args, **kwargs):
		"""As Frappe's; whom the database preferred another to is told so."""
		with overtaking_told(self):
			return super().save(*args, **kwargs)

	def delete(self, *args, **kwargs):
		"""As Frappe's; whom the database preferred another to is told so."""
		with overtaking_told(self):
			return super().delete(*args, **kwargs)

	def _validate_links(self):
		"""Refuse a link the database would turn into another record of nearly the same name."""
		links_entered = [(None, self, link_values(self))]
		for table in self.meta.get_table_fields():
			links_entered += [(table.fieldname, row, link_values(row)) for row in self.get(table.fieldname)]
		super()._validate_links()
		refuse(
			self,
			[
				Problem(field, value, "no_such_record", (), table, table and row.idx)
				for table, row, links in links_entered
				for field, value in links.items()
				if compared_name(str(value)) != compared_name(str(row.get(field)))
			],
		)

	def check_if_latest(self, *args, **kwargs):
		"""Lock the record as Frappe does; where the database itself noticed the change, say it in the same words."""
		with changes_told(self):
			return super().check_if_latest(*args, **kwargs)

	def raise_no_permission_to(self, perm_type):
		"""Say in the user's language what is not allowed and, where the rule says it, why; Frappe's own sentence does not reach REST."""
		if self.flags.refused_because:
			frappe.throw(self.flags.refused_because, frappe.PermissionError)
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

	def keep_reckoned(self, *fields: str) -> None:
		"""Put back what only a task reckons: it may have run while the form was open, so a save is not refused for it."""
		before = self.get_doc_before_save()
		for field in fields:
			self.set(field, before.get(field) if before else self.meta.get_field(field).default)


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


@contextmanager
def overtaking_told(doc: Document):
	"""A request through one of Frappe's own doors that the database refuses for another one's sake: no error of the server.

	Methods of the app are begun anew instead (`foundation.endpoints`).
	"""
	try:
		yield
	except Exception as error:
		of_frappe = getattr(frappe.local, "request", None) is not None and not frappe.flags.begun_anew
		if of_frappe and (compat.is_conflict(error) or isinstance(error, frappe.QueryTimeoutError)):
			say_it_changed(doc)
		raise


def say_it_changed(doc: Document) -> None:
	"""Refuse: somebody was faster."""
	frappe.throw(
		_("Somebody changed {0} {1} a moment ago: please refresh and look again. Nothing was saved.").format(
			_(doc.doctype), doc.name or ""
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


def changes(doc: Document, before: dict[str, object]) -> dict[str, object]:
	"""Those of the earlier values that are other ones now."""
	return {
		field: value
		for field, value in before.items()
		if normal(doc, field, doc.get(field)) != normal(doc, field, value)
	}


def link_values(doc: Document) -> dict[str, object]:
	"""The filled link fields of a record or row."""
	fields = [field.fieldname for field in doc.meta.get_link_fields()]
	return {field: doc.get(field) for field in fields if doc.get(field)}


def entered_problems(doc: Document, before: Document | None) -> list[Problem]:
	"""Findings in one record or row as entered; a day stored before and not touched is left to its readers."""
	for field in getattr(doc, "open_ended", ()):
		if is_endless(doc.get(field)):
			doc.set(field, None)
	unread = read_amounts(doc, before)
	# what only a task reckons is put back anyway, and may be below zero where what is entered may not
	passed_over = {*(unreadable.field for unreadable in unread), *getattr(doc, "RECOMPUTED", ())}
	return unread + [
		problem
		for problem in format_problems(doc)
		if not (
			before
			and problem.rule in OF_DAYS
			and str(before.get(problem.field)) == str(doc.get(problem.field))
		)
		and problem.field not in passed_over
	]


def read_amounts(doc: Document, before: Document | None) -> list[Problem]:
	"""Put the figure in place of every amount written out; findings where one is none. A stored one stays as it is."""
	problems = []
	for field, kind in getattr(doc, "amounts", {}).items():
		value = doc.get(field)
		if is_blank(value) or (before and before.get(field) == value):
			continue
		try:
			figure = amounts.parse(kind, value)
		except amounts.BadAmount:
			problems.append(Problem(field, value, f"amount_{kind}"))
			continue
		if isinstance(value, int | float) and figure != value:
			message = _("{0}: kept as {1}, to {2} decimal places.")
			label = field_label(doc.doctype, field)
			frappe.msgprint(
				message.format(label, figure, amounts.PLACES[kind]), indicator="orange", alert=True
			)
		doc.set(field, figure)
	return problems


def format_problems(doc: Document) -> list[Problem]:
	"""Findings in the number and date fields of one record or row."""
	problems = []
	for field in doc.meta.fields:
		if field.fieldtype in ("Int", "Float") and not field.get("is_virtual"):
			problems.append(
				number_problem(field.fieldname, doc.get(field.fieldname), field.fieldtype == "Int")
			)
		elif field.fieldtype == "Date":
			problems.append(date_problem(field.fieldname, doc.get(field.fieldname)))
		elif field.fieldtype not in table_fields and isinstance(doc.get(field.fieldname), dict | list):
			problems.append(Problem(field.fieldname, doc.get(field.fieldname), "not_text"))
	return [problem for problem in problems if problem]
