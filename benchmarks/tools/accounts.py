"""A session over HTTP as an account of the site."""

import frappe
import requests
from frappe.utils.password import set_encrypted_password


def with_key(user: str) -> requests.Session:
	"""A kept-alive session with the account's key, which is made and committed."""
	frappe.set_user("Administrator")
	# the web processes may have written the account since this one began to read
	frappe.db.commit()
	secret = frappe.generate_hash(length=15)
	key = frappe.db.get_value("User", user, "api_key") or frappe.generate_hash(length=15)
	frappe.db.set_value("User", user, "api_key", key)
	set_encrypted_password("User", user, secret, "api_secret")
	frappe.db.commit()
	frappe.clear_cache(user=user)
	session = requests.Session()
	session.trust_env = False
	session.headers["Authorization"] = f"token {key}:{secret}"
	return session


def forget(user: str) -> None:
	"""Take an account away with what it left, plainly: Frappe would ask for another administrator first."""
	frappe.db.delete("Activity Log", {"user": user})
	frappe.db.delete("Has Role", {"parent": user})
	frappe.db.delete("__Auth", {"doctype": "User", "name": user})
	frappe.db.delete("User", {"name": user})
