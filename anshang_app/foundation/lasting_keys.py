"""Keys of counts and codes in Redis: of this site, and left alone when Frappe clears the site's cache.

A sign-in that names no account makes Frappe before 15.101 clear all of it, so anybody could set a count back.
"""

import frappe


def lasting_key(name: str) -> bytes:
	"""The key under which Redis keeps `name` for this site."""
	return f"anshang@{frappe.local.site}|{name}".encode()
