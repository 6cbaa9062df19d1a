"""A site of the bench: made whole or not at all, kept at the app's newest state."""

import os
import shutil
import subprocess
from pathlib import Path

from localbench import ports as port_book
from localbench.commands import explain, run
from localbench.configuration import secret
from localbench.paths import APP, REPO, TEST_SITES, Bench
from localbench.source import RULES
from localbench.steps import Steps, fingerprint
from localbench.system import need
from localbench.trouble import Trouble

# what a migrate reads out of the app; Python code alone needs no migrate
SYNCED = ("*.json", "*.csv", "*.txt", "*.html", "hooks.py", "install.py")


def frappe_command(bench: Bench, site: str) -> list[str]:
	return [str(bench.python), "-m", "frappe.utils.bench_helper", "frappe", "--site", site]


def make_site(bench: Bench, steps: Steps, site: str, title: str, like: str | None = None) -> bool:
	"""Create the site with Frappe and the app in it, or migrate it when the app changed; True if new.

	`like` names a site just made that nobody has used: the new one is a copy of it, in a fifth of the time.
	"""
	mark = f"site-{site}"
	if not bench.site_exists(site):
		steps.forget(mark, f"migrated-{site}")
	# a site people work on keeps the records it was given; the tests' site gets the newest ones
	print_ = fingerprint(RULES, (REPO / APP / "data").glob("*")) if site in TEST_SITES else RULES
	made = steps.run(mark, f"建立{title}", print_, lambda: create(bench, site, like))
	state = app_state(bench)
	if made:
		steps.mark(f"migrated-{site}", state)
	steps.run(f"migrated-{site}", f"升级{title}", state, lambda: migrate(bench, site))
	return made


def create(bench: Bench, site: str, like: str | None = None) -> None:
	shutil.rmtree(bench.sites / site, ignore_errors=True)
	log = bench.logs / "site.log"
	command: list[str | Path] = [bench.python, "-m", "frappe.utils.bench_helper", "frappe", "new-site", site]
	command += ["--db-name", database_of(site), "--force", "--no-mariadb-socket"]
	command += ["--db-root-username", "root", "--db-root-password", secret(bench, "mariadb_root")]
	command += ["--admin-password", secret(bench, "administrator")]
	if like:
		dump = bench.run / f"{like}.sql"
		write_dump(bench, like, dump)
		run([*command, "--source-sql", dump], f"建立站点 {site}", log, cwd=bench.sites)
		dump.unlink()
		return
	run([*command, "--install-app", APP], f"建立站点 {site}", log, cwd=bench.sites)
	inside(bench, "china", site, "" if site in TEST_SITES else "runs jobs")


def database_of(site: str) -> str:
	return "_" + site.replace(".", "_")


def write_dump(bench: Bench, site: str, dump: Path) -> None:
	"""All tables of a site's database as SQL."""
	port = port_book.load(bench)["mariadb"]
	command = [need("mariadb-dump"), "--no-defaults", "--host=127.0.0.1", f"--port={port}", "--user=root"]
	run(
		[*command, f"--result-file={dump}", "--single-transaction", "--quick", database_of(site)],
		f"读出站点 {site}",
		bench.logs / "site.log",
		env={"MYSQL_PWD": secret(bench, "mariadb_root")},
	)


def migrate(bench: Bench, site: str) -> None:
	run(
		[*frappe_command(bench, site), "migrate"],
		f"升级站点 {site}",
		bench.logs / "site.log",
		cwd=bench.sites,
	)


def app_state(bench: Bench) -> str:
	package = REPO / APP
	files = {path for pattern in SYNCED for path in package.rglob(pattern) if "dist" not in path.parts}
	return fingerprint(RULES, files, package.glob("*/doctype/**/*.py"), package.glob("*/report/**/*.py"))


def inside(bench: Bench, script: str, *arguments: str, stdin: str = "") -> str:
	"""Run a script of `inside/` in the bench's Python; its output, or Trouble with its last line."""
	done = subprocess.run(
		[str(bench.python), "-m", f"localbench.inside.{script}", *arguments],
		cwd=bench.sites,
		env=environment(),
		input=stdin,
		capture_output=True,
		text=True,
	)
	log = Path(bench.logs) / "inside.log"
	# the demo answers with its accounts' passwords
	log.touch(mode=0o600)
	log.chmod(0o600)
	with log.open("a") as stream:
		stream.write(f"$ {script} {' '.join(arguments)}\n{done.stdout}{done.stderr}")
	if done.returncode:
		raise Trouble(explain(f"步骤 {script} ", done.stderr, done.returncode, log))
	return done.stdout


def environment() -> dict[str, str]:
	return {**os.environ, "PYTHONPATH": str(REPO)}
