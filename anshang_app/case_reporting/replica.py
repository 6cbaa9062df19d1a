"""Reading on a replica where the site has one (`read_from_replica`): Frappe's own switch, with the method's own name."""

import functools

import frappe


def on_replica(method):
	"""`frappe.read_only` for a method; its wrapper would pass for one of Frappe's own at the gate."""
	return functools.wraps(method)(frappe.read_only()(method))
