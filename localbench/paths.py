"""Where everything of a bench lies: the bench this repository builds, or an existing one."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
APP = "anshang_app"
DEMO_SITE = "anshang.localhost"
TEST_SITE = "test.localhost"
#: a second one for the browser's tests, so that both rooms can be tested at the same time
DESK_SITE = "desk.localhost"
WALLS_SITE = "walls.localhost"
TEST_SITES = (TEST_SITE, DESK_SITE, WALLS_SITE)


@dataclass(frozen=True)
class Bench:
	"""A standard bench directory; `own` when this repository built it and may rebuild it."""

	root: Path
	own: bool = True

	@property
	def python(self) -> Path:
		return self.root / "env" / "bin" / "python"

	@property
	def sites(self) -> Path:
		return self.root / "sites"

	@property
	def apps(self) -> Path:
		return self.root / "apps"

	@property
	def config(self) -> Path:
		return self.root / "config"

	@property
	def logs(self) -> Path:
		return self.root / "logs"

	@property
	def run(self) -> Path:
		"""Pids, locks and state of what is running; nothing in it outlives a restart."""
		return self.root / "run"

	@property
	def common_config_file(self) -> Path:
		return self.sites / "common_site_config.json"

	def common_config(self) -> dict:
		if not self.common_config_file.exists():
			return {}
		return json.loads(self.common_config_file.read_text())

	def site_exists(self, site: str) -> bool:
		return (self.sites / site / "site_config.json").exists()


def own_bench() -> Bench:
	"""The bench of this checkout: `.bench/`, or where ANSHANG_BENCH points."""
	return Bench(Path(os.environ.get("ANSHANG_BENCH") or REPO / ".bench").absolute())


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
	"""Write so that a kill leaves the old file or the new one, never a half."""
	path.parent.mkdir(parents=True, exist_ok=True)
	partial = path.with_name(f".{path.name}.partial")
	descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
	with os.fdopen(descriptor, "w") as stream:
		stream.write(text)
		stream.flush()
		os.fsync(stream.fileno())
	os.replace(partial, path)


def write_json(path: Path, value, mode: int = 0o644) -> None:
	write_atomically(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n", mode)
