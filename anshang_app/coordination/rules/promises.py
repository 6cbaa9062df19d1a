"""What the enterprise promised to bring later (容缺承诺), and what a broken promise keeps from happening. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anshang_app.validation.checks import Problem


@dataclass(frozen=True)
class CommitmentDates:
	"""容缺承诺: what the enterprise promised to bring by `due`, as `node` still lacks it; it counts once it is `agreed`."""

	node: str
	promised: str
	due: date
	is_fulfilled: bool = False
	owner: str = "企业"
	kind: str = "容缺承诺"
	waived: bool = False
	agreed: bool = True


def broken_promises(promises: Iterable[CommitmentDates], today: date) -> list[Problem]:
	"""容缺 promises past their day: they keep the project from acceptance."""
	return [
		Problem("stage", None, "promise_overdue", (promise.promised, promise.due))
		for promise in promises
		if not promise.is_fulfilled and promise.due < today
	]
