"""From nothing to a bench with a site: independent parts side by side, each resumable."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from localbench import ports as port_book
from localbench import supervisor
from localbench.accounts import load_demo
from localbench.commands import run
from localbench.configuration import lay_out, write_all
from localbench.database import make_database
from localbench.node_env import build_assets, install_node
from localbench.paths import APP, DEMO_SITE, DESK_SITE, REPO, TEST_SITE, TEST_SITES, WALLS_SITE, Bench
from localbench.python_env import install_python, make_env
from localbench.services import APPS, DATA
from localbench.site import app_state, frappe_command, make_site
from localbench.source import fetch_frappe
from localbench.steps import Steps, fingerprint, timed
from localbench.system import check_can_install, check_free_space, install_missing

FIRST_RUN_MEGABYTES = 3000
TITLES = {
	DEMO_SITE: "演示站点",
	TEST_SITE: "测试站点",
	DESK_SITE: "浏览器测试站点",
	WALLS_SITE: "访问控制测试站点",
}


def build_software(bench: Bench, beside: Callable[[Steps], None] | None = None) -> Steps:
	"""Programs, Frappe, its packages, the desk's assets, an empty database; `beside` them what else must be had."""
	lay_out(bench)
	steps = Steps(bench)
	if not (steps.folder / "python-packages").exists():
		check_free_space(bench, FIRST_RUN_MEGABYTES)

	check_can_install()

	def python_side() -> None:
		make_env(bench, steps)
		fetch_frappe(bench, steps)
		install_python(bench, steps)

	def machine_side() -> None:
		install_missing(bench)
		make_database(bench, steps)
		install_node(bench, steps)

	with ThreadPoolExecutor(3) as pool:
		sides = [pool.submit(python_side), pool.submit(machine_side)]
		sides += [pool.submit(beside, steps)] if beside else []
		for side in sides:
			side.result()
	return steps


def start_data(bench: Bench, detached: bool, wanted_public: int | None = None) -> None:
	"""Database and Redis, under a supervisor that later takes the other services too."""
	if supervisor.read_state(bench):
		return
	write_all(bench, port_book.choose(bench, wanted_public))
	supervisor.start(bench, [DATA], detached)


def build_sites(bench: Bench, steps: Steps, names: list[str]) -> bool:
	"""Assets, the sites named and those already there; True when the app's services must read new code."""
	with ThreadPoolExecutor(1) as pool:
		assets = pool.submit(build_assets, bench, steps)
		with timed("启动数据库与缓存"):
			supervisor.wait_until_up(bench, [DATA], 60)
		# one web server serves all sites: one left at an older state would keep it from answering
		unused = None
		for name in dict.fromkeys([*names, *filter(bench.site_exists, TITLES)]):
			is_for_tests = name in TEST_SITES
			made = make_site(bench, steps, name, TITLES[name], unused if is_for_tests else None)
			unused = name if made and is_for_tests else unused
		assets.result()
	return note_code(bench, steps)


def note_code(bench: Bench, steps: Steps) -> bool:
	print_ = app_code(bench)
	changed = not steps.done("running-code", print_)
	steps.mark("running-code", print_)
	return changed


def app_code(bench: Bench) -> str:
	return fingerprint(app_state(bench), (REPO / APP).rglob("*.py"), [bench.sites / "assets" / "assets.json"])


def demo(bench: Bench, steps: Steps) -> None:
	"""Load the demo once per state of the app; what the user changed in it stays."""
	steps.run("demo", "载入演示数据", "1", lambda: load_demo(bench, how="first"))


def up(bench: Bench, detached: bool, port: int | None, with_demo: bool) -> None:
	steps = build_software(bench)
	start_data(bench, detached, port)
	changed = build_sites(bench, steps, [DEMO_SITE])
	if with_demo:
		demo(bench, steps)
	if changed:
		clear_cache(bench, DEMO_SITE)
	supervisor.want(bench, [DATA, APPS], restart_apps=changed)
	with timed("启动网页、队列、定时与实时服务"):
		supervisor.wait_until_up(bench, [DATA, APPS], 90)


def clear_cache(bench: Bench, site: str) -> None:
	"""The desk's boot data is cached in Redis, with the names of the assets in it."""
	run([*frappe_command(bench, site), "clear-cache"], "清除缓存", bench.logs / "site.log", cwd=bench.sites)
