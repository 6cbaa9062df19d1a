"""What can be known of a service plan, in plain values; everything may be missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from anshang_app.rendering.grid import Contact


@dataclass(frozen=True)
class Task:
	"""A row of a task list. `day` wins over `rhythm` (每周, 全程); left out, the row prints a slash.

	A tentative day crosses a year whose days off are not announced yet: one line under the form says so.
	"""

	target: str = ""
	day: date | None = None
	rhythm: str = ""
	remark: str = ""
	left_out: bool = False
	tentative: bool = False


@dataclass(frozen=True)
class Step:
	"""A dated row of the schedule; left out, it prints a slash."""

	day: date | None = None
	left_out: bool = False
	tentative: bool = False


@dataclass(frozen=True)
class Extra:
	"""A step of the project the annex has no row for: printed on the additional page only."""

	title: str
	unit: str = ""
	person: str = ""
	day: date | None = None
	remark: str = ""
	tentative: bool = False


@dataclass(frozen=True)
class Works:
	"""What is to be built. Investment in 万元, buildings counted, floor area in ㎡; None is not known."""

	investment: Decimal | None = None
	plants: int | None = None
	offices: int | None = None
	dormitories: int | None = None
	labs: int | None = None
	complexes: int | None = None
	floor_area: Decimal | None = None

	@property
	def numbers(self) -> tuple[Decimal | int | None, ...]:
		"""In the order of the gaps of the form's two sentences."""
		return (
			self.investment,
			self.plants,
			self.offices,
			self.dormitories,
			self.labs,
			self.complexes,
			self.floor_area,
		)


NOBODY, NOTHING = Contact(), Works()


@dataclass(frozen=True)
class Mark:
	"""Which record a print is of: its name, `revision` from 1, stored state, day of printing, check code,
	and the QR code of its address as rows of 0 and 1.
	"""

	record: str
	revision: int
	state: str
	printed_on: date
	code: str = ""
	qr: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanFacts:
	"""Everything the three forms print.

	`team`, `entity` and `steps` are keyed by the name of the label's cell in the annex (1.2.1, 2.9.1,
	3.8.6); `extras` are the steps beyond the annex, in their order. `land_area` is in 亩, `duration` in months, `year` names the year of `works_of_year`.
	`cells_left_out` are the cells somebody marked 不适用, by their keys (`rules.printed_gaps`).
	"""

	enterprise: str = ""
	enterprise_contact: Contact = NOBODY
	host: str = ""
	host_contact: Contact = NOBODY
	lead: str = ""
	lead_contact: Contact = NOBODY
	signed_on: date | None = None
	start_on: date | None = None
	land_area: Decimal | None = None
	duration: Decimal | None = None
	works: Works = NOTHING
	works_of_year: Works = NOTHING
	year: int | None = None
	team: Mapping[str, Task] = field(default_factory=dict)
	entity: Mapping[str, Task] = field(default_factory=dict)
	steps: Mapping[str, Step] = field(default_factory=dict)
	extras: tuple[Extra, ...] = ()
	cells_left_out: tuple[str, ...] = ()
	mark: Mark | None = None
