"""`./anshang lint`: style, layers of the rooms, types, JavaScript, dead code; in an environment of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from localbench.commands import run
from localbench.configuration import lay_out
from localbench.dead_code import write_uses
from localbench.lock import only_one
from localbench.node_env import NODE, PACKAGE_FILES, install_locked
from localbench.paths import APP, REPO, Bench, own_bench
from localbench.python_env import app_packages
from localbench.source import pip_of
from localbench.steps import Steps, fingerprint, say
from localbench.system import find

#: Frappe's pins would hold these back, and they Frappe's
LINT_PACKAGES = ["ruff>=0.6", "import-linter>=2.5,<3", "mypy>=1.18,<3", "vulture>=2.14,<3"]
#: locks one version: what is recommended changes with each
BIOME = NODE / "lint"
#: what is asked of the checkout, in the order of how quickly it answers
CHECKS = {
	"ruff check": ["ruff", "check", "--quiet"],
	"ruff format": ["ruff", "format", "--check", "--quiet"],
	"import-linter": ["lint-imports", "--no-cache", "--no-logo"],
	"mypy": ["mypy", "--no-error-summary"],
	"biome": ["biome", "lint", "--error-on-warnings", "--colors=off"],
	"vulture": ["vulture", APP, "localbench"],
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
	if find("npm"):
		if not biome(bench).exists():
			steps.forget("lint-biome")
		print_ = fingerprint([BIOME / name for name in PACKAGE_FILES])
		# a folder of its own: the desk's packages are pinned by Frappe's builds
		folder, log = bench.root / "lint-js", bench.logs / "npm.log"
		what = "安装 JS 检查工具"
		steps.run("lint-biome", what, print_, lambda: install_locked(BIOME, folder, what, log))


def biome(bench: Bench) -> Path:
	return bench.root / "lint-js" / "node_modules" / ".bin" / "biome"


def check(bench: Bench) -> int:
	"""1 if any check is red; which ones is said. Without npm, which pure tests do without, biome is left out."""
	uses = write_uses(bench.root / "cache" / "used_by_name.py")
	checks = {**CHECKS, "vulture": [*CHECKS["vulture"], str(uses)]}
	if not biome(bench).exists():
		say("没有 npm，本次未检查 JS 与 CSS")
		del checks["biome"]
	red = [name for name, command in checks.items() if not passes(bench, command)]
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
	tool = biome(bench) if command[0] == "biome" else bench.root / "lint" / "bin" / command[0]
	environment = {
		**os.environ,
		"PYTHONPATH": str(REPO),
		"MYPY_CACHE_DIR": str(bench.root / "cache" / "mypy"),
	}
	quiet = subprocess.run([tool, *command[1:]], cwd=REPO, env=environment, capture_output=True, text=True)
	if quiet.returncode:
		print(quiet.stdout + quiet.stderr, end="")
	return quiet.returncode == 0
