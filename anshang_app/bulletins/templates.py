"""An editable template of the bulletin is tried on the figures of today before it is stored."""

import frappe
from frappe.model.document import Document

from anshang_app.bulletins.bulletins import TEMPLATE, default_period
from anshang_app.bulletins.frozen_figures import take_snapshots
from anshang_app.bulletins.rules import draft, layout
from anshang_app.bulletins.rules.draft import Issue
from anshang_app.rendering.template_tags import BadTemplate
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


def check_template(template: Document) -> None:
	"""Refuse a template that cannot be filled in, or that names a table or chart there is none of; one is the default."""
	problems = []
	if template.changed("title_template", "body_template"):
		period = default_period()
		issue, snapshots = Issue(period.first, period.last, period.last, ""), take_snapshots(period)
		for field in ("title_template", "body_template"):
			try:
				text = draft.fill(template.get(field), issue, snapshots)
			except BadTemplate as error:
				problems.append(Problem(field, None, error.rule, error.format_parts()))
			else:
				problems += [
					Problem(field, place, "unknown_place", ("、".join(layout.names()),))
					for place in layout.unknown_places(text)
				]
	refuse(template, problems)
	if template.is_default:
		frappe.db.set_value(TEMPLATE, {"name": ["!=", template.name or ""]}, "is_default", 0)
