"""`./anshang lint`: style, layers of the rooms, types of the pure ones; in an environment of its own."""

import os
import shutil
import subprocess
import sys

from localbench.commands import run
from localbench.configuration import lay_out
from localbench.lock import only_one
from localbench.paths import REPO, Bench, own_bench
from localbench.python_env import app_packages
from localbench.source import pip_of
from localbench.steps import Steps, fingerprint, say

#: Frappe's pins would hold these back, and they Frappe's
LINT_PACKAGES = ["ruff>=0.6", "import-linter>=2.5,<3", "mypy>=1.18,<3"]
#: what is asked of the checkout, in the order of how quickly it answers
CHECKS = {
	"ruff check": ["ruff", "check", "--quiet"],
	"ruff format": ["ruff", "format", "--check", "--quiet"],
	"import-linter": ["lint-imports", "--no-cache", "--no-logo"],
	"mypy": ["mypy", "--no-error-summary"],
}


def lint(_arguments=None) -> int:
	"""Run every check of the checkout; 0 if all are green. A red one does not hide the next."""
	bench = own_bench()
	with only_one(bench):
		lay_out(bench)
		prepare(bench, Steps(bench))
	return check(bench)


def prepare(bench: Bench, steps: Steps) -> None:
	"""Have the tools."""
	needs = [*app_packages(), *LINT_PACKAGES]
	if not (bench.root / "lint" / "bin").is_dir():
		steps.forget("lint-packages")
	print_ = fingerprint(repr(needs), sys.version)
	steps.run("lint-packages", "安装代码检查工具", print_, lambda: install(bench, needs))


def check(bench: Bench) -> int:
	"""1 if any check is red; which ones is said."""
	red = [name for name, command in CHECKS.items() if not passes(bench, command)]
	say("代码检查通过" if not red else f"代码检查未通过：{'、'.join(red)}")
	return 1 if red else 0


def install(bench: Bench, needs: list[str]) -> None:
	"""An environment with the tools and what the app imports, which types are read from."""
	home, log = bench.root / "lint", bench.logs / "pip.log"
	shutil.rmtree(home, ignore_errors=True)
	run([sys.executable, "-m", "venv", home], "安装代码检查工具", log)
	command = [*pip_of(home), "install", "-q", "--no-warn-script-location", *needs]
	run(command, "安装代码检查工具", log, needs_network=True)


def passes(bench: Bench, command: list[str]) -> bool:
	"""Whether a check is green; what it has against the checkout is printed by itself."""
	tools = bench.root / "lint" / "bin"
	environment = {
		**os.environ,
		"PYTHONPATH": str(REPO),
		"MYPY_CACHE_DIR": str(bench.root / "cache" / "mypy"),
	}
	quiet = subprocess.run(
		[tools / command[0], *command[1:]], cwd=REPO, env=environment, capture_output=True, text=True
	)
	if quiet.returncode:
		print(quiet.stdout + quiet.stderr, end="")
	return quiet.returncode == 0
