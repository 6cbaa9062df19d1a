"""A running official paper as a list of blocks: what letters and the bulletin are drawn from.

Measures follow GB/T 9704: a page of 22 lines of 28 characters, body in 3号仿宋 (16 pt). Numbers of headings
are part of the structure, so that every renderer prints the same ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anshang_app.rendering import wording

#: width of the 版心 (225 mm high) and the margins, in mm
TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM = 37, 26, 35, 28
WIDTH_MM = 156
LINES, LETTERS = 22, 28
POINTS_PER_MM = 72 / 25.4
BODY_POINTS, TITLE_POINTS, NOTE_POINTS, TABLE_POINTS = 16, 22, 14, 10.5
#: pitch of a line, and what is taken from each character so that 28 fill the line
PITCH = 28.95
LETTER_PITCH = WIDTH_MM * POINTS_PER_MM / LETTERS
SQUEEZE = BODY_POINTS - LETTER_PITCH
HEAD_POINTS, MASTHEAD_POINTS = 34, 58
TABLE_PITCH = 16
#: per cent of a chart for label, bar and value, and the colour of its bars
BAR_SHARES, BAR_COLOR = (26, 60, 14), "5B7FA6"
#: per cent of the columns of a table of facts, and the half letters a value may have beside another
FACT_SHARES, LONGEST_FACT = (21, 29, 21, 29), 22
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Letterhead:
	"""红头 of a letter: the issuing unit, the number 天政数函〔2026〕5号, which may be blank."""

	unit: str
	number: str = ""


@dataclass(frozen=True)
class Masthead:
	"""报头 of a periodical: its name, 第 N 期, the editing unit and the day in words."""

	title: str
	issue: str
	unit: str
	day: str


@dataclass(frozen=True)
class Title:
	text: str


@dataclass(frozen=True)
class Recipient:
	"""主送: who the letter is for, from the left without indent."""

	text: str


@dataclass(frozen=True)
class Heading:
	"""A heading with its number: level 1 一、黑体, 2 （一）楷体, 3 1. and 4 （1） 仿宋."""

	level: int
	text: str


@dataclass(frozen=True)
class Paragraph:
	text: str


@dataclass(frozen=True)
class Table:
	"""A table with a head that repeats; `widths` are per cent, cells are plain words."""

	heads: tuple[str, ...]
	widths: tuple[float, ...]
	rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bars:
	"""A chart of horizontal bars, one row each: label and value, drawn as rules so that every program prints it."""

	title: str
	rows: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Facts:
	"""Labels and values, two pairs a row; a long value takes the whole row."""

	pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signature:
	"""落款: unit and day in words at the right, with room for the seal over them."""

	unit: str
	day: str


@dataclass(frozen=True)
class Note:
	"""附注 or 附件: a line in brackets or a list below the text."""

	text: str


@dataclass(frozen=True)
class Imprint:
	"""版记 between rules at the end of the paper: 抄送, or 报/送/发, and who issued it when."""

	lines: tuple[str, ...]
	unit: str = ""
	day: str = ""


Block = (
	Letterhead
	| Masthead
	| Title
	| Recipient
	| Heading
	| Paragraph
	| Table
	| Bars
	| Facts
	| Signature
	| Note
	| Imprint
)


@dataclass(frozen=True)
class Paper:
	"""`name` names the file; `is_wide` prints it on A4 landscape, for papers that are one wide table.

	`is_tight` leaves narrower margins, for a paper that is to stay one page.
	"""

	name: str
	blocks: tuple[Block, ...]
	is_wide: bool = False
	is_tight: bool = False

	@property
	def texts(self) -> Iterator[str]:
		"""Every word that is printed, block by block."""
		for block in self.blocks:
			yield from _strings(tuple(vars(block).values()))


def _strings(value: object) -> Iterator[str]:
	if isinstance(value, str):
		yield value
	elif isinstance(value, tuple):
		for part in value:
			yield from _strings(part)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
	"""One paragraph for each line of an entered text that is not blank."""
	return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def pair_rows(facts: Facts) -> list[tuple[tuple[str, str], ...]]:
	"""The pairs of a Facts block by row: two side by side, or one alone with a value too long for that."""
	rows: list[tuple[tuple[str, str], ...]] = []
	waiting: tuple[str, str] | None = None
	for pair in facts.pairs:
		if wording.half_letters(pair[1]) > LONGEST_FACT:
			rows += [(waiting,)] if waiting else []
			rows.append((pair,))
			waiting = None
		elif waiting:
			rows.append((waiting, pair))
			waiting = None
		else:
			waiting = pair
	return rows + ([(waiting,)] if waiting else [])


def bar_lengths(bars: Bars) -> list[int]:
	"""The length of each bar in per cent of the longest; what is more than nothing is at least 1."""
	longest = max((value for _label, value in bars.rows), default=0)
	return [max(1, round(value * 100 / longest)) if value > 0 else 0 for _label, value in bars.rows]


def bar_value(value: float) -> str:
	"""The number at the end of a bar."""
	return f"{value:,.2f}".rstrip("0").rstrip(".")


def heading_number(level: int, number: int) -> str:
	"""一、 （一） 1. （1） for the levels 1 to 4."""
	return {
		1: f"{chinese_number(number)}、",
		2: f"（{chinese_number(number)}）",
		3: f"{number}.",
		4: f"（{number}）",
	}[level]


def numbered(level: int, titles: Iterable[str]) -> list[Heading]:
	"""Headings of one level, counted from 1."""
	return [
		Heading(level, heading_number(level, number) + title) for number, title in enumerate(titles, start=1)
	]


def chinese_number(number: int) -> str:
	"""A number from 1 to 99 in Chinese; larger ones as digits one by one."""
	if not 1 <= number <= 99:
		return "".join(DIGITS[int(digit)] for digit in str(number))
	tens, ones = divmod(number, 10)
	head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
	return head + (DIGITS[ones] if ones else "")


def head_points(text: str, largest: float, width_mm: float = WIDTH_MM) -> float:
	"""The size of a red head that still fits on one line."""
	letters = max(1, wording.half_letters(text) / 2)
	return round(min(largest, width_mm * POINTS_PER_MM / letters), 1)


def spaced(title: str) -> str:
	"""A short name of a periodical with a space after each letter, a longer one as it is."""
	return "　".join(title) if len(title) <= 4 else title
