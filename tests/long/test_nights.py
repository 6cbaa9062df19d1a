"""Sweep and digests as real processes under kills, a dead mail server and odd clocks: nothing lost, nothing twice."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from localbench.ports import any_free

NIGHT = Path(__file__).parent / "night.py"
ROUNDS = 60
VICTIMS = ("runner", "runner", "mariadb", "redis_cache", "redis_queue", "web", "worker")
SLOWEST = 90
#: hours in which people are reminded, for a test at any hour
ALL_DAY = {"digest_from_hour": 0, "digest_until_hour": 24, "digest_by_mail": 1, "go_live_date": None}
AS_SHIPPED = {"digest_from_hour": 8, "digest_until_hour": 18, "digest_by_mail": 1, "go_live_date": None}


class Night:
	"""Starts and ends processes of `night.py` on the test site."""

	def __init__(self, site: str):
		self.site, self.folder = site, os.environ["FRAPPE_SITES_PATH"]
		self.bench = Path(os.environ["ANSHANG_BENCH_ROOT"])

	def start(self, *arguments: str, at: str | None = None) -> subprocess.Popen:
		"""A process of the night; `at`: the wall clock it sees, as 2028-02-29 09:00:00 in Shanghai."""
		clock = ["faketime", "-f", f"@{at}"] if at else []
		environment = {**os.environ, "TZ": "Asia/Shanghai", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
		return subprocess.Popen(
			[*clock, sys.executable, NIGHT, self.site, *arguments],
			cwd=self.folder,
			env=environment,
			stdout=subprocess.PIPE,
			stderr=subprocess.PIPE,
			text=True,
			start_new_session=True,
		)

	def do(self, *arguments: str, at: str | None = None) -> str:
		process = self.start(*arguments, at=at)
		out, err = process.communicate(timeout=SLOWEST)
		assert process.returncode == 0, err[-2000:]
		return out

	def report(self) -> dict:
		return json.loads(self.do("report").splitlines()[-1])

	def services(self) -> dict:
		return json.loads((self.bench / "run" / "state.json").read_text())["services"]

	def wait_until_up(self) -> None:
		deadline = time.monotonic() + SLOWEST
		while time.monotonic() < deadline:
			if all(service["state"] == "up" for service in self.services().values()):
				return
			time.sleep(0.3)
		raise AssertionError(self.services())

	def kill(self, victim: str, runner: subprocess.Popen) -> None:
		if victim == "runner":
			os.killpg(runner.pid, signal.SIGKILL)
			return
		pid = self.services()[victim]["pid"]
		os.kill(pid, signal.SIGKILL)
		deadline = time.monotonic() + SLOWEST
		while self.services()[victim]["pid"] == pid and time.monotonic() < deadline:
			time.sleep(0.2)


class Mailbox:
	"""A mail server's handler that keeps what it takes."""

	def __init__(self):
		self.taken: list[tuple[str, str]] = []

	async def handle_DATA(self, server, session, envelope):
		from email import message_from_bytes

		message = message_from_bytes(envelope.content)
		self.taken.append((envelope.rcpt_tos[0], message["Message-Id"].strip("<>")))
		return "250 taken"


@pytest.fixture(scope="module")
def night(site_name, accounts):
	if not shutil.which("faketime"):
		pytest.fail("the program faketime is missing: run ./anshang up")
	night = Night(site_name)
	night.do("settings", json.dumps(ALL_DAY))
	yield night
	night.wait_until_up()
	night.do("reset")
	night.do("settings", json.dumps(AS_SHIPPED))


@pytest.fixture(scope="module")
def mail_server(night):
	"""A real mail server, and the site's account that sends through it."""
	from aiosmtpd.controller import Controller

	mailbox = Mailbox()
	controller = Controller(mailbox, hostname="127.0.0.1", port=any_free(set()))
	controller.start()
	controller.mailbox = mailbox
	night.do("mail-account", str(controller.port))
	yield controller
	controller.stop()
	night.do("no-mail-account")


@pytest.fixture(scope="module")
def undisturbed(night, mail_server):
	"""What a night leaves behind that nobody disturbed, how long it works, and who is told."""
	night.do("reset")
	night.do("work-today")
	process = night.start("run")
	assert process.stdout.readline() == "begun\n", process.stderr.read()[-2000:]
	begun = time.monotonic()
	process.communicate(timeout=SLOWEST)
	seconds = time.monotonic() - begun
	found = night.report()
	assert len(found["log"]) > 100 and len(found["digests"]) >= 5
	yield found, seconds
	night.do("rest-today")


def check_whole(found: dict, expected: dict) -> None:
	"""Lights and log as undisturbed, each person reminded once, each reminder queued once."""
	assert found["lights"] == expected["lights"]
	assert found["log"] == expected["log"]
	people = [row[0] for row in expected["digests"]]
	assert [row[0] for row in found["digests"]] == people
	assert [row[0] for row in found["told"]] == people
	assert len(found["mails"]) == len(people)
	assert found["digested_on"] == expected["digested_on"]


