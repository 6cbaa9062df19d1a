"""What the machine must have: Debian's packages, installed when something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

from localbench.commands import run
from localbench.paths import Bench
from localbench.steps import say, timed
from localbench.trouble import Trouble

# program -> Debian package; the core packages bring no system service with them
PROGRAMS = {
	"mariadbd": "mariadb-server-core",
	"mariadb-install-db": "mariadb-server-core",
	"mariadb": "mariadb-client-core",
	"mariadb-dump": "mariadb-client",
	"redis-cli": "redis-tools",
	"node": "nodejs",
	"npm": "npm",
	"chromium": "chromium",
	"wkhtmltopdf": "wkhtmltopdf",
	"pdftoppm": "poppler-utils",
	"fc-list": "fontconfig",
	"git": "git",
	"faketime": "faketime",
}
FONT_PACKAGE = "fonts-noto-cjk"
FONT_FOLDER = Path("/usr/share/fonts/opentype/noto")
SBIN = ("/usr/sbin", "/usr/local/sbin", "/sbin")
OLDEST_NODE = 18


def find(program: str) -> str | None:
	"""The program's path, looked for in the system folders too, which a user's PATH may lack."""
	return shutil.which(program) or shutil.which(program, path=os.pathsep.join(SBIN))


def need(program: str) -> str:
	path = find(program)
	if not path:
		raise Trouble(
			f"缺少程序 {program}（Debian 软件包 {PROGRAMS.get(program, program)}）：请先运行 ./anshang up。"
		)
	return path


def redis_server() -> tuple[str, str]:
	"""(path, argv[0]) of the Redis server; in redis-tools it lies under the name of its checker."""
	if path := find("redis-server"):
		return path, path
	return need("redis-check-rdb"), "redis-server"


def missing_packages() -> list[str]:
	packages = {package for program, package in PROGRAMS.items() if not find(program)}
	if not (FONT_FOLDER.is_dir() and any(FONT_FOLDER.glob("NotoSansCJK*"))):
		packages.add(FONT_PACKAGE)
	return sorted(packages)


def check_can_install() -> None:
	"""Say at once, not after minutes, that an administrator is needed."""
	if packages := missing_packages():
		root_prefix(packages)


def install_missing(bench: Bench) -> None:
	"""Install what is missing with apt, as root or through sudo; say who must do it otherwise."""
	packages = missing_packages()
	if packages:
		if not shutil.which("apt-get"):
			raise Trouble(f"这台机器没有 apt-get：请自行安装 {' '.join(packages)} 后重试。")
		prefix = root_prefix(packages)
		with timed(f"安装系统软件包 {' '.join(packages)}"):
			apt_install(prefix, packages, bench.logs / "apt.log")
	check_node()


def apt_install(prefix: list[str], packages: list[str], log: Path) -> None:
	"""dpkg is never cut off; a later run waits for an earlier one's and mends what a reboot left."""
	apt = [*prefix, "apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
	what = "安装系统软件包"
	run([*prefix, "dpkg", "--configure", "-a"], what, log, outlives=True)
	run([*apt, "update"], "更新软件包目录", log, needs_network=True)
	install = [*apt, "install", "-y", "--no-install-recommends", *packages]
	run(install, what, log, needs_network=True, outlives=True)


def root_prefix(packages: list[str]) -> list[str]:
	quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
	if os.geteuid() == 0:
		return quiet
	if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
		return ["sudo", "-n", *quiet]
	raise Trouble(
		f"需要管理员权限安装 {' '.join(packages)}：请以 root 运行，或先执行 sudo apt-get install {' '.join(packages)}。"
	)


def check_node() -> None:
	node_version = subprocess.run([need("node"), "--version"], capture_output=True, text=True).stdout.strip()
	if int(node_version.lstrip("v").split(".")[0]) < OLDEST_NODE:
		raise Trouble(f"Node 版本为 {node_version}，需要 {OLDEST_NODE} 或更高：请升级 nodejs 后重试。")


def check_free_space(bench: Bench, megabytes: int) -> None:
	"""Refuse to begin what would fill the disk; a build takes about `megabytes`."""
	free = shutil.disk_usage(bench.root).free // 2**20
	if free < megabytes:
		raise Trouble(f"磁盘空间不足：{bench.root} 所在磁盘只剩 {free} MB，首次安装约需 {megabytes} MB。")
	if free < megabytes * 2:
		say(f"提示：磁盘只剩 {free} MB")
