from collections import defaultdict

import frappe
from frappe import _
from frappe.utils import today

from anshang_app.access_control import audit, row_rule
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, order_problems
from anshang_app.validation.messages import refuse

#: the field a recipient is named in: exactly one of them
RECIPIENT = ("unit", "user", "address", "place")
#: the kind that is opened by a link, by whoever has it
SCREEN = "Wall Chart Screen"
#: what a withdrawal may still write
OPEN = ("state", "withdrawn_on", "withdrawn_by", "withdrawal_reason")


class Publication(CheckedDocument):
	"""What was published on purpose; it is withdrawn, never changed and never deleted."""

	open_ended = ("open_until",)

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.published_by, self.published_on = frappe.session.user, today()
		self.state = "Publication in Force"
		self.is_demo = int(self.is_demo or self.shows_the_demo_only())

	def validate(self):
		if self.is_new():
			# past the level of rights that keeps it from everybody
			self.token_hash = self.flags.token_hash
			refuse(self, self.problems())
		elif not self.flags.by_path or self.changed(*self.fixed_fields()):
			refuse(self, [Problem("state", None, "by_step_only")])

	def after_insert(self):
		audit.record("Publication Recorded", self)

	def on_trash(self):
		refuse(self, [Problem("document", self.name, "kept_on_record")])

	def problems(self) -> list[Problem]:
		"""A recipient named not at all or twice over, a record its publisher may not read, an end before today."""
		problems = order_problems(self.as_dict(), (("published_on", "open_until"),))
		if not self.recipients:
			problems.append(Problem("recipients", None, "one_recipient"))
		for row in self.recipients:
			if sum(bool(row.get(field)) for field in RECIPIENT) != 1:
				problems.append(Problem("unit", None, "one_recipient", table="recipients", row=row.idx))
		if self.kind == SCREEN:
			problems += self.screen_problems()
		viewer = viewer_of()
		for row in self.records:
			if not row_rule.may_see_whole(row.record_type, row.record_name, viewer):
				problems.append(
					Problem("record_name", row.record_name, "not_readable", table="records", row=row.idx)
				)
		return problems

	def screen_problems(self) -> list[Problem]:
		"""A screen is opened by its step only, shows projects, and ends."""
		problems = [] if self.token_hash else [Problem("kind", _(self.kind), "by_step_only")]
		if not any(row.record_type == row_rule.PROJECT for row in self.records):
			problems.append(Problem("records", None, "needed_for_step"))
		if not self.open_until:
			problems.append(Problem("open_until", None, "needed_for_step"))
		return problems

	def shows_the_demo_only(self) -> bool:
		"""Whether every record shown is the demo's: such a publication goes with it, and is no event of the audit."""
		shown = defaultdict(list)
		for row in self.records:
			if frappe.get_meta(row.record_type).has_field("is_demo"):
				shown[row.record_type].append(row.record_name)
		real = (frappe.db.count(kind, {"name": ["in", names], "is_demo": 0}) for kind, names in shown.items())
		return bool(shown) and not any(real)

	def fixed_fields(self) -> list[str]:
		"""Every field but those of the withdrawal."""
		return [
			field.fieldname
			for field in self.meta.fields
			if field.fieldname not in OPEN
			and field.fieldtype not in ("Table", "Column Break", "Section Break")
		]
