"""Says as JSON every row of a site, as far as it is somebody's or the app's: run before and after, and compared.

python site_rows.py SITE
"""

import hashlib
import json
import sys

#: written by Frappe about what it did, not about what the site is
LOGS = {
	"tabError Log",
	"tabScheduled Job Log",
	"tabDeleted Document",
	"tabVersion",
	"tabActivity Log",
	"tabAccess Log",
	"tabInstalled Application",
	"tabSessions",
	"tabPermission Log",
	"tabComment",
	# filled by and by, whenever somebody comes to it
	"__global_search",
}
#: when and by whom a row was written, and where it stands
OF_THE_WRITING = {
	"creation",
	"modified",
	"owner",
	"modified_by",
	"idx",
	"name",
	"parent",
	"last_execution",
	"migration_hash",
}
#: moments, and what stood there at the moment
MOMENTS = {"audit_begun_at", "anshang_before_install"}
#: named by lot (jobs on v16 only)
DRAWN = {"tabPatch Log", "tabCustom DocPerm", "tabScheduled Job Type"}
#: numbers of tables are counted on whatever becomes of the table
COUNTERS = ("_seq",)


def main(site: str) -> None:
	import frappe

	frappe.init(site=site, sites_path=".")
	frappe.connect()
	tables = [
		name for (name,) in frappe.db.sql("show tables") if name not in LOGS and not name.endswith(COUNTERS)
	]
	print(json.dumps({table: rows(frappe, table) for table in sorted(tables)}, ensure_ascii=False))
	frappe.destroy()


def rows(frappe, table: str) -> dict[str, str]:
	"""Row -> its name, rows of one table being known by what stands in them."""
	found = {}
	for row in frappe.db.sql(f"select * from `{table}`", as_dict=True):
		kept = {
			key: str(value) for key, value in row.items() if value is not None and key not in OF_THE_WRITING
		}
		if table == "tabSingles" and row["field"] in OF_THE_WRITING | MOMENTS:
			continue
		if row.get("defkey") in MOMENTS:
			kept.pop("defvalue", None)
		if not row.get("parenttype") and table not in DRAWN:
			kept["name"] = str(row.get("name"))
		elif row.get("parenttype"):
			kept["parent"] = str(row.get("parent"))
		text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
		found[hashlib.md5(text.encode()).hexdigest()] = text[:300]
	return found


if __name__ == "__main__":
	main(*sys.argv[1:])
