"""Installed, used and taken away, the app leaves a site as it was; installed again, it is as the first time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from shares import WHOLE, is_todays

if not is_todays(0, 3):
	pytest.skip("two minutes: every third day, and with --long", allow_module_level=True)

SITE = "bare.localhost"
ROWS = Path(__file__).parent / "site_rows.py"

#: the administrator had the same value as the app ships, which is then his and stays
SET_BY_ADMINISTRATOR = """
import sys, frappe
frappe.init(sys.argv[1])
frappe.connect()
frappe.db.set_single_value("System Settings", "session_expiry", "08:00")
frappe.db.set_default("session_expiry", "08:00")
frappe.db.commit()
frappe.destroy()
"""


def run(*words: str, **options) -> str:
	done = subprocess.run(
		[sys.executable, *words],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		capture_output=True,
		text=True,
		**options,
	)
	assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
	return done.stdout


def frappe_command(*words: str) -> None:
	run("-m", "frappe.utils.bench_helper", "frappe", *words)


def rows() -> dict[str, dict[str, str]]:
	return json.loads(run(str(ROWS), SITE).splitlines()[-1])


def differences(before: dict, after: dict) -> dict[str, list[str]]:
	"""What is in one site and not in the other, by table."""
	found = {}
	for table in set(before) | set(after):
		was, now = before.get(table, {}), after.get(table, {})
		found[table] = [f"- {was[key]}" for key in was if key not in now] + [
			f"+ {now[key]}" for key in now if key not in was
		]
		if (table in before) != (table in after):
			found[table].append("the table itself")
	return {table: lines for table, lines in found.items() if lines}


def told(found: dict[str, list[str]]) -> str:
	return "\n".join(f"{table}: {line}" for table, lines in found.items() for line in lines)


@pytest.fixture(scope="module")
def states(site_name, database_root):
	"""The rows of a bare site before the install, after it, after demo and uninstall, after the second install.

	The second install is tried with --long; each day it is None.
	"""
	frappe_command(
		*("new-site", SITE, "--db-name", "_bare_localhost", "--force", "--no-mariadb-socket", *database_root),
		*("--admin-password", "Bare-site-1"),
	)
	run("-c", SET_BY_ADMINISTRATOR, SITE)
	bare = rows()
	frappe_command("--site", SITE, "install-app", "anshang_app")
	installed = rows()
	for verb in ("base", "clear"):
		run("-m", "localbench.inside.demo", SITE, verb, input="{}")
	frappe_command("--site", SITE, "uninstall-app", "anshang_app", "--yes", "--no-backup")
	uninstalled = rows()
	again = None
	if WHOLE:
		frappe_command("--site", SITE, "install-app", "anshang_app")
		again = rows()
	yield bare, installed, uninstalled, again
	frappe_command("drop-site", SITE, "--force", "--no-backup", *database_root)


def test_an_uninstall_leaves_the_site_as_it_was(states):
	bare, _installed, uninstalled, _again = states
	found = differences(bare, uninstalled)
	assert not found, told(found)


@pytest.mark.long("a second install")
def test_a_second_install_is_as_the_first(states):
	_bare, installed, _uninstalled, again = states
	found = differences(installed, again)
	assert not found, told(found)


def test_the_install_did_something(states):
	bare, installed, _uninstalled, _again = states
	assert {"tabRole", "tabWorkflow", "tabProperty Setter", "tabLight Rule"} <= set(
		differences(bare, installed)
	)
