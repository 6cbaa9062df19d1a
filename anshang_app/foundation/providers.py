"""What a room asks of the rooms above it: each question has its providers in hooks.py, so that no room imports them."""

import frappe


def ask(question: str, *arguments) -> list:
	"""What every provider of a question returned, one list after the other, in the order of the hooks.

	A provider returns a list, or None where it has nothing to add. LookupError if hooks.py knows no such question.
	"""
	providers = frappe.get_hooks("anshang_providers")
	if question not in providers:
		raise LookupError(question)
	return [item for path in providers[question] for item in frappe.get_attr(path)(*arguments) or ()]
