"""Steps that are done or not done: a step's mark is written last and holds the print of its inputs."""

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path

from localbench.paths import Bench, write_atomically

STARTED = time.monotonic()
_printing = threading.Lock()


def say(text: str) -> None:
	"""One line of progress with the seconds since the command began."""
	with _printing:
		print(f"[{time.monotonic() - STARTED:6.1f} 秒] {text}", flush=True)


@contextmanager
def timed(title: str):
	began = time.monotonic()
	say(f"{title} …")
	yield
	say(f"{title} 完成（{time.monotonic() - began:.1f} 秒）")


def fingerprint(*parts: str | bytes | Path | Iterable[Path]) -> str:
	"""A print of texts, files and groups of files, in the order given."""
	digest = hashlib.sha256()
	for part in parts:
		if isinstance(part, str):
			digest.update(part.encode())
		elif isinstance(part, bytes):
			digest.update(part)
		else:
			for path in [part] if isinstance(part, Path) else sorted(part):
				digest.update(str(path).encode())
				digest.update(path.read_bytes())
		digest.update(b"\0")
	return digest.hexdigest()


class Steps:
	"""The marks of one bench, under `.steps/`."""

	def __init__(self, bench: Bench):
		self.folder = bench.root / ".steps"

	def done(self, name: str, print_: str) -> bool:
		mark = self.folder / name
		return mark.exists() and mark.read_text() == print_

	def forget(self, *names: str) -> None:
		for name in names:
			(self.folder / name).unlink(missing_ok=True)

	def mark(self, name: str, print_: str) -> None:
		write_atomically(self.folder / name, print_)

	def run(self, name: str, title: str, print_: str, action: Callable[[], object]) -> bool:
		"""Run `action` unless it was finished with the same inputs; True when it ran."""
		if self.done(name, print_):
			return False
		self.forget(name)
		with timed(title):
			action()
		self.mark(name, print_)
		return True


def fresh_folder(path: Path) -> Path:
	"""An empty folder to build in; it gets its real name only when complete."""
	shutil.rmtree(path, ignore_errors=True)
	path.mkdir(parents=True)
	return path
