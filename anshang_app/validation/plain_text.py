"""What leaves the platform as plain text: an entry for a chat, with phone numbers masked."""

import re
from collections.abc import Iterable, Iterator

import phonenumbers

from anshang_app.validation.phones import BadPhone, parse_phone

#: behind a figure: then it is an amount, however it begins
AMOUNT_AFTER = re.compile(r"\s*(?:\.\d|,\d{3}|[万亿千百]?元|[万亿]|吨|平方|㎡|亩|公顷|%|件|户)")
AMOUNT_BEFORE = re.compile(r"[\d.,¥￥$]\Z")
#: letters may stand right before it: wx13800000000
MOBILE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?(1[3-9]\d)([-\s]?)(\d{4})\2(\d{4})(?!\d)", re.ASCII)
#: 0728-5222345, and further local numbers behind it: /5222346
LANDLINES = re.compile(
	r"(?<!\d)(?:\()?(0\d{2,3})\)?[-\s]?(\d{7,8})(?!\d)((?:[/、,，;；]\s*\d{7,8}(?!\d))*)", re.ASCII
)
FURTHER = re.compile(r"\d{7,8}", re.ASCII)

#: how the names of fields end that hold a code, which may look like a number to be called
CODES = ("_code", "_no", "_number", "uscc", "_key")


def masked_cell(key: str, value: object) -> object:
	"""What a workbook holds of a field's free text: phone numbers masked; codes and other values as they are."""
	return mask_phones(value) if isinstance(value, str) and not key.endswith(CODES) else value


def mask_phones(text: str) -> str:
	"""The text with every phone number in it masked (138****5678); amounts stay as they are."""
	text = text or ""
	taken: list[tuple[int, int, str]] = []
	for start, end, masked in (*_mobiles(text), *_landlines(text), *_others(text)):
		is_amount = AMOUNT_AFTER.match(text, end) or AMOUNT_BEFORE.search(text[:start])
		if not is_amount and all(end <= other[0] or other[1] <= start for other in taken):
			taken.append((start, end, masked))
	for start, end, masked in sorted(taken, reverse=True):
		text = text[:start] + masked + text[end:]
	return text


def _mobiles(text: str) -> Iterator[tuple[int, int, str]]:
	for match in MOBILE.finditer(text):
		yield match.start(), match.end(), f"{match[1]}****{match[4]}"


def _landlines(text: str) -> Iterator[tuple[int, int, str]]:
	"""A number with its area code, then those behind it that share the area."""
	for match in LANDLINES.finditer(text):
		area = match[1]
		first = masked_of(f"{area}-{match[2]}")
		if first:
			yield match.start(), match.end(2), first
		for further in FURTHER.finditer(text, match.start(3), match.end(3)):
			masked = masked_of(f"{area}-{further[0]}")
			if first and masked:
				yield further.start(), further.end(), masked.partition("-")[2]


def _others(text: str) -> Iterator[tuple[int, int, str]]:
	"""What the library finds besides, numbers of other countries among it."""
	for match in phonenumbers.PhoneNumberMatcher(text, "CN"):
		masked = masked_of(match.raw_string)
		if masked and masked != match.raw_string:
			yield match.start, match.end, masked


def masked_of(number: str) -> str | None:
	"""A number's mask; None where it is none."""
	try:
		return parse_phone(number).masked
	except BadPhone:
		return None


def chat_text(title: str, lines: Iterable[tuple[str, str | None]]) -> str:
	"""A title in 【】 and a line for every label that has something to say, phones masked."""
	printed = [f"{label}：{text}" for label, text in lines if text]
	return mask_phones("\n".join([f"【{title}】", *printed]))
