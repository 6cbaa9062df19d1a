"""The deadline radar: permits that lapse, land that lies idle, filings that fall due. Pure functions over rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from anshang_app.planning.workdays import WORKING, WorkCalendar

NEAR, PAST = "Deadline Near", "Deadline Past"
#: causes of idle land that cost the enterprise nothing (闲置土地处置办法 8条)
EXEMPT = ("Government Side", "Force Majeure")


@dataclass(frozen=True)
class Rule:
	"""A period of `valid_for` units that runs from a day; `warn` days of `warn_unit` before its end it is told."""

	name: str
	valid_for: int
	valid_unit: str
	extensions_allowed: int = 0
	extension_length: int = 0
	extension_unit: str = "Months"
	warn: int = 0
	warn_unit: str = WORKING
	#: a period of a contract whose last day is a day off goes on to the next working day
	on_working_day: bool = False


@dataclass(frozen=True)
class Deadline:
	"""The last day of a period, and how it stands."""

	end: date
	state: str
	extensions_left: int


def later(day: date, count: int, unit: str) -> date:
	"""The last day of `count` days, months or years from a day; the 31st becomes a month's last day."""
	end: date = day + relativedelta(**{unit.lower(): count})
	return end


def end_of(rule: Rule, start: date, extensions: int = 0, expires: date | None = None) -> date:
	"""The last day: that of the paper itself where it names one, else by the rule with its extensions."""
	end = expires or later(start, rule.valid_for, rule.valid_unit)
	for _number in range(min(extensions, rule.extensions_allowed)):
		end = later(end, rule.extension_length, rule.extension_unit)
	return end


def deadline(
	calendar: WorkCalendar,
	rule: Rule,
	start: date | None,
	today: date,
	extensions: int = 0,
	expires: date | None = None,
) -> Deadline | None:
	"""What there is to tell today of a period that has begun and whose aim is not reached; None: nothing yet."""
	if start is None or not rule.valid_for:
		return None
	end = end_of(rule, start, extensions, expires)
	if rule.on_working_day and not expires:
		end = calendar.step(end, 0, WORKING)
	left = max(rule.extensions_allowed - extensions, 0)
	if today > end:
		return Deadline(end, PAST, left)
	warned_from = (
		calendar.back(end, rule.warn, WORKING) if rule.warn_unit == WORKING else end - timedelta(rule.warn)
	)
	return Deadline(end, NEAR, left) if today >= warned_from else None


def idle_fee(land_price: float | None, percent: float, cause: str | None) -> float | None:
	"""The estimated fee for idle land in 10k yuan; None where it is exempt, or price, cause or rate unknown."""
	if not land_price or not percent or not cause or cause in EXEMPT:
		return None
	return round(land_price * percent / 100, 2)


def too_little(done: float | None, whole: float | None, percent: float) -> bool:
	"""Whether less than `percent` of the whole is done; what is not known is not held against anybody."""
	if not percent or not whole or done is None:
		return False
	return done * 100 < whole * percent
