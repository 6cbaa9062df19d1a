"""How long the desk's commonest requests take, against the server's own floor in the same run.

The floor is Frappe's ping: one request through the same doors that touches no record. Prints one JSON
line per figure; ratios, since the machine is noisy.
"""

import json
import os
import statistics
import sys
import time

import frappe
import requests

ROUNDS = 30
#: a list of twenty records may cost this many pings, a form with its surroundings this many
BOUNDS = {"list_over_ping": 4.0, "form_over_ping": 8.0}


def main() -> None:
	session = logged_in(os.environ["ANSHANG_TEST_URL"], os.environ["FRAPPE_SITE"])
	ping = middle(session, "/api/method/ping")
	paths = {
		"list_over_ping": '/api/resource/Plan Template?fields=["name","modified"]&limit_page_length=20',
		"form_over_ping": "/api/method/frappe.desk.form.load.getdoc?doctype=Work Calendar&name=2026",
	}
	kept = [report(name, middle(session, path) / ping, BOUNDS[name]) for name, path in paths.items()]
	sys.exit(not all(kept))


def logged_in(url: str, site: str) -> requests.Session:
	"""A session with an API key of Administrator's, made for this run."""
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	secret = frappe.generate_hash(length=15)
	user = frappe.get_doc("User", "Administrator")
	user.api_key = user.api_key or frappe.generate_hash(length=15)
	user.api_secret = secret
	user.save()
	frappe.db.commit()
	session = requests.Session()
	session.trust_env = False
	session.headers["Authorization"] = f"token {user.api_key}:{secret}"
	session.url = url
	frappe.destroy()
	return session


def middle(session: requests.Session, path: str) -> float:
	"""Median seconds of a GET, after one to warm up."""
	seconds = []
	for _ in range(ROUNDS + 1):
		began = time.perf_counter()
		session.get(session.url + path, timeout=30).raise_for_status()
		seconds.append(time.perf_counter() - began)
	return statistics.median(seconds[1:])


def report(name: str, value: float, bound: float) -> bool:
	ok = value <= bound
	print(json.dumps({"name": name, "value": round(value, 2), "unit": "ratio", "bound": bound, "ok": ok}))
	return ok


if __name__ == "__main__":
	main()
