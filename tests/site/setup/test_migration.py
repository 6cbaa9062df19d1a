"""A site of version 0.2, which had one module, becomes one of today: nothing on it changes but the module."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk_inventory import Desk, inventory

from anshang_app import hooks

SITE = "old.localhost"
#: made up for the dump; it opens nothing else
KEY = "YW5zaGFuZy0wLjItdGVzdC1rZXktbm90LXNlY3JldCE="
PASSWORD = "Found-again-1"
CONTENTS = Path(__file__).parent / "site_contents.py"
#: stopped by the administrator of 0.2
STOPPED = "anshang_app.reminders.tasks.mail_reports"


def frappe_command(*words: str) -> None:
	command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", *words]
	done = subprocess.run(command, cwd=os.environ["FRAPPE_SITES_PATH"], capture_output=True, text=True)
	assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def contents_of(site: str, *earlier: str) -> dict:
	command = [sys.executable, str(CONTENTS), site, *earlier]
	done = subprocess.run(command, cwd=os.environ["FRAPPE_SITES_PATH"], capture_output=True, text=True)
	assert done.returncode == 0, done.stderr[-3000:]
	return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def migrated(site_name, repo, database_root, tmp_path_factory):
	"""What a restored site of 0.2 held before its migration and after it; the site is taken away in the end."""
	sites = Path(os.environ["FRAPPE_SITES_PATH"])
	folder = tmp_path_factory.mktemp("migration")
	# a restore unpacks the dump beside it
	dump = shutil.copy(repo / "tests" / "data" / "site-0.2.sql.gz", folder)
	frappe_command(
		*("new-site", SITE, "--db-name", "_old_localhost", "--force", "--no-mariadb-socket", *database_root),
		*("--admin-password", PASSWORD, "--source-sql", dump),
	)
	config = sites / SITE / "site_config.json"
	config.write_text(json.dumps({**json.loads(config.read_text()), "encryption_key": KEY}))
	before = contents_of(SITE)
	earlier = folder / "before.json"
	earlier.write_text(json.dumps(before))
	frappe_command("--site", SITE, "migrate")
	yield before, contents_of(SITE, str(earlier))
	frappe_command("drop-site", SITE, "--force", "--no-backup", *database_root)


def test_every_record_of_the_app_is_as_it_was(migrated, repo):
	before, after = migrated
	assert sum(len(table["rows"]) for table in before["tables"].values()) > 1500
	# what was sealed got a further link of the audit each; those of before are what they were
	links, more = (state["tables"]["Audit Entry"]["rows"] for state in (before, after))
	assert links.items() <= more.items() and len(links) < len(more)
	# what a later version ships beside them may come; what was there is as it was
	then, now = ({**state["tables"], "Audit Entry": {"rows": {}}} for state in (before, after))
	assert {
		name: {key: table["rows"].get(key) for key in then[name]["rows"]} for name, table in now.items()
	} == {name: table["rows"] for name, table in then.items()}
	grown = {name for name, table in now.items() if set(table["rows"]) - set(then[name]["rows"])}
	assert grown <= {"Light Rule"}
	planted = "planted_seeds"
	kept = {field: value for field, value in before["settings"].items() if field not in (planted, "modified")}
	assert {field: after["settings"].get(field) for field in kept} == kept
	# a setting of a later version comes with its shipped value
	shipped = json.loads((repo / "anshang_app" / "data" / "settings.json").read_text())
	assert set(after["settings"]) - set(before["settings"]) <= set(shipped)
	assert set(json.loads(before["settings"][planted])) <= set(json.loads(after["settings"][planted]))


def test_every_phone_is_still_read_with_the_sites_key(migrated):
	before, after = migrated
	assert len(before["phones"]) == 25
	assert "13912345678" in before["phones"].values()
	assert after["phones"] == before["phones"]


def test_the_one_module_is_gone_and_nothing_names_it(migrated, repo):
	_before, after = migrated
	shipped = (repo / "anshang_app" / "modules.txt").read_text().split("\n")
	assert after["modules"] == sorted(filter(None, shipped))
	assert after["left"] == []


def test_what_an_administrator_made_is_kept_whole_in_a_module_of_its_subject(migrated):
	before, after = migrated
	moved = ("module", "method", "modules", "modified", "modified_by", "migration_hash")
	for doctype, records in before["own"].items():
		for name, row in records.items():
			now = after["own"][doctype][name]
			assert row, (doctype, name)
			kept = {key: value for key, value in row.items() if key not in moved}
			assert {key: now.get(key) for key in kept} == kept, (doctype, name)
	modules = {
		name: row["module"]
		for records in after["own"].values()
		for name, row in records.items()
		if "module" in row
	}
	assert modules == {
		"本地项目卡片": "Key Projects",
		"本地在建项目": "Key Projects",
		"本地阶段图": "Key Projects",
		"本地卡片": "Permit Approvals",
		"本地总投资": "Key Projects",
		"本地图板": "Key Projects",
		"Investment Project-local_note": "Key Projects",
		"本地脚本": "Coordination",
		"本地通知": "Coordination",
		"本地工作台": "Key Projects",
		"Local Register": "Key Projects",
		"本地网页": "Key Projects",
	}
	assert after["note"] == before["note"] == ["本地备注的值"]


def test_what_an_administrator_set_stands(migrated):
	before, after = migrated
	assert after["mails_of_steps"] == before["mails_of_steps"] != []
	assert after["jobs"][STOPPED] == 1
	assert sum(after["jobs"].values()) == sum(before["jobs"].values()) == 1
	# every job of the hooks, and none of those that are no more
	events = [*hooks.scheduler_events.values()]
	events = [*(kind for kind in events if isinstance(kind, list)), *hooks.scheduler_events["cron"].values()]
	assert set(after["jobs"]) == {job for jobs in events for job in jobs}
	assert after["blocked"]["不用本应用"] == after["modules"]
	assert not set(after["blocked"]["Anshang Officials"]) & set(after["modules"])
	assert after["blocked"]["Anshang Officials"] != []


def test_cards_and_jobs_name_methods_that_are_there(migrated):
	_before, after = migrated
	assert after["cards"]["本地总投资"] == "anshang_app.case_reporting.workspace_cards.planned_investment"
	for path in [*after["jobs"], *after["cards"].values()]:
		module, _dot, name = path.rpartition(".")
		assert callable(getattr(importlib.import_module(module), name)), path


def test_the_audit_chain_holds(migrated):
	frappe_command("--site", SITE, "verify-audit")


def test_a_second_migration_changes_nothing(migrated, tmp_path):
	_before, after = migrated
	(tmp_path / "after.json").write_text(json.dumps(after))
	frappe_command("--site", SITE, "migrate")
	assert contents_of(SITE, str(tmp_path / "after.json")) == after


def test_every_account_finds_what_it_found_at_the_desk(migrated, repo, frappe_site):
	seen = json.loads((repo / "tests" / "data" / "desk-0.2.json").read_text())
	users = {name: name if name == "Administrator" else f"{name}@anshang.example" for name in seen}
	for user in users.values():
		frappe_command("--site", SITE, "set-password", user, PASSWORD)
	# the one card of Frappe's own, which v16 words anew
	word = frappe_site._("Custom Documents", "zh")
	with served(SITE) as url:
		for name, expected in seen.items():
			found = inventory(Desk(url, users[name], PASSWORD))
			for kind, names in expected.items():
				kept = {one.replace("定制文件", word) for one in names}
				assert kept <= set(found[kind]), (name, kind, kept - set(found[kind]))


@contextmanager
def served(site: str):
	"""A web server for the site on a free port of loopback, ended here."""
	from localbench.ports import any_free
	from localbench.testing import wait_for

	port = any_free(set())
	server = subprocess.Popen(
		[sys.executable, "-m", "localbench.inside.web", site, str(port)],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)
	try:
		wait_for(port)
		yield f"http://127.0.0.1:{port}"
	finally:
		server.terminate()
		server.wait()
