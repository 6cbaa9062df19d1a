"""What leaves the platform as plain text: an entry for a chat, with phone numbers masked."""

from collections.abc import Iterable

import phonenumbers

from anshang_app.validation.checks import BadPhone, parse_phone


def mask_phones(text: str) -> str:
	"""The text with every mainland phone number in it masked (138****5678)."""
	for match in reversed(list(phonenumbers.PhoneNumberMatcher(text or "", "CN"))):
		try:
			masked = parse_phone(match.raw_string).masked
		except BadPhone:
			continue
		text = text[: match.start] + masked + text[match.end :]
	return text or ""


def chat_text(title: str, lines: Iterable[tuple[str, str | None]]) -> str:
	"""A title in 【】 and a line for every label that has something to say, phones masked."""
	told = [f"{label}：{words}" for label, words in lines if words]
	return mask_phones("\n".join([f"【{title}】", *told]))
