"""Which fonts the machine has, and what they can draw: read from fontconfig, as Chromium reads it."""

import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from fontTools.ttLib import TTFont, TTLibError

from anshang_app.rendering.typefaces import TYPEFACES, Typeface
from anshang_app.rendering.wording import clean

SECONDS = 30
#: bits of OS/2.fsType that forbid putting the font into a document
RESTRICTED, BITMAP_ONLY = 0x0002, 0x0200
#: characters that are never drawn, or drawn by the layout itself
UNDRAWN = frozenset("\n\t \u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff\u00ad") | {
	*map(chr, range(0x202A, 0x202F)),
	*map(chr, range(0x2066, 0x206A)),
	*map(chr, range(0xFE00, 0xFE10)),
}


class NoFontconfig(RuntimeError):
	"""fontconfig's fc-list is not on PATH or fails."""


@dataclass(frozen=True)
class InstalledFont:
	"""A face of a font file: its family names, where it lies, and the characters it draws as fontconfig lists them."""

	families: tuple[str, ...]
	path: str
	index: int
	charset: str


@lru_cache(maxsize=1)
def installed_fonts() -> tuple[InstalledFont, ...]:
	"""Every face fontconfig knows, read once per process; raises NoFontconfig."""
	program = shutil.which("fc-list")
	if not program:
		raise NoFontconfig("fc-list")
	listing = "%{family}|%{file}|%{index}|%{charset}\n"
	done = subprocess.run(
		[program, "--format", listing], capture_output=True, text=True, timeout=SECONDS, check=False
	)
	if done.returncode:
		raise NoFontconfig(done.stderr.strip() or "fc-list")
	return tuple(_font(line) for line in done.stdout.splitlines() if line.count("|") >= 3)


def _font(line: str) -> InstalledFont:
	families, path, index, charset = line.rsplit("|", 3)
	# a variable font's face number carries the number of its instance in the upper half
	return InstalledFont(tuple(families.split(",")), path, int(index) & 0xFFFF, charset)


@lru_cache(maxsize=1)
def drawable_ranges() -> tuple[list[int], list[int]]:
	"""First and last characters of the ranges some installed font draws, merged and in order."""
	merged: list[list[int]] = []
	# the faces of a family draw the same characters
	charsets = {font.charset for font in installed_fonts()}
	for first, last in sorted({pair for charset in charsets for pair in _ranges(charset)}):
		if merged and first <= merged[-1][1] + 1:
			merged[-1][1] = max(merged[-1][1], last)
		else:
			merged.append([first, last])
	return [pair[0] for pair in merged], [pair[1] for pair in merged]


def _ranges(charset: str) -> Iterator[tuple[int, int]]:
	"""The ranges of a list such as `20-7e a0`."""
	for word in charset.split():
		first, _, last = word.partition("-")
		yield int(first, 16), int(last or first, 16)


def undrawable(text: str) -> str:
	"""The characters of `text` no installed font draws, each once, in their order; usually empty."""
	firsts, lasts = drawable_ranges()

	def is_drawn(letter: str) -> bool:
		at = bisect_right(firsts, ord(letter)) - 1
		return letter in UNDRAWN or (at >= 0 and ord(letter) <= lasts[at])

	return "".join(dict.fromkeys(letter for letter in clean(text) if not is_drawn(letter)))


def named(letters: str) -> str:
	"""Characters with their code points, so that a reader can tell them although they show as boxes."""
	return "、".join(f"{letter}（U+{ord(letter):04X}）" for letter in letters)


def report(faces: Iterable[Typeface] = TYPEFACES) -> list[dict[str, object]]:
	"""For each wanted typeface: {wanted, found, stands_in, embedded_ok}.

	`stands_in` is the family that takes its place when it is missing, None when nothing does;
	`embedded_ok` says whether the licence bits of the font used let a PDF carry it, None without a font.
	"""
	by_family: dict[str, InstalledFont] = {}
	for font in installed_fonts():
		for family in font.families:
			by_family.setdefault(family, font)
	outcomes = []
	for face in faces:
		stands_in = next((family for family in face.stand_ins if family in by_family), None)
		used = by_family.get(face.name) or (by_family[stands_in] if stands_in else None)
		outcomes.append(
			{
				"wanted": face.name,
				"found": face.name in by_family,
				"stands_in": None if face.name in by_family else stands_in,
				"embedded_ok": may_embed(used) if used else None,
			}
		)
	return outcomes


def family(face: Typeface) -> str:
	"""The value of a CSS `font-family` that names only what is installed; all of them where nobody can say."""
	try:
		families = {name for font in installed_fonts() for name in font.families}
	except NoFontconfig:
		return face.css
	usable = next((name for name in (face.name, *face.stand_ins) if name in families), None)
	return f'"{usable}", serif' if usable else face.css


def may_embed(font: InstalledFont) -> bool:
	"""Whether the font's own licence bits allow it in a document; an unreadable file does not."""
	try:
		with TTFont(font.path, fontNumber=font.index, lazy=True) as file:
			bits = file["OS/2"].fsType
	except (TTLibError, KeyError, OSError):
		return False
	return not bits & (RESTRICTED | BITMAP_ONLY)


def forget() -> None:
	"""Read the machine's fonts anew at the next question."""
	installed_fonts.cache_clear()
	drawable_ranges.cache_clear()
