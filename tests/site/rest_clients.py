"""Accounts of the demo over REST with API keys; requests are served by another process, so what they write is real."""

import json
import re
from collections.abc import Sequence

import requests


class Client:
	"""One account over REST with its API key."""

	def __init__(self, url: str, key: str, secret: str):
		self.url = url
		self.session = requests.Session()
		self.session.trust_env = False
		self.session.headers["Authorization"] = f"token {key}:{secret}"

	def send(self, verb: str, path: str, body: dict | None = None) -> requests.Response:
		return self.session.request(verb, f"{self.url}{path}", json=body, timeout=60)

	def call(self, method: str, **arguments):
		"""What a method of the app answers: `room.api.method`."""
		answer = self.send("POST", f"/api/method/anshang_app.{method}", arguments)
		assert answer.status_code == 200, said(answer)
		return answer.json()["message"]

	def insert(self, doctype: str, **values) -> dict:
		answer = self.send("POST", f"/api/resource/{doctype}", values)
		assert answer.status_code == 200, said(answer)
		return answer.json()["data"]

	def get(self, doctype: str, name: str) -> dict:
		answer = self.send("GET", f"/api/resource/{doctype}/{name}")
		assert answer.status_code == 200, said(answer)
		return answer.json()["data"]

	def list(self, doctype: str, filters: dict) -> list[dict]:
		answer = self.session.get(
			f"{self.url}/api/resource/{doctype}", params={"filters": json.dumps(filters)}, timeout=60
		)
		assert answer.status_code == 200, said(answer)
		return answer.json()["data"]

	def put(self, doctype: str, name: str, **values) -> dict:
		answer = self.send("PUT", f"/api/resource/{doctype}/{name}", values)
		assert answer.status_code == 200, said(answer)
		return answer.json()["data"]


def said(answer: requests.Response) -> str:
	"""What a person would read of the answer."""
	try:
		body = answer.json()
	except ValueError:
		return answer.text
	messages = [json.loads(line) for line in json.loads(body.get("_server_messages") or "[]")]
	texts = []
	for message in messages:
		text = message["message"] if isinstance(message, dict) else str(message)
		texts += text if isinstance(text, list) else [text]
	return re.sub(r"<[^>]+>", " ", "\n".join(texts)) or body.get("exception") or json.dumps(body)


def clients_of(
	frappe_site, url: str, accounts: dict, members: Sequence[str], kind: type[Client] = Client
) -> dict[str, Client]:
	"""Clients of these accounts, with new keys."""
	made = {}
	# the demo was loaded by another process: an older snapshot does not show it
	frappe_site.db.rollback()
	frappe_site.set_user("Administrator")
	for member in members:
		user = frappe_site.get_doc("User", accounts[member]["user"])
		secret = frappe_site.generate_hash(length=15)
		user.api_key, user.api_secret = frappe_site.generate_hash(length=15), secret
		user.save()
		made[member] = kind(url, user.api_key, secret)
	frappe_site.db.commit()
	return made
