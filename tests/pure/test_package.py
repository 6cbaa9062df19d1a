"""Guards of the package: what Frappe reads by path and by name must be there under that name."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile

import pytest

FOLDERS_NAMED_AFTER_RECORDS = (
	"doctype",
	"report",
	"print_format",
	"workspace",
	"page",
	"notification",
	"number_card",
	"dashboard_chart",
)


def scrub(name: str) -> str:
	return name.replace(" ", "_").replace("-", "_").lower()


def record_files(repo):
	for kind in FOLDERS_NAMED_AFTER_RECORDS:
		for folder in sorted((repo / "anshang_app").glob(f"*/{kind}/*/")):
			if folder.name != "__pycache__":
				yield folder / f"{folder.name}.json"


def test_every_json_of_the_package_parses(repo):
	broken = []
	for path in (repo / "anshang_app").rglob("*.json"):
		try:
			json.loads(path.read_text())
		except ValueError as error:
			broken.append(f"{path}: {error}")
	assert broken == []


def test_every_record_file_is_named_after_its_record(repo):
	wrong = []
	for path in record_files(repo):
		if not path.exists():
			wrong.append(f"{path} is missing")
			continue
		record = json.loads(path.read_text())
		if scrub(record["name"]) != path.stem:
			wrong.append(f"{path}: {record['name']}")
	assert wrong == []


def test_every_doctype_sets_its_own_order(repo):
	"""v15 and v16 have different defaults."""
	unordered = [
		path.stem
		for path in record_files(repo)
		if path.parent.parent.name == "doctype"
		and not {"sort_field", "sort_order"} <= json.loads(path.read_text()).keys()
	]
	assert unordered == []


def test_every_role_named_in_a_permission_is_shipped(repo):
	roles = {role["name"] for role in json.loads((repo / "fixtures" / "role.json").read_text())}
	roles |= {"System Manager", "All", "Guest", "Administrator", "Desk User"}
	unknown = {
		(path.stem, permission["role"])
		for path in record_files(repo)
		for permission in json.loads(path.read_text()).get("permissions", [])
		if permission["role"] not in roles
	}
	assert unknown == set()


def test_patches_and_their_list_agree(repo):
	lines = (repo / "anshang_app" / "patches.txt").read_text().splitlines()
	assert "[pre_model_sync]" in lines
	assert "[post_model_sync]" in lines
	listed = {
		line.split("#")[0].strip() for line in lines if line.strip() and not line.startswith(("[", "#"))
	}
	files = {
		".".join(path.relative_to(repo).with_suffix("").parts)
		for path in (repo / "anshang_app" / "patches").rglob("*.py")
		if path.name != "__init__.py"
	}
	assert listed == files


def test_the_package_declares_both_supported_major_versions(repo):
	text = (repo / "pyproject.toml").read_text()
	assert 'frappe = ">=15.0.0-dev,<17"' in text


@pytest.mark.skipif(not importlib.util.find_spec("flit_core"), reason="flit_core is not installed")
def test_the_wheel_holds_everything_git_tracks_in_the_package(repo, tmp_path):
	build = f"from flit_core.buildapi import build_wheel; print(build_wheel({str(tmp_path)!r}))"
	done = subprocess.run([sys.executable, "-c", build], cwd=repo, capture_output=True, text=True)
	assert done.returncode == 0, done.stderr
	tracked = subprocess.run(
		["git", "ls-files", "-z", "anshang_app"], cwd=repo, capture_output=True, text=True, check=True
	).stdout
	with zipfile.ZipFile(tmp_path / done.stdout.strip().splitlines()[-1]) as wheel:
		packed = set(wheel.namelist())
	missing = [
		name for name in tracked.split("\0") if name and os.path.exists(repo / name) and name not in packed
	]
	assert missing == []
