"""The bench builder under kills, double starts and bad luck: a bench of its own in a folder of its own."""

import json
import os
import random
import signal
import socket
import subprocess
import time

import pytest

KILLS = 8
SLOWEST_BUILD = 420


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory):
	return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def anshang(repo, own_folder):
	environment = {**os.environ, "ANSHANG_BENCH": str(own_folder / "bench")}

	def start(*arguments: str) -> subprocess.Popen:
		return subprocess.Popen(
			[repo / "anshang", *arguments],
			env=environment,
			stdout=subprocess.PIPE,
			stderr=subprocess.PIPE,
			text=True,
			start_new_session=True,
		)

	yield start
	start("down").communicate(timeout=60)


def finish(process: subprocess.Popen, seconds: float = SLOWEST_BUILD) -> tuple[int, str, str]:
	out, err = process.communicate(timeout=seconds)
	return process.returncode, out, err


def status(anshang) -> dict:
	return json.loads(finish(anshang("status", "--json"))[1])


def test_a_start_killed_anywhere_is_resumed_by_the_next(anshang):
	"""Kill at moments spread over a whole build, then let one run to its end."""
	for moment in sorted(random.Random(7).uniform(0.5, 90) for _ in range(KILLS)):
		process = anshang("up", "--detach", "--no-demo")
		try:
			process.wait(timeout=moment)
		except subprocess.TimeoutExpired:
			os.kill(process.pid, signal.SIGKILL)
			process.communicate()
	code, out, err = finish(anshang("up", "--detach", "--no-demo"))
	assert (code, err) == (0, ""), out
	assert set(status(anshang)["services"].values()) == {"up"}


def test_a_second_command_says_that_the_first_is_at_work(anshang):
	finish(anshang("down"))
	first = anshang("up", "--detach", "--no-demo")
	time.sleep(0.5)
	code, _out, err = finish(anshang("up", "--detach", "--no-demo"))
	assert code != 0
	assert "另一个 ./anshang 命令正在使用" in err
	assert finish(first)[0] == 0


def test_a_killed_database_comes_back_by_itself(anshang, own_folder):
	state = json.loads((own_folder / "bench" / "run" / "state.json").read_text())
	os.kill(state["services"]["mariadb"]["pid"], signal.SIGKILL)
	deadline = time.monotonic() + 30
	while time.monotonic() < deadline:
		now = json.loads((own_folder / "bench" / "run" / "state.json").read_text())["services"]["mariadb"]
		if now["state"] == "up" and now["pid"] != state["services"]["mariadb"]["pid"]:
			return
		time.sleep(0.3)
	raise AssertionError("the database stayed down")


def test_a_killed_supervisor_leaves_nothing_running_and_the_next_start_works(anshang, own_folder):
	state = json.loads((own_folder / "bench" / "run" / "state.json").read_text())
	os.kill(state["pid"], signal.SIGKILL)
	time.sleep(3)
	alive = [name for name, s in state["services"].items() if s["pid"] and is_running(s["pid"])]
	assert alive == []
	assert finish(anshang("up", "--detach", "--no-demo"))[0] == 0


def is_running(pid: int) -> bool:
	"""A zombie waits for whoever adopted it and runs no more."""
	try:
		with open(f"/proc/{pid}/stat") as stream:
			return stream.read().rsplit(")", 1)[1].split()[0] != "Z"
	except FileNotFoundError:
		return False


def test_a_taken_port_is_told_in_one_sentence(anshang):
	finish(anshang("down"))
	with socket.socket() as other:
		other.bind(("127.0.0.1", 0))
		other.listen()
		port = other.getsockname()[1]
		code, _out, err = finish(anshang("up", "--detach", "--no-demo", "--port", str(port)))
	assert code != 0
	assert f"端口 {port} 已被占用" in err
	assert len(err.strip().splitlines()) == 1
	assert status(anshang)["services"] == {}
