"""What a new order still lacks: all of it at once, pure."""

from collections.abc import Iterable, Mapping

from anshang_app.foundation import constants
from anshang_app.supervision.rules.limits import DECIDED_ABOVE
from anshang_app.validation.checks import Problem, day_after_problem, is_blank, lacking

#: what a unit that is given an order stands for (scheme §四(三): 责任部门、责任人、整改时限)
CHARGE = ("unit", "person", "due_date")


def order_gaps(values: Mapping[str, object], offices: Iterable[str | None]) -> list[Problem]:
	"""What a new order lacks; `offices` are the two inspection offices named in the settings (scheme §四(三))."""
	problems = lacking(values, ("requirement", *CHARGE))
	problems += day_after_problem(values, "due_date", "ordered_on")
	source, office = values.get("source"), values.get("inspection_office")
	by_inspection = office in set(offices) - {None, ""}
	# a leader's instruction may be given to an inspection office, an item of the special meeting always is
	if not by_inspection and (
		source == constants.FROM_SPECIAL_MEETING or (source == constants.FROM_LEADER and office)
	):
		problems.append(Problem("inspection_office", office or None, "inspection_needed"))
	if source not in DECIDED_ABOVE and office:
		problems.append(Problem("inspection_office", office, "inspection_not_here"))
	if source == constants.FROM_LEADER and is_blank(values.get("basis")):
		problems.append(Problem("basis", None, "basis_needed"))
	if source == constants.FROM_JOINT_MEETING and not values.get("meeting"):
		problems.append(Problem("source", None, "meeting_needed_here"))
	return problems
