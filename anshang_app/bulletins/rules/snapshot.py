"""A figure as it was frozen: value, and every record behind it with what the bulletin says of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: what is kept of each record of a figure, in this order; a figure not named here keeps the names alone
COLUMNS: Mapping[str, tuple[str, ...]] = {
	"projects": ("chain", "host"),
	**dict.fromkeys(
		("received", "started", "completed", "handed_over", "next_starts"),
		("title", "host", "lead", "investment", "day"),
	),
	"nodes_red": ("project", "title", "planned", "unit", "cause", "reason"),
	**dict.fromkeys(
		("issues_late", "issues_at_meeting", "issues_cleared"), ("project", "title", "unit", "day")
	),
	**dict.fromkeys(("orders_settled", "orders_late"), ("project", "title", "unit", "day")),
	"promises_late": ("project", "title", "unit", "day"),
	**dict.fromkeys(("phone_contacts", "site_visits", "leader_visits", "dispatches"), ("unit",)),
	"policy_briefings": ("unit", "policy"),
}
#: what is kept of a record of a sum
AMOUNT = ("amount",)


@dataclass(frozen=True)
class Snapshot:
	"""A frozen figure. `records`: name -> the words or amounts kept of it (`COLUMNS`, of a sum `AMOUNT`).

	`printed_value` is the value as text, `measure` what it counts (个, 次, 万元, %).
	"""

	key: str
	label: str
	definition: str
	value: float | int | None
	printed_value: str
	kind: str
	doctype: str
	measure: str
	records: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

	@property
	def rows(self) -> list[dict[str, Any]]:
		"""The records with names for what is kept of them, in the order frozen."""
		columns = COLUMNS.get(self.key, AMOUNT)
		return [
			{"name": name, **dict(zip(columns, cells, strict=False))} for name, cells in self.records.items()
		]


@dataclass(frozen=True)
class FigureDifference:
	"""How a figure computed anew differs from the frozen one: records that came, went, or say something else."""

	value_then: float | int | None
	value_now: float | int | None
	added: tuple[str, ...] = ()
	gone: tuple[str, ...] = ()
	altered: tuple[str, ...] = ()

	def __bool__(self) -> bool:
		return self.value_then != self.value_now or bool(self.added or self.gone or self.altered)


def compare_snapshots(then: Snapshot, now: Snapshot) -> FigureDifference:
	"""What changed between the frozen figure `then` and the same one computed anew, `now`; false if nothing did."""
	return FigureDifference(
		then.value,
		now.value,
		tuple(name for name in now.records if name not in then.records),
		tuple(name for name in then.records if name not in now.records),
		tuple(name for name, cells in then.records.items() if now.records.get(name, cells) != cells),
	)


def compare_with_nothing(then: Snapshot) -> FigureDifference:
	"""The difference of a figure that is no longer computed at all."""
	return FigureDifference(then.value, None, gone=tuple(then.records))


def records_to_json(records: Mapping[str, tuple[object, ...]]) -> str:
	"""Frozen records as one line of JSON: [[name, cell, cell, …], …], the cells in the order of `COLUMNS`."""
	rows = [[name, *cells] for name, cells in records.items()]
	return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def records_from_json(text: str | None) -> dict[str, tuple[object, ...]]:
	"""The inverse of `records_to_json`; a blank text gives no records."""
	return {row[0]: tuple(row[1:]) for row in json.loads(text or "[]")}


def value_to_json(value: float | int | None) -> str:
	"""A figure's value as JSON, without rounding; an unknown value gives an empty text."""
	return "" if value is None else json.dumps(value)


def value_from_json(text: str | None) -> float | int | None:
	"""The inverse of `value_to_json`."""
	return json.loads(text) if text else None


def index_by_key(snapshots: Iterable[Snapshot]) -> dict[str, Snapshot]:
	return {snapshot.key: snapshot for snapshot in snapshots}
