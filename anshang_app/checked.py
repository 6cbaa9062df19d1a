"""The base of the app's controllers: what the database would turn into a 0 or an error is refused before."""

from frappe.model.document import Document
from frappe.utils import flt

from anshang_app.checks import Problem, as_date, date_problem, number_problem
from anshang_app.messages import refuse

NUMBERS = ("Int", "Float", "Check")


class CheckedDocument(Document):
	"""A document whose numbers and dates are checked as entered, rows of its tables included."""

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

	def refuse_by_hand(self, *fields: str) -> None:
		"""Refuse a change of fields that only the steps of the path may write."""
		if not self.flags.by_path:
			refuse(self, [Problem(field, None, "by_step_only") for field in fields if self.changed(field)])


def normal(doc: Document, field: str, value: object) -> object:
	"""A value as it compares: text dates as dates, numbers as numbers, blank as None."""
	fieldtype = doc.meta.get_field(field).fieldtype
	if fieldtype == "Date":
		return as_date(value)
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
	return [problem for problem in found if problem]
