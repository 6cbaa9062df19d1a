"""The short title of a problem out of its description. Pure."""

import re

#: letters of a problem's title
TITLE_LENGTH = 60
#: where a first sentence ends
END = re.compile(r"[。；！？!?;\n\r]")


def summary_of(description: str | None) -> str:
	"""The first sentence, at most `TITLE_LENGTH` letters; blank of nothing."""
	text = (description or "").strip()
	first = END.split(text, maxsplit=1)[0].strip() or text
	first = " ".join(first.split())
	return first if len(first) <= TITLE_LENGTH else f"{first[: TITLE_LENGTH - 1]}…"
