"""Free loopback ports for the private services, chosen once and kept while they stay free."""

import json
import socket
from contextlib import closing

from localbench.paths import Bench, write_json
from localbench.trouble import Trouble

#: doors of the sites, in the order in which a site's own is looked for
DOORS = ("public", "public_test", "public_desk", "public_walls")
NAMES = ("mariadb", "redis_cache", "redis_queue", "web", "socketio", *DOORS)
FIRST_PUBLIC = 8000


def is_free(port: int) -> bool:
	with closing(socket.socket()) as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
		return True


def answers(port: int) -> bool:
	with closing(socket.socket()) as probe:
		probe.settimeout(1)
		return probe.connect_ex(("127.0.0.1", port)) == 0


def any_free(taken: set[int]) -> int:
	while True:
		with closing(socket.socket()) as probe:
			probe.bind(("127.0.0.1", 0))
			port = probe.getsockname()[1]
		if port not in taken:
			return port


def public_free(taken: set[int]) -> int:
	return next(
		port for port in range(FIRST_PUBLIC, FIRST_PUBLIC + 1000) if port not in taken and is_free(port)
	)


def load(bench: Bench) -> dict[str, int]:
	"""The ports on file; a bench of an older version gets those it lacks."""
	file = bench.config / "ports.json"
	if not file.exists():
		return {}
	ports = json.loads(file.read_text())
	missing = [name for name in NAMES if name not in ports]
	for name in missing:
		ports[name] = any_free(set(ports.values()))
	if missing:
		write_json(file, ports)
	return ports


def choose(bench: Bench, wanted_public: int | None) -> dict[str, int]:
	"""The ports of the next start, kept in `config/ports.json`; nothing of this bench may be running."""
	if wanted_public and not is_free(wanted_public):
		raise Trouble(f"端口 {wanted_public} 已被占用：请换一个 --port，或停掉占用它的程序。")
	earlier = load(bench)
	chosen: dict[str, int] = {}
	for name in NAMES:
		port = earlier.get(name)
		if name == "public" and wanted_public:
			port = wanted_public
		if not port or not is_free(port) or port in chosen.values():
			taken = set(chosen.values()) | set(earlier.values())
			port = public_free(taken) if name == "public" else any_free(taken)
		chosen[name] = port
	write_json(bench.config / "ports.json", chosen)
	return chosen
