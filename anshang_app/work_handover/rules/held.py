"""A field in which a person or a unit stands for work, and how it goes over to another. Reads no record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: how a field goes over: another value; the row ends and one for the taker begins; with the seal of its plan;
#: the mark of a member; an address in a list of them
REPLACED, SUCCEEDED, WITH_SEAL, MARKED, LISTED = "replaced", "succeeded", "with seal", "marked", "listed"


@dataclass(frozen=True)
class Held:
	"""Work of one kind: the rows of `doctype` in which `link` names somebody, as long as they are open.

	`link` is None where the person stands by `name_field` alone, as a member of the unit in `unit_field`. `open` are
	filters on the record, for a row of a table on its `parent` (`parent` and `table` name both), `row_open` those on the
	row itself. `project` names the record's field of its project, None for work outside projects; work of a
	project that is over is closed. `unit_field` is the unit a person stands for: the taker must be of it, with one of
	its roles; `role` is asked for instead where it is given. `kinds` are those a unit must have one of to take it.
	`until` is the row's field of its last day: after it the row is closed. `title_field` is the
	field that says what a row is about.
	"""

	heading: str
	doctype: str
	link: str | None
	title_field: str | None = None
	open: Mapping[str, object] = field(default_factory=dict)
	row_open: Mapping[str, object] = field(default_factory=dict)
	name_field: str | None = None
	unit_field: str | None = None
	role: str | None = None
	kinds: tuple[str, ...] = ()
	project: str | None = "project"
	parent: str | None = None
	table: str | None = None
	way: str = REPLACED
	until: str | None = None

	@property
	def record_type(self) -> str:
		"""The type of the record a row stands in: its own, or its parent's."""
		return self.parent or self.doctype
