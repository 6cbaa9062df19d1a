"""How names are stored to be found, and what a typed query asks of them: any part, blanks aside, or its pinyin.

A reading is a line like `'tian'men'ke'ji`: each syllable begins with a mark. A query in letters may leave a
syllable at any point for the next one, so that `tmkj`, `tianmenkj` and `tianmenkeji` all find it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pypinyin import Style, pinyin

MARK = "'"
#: signs of a query that are looked at; no name is longer
LONGEST_QUERY = 60
#: readings kept of one name whose characters are read in several ways
MOST_READINGS = 24
#: what may stand between two letters of a query: the rest of a syllable
REST = f"(?:[a-z]*{MARK})?"
RUNS = re.compile(r"[a-z0-9]+|[^a-z0-9]+")
SIGNS = re.compile(r"[^0-9a-z㐀-鿿]+")


@dataclass(frozen=True)
class Word:
	"""A part of a query: its text as it stands in names, and the pattern of its pinyin if it is in letters."""

	text: str
	pattern: str | None


@dataclass(frozen=True)
class Query:
	"""What was typed: found whole, or by all its words apart where blanks stood between them."""

	whole: tuple[Word, ...]
	apart: tuple[Word, ...]


def plain(text: object) -> str:
	"""A text as it is compared: one width, small letters, no blanks or signs."""
	return SIGNS.sub("", unicodedata.normalize("NFKC", str(text or "")).casefold())


def readings(text: object) -> list[str]:
	"""The pinyin of a name, the usual reading first; then each character's other readings, one at a time."""
	short = plain(text)
	syllables = [syllables_of(run) for run in re.findall(r"[a-z]+|[0-9]|[㐀-鿿]+", short)]
	choices = [choice for run in syllables for choice in run]
	usual = [choice[0] for choice in choices]
	lines = [usual]
	for place, choice in enumerate(choices):
		lines += [[*usual[:place], other, *usual[place + 1 :]] for other in choice[1:]]
	return [MARK + MARK.join(line) for line in lines[:MOST_READINGS] if line]


def syllables_of(run: str) -> list[list[str]]:
	"""The readings of each character of a run; letters and digits are read as they are."""
	if run.isascii():
		return [[run]]
	return [list(dict.fromkeys(read)) for read in pinyin(run, style=Style.NORMAL, heteronym=True)]


def stored(values: Iterable[object]) -> tuple[str, str]:
	"""(texts, readings) of a record's names, a line each."""
	originals = list(dict.fromkeys(str(value) for value in values if value))
	texts = [text for text in map(plain, originals) if text]
	lines = [line for value in originals for line in readings(value)]
	return "\n".join(dict.fromkeys(texts)), "\n".join(dict.fromkeys(lines))


def understood(typed: object) -> Query | None:
	"""A typed text as a query; None for one without a letter, digit or character."""
	short = str(typed or "")[:LONGEST_QUERY]
	whole = split_words(plain(short))
	if not whole:
		return None
	parts = [word for part in short.split() for word in split_words(plain(part))]
	return Query(whole, tuple(parts) if len(short.split()) > 1 else ())


def split_words(short: str) -> tuple[Word, ...]:
	"""A text without blanks and signs (`plain`), split where letters or digits begin or end; those match pinyin too."""
	return tuple(Word(run, pattern_of(run) if run.isascii() else None) for run in RUNS.findall(short))


def pattern_of(letters: str) -> str:
	"""The regular expression of pinyin that begins at a syllable; v and u stand for each other, as ü is typed."""
	return MARK + REST.join("[uv]" if letter in "uv" else letter for letter in letters)


def matches_query(query: Query, texts: str, lines: str) -> bool:
	"""Whether a stored name matches the query; `entries.condition` is the same rule in SQL."""
	return any(
		part and all(matches(word, texts, lines) for word in part) for part in (query.whole, query.apart)
	)


def matches(word: Word, texts: str, lines: str) -> bool:
	"""Whether one word stands in the texts or, in letters, in a reading."""
	return word.text in texts or bool(word.pattern and re.search(word.pattern, lines))
