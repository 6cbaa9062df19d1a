"""Dates, numbers and sentences as the official forms write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

DONE = "完成"
#: the room a blank form leaves for a number
GAP = " " * 6
#: a clause longer than this may break, or it would run out of its cell
LONGEST_KEPT = 24
#: a piece of a label longer than this is wider than a quarter of the page
LONGEST_LABEL = 11
#: where a label breaks best
LABEL_BREAK = re.compile(r"(?=及联系)|(?=（)|(?<=）)")
#: dates and telephone numbers inside free text: a line never breaks in them
TOGETHER = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{3,4}-\d{7,8}(?:-\d{1,6})?")


@dataclass(frozen=True)
class Run:
	"""A piece of printed text; `keep` forbids a line break inside it."""

	text: str
	keep: bool = False


def day(value: date) -> str:
	"""2026年3月5日: the year in four digits, no leading zeros."""
	return f"{value.year}年{value.month}月{value.day}日"


def number(value: Decimal | float | int) -> str:
	"""A number without trailing zeros, exponent or thousands marks."""
	text = format(Decimal(str(value)), "f")
	text = text.rstrip("0").rstrip(".") if "." in text else text
	return "0" if text in ("-0", "") else text


def clean(text: str) -> str:
	"""`text` without the control characters, half characters and non-characters no file format may hold."""
	text = text.replace("\r\n", "\n").replace("\r", "\n")
	return "".join(letter for letter in text if letter in "\n\t" or is_storable(letter))


def is_storable(letter: str) -> bool:
	"""Whether XML may hold the letter, and a font could draw it."""
	return unicodedata.category(letter) not in ("Cc", "Cs") and (ord(letter) & 0xFFFE) != 0xFFFE


def half_letters(text: str) -> int:
	"""Width of a line in half letters: a Chinese character counts two."""
	return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def text_runs(text: str) -> tuple[Run, ...]:
	"""Free text, with the dates and telephone numbers in it kept whole."""
	text = clean(text)
	runs, at = [], 0
	for match in TOGETHER.finditer(text):
		runs += [Run(text[at : match.start()]), Run(match.group(), keep=True)]
		at = match.end()
	runs.append(Run(text[at:]))
	return tuple(run for run in runs if run.text)


def label_runs(text: str) -> tuple[Run, ...]:
	"""Fixed words of the form; where they must break, at a bracket or before 及联系电话."""
	pieces = [piece for piece in LABEL_BREAK.split(text) if piece]
	return tuple(Run(piece, keep=len(pieces) > 1 and len(piece) <= LONGEST_LABEL) for piece in pieces)


def contact_runs(name: str, phone: str) -> tuple[Run, ...]:
	"""Name and telephone number; a line may break between them only."""
	name, phone = clean(name).strip(), clean(phone).strip()
	parts = [Run(part, keep=len(part) <= LONGEST_KEPT) for part in (name, phone) if part]
	return (parts[0], Run(" "), parts[1]) if len(parts) == 2 else tuple(parts)


def sentence_runs(pattern: str, numbers: tuple[Decimal | int | str | None, ...]) -> tuple[Run, ...]:
	"""`pattern` with a number, a slash, or the room for one, in each {} gap; one run per clause.

	Raises ValueError when there are not as many numbers as gaps.
	"""
	pieces = pattern.split("{}")
	if len(numbers) != len(pieces) - 1:
		raise ValueError(f"{len(pieces) - 1} gaps, {len(numbers)} numbers")
	text = pieces[0]
	for value, piece in zip(numbers, pieces[1:], strict=True):
		shown = value if isinstance(value, str) else GAP if value is None else number(value)
		text += shown + piece
	return tuple(Run(clause, keep=len(clause) <= LONGEST_KEPT) for clause in re.findall(r"[^，]+，?", text))
