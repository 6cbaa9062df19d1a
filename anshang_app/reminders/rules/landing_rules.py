"""What a person's landing page begins with: his role's main act, and the figures of his own beneath. Reads no record."""

from dataclasses import dataclass, field

from anshang_app.foundation import constants
from anshang_app.planning.lights import RED
from anshang_app.reminders.rules.waits import CASE, HANDOVER, HOME, ISSUE, NODE, ORDER, PLAN, PROMISE

#: where an act or a figure leads
ENTRY_PAGE = "/anshang/entry"
#: steps that have a page of their own: heading and record type -> the page
PAGES = {("Plans to Draft", PLAN): "anshang-plan", ("Plans to Fill In", PLAN): "anshang-plan"}
NOT_OVER = ["not in", [constants.HANDED_OVER, *constants.STANDSTILLS]]


@dataclass(frozen=True)
class Act:
	"""A large button: a new record of `new`, the page of that name, an address, or the list of `doctype`.

	With a `heading` of 我的工作 the button says how many such steps wait, and leads to the only one.
	"""

	label: str
	new: str | None = None
	page: str | None = None
	address: str | None = None
	doctype: str | None = None
	filters: dict[str, object] = field(default_factory=dict)
	heading: str | None = None


FILE_ENTRY = Act("File Progress Entry", address=ENTRY_PAGE)
#: role -> its acts, the first one the main one; who has several roles gets those of the first named here
ACTS: dict[str, tuple[Act, ...]] = {
	constants.LEADER_ROLE: (Act("Leaders' Screen", page="anshang-leader"),),
	constants.BUREAU_CLERK: (
		Act(
			"Sign for Hand-overs",
			doctype=HANDOVER,
			filters={"state": constants.HANDED_OVER},
			heading="Handovers to Sign For",
		),
		Act("Wall Chart", page="anshang-wall"),
	),
	"Investment Service Clerk": (
		Act("New Project", new=HOME),
		Act(
			"Hand Projects Over",
			doctype=HOME,
			filters={"stage": constants.HANDOVER},
			heading="Projects to Hand Over",
		),
	),
	"Chain Lead Clerk": (
		FILE_ENTRY,
		Act(
			"Fill In Plans",
			doctype=PLAN,
			filters={"state": constants.PLAN_DRAFT},
			heading="Plans to Draft",
		),
	),
	"Host Locality Clerk": (
		Act(
			"Fill In Plans", doctype=PLAN, filters={"state": constants.PLAN_DRAFT}, heading="Plans to Fill In"
		),
		FILE_ENTRY,
	),
	"Introducing Unit Clerk": (FILE_ENTRY,),
	"Approval Clerk": (
		Act(
			"Accept Applications",
			doctype=CASE,
			filters={"state": constants.FILED},
			heading="Applications to Accept",
		),
	),
	"Commission Agent": (
		Act(
			"File Applications",
			doctype=CASE,
			filters={"state": ["in", [constants.NOT_APPLIED_FOR, constants.EARLY_GUIDANCE]]},
			heading="Applications Ready to File",
		),
	),
	"Inspection Clerk": (Act("Supervise Orders", doctype=ORDER, heading="Replies to Check"),),
	"Economy Clerk": (
		Act(
			"Sign for Completed Projects",
			doctype=HANDOVER,
			filters={"state": constants.HANDED_OVER, "kind": constants.COMPLETION},
			heading="Handovers to Sign For",
		),
		FILE_ENTRY,
	),
	"Unit Principal": (Act("Wall Chart", page="anshang-wall"),),
}
#: of who administers the platform and has no such role
OF_ADMINISTRATORS = (Act("Anshang Set-up", page="anshang-setup"),)


@dataclass(frozen=True)
class LandingFigure:
	"""A count of the records the person may read; a count of 0 is not shown. `alarm`: the fewer the better."""

	label: str
	doctype: str
	filters: dict[str, object]
	alarm: bool = False


FIGURES = (
	LandingFigure("Projects Under Way", HOME, {"stage": NOT_OVER}),
	LandingFigure("Projects Being Built", HOME, {"stage": constants.CONSTRUCTION}),
	LandingFigure(
		"Plans in the Making", PLAN, {"state": ["in", [constants.PLAN_DRAFT, constants.AWAITING_SEALS]]}
	),
	LandingFigure(
		"Approvals Running",
		CASE,
		{"state": ["in", [constants.FILED, constants.ACCEPTED, constants.CLOCK_STOPPED]]},
	),
	LandingFigure(
		"Red Nodes", NODE, {"light": RED, "applies": 1, "actual_date": ["is", "not set"]}, alarm=True
	),
	LandingFigure("Open Problems", ISSUE, {"state": ["not in", [*constants.ISSUE_ENDED]]}),
	LandingFigure("Open Orders", ORDER, {"state": ["not in", [*constants.ORDER_ENDED]]}),
	LandingFigure("Commitments Past Due", PROMISE, {"state": constants.PAST_DUE}, alarm=True),
)


def acts_of(roles: frozenset[str] | set[str], administers: bool = False) -> tuple[Act, ...]:
	"""The acts of the first role the person has; none for who has none of them."""
	others = OF_ADMINISTRATORS if administers else ()
	return next((acts for role, acts in ACTS.items() if role in roles), others)


#: the parts of 我的工作 by time: waits now, until the end of this week, within thirty days, later
NOW, WEEK, MONTH, LATER = "now", "week", "month", "later"
MONTH_DAYS = 30


def part_of(days_ahead: int | None, weekday: int) -> str:
	"""When a step is due: `days_ahead` calendar days from a day of the week (0 Monday); none is due means now."""
	if days_ahead is None or days_ahead <= 0:
		return NOW
	if days_ahead <= 6 - weekday:
		return WEEK
	return MONTH if days_ahead <= MONTH_DAYS else LATER
