"""Verbs that hand over to another program: `bench` and the logs."""

import os
import shutil
import sys
from pathlib import Path

from localbench.commands import run
from localbench.paths import Bench, own_bench
from localbench.steps import Steps
from localbench.trouble import Trouble

FRAPPE_BENCH = "frappe-bench>=5.20,<6"


def bench(arguments) -> None:
	"""The `bench` command of frappe-bench, in an environment of its own, run inside the bench."""
	own = own_bench()
	if not own.python.exists():
		raise Trouble("平台还没有建立：请先运行 ./anshang up。")
	Steps(own).run("bench-command", "安装 bench 命令", FRAPPE_BENCH, lambda: install(own))
	command = own.root / "cli-env" / "bin" / "bench"
	os.chdir(own.root)
	os.environ["PATH"] = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
	os.execv(command, [str(command), *arguments.rest])


def install(own: Bench) -> None:
	folder = own.root / "cli-env"
	shutil.rmtree(folder, ignore_errors=True)
	log = own.logs / "pip.log"
	run([sys.executable, "-m", "venv", folder], "安装 bench 命令", log)
	pip: list[str | Path] = [
		folder / "bin" / "python",
		"-m",
		"pip",
		"install",
		"-q",
		"--disable-pip-version-check",
	]
	run([*pip, FRAPPE_BENCH, "setuptools<80"], "安装 bench 命令", log, needs_network=True)


def logs(arguments) -> None:
	own = own_bench()
	files = [own.logs / f"{arguments.service}.log"] if arguments.service else sorted(own.logs.glob("*.log"))
	missing = [file for file in files if not file.exists()]
	if missing or not files:
		raise Trouble(
			f"没有日志 {arguments.service or ''}：可选 {'、'.join(f.stem for f in own.logs.glob('*.log'))}"
		)
	command = ["tail", "-n", "50", *(["-F"] if arguments.follow else []), *map(str, files)]
	os.execvp("tail", command)
