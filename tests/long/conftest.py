"""A bench of its own for what harms one, on a disk of its own where the machine lets us mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running_bench import Platform

from localbench.paths import Bench

SLOWEST_BUILD = 600
#: of the disk, which lies in memory: a bench takes half of it
DISK = "5g"


@pytest.fixture(scope="session")
def bench(repo, tmp_path_factory):
	folder = tmp_path_factory.mktemp("faults")
	environment = {**os.environ, "ANSHANG_BENCH": str(folder / "bench")}

	def anshang(*words: str) -> subprocess.CompletedProcess:
		return subprocess.run(
			[repo / "anshang", *words],
			env=environment,
			capture_output=True,
			text=True,
			timeout=SLOWEST_BUILD,
			check=False,
		)

	with disk_of_its_own(folder):
		started = anshang("up", "--detach")
		try:
			assert started.returncode == 0, started.stderr
			yield Platform(Bench(folder / "bench"), anshang)
		finally:
			anshang("down")


@contextmanager
def disk_of_its_own(folder: Path) -> Iterator[None]:
	"""Only root may mount one; without it the folder is used as it is."""
	mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
	mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
	try:
		yield
	finally:
		if mounted:
			subprocess.run(["umount", "--lazy", str(folder)], check=True)
