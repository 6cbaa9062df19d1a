"""代登记: what may be recorded for a bureau that does not work on the platform, and when it counts. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from anshang_app.foundation import constants
from anshang_app.planning.workdays import WORKING, WorkCalendar
from anshang_app.validation.checks import Problem, is_blank

#: facts a bureau's own paper proves; a refusal, a stop, time not counted are acts of the bureau itself
FACTS = (constants.ACCEPTED, constants.GRANTED)
#: state of a case -> facts that may follow; a grant before acceptance brings its acceptance along
OPEN_FACTS = {
	constants.NOT_APPLIED_FOR: FACTS,
	constants.EARLY_GUIDANCE: FACTS,
	constants.FILED: FACTS,
	constants.ACCEPTED: (constants.GRANTED,),
	constants.CLOCK_STOPPED: (constants.GRANTED,),
}
#: the bureau confirms, corrects or denies what was entered for it; 政数局 turns down what was submitted
SUBMITTED, UNCONFIRMED = "Proxy Submitted", "Proxy Unconfirmed"
CONFIRMED, CORRECTED, DENIED = "Proxy Confirmed", "Proxy Corrected", "Proxy Denied"
TURNED_DOWN, TAKEN_BACK = "Proxy Turned Down", "Proxy Taken Back"
#: from construction on a correction rolls no state of the project back
STARTED = constants.STAGE_ORDER[constants.STAGE_ORDER.index(constants.CONSTRUCTION) :]


@dataclass(frozen=True)
class EntryRequirements:
	"""What an entry must bring: the paper's number, its scan; `mandate_missing`: a letter is asked for and none is on file."""

	number: bool = True
	scan: bool = False
	mandate_missing: bool = False


def facts_open(state: str | None, waiting: Iterable[str] = ()) -> tuple[str, ...]:
	"""The facts that may be entered in a state, without those `waiting`: submitted, and not yet confirmed by the bureau."""
	taken = set(waiting)
	return tuple(fact for fact in OPEN_FACTS.get(state or "", ()) if fact not in taken)


def entry_gaps(
	fact: str, values: Mapping[str, Any], requirements: EntryRequirements, is_accepted: bool
) -> list[Problem]:
	"""Everything an entry lacks. `values`: day, paper_no, paper, accepted_on (the acceptance a grant brings along)."""
	problems = []
	if is_blank(values.get("day")):
		problems.append(
			Problem("issued_on" if fact == constants.GRANTED else "accepted_on", None, "day_needed")
		)
	if requirements.number and is_blank(values.get("paper_no")):
		problems.append(Problem("paper_no", None, "proxy_number", doctype="Approval Proxy Entry"))
	if requirements.scan and is_blank(values.get("paper")):
		problems.append(Problem("paper", None, "proxy_scan", doctype="Approval Proxy Entry"))
	if requirements.mandate_missing:
		problems.append(Problem("mandate_file", None, "proxy_mandate"))
	if fact == constants.GRANTED and not is_accepted and is_blank(values.get("accepted_on")):
		problems.append(Problem("accepted_on", None, "proxy_acceptance"))
	return problems


def has_started(stage: str | None, stage_before: str | None) -> bool:
	"""Whether building has begun; a project at a standstill is judged by the stage it came from."""
	return (stage_before if stage in constants.STANDSTILLS else stage) in STARTED


def answer_due(calendar: WorkCalendar, day: date, days: int, can_answer: bool) -> date | None:
	"""The last day to answer an entry, `days` working days after `day`; None where silence never counts: no days set, or nobody there to answer."""
	return calendar.step(day, days, WORKING) if days > 0 and can_answer else None


def is_left_out(is_open: object, is_disputed: object, due: date | None, today: date) -> bool:
	"""Whether a case stays out of its unit's timeliness and overdue figures: disputed, or open and not yet lapsed."""
	return bool(is_disputed) or (bool(is_open) and not (due and due < today))


def last_unconfirmed(entries: Sequence[Any]) -> Any | None:
	"""The entry waiting for the unit that is furthest along: the grant if there is one, else the acceptance; or None."""
	waiting = [row for row in entries if row.get("proxy_state") == UNCONFIRMED]
	return max(waiting, key=lambda row: FACTS.index(row.get("fact")), default=None)
