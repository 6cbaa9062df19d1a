"""The private MariaDB: its data directory, made whole or not at all."""

import os
import shutil

from localbench.commands import run
from localbench.configuration import secret
from localbench.paths import Bench
from localbench.steps import Steps
from localbench.system import need


def as_root_flags() -> list[str]:
	"""MariaDB run by root wants to be told so."""
	return ["--user=root"] if os.geteuid() == 0 else []


def make_database(bench: Bench, steps: Steps) -> None:
	if not (bench.root / "database").is_dir():
		steps.forget("database")
	steps.run("database", "建立 MariaDB 数据目录", "1", lambda: create(bench))


def create(bench: Bench) -> None:
	"""Install beside the final place, set root's password, then move."""
	partial = bench.root / "database.partial"
	shutil.rmtree(partial, ignore_errors=True)
	log = bench.logs / "mariadb.log"
	flags = ["--no-defaults", *as_root_flags(), f"--datadir={partial}"]
	install = [
		need("mariadb-install-db"),
		*flags,
		"--auth-root-authentication-method=normal",
		"--skip-test-db",
	]
	run(install, "建立 MariaDB 数据目录", log)
	password = secret(bench, "mariadb_root")
	statements = [
		"DELETE FROM mysql.global_priv WHERE User = 'root' AND Host NOT IN ('localhost', '127.0.0.1')",
		"FLUSH PRIVILEGES",
		f"ALTER USER root@localhost IDENTIFIED BY '{password}'",
		# with name resolution off, a TCP client is 127.0.0.1 and never localhost
		f"CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '{password}'",
		"GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION",
		"FLUSH PRIVILEGES",
	]
	script = "".join(f"{statement};\n" for statement in statements)
	run([need("mariadbd"), *flags, "--bootstrap"], "设置 MariaDB 密码", log, stdin=script)
	shutil.rmtree(bench.root / "database", ignore_errors=True)
	partial.rename(bench.root / "database")
