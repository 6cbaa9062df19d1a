"""The platform under faults, a bench of its own: what was acknowledged stands, nothing is written twice, it recovers.

Six people work over HTTP while a process is killed, stopped or emptied. A request that got no answer, or an error of
the server, is sent again with the same key, as the phone page and other systems do.
"""

import io
import itertools
import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable

import pymysql
import redis
import requests
from openpyxl import Workbook
from running_bench import RECOVERED, Platform

SITE_METHODS = "/api/method/anshang_app."
ROUNDS = 66
BETWEEN_TRIES = 0.4
#: what a person may be told while the platform is not well, and what he must never see
HIDDEN = ("Traceback", "pymysql", "SELECT ", "/apps/frappe")
MAY_PASS = {409, 429, 500, 502, 503, 504}
#: refusals that ask to send it again
AGAIN = ("changed_meanwhile", "overtaken")


# --- faults -------------------------------------------------------------------------------------------------


def kill(service: str) -> Callable[[Platform], None]:
	def work(platform: Platform) -> None:
		os.killpg(os.getpgid(platform.service(service)), signal.SIGKILL)

	return work


def stand_still(service: str, seconds: float) -> Callable[[Platform], None]:
	"""Neither dead nor alive for a while: a disk that does not answer, a machine that swaps."""

	def work(platform: Platform) -> None:
		pid = platform.service(service)
		os.kill(pid, signal.SIGSTOP)
		time.sleep(seconds)
		os.kill(pid, signal.SIGCONT)

	return work


def empty(service: str) -> Callable[[Platform], None]:
	def work(platform: Platform) -> None:
		redis.Redis(port=platform.ports[service]).flushall()

	return work


def read_only(platform: Platform) -> None:
	"""As an operator sets it who copies the database."""
	platform.sql("set global read_only = 1")
	time.sleep(2.5)
	platform.sql("set global read_only = 0")


def drop_connections(platform: Platform) -> None:
	for (number,) in platform.sql("select id from information_schema.processlist where user like '\\_%'"):
		try:
			platform.sql(f"kill {number}")
		except pymysql.err.OperationalError:
			# it ended by itself
			continue


FAULTS = {
	"web killed": kill("web"),
	"database killed": kill("mariadb"),
	"database stands still": stand_still("mariadb", 4),
	"database read-only": read_only,
	"connections dropped": drop_connections,
	"cache killed": kill("redis_cache"),
	"cache emptied": empty("redis_cache"),
	"queue killed": kill("redis_queue"),
	"queue emptied": empty("redis_queue"),
	"worker killed": kill("worker"),
	"scheduler killed": kill("scheduler"),
}


# --- people -------------------------------------------------------------------------------------------------


class Person(threading.Thread):
	"""Somebody who does the same thing again and again until told to stop, and notes what was acknowledged."""

	def __init__(self, platform: Platform, account: str, act: Callable[["Person", int], None]):
		super().__init__(daemon=True)
		self.platform, self.account, self.act = platform, account, act
		self.session = platform.session(account)
		self.done: list[str] = []
		self.slowest = 0.0
		self.passing: Counter = Counter()
		self.error: Exception | None = None
		self.enough = threading.Event()

	def run(self) -> None:
		try:
			for number in itertools.count(1):
				if self.enough.is_set():
					return
				self.act(self, number)
		except Exception as error:
			self.error = error

	def send(self, verb: str, path: str, key: str | None = None, **arguments) -> dict:
		"""The answer of a request that is sent until it has one; `key` makes it one work however often it is sent."""
		headers = {"Idempotency-Key": key.encode().hex()} if key else {}
		began = time.monotonic()
		while True:
			try:
				answer = self.session.request(
					verb, f"{self.platform.url}{path}", headers=headers, timeout=25, **arguments
				)
			except requests.RequestException as error:
				told = type(error).__name__
			else:
				if answer.status_code == 200:
					self.slowest = max(self.slowest, time.monotonic() - began)
					return answer.json()
				told = f"{answer.status_code} {answer.text[:2000]}"
				seen = [word for word in HIDDEN if word in answer.text]
				assert not seen, f"{verb} {path} shows {seen}: {told}"
				again = answer.status_code in MAY_PASS or any(word in answer.text for word in AGAIN)
				assert again, f"{verb} {path}: {told}"
				self.passing[answer.status_code] += 1
			assert time.monotonic() - began < RECOVERED, f"{verb} {path} for {RECOVERED:.0f} s: {told}"
			time.sleep(BETWEEN_TRIES)


def file_entries(project: str, mark: str) -> Callable[[Person, int], None]:
	"""A record of work as the phone page sends it, with its own number."""

	def act(person: Person, number: int) -> None:
		text = f"{mark}{number}"
		values = {"entry_kind": "Phone Contact", "content": text}
		body = {"project": project, "values": values, "client_id": text, "confirmed": 1}
		person.send("POST", f"{SITE_METHODS}progress_tracking.api.file_entry", json=body)
		person.done.append(text)

	return act


def enter_projects(like: dict, mark: str) -> Callable[[Person, int], None]:
	def act(person: Person, number: int) -> None:
		text = f"{mark}{number}"
		values = {**like, "project_name": text, "enterprise_name": f"{text}公司"}
		path = f"{SITE_METHODS}key_projects.api.enter_project"
		person.send("POST", path, key=text, json={"values": values})
		person.done.append(text)

	return act


def send_orders(project: str, unit: str, mark: str) -> Callable[[Person, int], None]:
	def act(person: Person, number: int) -> None:
		text = f"{mark}{number}"
		values = {
			"project": project,
			"matter": text,
			"requirement": text,
			"source": "Found by the Bureau",
			"person": "张三",
			"unit": unit,
			"due_date": "2099-01-05",
		}
		person.send("POST", "/api/resource/Supervision Order", key=text, json=values)
		person.done.append(text)

	return act


