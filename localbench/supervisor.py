"""One process that keeps the services of a bench running, and ends them with itself."""

import contextlib
import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from localbench import ports as port_book
from localbench.commands import dying_with_parent
from localbench.paths import REPO, Bench, write_json
from localbench.services import APPS, Service, all_services
from localbench.trouble import Trouble

TICK = 0.2
SLOWEST_RESTART = 10.0
STOP_PATIENCE = {"mariadb": 20.0}
DEFAULT_PATIENCE = 8.0


class Running:
	"""One service: its process, its restarts and whether it answers."""

	def __init__(self, service: Service, log: Path):
		self.service = service
		self.log = log
		self.process: subprocess.Popen | None = None
		self.up = False
		self.restarts = -1
		self.not_before = 0.0

	def alive(self) -> bool:
		return self.process is not None and self.process.poll() is None

	def keep(self) -> None:
		"""Start it when it should run and does not; look whether it answers."""
		if not self.alive():
			self.up = False
			if time.monotonic() >= self.not_before:
				self.start()
		elif not self.up:
			self.up = self.service.is_up()

	def start(self) -> None:
		self.restarts += 1
		self.not_before = time.monotonic() + min(0.5 * 2**self.restarts, SLOWEST_RESTART)
		with self.log.open("ab") as stream:
			self.process = subprocess.Popen(
				self.service.command,
				executable=self.service.executable,
				cwd=self.service.cwd,
				stdin=subprocess.DEVNULL,
				stdout=stream,
				stderr=subprocess.STDOUT,
				start_new_session=True,
				preexec_fn=dying_with_parent(signal.SIGTERM),
			)

	def stop(self) -> None:
		"""Ask, wait, then end it and whatever it started."""
		if not self.process:
			return
		if self.alive():
			self.process.terminate()
			with contextlib.suppress(subprocess.TimeoutExpired):
				self.process.wait(STOP_PATIENCE.get(self.service.name, DEFAULT_PATIENCE))
		with contextlib.suppress(ProcessLookupError):
			os.killpg(self.process.pid, signal.SIGKILL)
		self.process.wait()
		self.process, self.up, self.restarts, self.not_before = None, False, -1, 0.0


class Supervisor:
	"""Follows `run/want.json`: which groups should run, and the generation of the app's code."""

	def __init__(self, bench: Bench, parent: int | None):
		self.bench = bench
		self.parent = parent
		self.ending = False
		self.generation = 0
		ports = port_book.load(bench)
		self.all = [Running(s, bench.logs / f"{s.name}.log") for s in all_services(bench, ports)]

	def run(self) -> None:
		for number in (signal.SIGTERM, signal.SIGINT):
			signal.signal(number, self.end)
		signal.signal(signal.SIGHUP, signal.SIG_IGN)
		try:
			while not self.ending:
				try:
					self.tick()
				except OSError as error:
					# what finds no room is written or started at the next turn: a full disk ends nothing
					if error.errno != errno.ENOSPC:
						raise
				time.sleep(TICK)
		finally:
			for running in reversed(self.all):
				running.stop()
			state_file(self.bench).unlink(missing_ok=True)

	def end(self, *_signal) -> None:
		self.ending = True

	def tick(self) -> None:
		if self.parent and os.getppid() != self.parent:
			self.ending = True
			return
		want = read_want(self.bench)
		if want["generation"] != self.generation:
			self.generation = want["generation"]
			for running in reversed([r for r in self.all if r.service.group == APPS]):
				running.stop()
		for running in self.all:
			if running.service.group in want["groups"] and running.service.is_wanted(self.bench):
				running.keep()
			else:
				running.stop()
		write_json(state_file(self.bench), self.state())

	def state(self) -> dict:
		return {
			"pid": os.getpid(),
			"generation": self.generation,
			"services": {
				r.service.name: {
					"state": "up" if r.up else "down",
					"pid": r.process.pid if r.process else None,
					"restarts": max(r.restarts, 0),
				}
				for r in self.all
				if r.service.is_wanted(self.bench)
			},
		}


def state_file(bench: Bench) -> Path:
	return bench.run / "state.json"


def read_want(bench: Bench) -> dict:
	return json.loads((bench.run / "want.json").read_text())


def read_state(bench: Bench) -> dict | None:
	"""The supervisor's state, or None when none is running."""
	if not supervisor_lock_held(bench) or not state_file(bench).exists():
		return None
	return json.loads(state_file(bench).read_text())


def supervisor_lock_held(bench: Bench) -> bool:
	"""A lock, unlike a pid, cannot be left behind by a kill."""
	lock = bench.run / "supervisor.lock"
	if not lock.exists():
		return False
	with lock.open() as stream:
		try:
			fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			return True
		return False


def start(bench: Bench, groups: list[str], detached: bool) -> None:
	"""Start a supervisor for the groups; not detached, it ends with this process."""
	write_json(bench.run / "want.json", {"groups": groups, "generation": 0})
	state_file(bench).unlink(missing_ok=True)
	command = [sys.executable, "-m", "localbench.supervisor", str(bench.root)]
	if not detached:
		command.append(str(os.getpid()))
	with (bench.logs / "supervisor.log").open("ab") as log:
		subprocess.Popen(
			command,
			cwd=REPO,
			stdin=subprocess.DEVNULL,
			stdout=log,
			stderr=subprocess.STDOUT,
			start_new_session=True,
		)


def want(bench: Bench, groups: list[str], restart_apps: bool = False) -> None:
	now = read_want(bench)
	generation = now["generation"] + (1 if restart_apps else 0)
	write_json(bench.run / "want.json", {"groups": groups, "generation": generation})


def wait_until_up(bench: Bench, groups: list[str], seconds: float) -> None:
	"""Wait until every service of the groups answers; name the ones that do not."""
	ports = port_book.load(bench)
	names = [s.name for s in all_services(bench, ports) if s.group in groups and s.is_wanted(bench)]
	generation = read_want(bench)["generation"]
	deadline = time.monotonic() + seconds
	down = names
	while time.monotonic() < deadline:
		state = read_state(bench)
		if state and state["generation"] == generation:
			down = [name for name in names if state["services"].get(name, {}).get("state") != "up"]
			if not down:
				return
			broken = [name for name in down if state["services"].get(name, {}).get("restarts", 0) > 4]
			if broken:
				break
		time.sleep(TICK)
	raise Trouble(f"服务 {'、'.join(down)} 没有启动：请看 {bench.logs} 中的同名日志。")


def stop(bench: Bench, seconds: float = 40.0) -> bool:
	"""End the supervisor and wait for it; False when none was running."""
	state = read_state(bench)
	if not state:
		return False
	os.kill(state["pid"], signal.SIGTERM)
	deadline = time.monotonic() + seconds
	while supervisor_lock_held(bench):
		if time.monotonic() > deadline:
			raise Trouble(f"监管进程 {state['pid']} 没有在 {seconds:.0f} 秒内结束。")
		time.sleep(TICK)
	return True


def main(root: str, parent: str | None = None) -> None:
	bench = Bench(Path(root))
	with (bench.run / "supervisor.lock").open("w") as lock:
		take_lock(lock)
		Supervisor(bench, int(parent) if parent else None).run()


def take_lock(lock) -> None:
	"""Those who only look hold the lock for a moment; a second supervisor would hold it for good."""
	for _attempt in range(20):
		try:
			return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			time.sleep(TICK / 2)
	raise SystemExit("another supervisor runs this bench")


if __name__ == "__main__":
	main(*sys.argv[1:])
