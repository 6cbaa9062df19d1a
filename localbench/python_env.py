"""The bench's Python environment: Frappe and the app, editable, with what tests need."""

import shutil
import sys
from pathlib import Path

try:
	import tomllib
except ImportError:  # Python 3.10, the oldest of an existing bench
	from pip._vendor import tomli as tomllib

from localbench.commands import run
from localbench.paths import APP, REPO, Bench
from localbench.source import RULES, pip
from localbench.steps import Steps, fingerprint

# Google's libraries in Frappe's pins still import pkg_resources
EXTRA = ["setuptools<80", "wheel"]
TEST_PACKAGES = [
	"pytest>=8,<10",
	"pytest-xdist>=3.6,<4",
	"pytest-rerunfailures>=14,<17",
	"hypothesis>=6.100,<7",
	"playwright>=1.45,<2",
	"axe-playwright-python>=0.1.4,<1",
	"flit_core>=3.4,<4",
	"networkx>=3,<4",
	"pdfplumber>=0.11,<1",
	"nbclient>=0.10,<1",
	"nbformat>=5.10,<6",
	"ipykernel>=6.29,<8",
	"aiosmtpd>=1.4.4,<2",
	"schemathesis>=4,<5",
]

#: what the measurement under load needs beside them, had when it is asked for
LOAD_PACKAGES = ["locust>=2.32,<3"]


def make_env(bench: Bench, steps: Steps) -> None:
	"""An empty environment with pip in it."""
	print_ = fingerprint(sys.version)
	if not bench.python.exists():
		steps.forget("env")
	steps.run("env", "建立 Python 环境", print_, lambda: create(bench))


def create(bench: Bench) -> None:
	shutil.rmtree(bench.root / "env", ignore_errors=True)
	run([sys.executable, "-m", "venv", bench.root / "env"], "建立 Python 环境", bench.logs / "pip.log")


def install_python(bench: Bench, steps: Steps) -> None:
	"""Frappe's pinned requirements, the app's and the tests'."""
	needs = [*pure_packages(), *EXTRA]
	link_app(bench)
	print_ = fingerprint(RULES, repr(needs), sys.version)
	steps.run("python-packages", "安装 Python 软件包", print_, lambda: install(bench, needs))


def app_packages() -> list[str]:
	"""What the app declares, without Frappe."""
	return sorted(tomllib.loads((REPO / "pyproject.toml").read_text())["project"]["dependencies"])


def pure_packages() -> list[str]:
	"""What the app and its tests declare, without Frappe."""
	return sorted([*app_packages(), *TEST_PACKAGES])


def install(bench: Bench, needs: list[str]) -> None:
	log = bench.logs / "pip.log"
	command = [*pip(bench), "install", "-q", "--no-warn-script-location"]
	run([*command, *EXTRA], "安装 Python 软件包", log, needs_network=True)
	editable: list[str | Path] = ["-e", bench.apps / "frappe", "-e", bench.apps / APP]
	run([*command, *editable, *needs], "安装 Python 软件包", log, needs_network=True)


def link_app(bench: Bench) -> None:
	"""`apps/anshang_app` is a link to this checkout."""
	bench.apps.mkdir(parents=True, exist_ok=True)
	link = bench.apps / APP
	if not link.is_symlink() or link.resolve() != REPO:
		link.unlink(missing_ok=True)
		link.symlink_to(REPO)
