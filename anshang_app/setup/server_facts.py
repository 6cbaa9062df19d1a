"""What the server itself has for the site: its backups, and room for what is still to come."""

import shutil
from datetime import date, datetime
from pathlib import Path

import frappe


def latest_backup() -> date | None:
	"""The day of the newest copy of the database in the site's folder of backups."""
	folder = Path(frappe.get_site_path("private", "backups"))
	times = [path.stat().st_mtime for path in folder.glob("*-database*.sql*")]
	return datetime.fromtimestamp(max(times)).date() if times else None


def space() -> tuple[int, int]:
	"""(free, all) bytes of the disk that holds the site's files; the database's may be another one."""
	usage = shutil.disk_usage(frappe.get_site_path())
	return usage.free, usage.total
