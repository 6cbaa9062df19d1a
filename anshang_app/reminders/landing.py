"""The landing page's own parts: the role's acts with what waits, and figures of what the person reads."""

import frappe
from frappe import _

from anshang_app.foundation.units import find_excluded_zone
from anshang_app.reminders.my_work import MyWork, Task
from anshang_app.reminders.rules.landing_rules import FIGURES, PAGES, Act, LandingFigure, acts_of
from anshang_app.reminders.rules.waits import BUREAU, HOME


def acts(mine: MyWork, tasks: list[Task]) -> list[dict]:
	"""The buttons of the person's role: [{label, waiting, route, filters, address}]."""
	return [
		told_act(act, tasks) for act in acts_of(mine.viewer.roles, mine.viewer.administers) if is_open(act)
	]


def is_open(act: Act) -> bool:
	"""Whether the act's record or list is one the person may open."""
	if act.new:
		return bool(frappe.has_permission(act.new, "create"))
	return not act.doctype or bool(frappe.has_permission(act.doctype, "read"))


def told_act(act: Act, tasks: list[Task]) -> dict:
	waiting = [task for task in tasks if act.heading and task.heading == act.heading]
	card = {
		"label": _(act.label),
		"waiting": len(waiting) if act.heading else None,
		"address": act.address,
		"filters": {},
	}
	if act.new:
		return {**card, "route": ["Form", act.new, "new"]}
	if act.page:
		return {**card, "route": [act.page]}
	if len(waiting) == 1:
		(task,) = waiting
		page = page_of(task)
		return {**card, "route": [page, task.name] if page else ["Form", task.doctype, task.name]}
	return {**card, "route": ["List", act.doctype, "List"] if act.doctype else None, "filters": act.filters}


def page_of(task: Task) -> str | None:
	"""The page on which a step is taken, where it is not the record's form."""
	return PAGES.get((task.heading, task.doctype))


class OwnFigures:
	"""Numbers of the records the person reads; the bureau's leave out the zone set aside, and say so."""

	def __init__(self, mine: MyWork):
		self.zone = find_excluded_zone() if BUREAU in mine.kinds else None

	def list_shown(self) -> list[dict]:
		"""Those that are not nought: [{label, value, alarm, route, filters}]."""
		own_figures = [
			self.figure(figure) for figure in FIGURES if frappe.has_permission(figure.doctype, "read")
		]
		return [figure for figure in own_figures if figure["value"]]

	def figure(self, figure: LandingFigure) -> dict:
		filters = {**figure.filters, **self.without_zone(figure.doctype)}
		names = frappe.get_list(figure.doctype, filters=filters, pluck="name", limit_page_length=0)
		shown = {
			**figure.filters,
			**({"host_locality": ["!=", self.zone]} if figure.doctype == HOME and self.zone else {}),
		}
		return {
			"label": _(figure.label),
			"value": len(names),
			"alarm": figure.alarm,
			"route": ["List", figure.doctype, "List"],
			"filters": shown,
		}

	def without_zone(self, doctype: str) -> dict:
		"""The condition that leaves out the zone's projects and their records."""
		if not self.zone:
			return {}
		if doctype == HOME:
			return {"host_locality": ["!=", self.zone]}
		return {"project": ["not in", self.zone_projects or [""]]}

	@property
	def zone_projects(self) -> list[str]:
		return frappe.get_list(HOME, filters={"host_locality": self.zone}, pluck="name", limit_page_length=0)
