"""Every service of the bench as data: what runs, where, and when it counts as up."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from localbench.database import as_root_flags
from localbench.node_env import NODE, modules
from localbench.paths import DEMO_SITE, DESK_SITE, TEST_SITE, WALLS_SITE, Bench
from localbench.ports import DOORS, answers
from localbench.system import need, redis_server

DATA = "data"
APPS = "apps"


@dataclass(frozen=True)
class Service:
	name: str
	group: str
	command: list[str]
	cwd: Path
	port: int | None = None
	ping: str | None = None
	executable: str | None = None
	site: str | None = None

	def is_wanted(self, bench: Bench) -> bool:
		"""A door is opened only for a site that is there."""
		return self.site is None or bench.site_exists(self.site)

	def is_up(self) -> bool:
		"""Whether it answers on its port; a service without one is up while it runs."""
		if self.port is None:
			return True
		if not answers(self.port):
			return False
		return self.ping is None or pings(f"http://127.0.0.1:{self.port}{self.ping}")


def pings(url: str) -> bool:
	request = urllib.request.Request(url, headers={"X-Frappe-Site-Name": DEMO_SITE})
	opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
	try:
		opener.open(request, timeout=5).close()
	except urllib.error.HTTPError as answer:
		# 404: the site is not there yet, the server is
		return answer.code < 500
	except OSError:
		return False
	return True


def all_services(bench: Bench, ports: dict[str, int]) -> list[Service]:
	return [*data_services(bench, ports), *app_services(bench, ports)]


def data_services(bench: Bench, ports: dict[str, int]) -> list[Service]:
	executable, argv0 = redis_server()
	mariadbd = [need("mariadbd"), f"--defaults-file={bench.config / 'mariadb.cnf'}", *as_root_flags()]
	return [
		Service("mariadb", DATA, mariadbd, bench.root, ports["mariadb"]),
		*(
			Service(
				name,
				DATA,
				[argv0, str(bench.config / f"{name}.conf")],
				bench.root,
				ports[name],
				executable=executable,
			)
			for name in ("redis_cache", "redis_queue")
		),
	]


def app_services(bench: Bench, ports: dict[str, int]) -> list[Service]:
	frappe = [str(bench.python), "-m", "frappe.utils.bench_helper", "frappe"]
	gunicorn = [str(bench.root / "env/bin/gunicorn"), "-b", f"127.0.0.1:{ports['web']}"]
	gunicorn += ["--workers", "2", "--threads", "8", "--timeout", "120", "--graceful-timeout", "5"]
	realtime = node_command(bench, "realtime", "--modules", str(modules(bench)))
	realtime += ["--port", str(ports["socketio"]), "--web-port", str(ports["web"])]
	for page in DOORS:
		realtime += ["--page-port", str(ports[page])]
	return [
		Service(
			"web", APPS, [*gunicorn, "frappe.app:application"], bench.sites, ports["web"], "/api/method/ping"
		),
		Service("worker", APPS, [*frappe, "worker"], bench.sites),
		Service("scheduler", APPS, [*frappe, "schedule"], bench.sites),
		Service("realtime", APPS, realtime, bench.sites, ports["socketio"]),
		front(bench, ports, "front", "public", DEMO_SITE),
		front(bench, ports, "front_test", "public_test", TEST_SITE),
		front(bench, ports, "front_desk", "public_desk", DESK_SITE),
		front(bench, ports, "front_walls", "public_walls", WALLS_SITE),
	]


def front(bench: Bench, ports: dict[str, int], name: str, port: str, site: str) -> Service:
	"""The public door of one site: assets, files, realtime, and everything else from the web server."""
	flags = ["--site", site, "--port", str(ports[port])]
	flags += ["--web-port", str(ports["web"]), "--socketio-port", str(ports["socketio"])]
	command = node_command(bench, "front", *flags)
	return Service(name, APPS, command, bench.sites, ports[port], "/api/method/ping", site=site)


def node_command(bench: Bench, script: str, *flags: str) -> list[str]:
	return [need("node"), str(NODE / f"{script}.mjs"), "--sites", str(bench.sites), *flags]
