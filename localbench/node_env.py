"""The desk's assets and the Node packages they are built from."""

import json
import shutil
from pathlib import Path

from localbench.commands import run
from localbench.paths import APP, HERE, Bench
from localbench.source import RULES
from localbench.steps import Steps, fingerprint
from localbench.system import need

NODE = HERE / "node"
PACKAGE_FILES = ("package.json", "package-lock.json")


def modules(bench: Bench) -> Path:
	return bench.root / "node" / "node_modules"


def install_node(bench: Bench, steps: Steps) -> None:
	print_ = fingerprint([NODE / name for name in PACKAGE_FILES])
	steps.run("node-packages", "安装 Node 软件包", print_, lambda: install(bench))


def install(bench: Bench) -> None:
	folder, log = modules(bench).parent, bench.logs / "npm.log"
	install_locked(NODE, folder, "安装 Node 软件包", log)
	run([need("node"), "node_modules/esbuild/install.js"], "安装 esbuild", log, cwd=folder)


def install_locked(source: Path, folder: Path, what: str, log: Path) -> None:
	"""Install into `folder`, made anew, what the lock of `source` names."""
	shutil.rmtree(folder, ignore_errors=True)
	folder.mkdir(parents=True)
	for name in PACKAGE_FILES:
		shutil.copy(source / name, folder / name)
	# no --prefix: with it npm reads none of the machine's own settings
	command = [need("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
	command += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
	run(command, what, log, cwd=folder, needs_network=True)


def build_assets(bench: Bench, steps: Steps) -> None:
	"""Build the bundles of both apps; when only the app's changed, only those."""
	builder = fingerprint(RULES, NODE.glob("**/*.mjs"), [NODE / name for name in PACKAGE_FILES])
	if not (bench.sites / "assets" / "assets.json").exists():
		steps.forget("assets-frappe", "assets-app")
	elif not all(path.exists() for path in built_files(bench)):
		# another bench over the same clone builds into the same folder of the app
		steps.forget("assets-app")
	rebuilt = steps.run("assets-frappe", "构建桌面资源", builder, lambda: build(bench, ["frappe", APP]))
	own = fingerprint(builder, app_sources(bench))
	if rebuilt:
		steps.mark("assets-app", own)
	steps.run("assets-app", "构建应用资源", own, lambda: build(bench, [APP]))


def built_files(bench: Bench) -> list[Path]:
	"""The app's bundles the bench's manifest names."""
	manifest = json.loads((bench.sites / "assets" / "assets.json").read_text(encoding="utf-8"))
	return [
		bench.sites / path.lstrip("/") for path in manifest.values() if path.startswith(f"/assets/{APP}/")
	]


def app_sources(bench: Bench) -> list[Path]:
	public = bench.apps / APP / APP / "public"
	return [path for path in public.rglob("*") if path.is_file() and "dist" not in path.parts]


def build(bench: Bench, apps: list[str]) -> None:
	command: list[str | Path] = [
		need("node"),
		NODE / "build.mjs",
		"--bench",
		bench.root,
		"--modules",
		modules(bench),
	]
	run([*command, "--apps", ",".join(apps)], "构建桌面资源", bench.logs / "assets.log")
