"""Processes that share a run collect the same tests, whenever each of them begins: otherwise not one is run."""

import os
import subprocess
import sys
from importlib.util import find_spec

#: collects as a process does that begins so many days later and orders its sets otherwise
COLLECT = """
import datetime, sys, time_machine, pytest
now = datetime.datetime.now(datetime.timezone.utc)
time_machine.travel(now + datetime.timedelta(days=float(sys.argv[1]))).start()
sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *sys.argv[2:]]))
"""


def test_the_clock_and_the_order_of_sets_name_no_test(repo):
	rooms = ["tests"] if find_spec("frappe") else ["tests/pure"]
	collecting = [
		subprocess.Popen(
			[sys.executable, "-c", COLLECT, days, *rooms],
			cwd=repo,
			env={**os.environ, "ANSHANG_TEST_DAY": "2026-12-01", "PYTHONHASHSEED": seed},
			stdout=subprocess.PIPE,
			text=True,
		)
		for days, seed in (("0", "1"), ("40.37", "2"))
	]
	now, later = (
		[line for line in process.communicate(timeout=300)[0].splitlines() if "::" in line]
		for process in collecting
	)
	assert len(now) > 300
	assert now == later
