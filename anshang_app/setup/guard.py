"""What an install or a migration needs of the platform, said in clear words before anything is changed."""

import click
import frappe

from anshang_app import compat
from anshang_app.rendering import chromium

SUPPORTED = (15, 16)
TIME_ZONE = "Asia/Shanghai"


def check() -> None:
	"""Refuse a Frappe the app does not know; name what will be missed (before_install, before_migrate)."""
	if compat.MAJOR not in SUPPORTED:
		raise click.ClickException(
			f"智慧安商需要 Frappe v15 或 v16，本平台是 {frappe.__version__}。没有作任何改动。"
		)
	for line in notices():
		click.secho(line, fg="yellow")


def notices() -> list[str]:
	"""What does not stop the work, but somebody should know."""
	sentences = []
	zone = frappe.db.get_single_value("System Settings", "time_zone", cache=False)
	# a site fresh from `new-site` has none yet: the wizard asks
	if zone and zone != TIME_ZONE and frappe.db.get_single_value("System Settings", "setup_complete"):
		sentences.append(f"系统时区是 {zone}：请在“系统设置”改为 {TIME_ZONE}，否则期限、提醒按别的时间计算。")
	if not chromium.find():
		sentences.append(
			"没有找到 Chromium：表格、函件的 PDF 将由 Frappe 自带的方式生成，版面可能有出入。请安装 chromium。"
		)
	return sentences
