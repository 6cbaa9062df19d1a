"""A running bench of a test's own: its people, its processes, its database."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pymysql
import requests

from localbench import ports
from localbench.configuration import secret
from localbench.paths import Bench

#: seconds within which everybody's work goes on after a fault
RECOVERED = 30.0


@dataclass
class Platform:
	"""`anshang(*words)` runs a command of the checkout on this bench."""

	bench: Bench
	anshang: Callable
	http: dict[str, requests.Session] = field(default_factory=dict)

	def __post_init__(self):
		self.url = json.loads(self.anshang("status", "--json").stdout)["url"]
		self.ports = ports.load(self.bench)
		rows = json.loads(self.anshang("accounts", "--json").stdout)
		self.accounts = {row["user"].split("@")[0]: row for row in rows}

	def session(self, account: str) -> requests.Session:
		if account not in self.http:
			session = self.http[account] = requests.Session()
			session.trust_env = False
			row = self.accounts[account]
			login = {"usr": row["user"], "pwd": row["password"]}
			answer = session.post(f"{self.url}/api/method/login", data=login, timeout=60)
			assert answer.status_code == 200, answer.text
			session.headers["X-Frappe-CSRF-Token"] = answer.json()["csrf_token"]
		return self.http[account]

	def service(self, name: str) -> int:
		"""The pid of a service, once it runs."""
		file, end = self.bench.run / "state.json", time.monotonic() + RECOVERED
		while time.monotonic() < end:
			found = json.loads(file.read_text())["services"][name]["pid"]
			if found:
				return found
			time.sleep(0.1)
		raise AssertionError(f"{name} stayed down")

	def sql(self, statement: str) -> tuple:
		database = pymysql.connect(
			host="127.0.0.1",
			port=self.ports["mariadb"],
			user="root",
			password=secret(self.bench, "mariadb_root"),
			autocommit=True,
		)
		with database, database.cursor() as cursor:
			cursor.execute(statement)
			return cursor.fetchall()

	@property
	def has_a_disk(self) -> bool:
		"""Whether it lies on a disk of its own, which may be filled."""
		return os.path.ismount(self.bench.root.parent)

	@contextmanager
	def full_disk(self) -> Iterator[None]:
		"""Not one byte more can be written, by whatever service of the bench."""
		ballast = self.bench.root.parent / "ballast"
		try:
			with ballast.open("wb") as file:
				size = 0
				# what the services write meanwhile takes of it, too
				while free := shutil.disk_usage(ballast.parent).free:
					os.posix_fallocate(file.fileno(), size, free)
					size += free
			yield
		finally:
			ballast.unlink()
