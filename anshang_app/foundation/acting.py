"""Acting as somebody else for a while within one request or job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import frappe

#: what Frappe remembers of the user, each with what it is before he asked for anything
REMEMBERED: dict[str, Callable[[], Any]] = {
	"cache": dict,
	"form_dict": frappe._dict,
	"jenv": lambda: None,
	"new_doc_templates": dict,
	"role_permissions": dict,
	"user_perms": lambda: None,
}


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Be `user` for a while and who one was afterwards, with the session as it was.

	`frappe.set_user` also empties the session (its key, the token against forgery), and the end of a request stores
	that: whoever is logged in could save nothing more before he loads the desk anew.
	"""
	before = frappe.session.user
	remembered = {name: getattr(frappe.local, name, None) for name in REMEMBERED}
	frappe.session.user = user
	for name, empty in REMEMBERED.items():
		setattr(frappe.local, name, empty())
	try:
		yield
	finally:
		frappe.session.user = before
		for name, value in remembered.items():
			setattr(frappe.local, name, value)
