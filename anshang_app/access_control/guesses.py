"""Wrong links and codes: an address that tried too many waits."""

import frappe
from frappe import _

from anshang_app.foundation.lasting_keys import lasting_key

#: wrong ones from one address within so many seconds. Frappe's own limit counts right ones too, and a key of it that
#: expires between its two commands stays for ever
MOST, SECONDS = 30, 60


def refuse(page: str) -> None:
	"""Keep an address waiting that tried too many wrong links of a page."""
	if int(frappe.cache.get(key_of(page)) or 0) >= MOST:
		frappe.throw(_("Too many wrong links from this address: wait a minute."), frappe.TooManyRequestsError)


def count(page: str) -> None:
	"""One more wrong link of a page from this address."""
	key = key_of(page)
	frappe.cache.incrby(key, 1)
	if frappe.cache.ttl(key) < 0:
		frappe.cache.expire(key, SECONDS)


def key_of(page: str) -> bytes:
	return lasting_key(f"{page}-guesses|{frappe.local.request_ip or 'here'}")
