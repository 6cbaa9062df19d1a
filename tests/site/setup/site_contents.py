"""Says as JSON what a site holds, read past the app: run before and after a migration, and compared.

python site_contents.py SITE [file with an earlier output, whose record types and columns are read again]
"""

import hashlib
import json
import sys
from pathlib import Path

from anshang_app.key_projects.titles import TITLED

#: records an administrator of 0.2 made: record type -> names
OWN = {
	"Print Format": ["本地项目卡片"],
	"Report": ["本地在建项目"],
	"Dashboard Chart": ["本地阶段图"],
	"Number Card": ["本地卡片", "本地总投资"],
	"Dashboard": ["本地图板"],
	"Custom Field": ["Investment Project-local_note"],
	"Client Script": ["本地脚本"],
	"Notification": ["本地通知"],
	"Workspace": ["本地工作台"],
	"DocType": ["Local Register"],
	"Web Page": ["本地网页"],
}


#: what records of a project call it: they say the phase since 0.3
RENAMED = {(doctype, "project_name") for doctype in TITLED}


def main(site: str, earlier: str | None = None) -> None:
	import frappe

	frappe.init(site=site, sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")
	known = json.loads(Path(earlier).read_text()) if earlier else None
	print(json.dumps(contents(frappe, known), ensure_ascii=False, default=str))
	frappe.destroy()


def contents(frappe, known: dict | None) -> dict:
	sql = frappe.db.sql
	types = known["tables"] if known else app_tables(frappe)
	modules = [
		row[0] for row in sql("select name from `tabModule Def` where app_name = 'anshang_app' order by name")
	]
	return {
		"modules": modules,
		"tables": {
			doctype: digests(frappe, doctype, table["columns"] if known else None)
			for doctype, table in types.items()
		},
		"settings": dict(sql("select field, value from tabSingles where doctype = 'Anshang Settings'")),
		"phones": phones(frappe),
		"own": {doctype: records(frappe, doctype, names) for doctype, names in OWN.items()},
		"blocked": {
			profile: [
				row[0]
				for row in sql(
					"select module from `tabBlock Module` where parent = %s order by module", profile
				)
			]
			for profile in ("不用本应用", "Anshang Officials")
		},
		"jobs": dict(
			sql("select method, stopped from `tabScheduled Job Type` where method like 'anshang_app.%'")
		),
		"cards": dict(sql("select name, method from `tabNumber Card` where method like 'anshang_app.%'")),
		"mails_of_steps": sql("select name from tabWorkflow where send_email_alert = 1", pluck=True),
		"note": sql(
			"select local_note from `tabInvestment Project` where local_note is not null", pluck=True
		),
		"left": [
			f"{doctype}.{field}"
			for doctype, field in sql(
				"select parent, fieldname from tabDocField where options = 'Module Def'"
			)
			if doctype != "Module Def"
			and frappe.db.table_exists(doctype)
			and names_old(frappe, doctype, field)
		],
	}


def names_old(frappe, doctype: str, field: str) -> bool:
	return bool(frappe.db.sql(f"select name from `tab{doctype}` where `{field}` = 'Anshang' limit 1"))


def app_tables(frappe) -> dict[str, None]:
	"""The record types of version 0.2 that have a table."""
	rows = frappe.db.sql(
		"select name from tabDocType where module = 'Anshang' and issingle = 0 order by name"
	)
	return {name: None for (name,) in rows if frappe.db.table_exists(name)}


def digests(frappe, doctype: str, columns: list[str] | None) -> dict:
	"""The columns of a type's table and the hash of each row over them."""
	columns = columns or [
		row[0]
		for row in frappe.db.sql(f"show columns from `tab{doctype}`")
		if not row[0].startswith("_") and (doctype, row[0]) not in RENAMED
	]
	listed = ", ".join(f"`{column}`" for column in columns)
	rows = frappe.db.sql(f"select {listed} from `tab{doctype}`", as_dict=True)
	return {
		"columns": columns,
		"rows": {
			row["name"]: hashlib.sha256(json.dumps(row, default=str, sort_keys=True).encode()).hexdigest()
			for row in rows
		},
	}


def records(frappe, doctype: str, names: list[str]) -> dict[str, dict]:
	"""Whole rows by name; what the migration may move is apart."""
	found = {}
	for name in names:
		(row,) = frappe.db.sql(f"select * from `tab{doctype}` where name = %s", name, as_dict=True) or [{}]
		found[name] = {key: value for key, value in row.items() if value not in (None, "", 0)}
	return found


def phones(frappe) -> dict[str, str]:
	"""Each contact's number, decrypted with the site's own key."""
	from frappe.utils.password import decrypt

	rows = frappe.db.sql(
		"select name, password from __Auth where doctype = 'Project Contact' and encrypted = 1"
	)
	return {name: decrypt(secret) for name, secret in rows}


if __name__ == "__main__":
	main(*sys.argv[1:])
