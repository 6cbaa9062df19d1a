"""The commands of docs/operate.md, carried out: a backup comes back whole on another site, and holds."""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "operate.md"
ROWS = Path(__file__).resolve().parents[1] / "site" / "setup" / "site_rows.py"
RESTORED = "restored.localhost"
#: a command that a test carries out stands in such a block
BLOCK = re.compile(r"```bash 试过\n(.*?)```", re.S)


def commands() -> list[str]:
	"""The lines of the tried blocks, in order."""
	return [line for block in BLOCK.findall(DOCUMENT.read_text()) for line in block.splitlines() if line]


def sites() -> Path:
	return Path(os.environ["FRAPPE_SITES_PATH"])


def carry_out(line: str, names: dict[str, str], database_root: list[str]) -> str:
	"""A line of the document with its places filled, by the bench's own Python."""
	for place, name in names.items():
		line = line.replace(place, name)
	assert "<" not in line, line
	_bench, *words = shlex.split(line)
	if words[0] == "new-site":
		words += [
			"--db-name",
			"_restored_localhost",
			"--force",
			"--no-mariadb-socket",
			"--admin-password",
			"Back-again-1",
		]
	if words[0] in ("new-site", "drop-site") or "restore" in words:
		words += database_root
	command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", *words]
	done = subprocess.run(command, cwd=sites(), capture_output=True, text=True, input="y\n")
	if done.returncode:
		pytest.fail(f"{line}\n{(done.stdout + done.stderr)[-3000:]}")
	return done.stdout


def newest(site: str, pattern: str) -> str:
	files = (sites() / site / "private" / "backups").glob(pattern)
	return str(max(files, key=lambda path: path.stat().st_mtime).resolve())


def rows(site: str) -> dict:
	done = subprocess.run(
		[sys.executable, ROWS, site], cwd=sites(), capture_output=True, text=True, check=True
	)
	return json.loads(done.stdout.splitlines()[-1])


def files(site: str) -> dict[str, str]:
	"""Every file people gave, with its hash."""
	found = {}
	for kind in ("private", "public"):
		folder = sites() / site / kind / "files"
		for path in sorted(folder.rglob("*")):
			if path.is_file():
				found[f"{kind}/{path.relative_to(folder)}"] = hashlib.sha256(path.read_bytes()).hexdigest()
	return found


def give_key(site: str, to: str) -> None:
	"""The step of the document that no command does: the old site's encryption key."""
	old, new = (sites() / name / "site_config.json" for name in (site, to))
	kept = {**json.loads(new.read_text()), "encryption_key": json.loads(old.read_text())["encryption_key"]}
	new.write_text(json.dumps(kept))


#: written by the restore and the migration about themselves
CHANGED = {
	"tabPatch Log",
	"tabScheduled Job Type",
	"__UserSettings",
	"tabRoute History",
	"tabSingles",
	"tabDefaultValue",
}


def test_a_backup_comes_back_whole_on_another_site(accounts, site_name, database_root):
	backup, new_site, restore, *checks, drop = commands()
	names = {"<站点>": site_name, "<新站点>": RESTORED}
	carry_out(backup, names, database_root)
	names |= {
		"<数据库备份>": newest(site_name, "*-database.sql.gz"),
		"<私有文件备份>": newest(site_name, "*-private-files.*"),
		"<公开文件备份>": newest(site_name, "*[!e]-files.*"),
	}
	before, kept = rows(site_name), files(site_name)
	carry_out(new_site, names, database_root)
	try:
		carry_out(restore, names, database_root)
		give_key(site_name, RESTORED)
		said = [carry_out(line, names, database_root) for line in checks]
		after = rows(RESTORED)
		assert {table for table in before if before[table].keys() != after.get(table, {}).keys()} <= CHANGED
		assert files(RESTORED) == kept and len(kept) >= 3
		assert any("审计链核验通过" in text for text in said)
		assert any("数据核对通过" in text for text in said)
	finally:
		carry_out(drop, names, database_root)
