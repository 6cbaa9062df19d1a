"""The verbs of ./anshang."""

import argparse
import json
import shutil
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from localbench import accounts, build, doctor, linting, passthrough, supervisor, testing
from localbench import ports as port_book
from localbench.lock import only_one
from localbench.paths import DEMO_SITE, Bench, own_bench
from localbench.steps import Steps, say
from localbench.trouble import Trouble, sentence_of


def main(argv: list[str] | None = None) -> int:
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	argv = sys.argv[1:] if argv is None else argv
	# everything behind `bench` belongs to it, options included
	own, foreign = (argv[:1], argv[1:]) if argv[:1] == ["bench"] else (argv, [])
	arguments, rest = parser().parse_known_args(own)
	if rest and arguments.verb not in ("test", "benchmark"):
		parser().error(f"不认识的参数：{' '.join(rest)}")
	arguments.rest = [*foreign, *rest]
	try:
		return arguments.action(arguments) or 0
	except Trouble as trouble:
		print(f"./anshang：{trouble}", file=sys.stderr)
		return trouble.code
	except OSError as error:
		print(f"./anshang：{sentence_of(error)}", file=sys.stderr)
		return 1
	except KeyboardInterrupt:
		return 130


def parser() -> argparse.ArgumentParser:
	top = argparse.ArgumentParser(
		prog="./anshang", description="智慧安商试用平台（只监听本机，不可用于正式运行）"
	)
	verbs = top.add_subparsers(dest="verb", required=True, metavar="命令")

	def verb(name: str, action, text: str) -> argparse.ArgumentParser:
		sub = verbs.add_parser(name, help=text, description=text)
		sub.set_defaults(action=action)
		return sub

	up = verb("up", do_up, "安装缺少的一切，建立并启动平台")
	up.add_argument("--detach", action="store_true", help="启动后退出命令，服务在后台运行")
	up.add_argument("--port", type=int, help="网页端口（默认从 8000 起找空闲的）")
	up.add_argument("--no-demo", action="store_true", help="不载入演示数据")
	verb("down", do_down, "停止全部服务")
	verb("status", do_status, "显示服务状态").add_argument("--json", action="store_true")
	verb("accounts", do_accounts, "显示登录账号").add_argument("--json", action="store_true")
	logs = verb("logs", passthrough.logs, "显示日志")
	logs.add_argument("service", nargs="?", help="服务名，如 web、worker、mariadb")
	logs.add_argument("-f", "--follow", action="store_true")
	verb("bench", passthrough.bench, "把其余参数交给 bench 命令")
	verb("lint", linting.lint, "检查代码：格式、各室的引用方向、纯函数的类型")
	test = verb("test", testing.test, "先检查代码，再运行测试；其余参数交给 pytest")
	test.add_argument("--pure", action="store_true", help="只运行不需要站点的测试")
	test.add_argument("--long", action="store_true", help="运行耗时的测试，摘要写入 benchmarks/")
	benchmark = verb("benchmark", testing.benchmark, "运行 benchmarks/ 中的测速")
	benchmark.add_argument("name", nargs="?")
	demo = verb("demo", do_demo, "载入或清除演示数据")
	demo.add_argument("what", choices=["load", "clear"])
	demo.add_argument("--base", action="store_true", help="只载入测试所用的小演示")
	for sub in (test, benchmark, demo):
		sub.add_argument("--bench", type=Path, help="使用已有的 bench 目录（v15 或 v16）")
		sub.add_argument("--site", help="已有 bench 上的站点名")
	verb("reset", do_reset, "停止服务并删除 .bench/").add_argument(
		"--yes", action="store_true", help="不再询问"
	)
	check = verb("doctor", doctor.doctor, "检查机器与平台")
	check.add_argument(
		"--data", action="store_true", help="核对站点上的全部数据：签章、日期、亮灯、文件等是否前后一致"
	)
	return top


def do_up(arguments) -> None:
	bench = own_bench()
	with only_one(bench), stopped_on_failure(bench):
		build.up(bench, arguments.detach, arguments.port, not arguments.no_demo)
	say("平台已就绪")
	print_welcome(bench)
	if not arguments.detach:
		follow(bench)


@contextmanager
def stopped_on_failure(bench: Bench):
	"""What a failed start began does not stay behind."""
	was_running = supervisor.read_state(bench)
	try:
		yield
	except BaseException:
		if not was_running:
			supervisor.stop(bench)
		raise


def print_welcome(bench: Bench) -> None:
	print(f"\n  网址：{url(bench)}\n")
	print_accounts(accounts.read(bench))
	print(
		"\n  演示城市先载入 11 个项目。要看四十个项目的全貌（约两分半）：./anshang demo clear && ./anshang demo load"
	)
	print("\n  仅供本机试用，请勿用于正式运行。停止：./anshang down\n", flush=True)


def print_accounts(listed: list[dict]) -> None:
	for account in listed:
		print(f"  {account['user']:<34} {account['password']:<18} {account['full_name']}  {account['unit']}")


def follow(bench: Bench) -> None:
	"""Stay until interrupted or the supervisor ends; then everything stops."""
	print("按 Ctrl-C 停止。", flush=True)
	try:
		while supervisor.read_state(bench):
			time.sleep(1)
	except (KeyboardInterrupt, SystemExit):
		say("正在停止 …")
		supervisor.stop(bench)


def url(bench: Bench) -> str:
	return f"http://127.0.0.1:{port_book.load(bench)['public']}"


def do_down(arguments) -> None:
	say("已停止" if supervisor.stop(own_bench()) else "没有在运行的服务")


def do_status(arguments) -> int:
	bench = own_bench()
	state = supervisor.read_state(bench)
	services = {name: s["state"] for name, s in state["services"].items()} if state else {}
	running = bool(services) and all(value == "up" for value in services.values())
	ports = port_book.load(bench)
	if arguments.json:
		address = url(bench) if ports else None
		print(json.dumps({"url": address, "site": DEMO_SITE, "bench": str(bench.root), "services": services}))
	else:
		print(
			f"{url(bench) if ports else '尚未建立'}  {'运行中' if running else '未完全运行' if services else '未运行'}"
		)
		for name, value in services.items():
			print(f"  {name:<12} {'正常' if value == 'up' else '停止'}")
	return 0 if running else 1


def do_accounts(arguments) -> None:
	listed = accounts.read(own_bench())
	if arguments.json:
		print(json.dumps(listed, ensure_ascii=False, indent=1))
		return
	print_accounts(listed)


def do_demo(arguments) -> None:
	with testing.ready_bench(arguments, DEMO_SITE) as (bench, site):
		if arguments.what == "load":
			loaded = accounts.load_demo(bench, site, "base" if arguments.base else "load")
			say("演示数据已载入")
			if not bench.own:
				print_accounts(loaded)
		else:
			accounts.clear_demo(bench, site)
			say("演示数据已清除")
		if bench.own:
			Steps(bench).mark("demo", "1")


def do_reset(arguments) -> None:
	bench = own_bench()
	if not arguments.yes:
		if not sys.stdin.isatty():
			raise Trouble("reset 会删除全部数据：确认请加 --yes。")
		if input(f"将删除 {bench.root} 中的全部数据，输入“删除”确认：").strip() != "删除":
			raise Trouble("没有确认，未作改动。")
	with only_one(bench):
		supervisor.stop(bench)
		cache = bench.root / "cache"
		for path in bench.root.iterdir():
			if path == cache or path.name == ".lock":
				continue
			shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
	say("已清空")
