"""Frappe's source: the one complete copy in a package index, checked by hash, its names put back."""

import hashlib
import re
import shutil
import tarfile
from pathlib import Path

from localbench.commands import run
from localbench.paths import Bench
from localbench.steps import Steps, fingerprint, fresh_folder
from localbench.trouble import Trouble

PACKAGE = "criscostack==1.0.0"
ARCHIVE = "criscostack-1.0.0.tar.gz"
SHA256 = "82f55713e9ee191d5a6c8eaba215ae3da4ab9ee20d8eaa27f501351ee6345478"
VERSION = "15.0.0-dev"
# longest first, so that no name is replaced inside a longer one
NAMES = (
	("CriscoStack", "Frappe"),
	("Criscostack", "Frappe"),
	("criscostack", "frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("Criscoerp", "ERPNext"),
	("criscoerp", "erpnext"),
	("Crisco", "Frappe"),
)
RENAMED_FILES = {"frappe/utils/brik_helper.py": "frappe/utils/bench_helper.py"}
RULES = fingerprint(repr(NAMES), repr(RENAMED_FILES), VERSION, SHA256)


def fetch_frappe(bench: Bench, steps: Steps) -> None:
	"""`apps/frappe` of the bench; built beside it and moved there when whole."""
	steps.run("frappe-source", "下载并还原 Frappe", RULES, lambda: build(bench))


def build(bench: Bench) -> None:
	archive = download(bench)
	partial = fresh_folder(bench.root / "apps.partial")
	with tarfile.open(archive) as tar:
		tar.extractall(partial, filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(partial)
	(source,) = partial.iterdir()
	restore_names(source)
	pin_version(source / "pyproject.toml")
	target = bench.apps / "frappe"
	bench.apps.mkdir(parents=True, exist_ok=True)
	shutil.rmtree(target, ignore_errors=True)
	source.rename(target)
	shutil.rmtree(partial)


def download(bench: Bench) -> Path:
	"""The archive, from the cache or the package index; its hash is checked either way."""
	cache = bench.root / "cache"
	cache.mkdir(parents=True, exist_ok=True)
	archive = cache / ARCHIVE
	if archive.exists() and sha256(archive) == SHA256:
		return archive
	archive.unlink(missing_ok=True)
	requirement = cache / "frappe.txt"
	requirement.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n")
	command: list[str | Path] = [
		"download",
		"--no-deps",
		"--no-binary",
		"criscostack",
		"--require-hashes",
		"-r",
		requirement,
		"-d",
		cache,
	]
	run([*pip(bench), *command], "下载 Frappe", bench.logs / "pip.log", needs_network=True)
	if sha256(archive) != SHA256:
		archive.unlink()
		raise Trouble(f"{ARCHIVE} 的 SHA-256 与登记的不符，已删除，未安装：请检查软件包源后重试。")
	return archive


def pip(bench: Bench) -> list[str]:
	return pip_of(bench.root / "env")


def pip_of(environment: Path) -> list[str]:
	return [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def sha256(path: Path) -> str:
	with path.open("rb") as stream:
		return hashlib.sha256(stream.read()).hexdigest()


def restore_names(source: Path) -> None:
	"""Put Frappe's names back into contents and names of files, deepest paths first."""
	for path in sorted(source.rglob("*"), key=lambda path: -len(path.parts)):
		if path.is_file():
			restore_content(path)
		if (name := renamed(path.name)) != path.name:
			path.rename(path.with_name(name))
	for old, new in RENAMED_FILES.items():
		(source / old).rename(source / new)


def restore_content(path: Path) -> None:
	content = path.read_bytes()
	if b"\0" in content[:8192] or not re.search(rb"crisco", content, re.IGNORECASE):
		return
	for old, new in NAMES:
		content = content.replace(old.encode(), new.encode())
	path.write_bytes(content)


def renamed(name: str) -> str:
	for old, new in NAMES:
		name = name.replace(old, new)
	return name


def pin_version(pyproject: Path) -> None:
	"""The package carries its own number; bench and pip should see Frappe's."""
	text = re.sub(r'^version = ".*"$', f'version = "{VERSION}"', pyproject.read_text(), count=1, flags=re.M)
	pyproject.write_text(text)
