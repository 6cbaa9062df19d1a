"""A zip archive with a list of its files and their SHA-256 hashes, built and verified. Pure, no frappe."""

import hashlib
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anshang_app.rendering.workbooks import WorkbookSheet, write

FORMAT = "anshang-completion-pack/1"
MANIFEST, LISTING = "manifest.json", "清单.xlsx"
LONGEST_NAME = 80
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Item:
	"""One file of the archive: its path inside and its bytes."""

	path: str
	content: bytes


@dataclass(frozen=True)
class ArchiveFinding:
	"""What does not agree: `rule` is missing, altered, added, no_manifest or no_archive."""

	path: str
	rule: str


def sha256(content: bytes) -> str:
	return hashlib.sha256(content).hexdigest()


def safe_name(text: str) -> str:
	"""A text as one part of a path on any system: no separators, no leading dots, not too long."""
	name = FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
	return name[:LONGEST_NAME] or "_"


def build(items: Sequence[Item], about: Mapping[str, str]) -> bytes:
	"""The archive of `items`, with 清单.xlsx for people and manifest.json for machines.

	`about` says in words what the archive is of; both lists repeat it. Two items of one path are numbered.
	"""
	items = _numbered(items)
	listing = Item(LISTING, _listing(items, about))
	manifest = {"format": FORMAT, **about, "files": [_entry(item) for item in [*items, listing]]}
	content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
		for item in [listing, Item(MANIFEST, content), *items]:
			archive.writestr(item.path, item.content)
	return buffer.getvalue()


def _numbered(items: Sequence[Item]) -> list[Item]:
	count_by_path: dict[str, int] = {MANIFEST: 1, LISTING: 1}
	numbered = []
	for item in items:
		number = count_by_path[item.path] = count_by_path.get(item.path, 0) + 1
		stem, dot, ending = item.path.rpartition(".")
		path = item.path if number == 1 else f"{stem or ending}-{number}{dot and stem and dot + ending}"
		numbered.append(Item(path, item.content))
	return numbered


def _entry(item: Item) -> dict[str, str | int]:
	return {"path": item.path, "size": len(item.content), "sha256": sha256(item.content)}


def _listing(items: Sequence[Item], about: Mapping[str, str]) -> bytes:
	rows = [
		(number, item.path, len(item.content), sha256(item.content)) for number, item in enumerate(items, 1)
	]
	return write(
		[WorkbookSheet("文件清单", ("序号", "文件", "大小（字节）", "SHA-256"), rows, list(about.values()))]
	)


def manifest_of(content: bytes) -> dict[str, Any]:
	"""The manifest of an archive; KeyError without one, zipfile.BadZipFile if it is no archive."""
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
	return manifest


def verify(content: bytes) -> list[ArchiveFinding]:
	"""Recompute every file's hash; everything that does not agree with the manifest."""
	try:
		listed = {row["path"]: row["sha256"] for row in manifest_of(content)["files"]}
	except zipfile.BadZipFile:
		return [ArchiveFinding("", "no_archive")]
	except (KeyError, ValueError):
		return [ArchiveFinding(MANIFEST, "no_manifest")]
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		names = [name for name in archive.namelist() if name != MANIFEST]
		findings = [ArchiveFinding(path, "missing") for path in listed if path not in names]
		for name in names:
			if name not in listed:
				findings.append(ArchiveFinding(name, "added"))
			elif _hash_of(archive, name) != listed[name]:
				findings.append(ArchiveFinding(name, "altered"))
	return findings


def _hash_of(archive: zipfile.ZipFile, name: str) -> str | None:
	"""The hash of a part; None where its own checksum no longer fits."""
	try:
		return sha256(archive.read(name))
	except zipfile.BadZipFile:
		return None
