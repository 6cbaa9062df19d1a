"""Running other programs: output into a log, failures told by the last lines of it."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from localbench.trouble import Trouble

NO_NETWORK = (
	"Temporary failure in name resolution",
	"Could not resolve",
	"Network is unreachable",
	"Failed to establish a new connection",
	"EAI_AGAIN",
	"ENOTFOUND",
	"ECONNREFUSED",
	"Failed to fetch",
	"No matching distribution found",
)
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
NO_SPACE = ("No space left on device", "ENOSPC", "Disk quota exceeded")


def dying_with_parent(number: signal.Signals) -> Callable[[], None]:
	"""For a child to call before it starts: it gets the signal when the one who started it ends."""
	return lambda: LIBC.prctl(PR_SET_PDEATHSIG, number)


def run(
	command: Sequence[str | Path],
	what: str,
	log: Path,
	cwd: Path | None = None,
	env: dict[str, str] | None = None,
	stdin: str | None = None,
	needs_network: bool = False,
	outlives: bool = False,
) -> None:
	"""Run to the end; on failure raise Trouble with `what` and the reason found in the output.

	The program ends with this process, so that the next run meets no straggler; one that would leave
	a mess when cut off `outlives` it instead.
	"""
	log.parent.mkdir(parents=True, exist_ok=True)
	with log.open("a") as stream:
		stream.write(f"$ {' '.join(map(str, command))}\n")
		stream.flush()
		start = stream.tell()
		done = subprocess.run(
			list(map(str, command)),
			cwd=cwd,
			env={**os.environ, **(env or {})},
			input=stdin,
			text=True,
			stdout=stream,
			stderr=subprocess.STDOUT,
			stdin=subprocess.DEVNULL if stdin is None else None,
			preexec_fn=None if outlives else dying_with_parent(signal.SIGKILL),
		)
	if done.returncode:
		with log.open(errors="replace") as stream:
			stream.seek(start)
			output = stream.read()
		raise Trouble(explain(what, output, done.returncode, log, needs_network))


def explain(what: str, output: str, code: int, log: Path, needs_network: bool = False) -> str:
	"""One sentence out of a failed program's output."""
	if any(sign in output for sign in NO_SPACE):
		return f"{what}失败：磁盘已满，请腾出空间后重试。"
	if needs_network and any(sign in output for sign in NO_NETWORK):
		return f"{what}失败：连不上软件包源，请检查网络后重试（详见 {log}）。"
	lines = [line.strip() for line in output.splitlines() if line.strip()]
	last = lines[-1][:300] if lines else f"退出码 {code}"
	return f"{what}失败：{last}（详见 {log}）"
