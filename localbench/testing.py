"""Tests and benchmarks: with what they need built, started and ended around them."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from localbench import build, linting, supervisor
from localbench import ports as port_book
from localbench.commands import run
from localbench.configuration import lay_out, secret
from localbench.lock import only_one
from localbench.paths import APP, DESK_SITE, REPO, TEST_SITE, WALLS_SITE, Bench, own_bench
from localbench.ports import answers, any_free
from localbench.python_env import LOAD_PACKAGES, TEST_PACKAGES, make_env, pure_packages
from localbench.results import run_and_keep
from localbench.services import APPS, DATA, node_command
from localbench.site import inside
from localbench.source import pip
from localbench.steps import Steps, fingerprint, timed
from localbench.trouble import Trouble

#: the folders of a whole run, in the order in which their chains begin (tests/conftest.py)
CHAIN_ORDER = ("tests/browser", "tests/attack", "tests/site", "tests/pure")
#: what --long tries whole: kills, simulations and load, and what the suite tries a share of each day
LONG = (
	"tests/long",
	"tests/attack",
	"tests/site/access_control/test_permission_matrix.py",
	"tests/site/access_control/test_row_rule.py",
	"tests/site/other_systems/test_over_http.py",
	"tests/site/progress_tracking/test_poisoned_world.py",
	"tests/site/setup/test_uninstall.py",
	"tests/site/doors",
	"tests/site/demo",
	"tests/browser/test_chinese.py",
	"tests/browser/test_races.py",
	"tests/browser/manual",
	"tests/browser/test_scheme.py",
	"tests/browser/access_control/test_no_text_runs.py",
	"tests/browser/ledger_import",
	"tests/browser/test_whole_path.py",
	"tests/site/project_lifecycle/test_scheme_rest.py",
)
#: three chains with a site each, so that two cores wait for nobody: the browser's; the walls' and the attack; the
#: other tests of a site. Whose chain ends first takes what makes a site for itself, then the pure ones
XDIST_ARGUMENTS = ("-n", "3", "--dist", "loadscope", "--no-loadscope-reorder")


def test(arguments) -> int:
	"""pytest over the wanted rooms, after the checks of `lint`; `--pure` needs no site.

	Where single tests are named, or another bench is tested, the checkout is not checked again.
	"""
	names_tests = any(names_a_test(word) for word in arguments.rest)
	if arguments.pure:
		if not names_tests and linting.lint():
			return 1
		bench = own_bench()
		with only_one(bench):
			python = pure_python(bench)
		return pytest(python, ["tests/pure", *arguments.rest], {})
	folders = [*LONG] if arguments.long else list(CHAIN_ORDER)
	chosen = arguments.rest if names_tests else [*folders, *arguments.rest]
	if arguments.long and not names_tests:
		chosen.append(f"--junitxml={REPO / 'benchmarks' / 'long.xml'}")
	whole = not names_tests and not arguments.long and not arguments.bench
	sites = [DESK_SITE, WALLS_SITE] if whole else []
	if arguments.bench:
		check_packages(Bench(arguments.bench.absolute(), own=False))
	# the checks run while the bench is built, so that nobody waits for them
	lints = None if names_tests or arguments.bench else check_code
	with ready_bench(arguments, TEST_SITE, sites, lints) as (bench, site), served(bench, site) as url:
		profile = {"ANSHANG_PROFILE": "long" if arguments.long else "full"}
		if whole:
			chosen = [*XDIST_ARGUMENTS, *chosen]
			for part, part_site in (("DESK", DESK_SITE), ("WALLS", WALLS_SITE)):
				profile |= {
					f"ANSHANG_{part}_SITE": part_site,
					f"ANSHANG_{part}_URL": address_of(bench, part_site),
				}
		return pytest(bench.python, chosen, {**site_environment(bench, site, url), **profile})


def check_code(bench: Bench, steps: Steps) -> None:
	"""Stop where `./anshang lint` would be red."""
	linting.prepare(bench, steps)
	if linting.check(bench):
		raise Trouble("请先改正上面的代码检查问题，再运行测试。")


def benchmark(arguments) -> int:
	"""Run the measurements of `benchmarks/`, each printing JSON lines."""
	name = arguments.name or "*"
	scripts = sorted((REPO / "benchmarks").glob(f"{name}.py"))
	if not scripts:
		choices = "、".join(path.stem for path in sorted((REPO / "benchmarks").glob("*.py"))) or "（无）"
		raise Trouble(f"没有测速项 {name}：可选 {choices}。")
	pure = [script for script in scripts if "import frappe" not in script.read_text()]
	on_site = [script for script in scripts if script not in pure]
	codes = []
	if pure:
		own = own_bench()
		with only_one(own):
			python = pure_python(own)
		codes += [run_script(python, script, REPO, {"PYTHONPATH": str(REPO)}) for script in pure]
	if on_site:
		with ready_bench(arguments, TEST_SITE) as (bench, site), served(bench, site) as url:
			environment = site_environment(bench, site, url)
			if bench.own and any("locust" in script.read_text() for script in on_site):
				install_load_packages(bench)
			codes += [run_script(bench.python, script, bench.sites, environment) for script in on_site]
	return max(codes)


def install_load_packages(bench: Bench) -> None:
	command = [*pip(bench), "install", "-q", *LOAD_PACKAGES]
	install = lambda: run(command, "安装压测软件包", bench.logs / "pip.log", needs_network=True)  # noqa: E731
	Steps(bench).run("load-packages", "安装压测软件包", fingerprint(repr(LOAD_PACKAGES)), install)


def run_script(python: Path, script: Path, folder: Path, environment: dict[str, str]) -> int:
	return run_and_keep([python, script], folder, {**os.environ, **environment}, script.stem)


def names_a_test(word: str) -> bool:
	return not word.startswith("-") and (REPO / word.split("::")[0]).exists()


def pure_python(bench: Bench) -> Path:
	"""A Python that has what the pure tests import: the bench's, into which it is installed unless the bench is built."""
	lay_out(bench)
	steps = Steps(bench)
	make_env(bench, steps)
	needs = pure_packages()
	if not (steps.folder / "python-packages").exists():
		command = [*pip(bench), "install", "-q", *needs]
		log = bench.logs / "pip.log"
		install = lambda: run(command, "安装测试软件包", log, needs_network=True)  # noqa: E731
		steps.run("pure-packages", "安装测试软件包", fingerprint(repr(needs)), install)
	return bench.python


