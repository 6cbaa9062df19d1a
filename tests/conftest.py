"""Fixtures every room shares: the repository, and a site where one is given."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from shares import WHOLE

# a hundred examples for --pure, half as many again for the whole suite, more for --long
for profile, examples in (("quick", 100), ("full", 150), ("long", 20000)):
	settings.register_profile(
		profile, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck)
	)
settings.load_profile(os.environ.get("ANSHANG_PROFILE", "quick"))

REPO = Path(__file__).resolve().parent.parent
#: folders whose conftest names the site of the walls
ON_THE_WALLS = (
	"tests/attack/",
	"tests/site/access_control/",
	"tests/site/doors/",
	"tests/site/other_systems/",
	"tests/site/permit_approvals/",
)
#: fixtures of tests to which other processes answer
SERVED = {"accounts", "sessions", "walled", "url"}
#: files whose tests make a site for themselves, so that they may run beside those of the test site
OWN_SITE = ("tests/site/setup/test_uninstall.py", "tests/site/setup/test_migration.py")


def chain_of(nodeid: str) -> str:
	"""The chain a test belongs to: all tests of one go on in one process."""
	if nodeid.startswith("tests/pure/"):
		return "pure"
	if nodeid.partition("::")[0] in OWN_SITE:
		return "a site of its own"
	if nodeid.startswith(ON_THE_WALLS):
		return "walls"
	return "browser" if nodeid.startswith("tests/browser/") else "site"


def pytest_collection_modifyitems(config, items) -> None:
	"""Leave out what is marked `long`, unless with --long."""
	left_out = [] if WHOLE else [item for item in items if item.get_closest_marker("long")]
	if left_out:
		config.hook.pytest_deselected(items=left_out)
		items[:] = [item for item in items if item not in left_out]


def pytest_make_parametrize_id(val, argname) -> str | None:
	"""Name bytes by their argument: a workbook holds the second it was made in, and processes must collect alike."""
	return argname if isinstance(val, bytes) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
	"""Where tests run in several processes, those of one site stay together in one, the pure ones beside them."""
	from xdist.scheduler import LoadScopeScheduling

	class OneSite(LoadScopeScheduling):
		def _split_scope(self, nodeid: str) -> str:
			chain = chain_of(nodeid)
			return nodeid.partition("::")[0] if chain == "pure" else chain

	return OneSite(config, log)


def pytest_terminal_summary(terminalreporter) -> None:
	"""Say how long each chain took: the longest one is the time of the whole run."""
	seconds: Counter[str] = Counter()
	for reports in terminalreporter.stats.values():
		for report in reports:
			if hasattr(report, "duration") and hasattr(report, "nodeid"):
				seconds[chain_of(report.nodeid)] += report.duration
	terminalreporter.write_line(
		"chains: " + ", ".join(f"{chain} {took:.0f} s" for chain, took in seconds.most_common())
	)


def pytest_runtest_setup(item) -> None:
	"""Where chains go on side by side, the others make room for the browser's: a page that is late fails its test."""
	beside = "PYTEST_XDIST_WORKER" in os.environ
	if beside and not item.nodeid.startswith("tests/browser/") and os.nice(0) == 0:
		os.nice(5)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem) -> None:
	"""End the world that stands before a test that has another, and with its file.

	What other processes write would wait for the rows of a world that nobody commits, and what a fixture of a file or
	of the session commits would keep them.
	"""
	standing = sys.modules.get("standing_world")
	if not standing or not standing.STANDING.users:
		return
	next_names = {*nextitem.fixturenames} if nextitem and nextitem.path == item.path else set()
	if "world" not in next_names or SERVED & next_names:
		standing.STANDING.end()


@pytest.fixture(scope="session")
def repo() -> Path:
	return REPO


@pytest.fixture(scope="session")
def site_name() -> str:
	site = os.environ.get("FRAPPE_SITE")
	if not site:
		pytest.skip("needs a site: run ./anshang test")
	return site


@pytest.fixture(scope="session")
def frappe_site(site_name):
	"""One connection for the whole run; nothing is ever committed."""
	import frappe

	before = Path.cwd()
	# frappe resolves logs, assets and locks relative to sites/
	os.chdir(os.environ["FRAPPE_SITES_PATH"])
	frappe.init(site=site_name, sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	if hasattr(frappe, "in_test"):
		frappe.in_test = True
	frappe.flags.mute_emails = True
	frappe.local.lang = "zh"
	yield frappe
	frappe.db.rollback()
	frappe.destroy()
	os.chdir(before)


@pytest.fixture
def db(frappe_site, monkeypatch, request):
	"""An Administrator session inside a transaction that is rolled back after the test.

	Where the test wants the `world`, it is rolled back to where that was made (`standing_world`).
	"""
	frappe = frappe_site
	frappe.set_user("Administrator")
	frappe.local.lang = "zh"
	forget(frappe)
	# a mail account of another test, which Frappe remembers for the session
	frappe.local.outgoing_email_account = {}
	monkeypatch.setattr(frappe.local.db, "commit", lambda *args, **kwargs: None)
	from standing_world import STANDING as standing

	standing.begin() if "world" in request.fixturenames else frappe.db.rollback()
	yield frappe.local.db
	frappe.set_user("Administrator")
	standing.go_back() if standing.users else frappe.db.rollback()
	forget(frappe)


def forget(frappe) -> None:
	"""What Frappe remembers of a test beside the database."""
	frappe.local.db.value_cache.clear()
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()
	frappe.clear_messages()


@pytest.fixture(scope="session")
def url() -> str:
	address = os.environ.get("ANSHANG_TEST_URL")
	if not address:
		pytest.skip("needs a running site: run ./anshang test")
	return address


def demo_command(site: str, verb: str) -> str:
	done = subprocess.run(
		[sys.executable, "-m", "localbench.inside.demo", site, verb],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		input="{}",
		capture_output=True,
		text=True,
	)
	assert done.returncode == 0, done.stderr[-3000:]
	return done.stdout


@pytest.fixture(scope="session")
def accounts(site_name) -> dict[str, dict]:
	"""The demo's accounts by the name before the @; the demo itself is on the site meanwhile."""
	demo_command(site_name, "clear")
	loaded = json.loads(demo_command(site_name, "base").splitlines()[-1])
	yield {account["user"].split("@")[0]: account for account in loaded}
	demo_command(site_name, "clear")


@pytest.fixture(scope="session")
def database_root() -> list[str]:
	"""The options by which Frappe's commands make and drop a site."""
	password = os.environ.get("ANSHANG_DB_ROOT_PASSWORD")
	if not password:
		pytest.skip("makes a site of its own: needs the database's root password in ANSHANG_DB_ROOT_PASSWORD")
	return ["--db-root-username", "root", "--db-root-password", password]
