"""The decorator of the app's methods: POST only, and arguments checked before the method runs."""

import functools
import inspect

import frappe
from frappe import _


def endpoint(method):
	"""Whitelist `method` for POST; a missing argument or text given as something else is refused.

	Frappe would answer both with an error of the server.
	"""
	signature = inspect.signature(method)

	@functools.wraps(method)
	def checked(*args, **kwargs):
		given = signature.bind_partial(*args, **kwargs).arguments
		for name, parameter in signature.parameters.items():
			if parameter.default is parameter.empty and given.get(name) is None:
				frappe.throw(_("The argument {0} is missing.").format(name))
			if parameter.annotation is str and not isinstance(given.get(name, ""), str):
				frappe.throw(_("The argument {0} must be text.").format(name))
		return method(*args, **kwargs)

	return frappe.whitelist(methods=["POST"])(checked)
