"""Commands of `bench` that come with the app."""

import sys

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("verify-audit")
@pass_context
def verify_audit(context):
	"""Check the audit chain from end to end; name what was altered and fail if anything was."""
	from anshang_app.walls.audit import verify
	from anshang_app.walls.findings import sentence

	frappe.init(site=get_site(context))
	frappe.connect()
	frappe.local.lang = "zh"
	try:
		found = verify()
		frappe.db.commit()
	finally:
		frappe.destroy()
	for finding in found:
		click.echo(sentence(finding))
	click.echo("审计链核验通过。" if not found else f"审计链核验发现 {len(found)} 处不符。")
	sys.exit(1 if found else 0)


commands = [verify_audit]