def test_a_night_killed_anywhere_ends_as_one_that_was_not(night, undisturbed, mail_server):
	expected, seconds = undisturbed
	dice = random.Random(20261124)
	duplicates = kills = 0
	for number in range(ROUNDS):
		victim = VICTIMS[number % len(VICTIMS)]
		night.do("reset")
		mail_server.mailbox.taken.clear()
		action = "enqueue" if victim == "worker" else "run"
		runner = night.start(action)
		assert runner.stdout.readline() == "begun\n", runner.stderr.read()[-2000:]
		time.sleep(dice.uniform(0, seconds))
		night.kill(victim, runner)
		kills += 1
		runner.communicate(timeout=SLOWEST)
		night.wait_until_up()
		night.do("run")
		night.do("age-mails")
		night.do("run")
		found = night.report()
		check_whole(found, expected)
		assert {status for _log, status in found["mails"]} == {"Sent"}, (number, victim)
		got = Counter(mail_server.mailbox.taken)
		assert {message for _to, message in got} == {message for _user, _day, message in found["digests"]}
		twice = sum(got.values()) - len(got)
		assert twice <= 1, (number, victim, twice)
		duplicates += twice
	assert kills >= 50
	print(f"{kills} kills, {duplicates} mails sent twice")


def test_two_nights_at_once_leave_what_one_leaves(night, undisturbed):
	expected, _seconds = undisturbed
	night.do("reset")
	both = [night.start("run") for _process in range(2)]
	for process in both:
		_out, err = process.communicate(timeout=SLOWEST)
		assert process.returncode == 0, err[-2000:]
	check_whole(night.report(), expected)


def test_a_mail_server_that_is_down_loses_nothing(night, undisturbed, mail_server):
	night.do("reset")
	mail_server.mailbox.taken.clear()
	night.do("mail-account", "9")
	for _try in range(5):
		night.do("run")
		night.do("age-mails")
	found = night.report()
	assert mail_server.mailbox.taken == []
	assert {status for _log, status in found["mails"]} <= {"Not Sent", "Error"}
	night.do("mail-account", str(mail_server.port))
	night.do("run")
	assert {status for _log, status in night.report()["mails"]} == {"Sent"}
	got = Counter(message for _to, message in mail_server.mailbox.taken)
	assert set(got.values()) == {1}
	assert set(got) == {message for _user, _day, message in found["digests"]}


@pytest.mark.parametrize(
	("moment", "is_told"),
	[
		("2028-02-29 09:30:00", True),
		# 春节 2026, and the Saturday worked for it
		("2026-02-18 09:30:00", False),
		("2026-02-28 09:30:00", True),
		# office hours
		("2026-03-02 07:59:00", False),
		("2026-03-02 18:01:00", False),
	],
)
def test_people_are_reminded_on_working_days_in_office_hours(night, undisturbed, moment, is_told):
	night.do("settings", json.dumps(AS_SHIPPED))
	night.do("reset", at=moment)
	night.do("run", at=moment)
	night.do("run", at=moment)
	found = night.report()
	night.do("settings", json.dumps(ALL_DAY))
	days = Counter((user, day) for user, day, _message in found["digests"])
	assert bool(days) is is_told
	assert set(days.values()) <= {1} and {day for _user, day in days} <= {moment[:10]}


def test_a_clock_set_back_reminds_nobody_twice(night, undisturbed):
	night.do("reset", at="2026-03-03 10:00:00")
	night.do("run", at="2026-03-03 10:00:00")
	first = night.report()
	for moment in ("2026-03-03 08:30:00", "2026-03-02 10:00:00", "2026-03-03 10:05:00"):
		night.do("run", at=moment)
	found = night.report()
	assert first["digests"] and len({(user, day) for user, day, _message in found["digests"]}) == len(
		found["digests"]
	)
	assert [row for row in found["digests"] if row[1] == "2026-03-03"] == first["digests"]
	assert found["lights"] == first["lights"]


def test_a_night_three_days_late_leaves_what_the_last_day_wants(night, undisturbed):
	"""Lights as if every night had been there; the log holds the change once, on the day it was seen."""
	night.do("reset", at="2026-03-02 06:00:00")
	night.do("run", at="2026-03-05 09:00:00")
	late = night.report()
	night.do("reset", at="2026-03-02 06:00:00")
	for day in range(2, 6):
		night.do("run", at=f"2026-03-0{day} 09:00:00")
	nightly = night.report()
	assert late["lights"] == nightly["lights"]
	assert len({node for node, _from, _to in late["log"]}) == len(late["log"])
	people = {user for user, _day, _message in nightly["digests"]}
	assert {user for user, day, _message in late["digests"] if day == "2026-03-05"} == people
