"""What a figure is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from anshang_app.case_reporting import tables

PROJECT, NODE, ENTRY = "Investment Project", "Project Node", "Progress Entry"
ISSUE, ORDER, COMMITMENT, CASE = "Coordination Issue", "Supervision Order", "Commitment", "Approval Case"


@dataclass(frozen=True)
class Figure:
	"""One figure: `definition` says in words what is counted, `records` (names of `doctype`) what it is made of.

	`kind` is one of `tables` (amounts in 万元, per cents with one decimal); `value` is None where it is unknown.
	A sum tells what each of its records adds (`amounts`, in the order of `records`).
	"""

	key: str
	label: str
	definition: str
	value: float | int | None
	kind: str
	doctype: str
	records: tuple[str, ...]
	amounts: tuple[float, ...] = ()


def counted(key: str, label: str, definition: str, doctype: str, records: Iterable[str]) -> Figure:
	"""A figure that counts its records."""
	names = tuple(records)
	return Figure(key, label, definition, len(names), tables.WHOLE, doctype, names)
