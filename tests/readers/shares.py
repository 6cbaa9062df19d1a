"""What is tried a part of each day, another one the next, all of it with --long: the suite has half an hour."""

import os
from collections.abc import Sequence
from datetime import date

WHOLE = os.environ.get("ANSHANG_PROFILE") == "long"
#: the day whose parts are tried: the runner settles it, so that all processes collect the same over midnight, too
DAY = date.fromisoformat(os.environ.get("ANSHANG_TEST_DAY") or date.today().isoformat()).toordinal()


def is_todays(number: int, parts: int) -> bool:
	"""Whether the one of this number is in one of so many parts that is tried on the day."""
	return WHOLE or (DAY + number) % parts == 0


def todays(items: Sequence, parts: int, turn: int = 0) -> list:
	"""The part of many that is tried today; `turn` gives those that share a list another part each."""
	return [item for number, item in enumerate(items) if is_todays(number + turn, parts)]
