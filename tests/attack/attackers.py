"""An account that tries everything, and goes on whatever is answered."""

import walled_world as world
from walled_sessions import Session

SERVER_ERROR = 500


class Attacker:
	"""Sends what it is told, signs in again where a method has signed it out, and keeps what went wrong."""

	BEHIND_THE_WALL = tuple(account for account in world.ACCOUNTS if account not in world.SEE_ALL)

	def __init__(self, url: str, account: str):
		self.url, self.account = url, account
		self.session = Session(url, account)
		self.tried = 0
		self.wrong: list[str] = []

	def send(self, verb: str, path: str, **arguments):
		"""The answer; an error of the server and a byte of the other side's text are noted."""
		said = f"{self.account} {verb} {path} {str(arguments)[:300]}"
		answer = self.session.http.request(verb, f"{self.url}{path}", timeout=120, **arguments)
		self.tried += 1
		if answer.status_code >= SERVER_ERROR:
			self.wrong.append(f"{answer.status_code} {said}: {answer.text[-600:]}")
		elif answer.ok and all(word in answer.content for word in (b'"exc_type"', b'"_server_messages"')):
			self.wrong.append(f"refused although done: {said}: {answer.text[-600:]}")
		try:
			self.session.search(answer.content, f"{said} {arguments}")
		except AssertionError as leak:
			self.wrong.append(f"leak: {leak}")
		if self.session.http.cookies.get("sid") in (None, "Guest"):
			self.session = Session(self.url, self.account)
		return answer

	def call(self, path: str, arguments: dict):
		return self.send("POST", f"/api/method/{path}", json=arguments)

	def ask(self, path: str, **params):
		return self.send("GET", path, params=params)
