"""What would be wrong with lights on record, and found by nobody."""

import frappe
from frappe import _

from anshang_app.foundation.data_faults import (
	MOST,
	Fault,
	ends,
	format_end_states,
	format_value,
	is_reckoned_today,
)
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.lights import NONE
from anshang_app.progress_tracking import investment_lights, lights

NODE, PROJECT, LOG = "Project Node", "Investment Project", "Light Log"


def faults() -> list[Fault]:
	"""All faults of this room's records."""
	return [
		*log_faults(NODE, "node", "light"),
		*log_faults(PROJECT, "project", "investment_light"),
		*light_faults(),
	]


def log_faults(doctype: str, link: str, field: str) -> list[Fault]:
	"""Records whose light is not the one its log of changes leads to."""
	of_nodes = ["is", "set" if link == "node" else "not set"]
	changes = frappe.get_all(
		LOG, filters={"node": of_nodes}, fields=[link, "from_light", "to_light"], order_by=None, as_list=True
	)
	ended = ends(changes)
	message = _("shows “{0}”, its log of changes leads to “{1}”")
	wrong = []
	for name, lit in frappe.get_all(doctype, fields=["name", field], order_by="name", as_list=True):
		# nothing was lit before the first change
		led = {light: count for light, count in ended.get(name, {}).items() if light != NONE}
		if led != ({} if lit in (NONE, None, "") else {lit: 1}):
			wrong.append(
				Fault(doctype, name, message.format(format_value(lit or NONE), format_end_states(led)))
			)
	return wrong[:MOST]


def light_faults() -> list[Fault]:
	"""Nodes and projects that show another light than the rules give today."""
	if not is_reckoned_today():
		return []
	nodes, _red = lights.judged(None, load_calendar())
	message = _("shows another light than the rules give: {0}")
	money = _("keeps other figures of its investment than its entries give")
	return [
		*[Fault(NODE, name, message.format(format_value(light))) for name, light in nodes.items()][:MOST],
		*[Fault(PROJECT, row["name"], money) for row in investment_lights.changed()][:MOST],
	]
