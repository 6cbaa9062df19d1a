"""What an account finds at the desk: workspaces with their blocks, pages, reports, dashboards, cards, charts."""

import json
import re

import requests

TOKEN = re.compile(r'csrf_token\s*=\s*"([0-9a-f]+)"')
BOOT = re.compile(r"frappe\.boot\s*=\s*(?:JSON\.parse\()?(\".*?\"|\{.*?\})\)?;\s*\n", re.S)
#: kinds of record of the desk that belong to a module -> field of the name an account meets
LISTED = {"Dashboard": "name", "Number Card": "name", "Dashboard Chart": "name"}
BLOCKS = ("cards", "shortcuts", "charts", "number_cards")


class Desk:
	"""An account signed in at a site's desk."""

	def __init__(self, url: str, user: str, password: str, site: str | None = None):
		self.url, self.http = url, requests.Session()
		self.http.trust_env = False
		if site:
			self.http.headers["Host"] = site
		signed_in = self.http.post(f"{url}/api/method/login", data={"usr": user, "pwd": password}, timeout=60)
		assert signed_in.status_code == 200, signed_in.text[-500:]
		self.page = self.http.get(f"{url}/app", timeout=60).text
		self.http.headers["X-Frappe-CSRF-Token"] = TOKEN.search(self.page)[1]

	def call(self, method: str, **arguments):
		"""The `message` of a desk method."""
		response = self.http.post(f"{self.url}/api/method/{method}", json=arguments, timeout=60)
		assert response.status_code == 200, f"{method}: {response.text[-500:]}"
		return response.json().get("message")

	def boot(self) -> dict:
		"""What the desk was started with."""
		value = json.loads(BOOT.search(self.page)[1])
		return json.loads(value) if isinstance(value, str) else value


def inventory(desk: Desk) -> dict[str, list[str]]:
	"""Names by kind, sorted; of a workspace's blocks `workspace: kind: label`."""
	boot = desk.boot()
	workspaces = desk.call("frappe.desk.desktop.get_workspace_sidebar_items")["pages"]
	found = {
		"workspaces": [page["name"] for page in workspaces],
		"pages": list(boot["page_info"]),
		"reports": list(boot["user"]["all_reports"]),
		"blocks": [],
	}
	for page in workspaces:
		if page["public"]:
			found["blocks"] += blocks_of(desk, page)
	for doctype, field in LISTED.items():
		rows = desk.call(
			"frappe.desk.reportview.get",
			doctype=doctype,
			fields=json.dumps([f"`tab{doctype}`.`{field}`"]),
			filters="[]",
			order_by=f"`tab{doctype}`.`{field}` asc",
			start=0,
			page_length=500,
		)
		found[doctype] = [row[0] for row in rows["values"]] if rows else []
	return {kind: sorted(names) for kind, names in found.items()}


def blocks_of(desk: Desk, page: dict) -> list[str]:
	"""The blocks of a workspace that the account is shown, links of cards apart."""
	content = desk.call("frappe.desk.desktop.get_desktop_page", page=json.dumps(page))
	found = []
	for kind in BLOCKS:
		for item in (content.get(kind) or {}).get("items", []):
			label = item.get("label") or item.get("chart_name") or item.get("number_card_name")
			found.append(f"{page['name']}: {kind}: {label}")
			found += [f"{page['name']}: link: {link['link_to']}" for link in item.get("links", [])]
	return found
