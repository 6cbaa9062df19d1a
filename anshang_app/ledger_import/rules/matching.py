"""Names of enterprises and units as ledgers write them, held against those on record. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from anshang_app.validation.checks import name_key

#: likeness from which a name is offered as near, and how many are offered
NEAR, MOST_NEAR = 0.72, 3
#: what does not tell one enterprise or unit from another
EMPTY_PARTS = re.compile(
	r"(有限责任公司|股份有限公司|集团有限公司|有限公司|股份公司|公司|集团|湖北省?|天门市?|人民政府|委员会|管理局|办公室|中心|街道办事处|办事处|[(（].*?[)）])"
)


@dataclass(frozen=True)
class Match:
	"""What a name was matched with: `record` of the very name, else the names nearest to it."""

	name: str
	record: str | None
	near: tuple[str, ...] = ()


def match(name: str, names: Mapping[str, str], short: Mapping[str, str] | None = None) -> Match:
	"""Match a name with `names` (name key -> record) or `short` (short name -> record)."""
	key = name_key(name)
	if key and key in names:
		return Match(name, names[key])
	by_short = (short or {}).get(name.strip())
	if by_short:
		return Match(name, by_short)
	scored = sorted(((likeness(name, other), other) for other in names.values()), reverse=True)
	return Match(name, None, tuple(other for score, other in scored[:MOST_NEAR] if score >= NEAR))


def keyed(names: Iterable[str]) -> dict[str, str]:
	"""Name key -> name of records on file."""
	return {key: name for name in names if (key := name_key(name))}


def likeness(name: str, other: str) -> float:
	"""0 to 1: letters in common of what tells the two names from others; a part of the other is near."""
	first, second = core(name), core(other)
	if not first or not second:
		return 0.0
	if first in second or second in first:
		return max(NEAR, min(len(first), len(second)) / max(len(first), len(second)))
	return SequenceMatcher(None, first, second, autojunk=False).ratio()


def core(name: str) -> str:
	"""A name without kind, place and legal form; the whole name where nothing else is left."""
	return EMPTY_PARTS.sub("", name.strip()) or name.strip()


def short_for(short: str, full: str) -> bool:
	"""Whether a unit or chain may be called so: the letters of what is left stand in the full name in this order (市发改委)."""
	letters = iter(core(full) + full)
	called = core(re.sub(r"^市(?=..)|(管理委员会|管委会)$", "", short.strip()))
	return len(called) > 1 and all(letter in letters for letter in called)


def nearest(name: str, offered: Iterable[str]) -> tuple[list[str], str | None]:
	"""The offered names, the likest first, and the one to propose: the only one that is near, or may be called so."""
	score = {other: max(likeness(name, other), NEAR * short_for(name, other)) for other in offered}
	ranked = sorted(score, key=lambda other: (-score[other], other))
	near = [other for other in ranked if score[other] >= NEAR]
	# one letter is part of many names
	clear = len(core(name)) > 1 and near
	best = near[0] if clear and (len(near) == 1 or score[near[0]] > score[near[1]]) else None
	return ranked, best


def split_units(text: str) -> Sequence[str]:
	"""Several units in one cell: the first leads."""
	return [part.strip() for part in re.split(r"[、,，;；/\n]+", text) if part.strip()]
