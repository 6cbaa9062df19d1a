"""Real sessions of the walled world's accounts: a login by password, a cookie, a token against forgery."""

import io
import re
import zipfile

import pdfplumber
import requests
import walled_world as world

CANARIES = re.compile(rf"{world.CANARY}[-\w.]*")


def unpacked(content: bytes) -> bytes:
	"""What a reader would find: a workbook's and a letter's parts, a PDF's text, anything else as it is."""
	if content[:2] == b"PK":
		book = zipfile.ZipFile(io.BytesIO(content))
		return b"\n".join(unpacked(book.read(name)) for name in book.namelist())
	if content[:4] == b"%PDF":
		with pdfplumber.open(io.BytesIO(content)) as pdf:
			return "\n".join(page.extract_text() or "" for page in pdf.pages).encode()
	return content


class Session:
	"""One account as its browser speaks to the site; every answer is searched for foreign canaries."""

	def __init__(self, url: str, account: str, password: str = world.PASSWORD):
		self.url, self.account = url, account
		self.http = requests.Session()
		self.http.trust_env = False
		login = {"usr": world.mail(account), "pwd": password}
		answer = self.http.post(f"{url}/api/method/login", data=login, timeout=60)
		assert answer.status_code == 200, answer.text
		self.http.headers["X-Frappe-CSRF-Token"] = answer.json()["csrf_token"]

	def send(self, verb: str, path: str, **arguments) -> requests.Response:
		"""A request; fails where an account behind the wall receives a byte of the other side's text."""
		answer = self.http.request(verb, f"{self.url}{path}", timeout=120, **arguments)
		assert answer.status_code < 500, f"{self.account} {verb} {path} {arguments}: {answer.text[-2000:]}"
		self.search(answer.content, f"{verb} {path} {arguments}")
		return answer

	def search(self, content: bytes, where: str) -> None:
		"""Fail if the other side's text is in the bytes; what the request itself said may come back."""
		if self.account in world.SEE_ALL:
			return
		content = unpacked(content)
		for said in sorted(set(CANARIES.findall(where)), key=len, reverse=True):
			content = content.replace(said.encode(), b"")
		at = content.find(world.CANARY.encode())
		assert at < 0, f"{self.account} {where}: {content[max(0, at - 300) : at + 100]!r}"

	def get(self, path: str, **params) -> requests.Response:
		return self.send("GET", path, params=params)

	def call(self, path: str, /, **arguments) -> requests.Response:
		"""A whitelisted method by POST."""
		return self.send("POST", f"/api/method/{path}", json=arguments)
