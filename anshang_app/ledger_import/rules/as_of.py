"""The day a title or a heading says its figures are as of: 截至2026年6月底, 截止6月30日. Pure."""

import re
from datetime import date

from anshang_app.ledger_import.rules.cells import day

SAID = re.compile(
	r"截[至止](?:到|至)?\s*((?:\d{2,4}\s*年)?\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*[日号]|底|末|份)?|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)


def as_of(text: str, year: int) -> date | None:
	"""The day of the text; a month stands for its last day, one without a year for `year`. None: it names none."""
	match = SAID.search(text)
	read_day = day(re.sub(r"\s+", "", match[1]), year).value if match else None
	return read_day if isinstance(read_day, date) else None