def pytest(python: Path, arguments: list[str], environment: dict[str, str]) -> int:
	command: list[str | Path] = [python, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
	# what is tried a part each day takes one day for the whole run, past midnight too
	day = {"ANSHANG_TEST_DAY": date.today().isoformat()}
	return subprocess.run(command, cwd=REPO, env={**day, **os.environ, **environment}).returncode


def site_environment(bench: Bench, site: str, url: str) -> dict[str, str]:
	return {
		"FRAPPE_SITE": site,
		"FRAPPE_SITES_PATH": str(bench.sites),
		"ANSHANG_BENCH_ROOT": str(bench.root),
		"ANSHANG_TEST_URL": url,
		"PYTHONPATH": str(REPO),
		"NO_PROXY": "127.0.0.1,localhost",
		# on somebody else's bench the administrator sets it, if tests may make sites there
		**({"ANSHANG_DB_ROOT_PASSWORD": secret(bench, "mariadb_root")} if bench.own else {}),
	}


@contextmanager
def ready_bench(
	arguments,
	own_site: str,
	further: Sequence[str] = (),
	beside: Callable[[Bench, Steps], None] | None = None,
):
	"""(bench, site) ready for use: an existing one as it is, or this checkout's, built as needed with `further` sites.

	`beside` is done while the bench's software is built.
	"""
	if arguments.bench:
		yield existing(arguments)
		return
	bench, site = own_bench(), arguments.site or own_site
	with only_one(bench):
		steps = build.build_software(bench, partial(beside, bench) if beside else None)
		was_running = supervisor.read_state(bench)
		groups = supervisor.read_want(bench)["groups"] if was_running else [DATA]
		build.start_data(bench, detached=False)
		try:
			changed = build.build_sites(bench, steps, [site, *further])
			supervisor.want(bench, groups, restart_apps=changed)
			yield bench, site
		finally:
			if not was_running:
				supervisor.stop(bench)


def existing(arguments) -> tuple[Bench, str]:
	bench = Bench(arguments.bench.absolute(), own=False)
	if not bench.python.exists() or not bench.sites.is_dir():
		raise Trouble(f"{bench.root} 不是 bench 目录：缺少 env/bin/python 或 sites。")
	if not arguments.site:
		raise Trouble("使用 --bench 时请用 --site 指明站点。")
	if not bench.site_exists(arguments.site):
		raise Trouble(f"{bench.root} 上没有站点 {arguments.site}。")
	check_site(bench, arguments.site)
	return bench, arguments.site


def check_site(bench: Bench, site: str) -> None:
	"""Refuse, in one sentence, a site nobody could work on yet."""
	state = json.loads(inside(bench, "site_state", site).splitlines()[-1])
	if "anshang_app" not in state["apps"]:
		raise Trouble(f"站点 {site} 没有安装本应用：请先运行 bench --site {site} install-app anshang_app。")
	if not state["setup_complete"]:
		raise Trouble(f"站点 {site} 的初始设置向导还没有完成：请用 Administrator 登录完成后再试。")
	if state["language"] != "zh":
		raise Trouble(f"站点 {site} 的语言是 {state['language']}：请在“系统设置”里改为简体中文（zh）后再试。")


def check_packages(bench: Bench) -> None:
	"""Refuse a bench whose environment lacks what the tests import, and say how to add it."""
	names = [re.split(r"[<>=]", package)[0] for package in TEST_PACKAGES]
	import_check = f"from importlib.metadata import distribution\nfor name in {names!r}: distribution(name)"
	if subprocess.run([bench.python, "-c", import_check], capture_output=True).returncode:
		# named together with what is there, so that no package of Frappe's is moved past its pin
		there = [f"-e '{bench.apps / app}'" for app in ("frappe", APP)]
		packages = " ".join([*there, *(f"'{package}'" for package in TEST_PACKAGES)])
		raise Trouble(
			f"{bench.root} 的 Python 环境缺少测试软件包，请先运行：{bench.python} -m pip install {packages}"
		)


@contextmanager
def served(bench: Bench, site: str):
	"""The address of a web server for the site, started here and ended here."""
	if bench.own:
		was = supervisor.read_want(bench)["groups"]
		supervisor.want(bench, [DATA, APPS])
		with timed("启动网页、队列、定时与实时服务"):
			supervisor.wait_until_up(bench, [DATA, APPS], 90)
		yield address_of(bench, site)
		supervisor.want(bench, was)
		return
	with web_server(bench, site) as port, live_door(bench, site, port) as door:
		yield f"http://127.0.0.1:{door}"


@contextmanager
def web_server(bench: Bench, site: str) -> Iterator[int]:
	"""The port of a plain web server for the site of another's bench."""
	port = any_free(set())
	command: list[str | Path] = [bench.python, "-m", "localbench.inside.web", site, str(port)]
	with ended_with_us(command, bench, port):
		yield port


@contextmanager
def live_door(bench: Bench, site: str, web_port: int) -> Iterator[int]:
	"""The port of a door before the web server and the bench's realtime; the web server's own where none runs."""
	config = json.loads((bench.sites / "common_site_config.json").read_text())
	realtime_port = config.get("socketio_port")
	if not realtime_port or not answers(realtime_port):
		yield web_port
		return
	port = any_free({web_port})
	flags = ["--site", site, "--port", str(port), "--web-port", str(web_port)]
	flags += ["--socketio-port", str(realtime_port), "--names-origin"]
	command = node_command(bench, "front", *flags)
	with ended_with_us(command, bench, port):
		yield port


@contextmanager
def ended_with_us(command: Sequence[str | Path], bench: Bench, port: int) -> Iterator[None]:
	"""A server, from when it answers on its port until the block ends."""
	environment = {**os.environ, "PYTHONPATH": str(REPO)}
	with subprocess.Popen(
		command, cwd=bench.sites, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
	) as server:
		try:
			wait_for(port)
			yield
		finally:
			server.terminate()


def address_of(bench: Bench, site: str) -> str:
	"""The public door of a site of the own bench."""
	door = {TEST_SITE: "public_test", DESK_SITE: "public_desk", WALLS_SITE: "public_walls"}.get(
		site, "public"
	)
	return f"http://127.0.0.1:{port_book.load(bench)[door]}"


def wait_for(port: int, seconds: float = 60) -> None:
	deadline = time.monotonic() + seconds
	while not answers(port):
		if time.monotonic() > deadline:
			raise Trouble(f"网页服务没有在 {seconds:.0f} 秒内应答。")
		time.sleep(0.2)