def change_project(project: str, mark: str) -> Callable[[Person, int], None]:
	"""The same field over and over: what was acknowledged last stands."""

	def act(person: Person, number: int) -> None:
		text = f"{mark}{number}"
		person.send("PUT", f"/api/resource/Investment Project/{project}", json={"construction_content": text})
		person.done.append(text)
		time.sleep(0.3)

	return act


def import_ledgers(mode: str, chain: str, mark: str) -> Callable[[Person, int], None]:
	def act(person: Person, number: int) -> None:
		names = [f"{mark}{number}之{row}" for row in range(8)]
		places = [f"台账|{row}" for row in range(3, 3 + len(names))]
		fields = {"choices": json.dumps({"landing_mode": mode}), "places": json.dumps(places)}
		while places:
			sent = {**fields, "places": json.dumps(places)}
			file = {"file": (f"{mark}{number}.xlsx", ledger(names, chain))}
			path = f"{SITE_METHODS}ledger_import.api.enter_ledger"
			answer = person.send("POST", path, data=sent, files=file)["message"]
			assert answer["failed"] == [], answer
			places = answer["left"]
		person.done += names

	return act


def ledger(names: list[str], chain: str) -> bytes:
	book = Workbook()
	page = book.active
	page.title = "台账"
	page.append(["重点项目台账"])
	page.append(["项目名称", "企业名称", "固投（万元）", "总投资（万元）", "所属产业"])
	for name in names:
		page.append([name, f"{name}公司", 25000, 30000, chain])
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()


# --- the trial ----------------------------------------------------------------------------------------------


def test_nothing_acknowledged_is_lost_nothing_is_done_twice_and_it_recovers(bench):
	bureau = bench.session("zhengshu")

	def rows(doctype: str, filters: list, fields: list[str]) -> list[dict]:
		asked = {"filters": json.dumps(filters), "fields": json.dumps(fields), "limit_page_length": 0}
		answer = bureau.get(f"{bench.url}/api/resource/{doctype}", params=asked, timeout=60)
		assert answer.status_code == 200, answer.text
		return answer.json()["data"]

	fields = ["name", "industry_chain", "landing_mode", "host_locality", "chain_lead_unit"]
	project = rows("Investment Project", [["stage", "=", "Construction"]], fields)[0]
	like = {
		"landing_mode": project["landing_mode"],
		"admission_ground": "Chain and Investment",
		"industry_chain": project["industry_chain"],
		"fixed_asset_investment": 25000,
		"total_investment": 30000,
		"host_locality": project["host_locality"],
		"chain_lead_unit": project["chain_lead_unit"],
	}
	name = project["name"]
	people = {
		"电话": Person(bench, "zhengshu", file_entries(name, "电话")),
		"录入": Person(bench, "zhaoshang", enter_projects(like, "录入")),
		"督办": Person(bench, "zhengshu", send_orders(name, project["chain_lead_unit"], "督办")),
		"改动": Person(bench, "zhaoshang", change_project(name, "改动")),
		"台账": Person(
			bench,
			"zhengshu",
			import_ledgers(project["landing_mode"], project["industry_chain"], "台账"),
		),
	}
	for person in people.values():
		person.start()
	tried = Counter()
	lot = random.Random(19)
	order = [*FAULTS]
	for number in range(ROUNDS):
		if number % len(order) == 0:
			lot.shuffle(order)
		fault = order[number % len(order)]
		time.sleep(lot.uniform(0.3, 2.0))
		FAULTS[fault](bench)
		tried[fault] += 1
		wait_until_all_work(people)
	for person in people.values():
		person.enough.set()
	for person in people.values():
		person.join(RECOVERED)
	assert {who: str(person.error) for who, person in people.items() if person.error} == {}
	told = {
		who: (len(person.done), round(person.slowest, 1), dict(person.passing))
		for who, person in people.items()
	}
	print(json.dumps({"faults": tried, "acknowledged, slowest s, told": told}, ensure_ascii=False))
	assert min(tried.values()) == ROUNDS // len(FAULTS)

	entries = rows("Progress Entry", [["content", "like", "电话%"]], ["content"])
	assert Counter(row["content"] for row in entries) == Counter(people["电话"].done)
	orders = rows("Supervision Order", [["matter", "like", "督办%"]], ["matter"])
	assert Counter(row["matter"] for row in orders) == Counter(people["督办"].done)
	for mark in ("录入", "台账"):
		found = rows("Investment Project", [["project_name", "like", f"{mark}%"]], ["project_name"])
		assert Counter(row["project_name"] for row in found) == Counter(people[mark].done)
	last = rows("Investment Project", [["name", "=", name]], ["construction_content"])
	assert last[0]["construction_content"] == people["改动"].done[-1]
	checked = bench.anshang("doctor", "--data")
	assert checked.returncode == 0, checked.stdout + checked.stderr


def wait_until_all_work(people: dict[str, Person]) -> None:
	"""Until everybody has finished something more, or said why not."""
	before = {who: len(person.done) for who, person in people.items()}
	end = time.monotonic() + RECOVERED * 2
	while time.monotonic() < end:
		errors = {who: str(person.error) for who, person in people.items() if person.error}
		assert errors == {}
		if all(len(person.done) > before[who] for who, person in people.items()):
			return
		time.sleep(0.1)
	raise AssertionError(f"no work after {before}: { {who: len(p.done) for who, p in people.items()} }")
