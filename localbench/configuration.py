"""The bench's configuration files: common site config, MariaDB, Redis, Procfile, secrets."""

import getpass
import hashlib
import json
import os
import secrets
import tempfile
from pathlib import Path

from localbench.paths import APP, DEMO_SITE, Bench, write_atomically, write_json
from localbench.system import need

SECRETS = "secrets.json"


def lay_out(bench: Bench) -> None:
	"""The folders and files the `bench` command looks for."""
	for folder in ("apps", "sites/assets", "config/pids", "logs", "run", ".steps"):
		(bench.root / folder).mkdir(parents=True, exist_ok=True)
	bench.root.chmod(0o755)
	apps = bench.sites / "apps.txt"
	wanted = f"frappe\n{APP}\n"
	if not apps.exists() or apps.read_text() != wanted:
		write_atomically(apps, wanted)
	write_json(
		bench.sites / "apps.json",
		{"frappe": {"idx": 1, "is_repo": False}, APP: {"idx": 2, "is_repo": True}},
	)


def secret(bench: Bench, name: str) -> str:
	"""A random password kept in a file only the owner reads; made at first asking."""
	file = bench.config / SECRETS
	passwords = json.loads(file.read_text()) if file.exists() else {}
	if name not in passwords:
		passwords[name] = secrets.token_urlsafe(12)
		write_json(file, passwords, mode=0o600)
	return passwords[name]


def write_common_config(bench: Bench, ports: dict[str, int]) -> None:
	"""What Frappe and `bench` read; keys an administrator added stay."""
	config = bench.common_config()
	config.update(
		{
			"db_host": "127.0.0.1",
			"db_port": ports["mariadb"],
			"redis_cache": f"redis://127.0.0.1:{ports['redis_cache']}",
			"redis_queue": f"redis://127.0.0.1:{ports['redis_queue']}",
			"redis_socketio": f"redis://127.0.0.1:{ports['redis_queue']}",
			"webserver_port": ports["public"],
			"socketio_port": ports["socketio"],
			"front_port": ports["public"],
			"default_site": DEMO_SITE,
			"serve_default_site": True,
			"frappe_user": getpass.getuser(),
			"background_workers": 1,
			"gunicorn_workers": 2,
			"shallow_clone": True,
			"live_reload": False,
			"restart_supervisor_on_update": False,
			"restart_systemd_on_update": False,
			"rebase_on_pull": False,
			"update_bench_on_update": False,
		}
	)
	write_json(bench.common_config_file, config)


def short_folder(bench: Bench) -> Path:
	"""A folder for sockets: their paths may hold only about a hundred characters."""
	name = hashlib.sha256(str(bench.root).encode()).hexdigest()[:12]
	folder = Path(tempfile.gettempdir()) / f"anshang-{os.getuid()}-{name}"
	folder.mkdir(mode=0o700, exist_ok=True)
	return folder


def write_mariadb_config(bench: Bench, ports: dict[str, int]) -> None:
	text = f"""[mariadbd]
datadir = {bench.root / "database"}
port = {ports["mariadb"]}
bind-address = 127.0.0.1
socket = {short_folder(bench) / "mariadb.sock"}
pid-file = {bench.config / "pids" / "mariadb.pid"}
skip-name-resolve
skip-log-bin
character-set-client-handshake = OFF
character-set-server = utf8mb4
collation-server = utf8mb4_unicode_ci
max_allowed_packet = 64M
max_connections = 200
innodb_buffer_pool_size = 512M
innodb_log_file_size = 128M
# a killed process loses nothing with 2, only a power failure could lose the last second
innodb_flush_log_at_trx_commit = 2
innodb_flush_method = O_DIRECT
# the default of MariaDB from 11.6 on: every run here proves that the app lives with it
innodb_snapshot_isolation = ON
"""
	write_atomically(bench.config / "mariadb.cnf", text)


def write_redis_config(bench: Bench, ports: dict[str, int]) -> None:
	for name in ("redis_cache", "redis_queue"):
		folder = bench.root / "redis" / name
		folder.mkdir(parents=True, exist_ok=True)
		lines = [
			"bind 127.0.0.1",
			f"port {ports[name]}",
			f"dir {folder}",
			f"dbfilename {name}.rdb",
			f"pidfile {bench.config / 'pids' / (name + '.pid')}",
		]
		if name == "redis_cache":
			lines += ['save ""', "maxmemory 256mb", "maxmemory-policy allkeys-lru"]
		write_atomically(bench.config / f"{name}.conf", "\n".join(lines) + "\n")


def write_procfile(bench: Bench, ports: dict[str, int]) -> None:
	"""For those who use `bench start`: the same services as the supervisor's, web by the dev server."""
	text = f"""redis_cache: redis-server config/redis_cache.conf
redis_queue: redis-server config/redis_queue.conf
web: bench serve --port {ports["public"]}
schedule: bench schedule
worker: bench worker
"""
	write_atomically(bench.root / "Procfile", text)


def write_all(bench: Bench, ports: dict[str, int]) -> None:
	need("mariadbd")
	write_common_config(bench, ports)
	write_mariadb_config(bench, ports)
	write_redis_config(bench, ports)
	write_procfile(bench, ports)
