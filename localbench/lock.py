"""One command at a time may build or change a bench."""

import fcntl
from contextlib import contextmanager

from localbench.paths import Bench
from localbench.trouble import Trouble


@contextmanager
def only_one(bench: Bench):
	bench.root.mkdir(parents=True, exist_ok=True)
	with (bench.root / ".lock").open("w") as stream:
		try:
			fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			raise Trouble(f"另一个 ./anshang 命令正在使用 {bench.root}：请等它结束后再试。") from None
		yield
