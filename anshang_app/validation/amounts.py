"""Amounts as people write them: money, areas and months become the one unit a field holds, or are refused.

Pure. Nothing is guessed: a range, an estimate or a half-typed number is no amount.
"""

import re
import unicodedata
from decimal import Decimal

#: what a field holds: 万元, 亩, ㎡, months
MONEY, MU, SQUARE_METRES, MONTHS = "money", "mu", "square_metres", "months"
PLAIN = r"\d+(?:\.\d+)?"
#: a whole number with its thousands set off, or plain
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{PLAIN})"
#: kind -> its units' spellings with their size in the unit the field holds; "" is that unit itself
UNITS: dict[str, dict[str, Decimal]] = {
	MONEY: {
		"": Decimal(1),
		"元": Decimal("0.0001"),
		"万": Decimal(1),
		"万元": Decimal(1),
		"百万": Decimal(100),
		"百万元": Decimal(100),
		"千万": Decimal(1000),
		"千万元": Decimal(1000),
		"亿": Decimal(10000),
		"亿元": Decimal(10000),
	},
	MU: {
		"": Decimal(1),
		"亩": Decimal(1),
		"公顷": Decimal(15),
		"ha": Decimal(15),
		"平方米": Decimal(15) / 10000,
		"平米": Decimal(15) / 10000,
		"m2": Decimal(15) / 10000,
	},
	SQUARE_METRES: {
		"": Decimal(1),
		"平方米": Decimal(1),
		"平米": Decimal(1),
		"m2": Decimal(1),
		"万平方米": Decimal(10000),
		"万平米": Decimal(10000),
		"万m2": Decimal(10000),
		"亩": Decimal(10000) / 15,
		"公顷": Decimal(10000),
		"ha": Decimal(10000),
	},
	MONTHS: {"": Decimal(1), "月": Decimal(1), "个月": Decimal(1), "年": Decimal(12)},
}
#: decimal places a field keeps: yuan; less than a tenth of a square metre; centimetres square; halves
PLACES = {MONEY: 4, MU: 4, SQUARE_METRES: 2, MONTHS: 1}
#: 1亿2000万元: yi and wan of one amount
YI_AND_WAN = re.compile(rf"({PLAIN})亿({PLAIN})万元?", re.ASCII)


class BadAmount(ValueError):
	"""The text is no single amount of the kind."""


def parse(kind: str, value: object) -> float:
	"""The amount in the unit the field holds, as many places as it keeps; `BadAmount` for anything else."""
	if isinstance(value, bool) or value is None:
		raise BadAmount(value)
	if isinstance(value, int | float):
		return rounded(kind, Decimal(str(value)))
	if not isinstance(value, str):
		raise BadAmount(value)
	return rounded(kind, _read(kind, _plain(value)))


def rounded(kind: str, amount: Decimal) -> float:
	"""An amount to the places the field keeps."""
	if not amount.is_finite():
		raise BadAmount(amount)
	return round(float(amount), PLACES[kind])


def _plain(text: str) -> str:
	"""The text on a plain keyboard: full-width signs, blanks, the sign of the currency."""
	plain = unicodedata.normalize("NFKC", text).strip()
	# 1 2亿 is no 12亿
	if re.search(r"[\d.,]\s+[\d.,]", plain):
		raise BadAmount(text)
	plain = re.sub(r"\s+", "", plain)
	return plain.removeprefix("¥").removeprefix("人民币").removesuffix("人民币")


def _read(kind: str, plain: str) -> Decimal:
	both = YI_AND_WAN.fullmatch(plain) if kind == MONEY else None
	if both:
		wan = Decimal(both[2])
		if wan >= UNITS[MONEY]["亿"]:
			raise BadAmount(plain)
		return Decimal(both[1]) * UNITS[MONEY]["亿"] + wan
	match = re.fullmatch(rf"(-?{NUMBER})(\D*)", plain, re.ASCII)
	size = UNITS[kind].get(match[2].lower()) if match else None
	# m2 ends in a digit
	if size is None and plain.lower().endswith("m2"):
		match = re.fullmatch(rf"(-?{NUMBER})(万?m2)", plain, re.ASCII | re.IGNORECASE)
		size = UNITS[kind].get(match[2].lower()) if match else None
	if match is None or size is None:
		raise BadAmount(plain)
	return Decimal(match[1].replace(",", "")) * size


def written(kind: str, amount: float) -> str:
	"""The amount in words that `parse` reads back."""
	unit = {MONEY: "万元", MU: "亩", SQUARE_METRES: "平方米", MONTHS: "个月"}[kind]
	return f"{Decimal(str(round(amount, PLACES[kind]))):f}{unit}"


def shown(kind: str, amount: float) -> str:
	"""What was understood, as it is read out before it is saved: 12,000 万元 (1.2 亿元), 33 亩 (22,000 ㎡)."""
	plain = f"{amount:,.{PLACES[kind]}f}"
	plain = plain.rstrip("0").rstrip(".")
	if kind == MONEY:
		yi = f"{amount / 10000:,.8f}".rstrip("0").rstrip(".")
		return f"{plain} 万元（{yi} 亿元）" if abs(amount) >= 10000 else f"{plain} 万元"
	if kind == MU:
		metres = f"{amount * 10000 / 15:,.2f}".rstrip("0").rstrip(".")
		return f"{plain} 亩（{metres} ㎡）"
	return f"{plain} {'㎡' if kind == SQUARE_METRES else '个月'}"
