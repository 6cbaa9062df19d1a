"""One-time codes: handed to the registered contact by the project's team, changed for a ticket on the page.

Both live in the cache only, as hashes: a restart ends them. A code is good once and for few wrong tries.
"""

import hmac
import json
import secrets

import frappe
from frappe import _

from anshang_app.access_control.enterprise_links import hashed
from anshang_app.foundation.lasting_keys import lasting_key
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

#: digits of a code, wrong tries it stands, and the seconds a code and a ticket last
DIGITS, TRIES = 6, 5
CODE_SECONDS, TICKET_SECONDS = 30 * 60, 2 * 60 * 60


def issue(project: str, contact: str) -> dict:
	"""A new code for an active contact of the project's enterprise: {code, contact_name, minutes}; an older one ends."""
	held = frappe.db.get_value(
		"Project Contact", contact, ["project", "side", "contact_name", "is_active"], as_dict=True
	)
	if not held or (held.project, held.side, held.is_active) != (project, "Enterprise", 1):
		refuse(frappe.new_doc("Enterprise Act"), [Problem("contact", contact, "not_its_contact")])
	code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
	code_facts = {"hash": hashed(code), "contact": contact, "by": frappe.session.user}
	frappe.cache.set(code_key(project), json.dumps(code_facts), ex=CODE_SECONDS)
	frappe.cache.set(tries_key(project), 0, ex=CODE_SECONDS)
	return {"code": code, "contact_name": held.contact_name, "minutes": CODE_SECONDS // 60}


def change(project: str, link: str, code: str) -> dict | None:
	"""Change a right code for a ticket of a link: {ticket, contact_name, minutes}; None where it is wrong or over."""
	key = code_key(project)
	stored = frappe.cache.get(key)
	# counted before it is compared: of many at once no more than these are
	if not stored or frappe.cache.incrby(tries_key(project), 1) > TRIES:
		return None
	code_facts = json.loads(stored)
	right = hmac.compare_digest(code_facts["hash"], hashed(code))
	# of two at once only one deletes it
	if not right or not frappe.cache.delete(key):
		return None
	ticket = secrets.token_urlsafe(32)
	act = {"contact": code_facts["contact"], "by": code_facts["by"], "link": link}
	frappe.cache.set(ticket_key(ticket), json.dumps(act), ex=TICKET_SECONDS)
	return {"ticket": ticket, "contact_name": name_of(code_facts["contact"]), "minutes": TICKET_SECONDS // 60}


def holder_of(ticket: str, link: str) -> dict:
	"""Who acts by a ticket of this link: {contact, contact_name, by}; refused where it is over or another link's."""
	stored = frappe.cache.get(ticket_key(ticket))
	held = json.loads(stored) if stored else {}
	active = held.get("link") == link and frappe.db.get_value("Project Contact", held["contact"], "is_active")
	if not active:
		frappe.throw(
			_("Enter a one-time code first: the agent of the project hands you one."), frappe.PermissionError
		)
	return {**held, "contact_name": name_of(held["contact"])}


def name_of(contact: str) -> str:
	return frappe.db.get_value("Project Contact", contact, "contact_name") or ""


def code_key(project: str) -> bytes:
	return lasting_key(f"enterprise-code:{project}")


def tries_key(project: str) -> bytes:
	return lasting_key(f"enterprise-tries:{project}")


def ticket_key(ticket: str) -> bytes:
	return lasting_key(f"enterprise-ticket:{hashed(ticket)}")
