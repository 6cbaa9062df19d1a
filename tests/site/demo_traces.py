"""Whether the demo left anything on a site: every table's checksum, and a site without a demo meanwhile."""

import shutil

import pytest

#: written by Frappe about its own running, not about records
LOGS = {"tabError Log", "tabScheduled Job Log", "tabScheduled Job Type", "tabSessions", "tabRQ Job"}
#: Frappe rewrites one row of its defaults whenever a user is saved: looked at by itself
DEFAULTS = "tabDefaultValue"


def contents(frappe) -> dict[str, int]:
	skipped = {*LOGS, DEFAULTS}
	tables = [t for t in frappe.db.get_tables(cached=False) if t not in skipped and not t.endswith("_id_seq")]
	rows = frappe.db.sql("checksum table " + ", ".join(f"`{table}`" for table in tables))
	return {name.split(".", 1)[1]: checksum for name, checksum in rows}


@pytest.fixture(name="demo")
def site_without_demo(db, frappe_site, tmp_path):
	"""The app's demo, cleared; a site that had one has its files back afterwards, which no rollback brings."""
	from anshang_app import demo

	folders = {kind: frappe_site.get_site_path(kind, "files") for kind in ("public", "private")}
	for kind, folder in folders.items():
		shutil.copytree(folder, tmp_path / kind)
	if frappe_site.db.exists("Anshang Unit", {"is_demo": 1}):
		demo.clear()
	yield demo
	for kind, folder in folders.items():
		shutil.copytree(tmp_path / kind, folder, dirs_exist_ok=True)
