"""What is right and wrong with this machine and bench, a line each."""

import shutil
import subprocess
import sys

from localbench import supervisor
from localbench.paths import DEMO_SITE, REPO, Bench, own_bench
from localbench.site import frappe_command
from localbench.system import PROGRAMS, find, missing_packages, need
from localbench.trouble import Trouble


def doctor(arguments) -> int:
	return data(own_bench()) if arguments.data else machine(own_bench())


def data(bench: Bench) -> int:
	"""Every record of the trial site against the rules of the model, said by the app's own command."""
	if not supervisor.read_state(bench):
		raise Trouble("平台没有运行：请先运行 ./anshang up。")
	command = [*frappe_command(bench, DEMO_SITE), "anshang-check-data"]
	return subprocess.run(command, cwd=bench.sites).returncode


def machine(bench: Bench) -> int:
	missing = missing_packages()
	state = supervisor.read_state(bench)
	down = [name for name, s in state["services"].items() if s["state"] != "up"] if state else []
	where = bench.root if bench.root.exists() else REPO
	checks = [
		(True, f"Python {sys.version.split()[0]}（{sys.executable}）"),
		(not missing, f"缺少系统软件包：{'、'.join(missing)}" if missing else "系统软件包齐全"),
		*((True, f"{name}：{version(name)}") for name in ("mariadbd", "redis-cli", "node") if find(name)),
		(shutil.disk_usage(where).free > 2**30, f"磁盘剩余 {shutil.disk_usage(where).free // 2**20} MB"),
		(
			bench.python.exists(),
			f"bench 目录 {bench.root}" if bench.python.exists() else "bench 目录尚未建立",
		),
		(not down, f"停止的服务：{'、'.join(down)}" if down else "服务正常" if state else "服务未运行"),
		(cjk_fonts() > 0, f"中文字体 {cjk_fonts()} 种"),
	]
	for right, text in checks:
		print(f"{'  ✓' if right else '  ✗'} {text}")
	return 0 if all(right for right, _ in checks) else 1


def version(program: str) -> str:
	assert program in PROGRAMS
	output = subprocess.run([need(program), "--version"], capture_output=True, text=True).stdout
	return output.strip().splitlines()[0][:80]


def cjk_fonts() -> int:
	program = find("fc-list")
	if not program:
		return 0
	families = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, text=True).stdout
	return len(set(families.splitlines()))
