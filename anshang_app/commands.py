"""Commands of `bench` that come with the app."""

import sys
from contextlib import contextmanager
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context


@contextmanager
def site_of(context):
	"""The site a command was called for, in Chinese; what was done there is kept."""
	frappe.init(site=get_site(context))
	frappe.connect()
	frappe.local.lang = "zh"
	try:
		yield
		frappe.db.commit()
	finally:
		frappe.destroy()


@click.command("verify-audit")
@pass_context
def verify_audit(context):
	"""Check the audit chain from end to end; name what was altered and fail if anything was."""
	from anshang_app.access_control.audit_check import verify
	from anshang_app.access_control.audit_findings import sentence

	with site_of(context):
		found = [sentence(finding) for finding in verify()]
	for line in found:
		click.echo(line)
	click.echo("审计链核验通过。" if not found else f"审计链核验发现 {len(found)} 处不符。")
	sys.exit(1 if found else 0)


@click.command("anshang-check-data")
@pass_context
def anshang_check_data(context):
	"""Hold every record against the rules of the model, changing none; name what breaks one and fail if anything does."""
	from anshang_app.setup.data_check import findings

	with site_of(context):
		found = [words for _kind, _name, words in findings()]
	for line in found:
		click.echo(line)
	click.echo("数据核对通过。" if not found else f"数据核对发现 {len(found)} 处不符。")
	sys.exit(1 if found else 0)


@click.command("anshang-sweep")
@pass_context
def anshang_sweep(context):
	"""Bring lights and approval clocks up to today, and say what is due."""
	from anshang_app.progress_tracking import sweep

	with site_of(context):
		done = sweep.run()
		found = done["findings"].items() if done else ()
		lines = [f"{frappe._(kind)}：{count}" for kind, count in found]
	if done is None:
		click.echo("另一次巡检正在进行，本次不做。")
		return
	click.echo(f"变灯 {done['lights']} 个节点，更新计时 {done['cases']} 件审批。")
	for line in lines:
		click.echo(line)


@click.command("anshang-openapi")
@click.argument("file", type=click.Path(dir_okay=False, writable=True), required=False)
@pass_context
def anshang_openapi(context, file):
	"""Write the OpenAPI document of what other systems may call to a file, or print it."""
	from anshang_app.other_systems.described import openapi_text

	with site_of(context):
		text = openapi_text()
	if not file:
		click.echo(text, nl=False)
		return
	Path(file).write_text(text, encoding="utf-8")
	click.echo(f"接口文档已写入 {file}。")


commands = [verify_audit, anshang_check_data, anshang_sweep, anshang_openapi]
