"""联系履职: how duties stood over several periods, by project and unit, never by person."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import pandas as pd

from anshang_app.case_reporting.aggregates.common import share
from anshang_app.planning.duties import DONE, EXCUSED, MISSED, OPEN, Duty, Standing


class DutyOverPeriods(Protocol):
	"""One duty of one project's unit, the current period first."""

	@property
	def project(self) -> str: ...
	@property
	def project_name(self) -> str: ...
	@property
	def unit(self) -> str | None: ...
	@property
	def duty(self) -> Duty: ...
	@property
	def standings(self) -> Sequence[Standing]: ...


def standings(reports: Iterable[DutyOverPeriods]) -> pd.DataFrame:
	"""One row per project and duty, out of `progress_tracking.duty_reports` (the current period first).

	`asked` are past periods in which the duty was asked for (done or missed), `kept` those of them done, `missed`
	the rest; `last_state`, `before_state` are the two latest whole periods.
	"""
	rows = []
	for report in reports:
		current, past = report.standings[0], report.standings[1:]
		periods_done = sum(1 for standing in past if standing.state == DONE)
		periods_missed = sum(1 for standing in past if standing.state == MISSED)
		rows.append(
			{
				"project": report.project,
				"project_name": report.project_name,
				"unit": report.unit,
				"duty": report.duty.name,
				"entry_kind": report.duty.entry_kind,
				"period": report.duty.period,
				"needed": current.needed,
				"done": current.done,
				"state": current.state,
				"due": current.due if current.state == OPEN else None,
				"last_state": past[0].state if past else None,
				"before_state": past[1].state if len(past) > 1 else None,
				"kept": periods_done,
				"missed": periods_missed,
				"excused": sum(1 for standing in past if standing.state == EXCUSED),
				"asked": periods_done + periods_missed,
				"rate": share(periods_done, periods_done + periods_missed),
			}
		)
	columns = [
		"project",
		"project_name",
		"unit",
		"duty",
		"entry_kind",
		"period",
		"needed",
		"done",
		"state",
		"due",
	]
	columns += ["last_state", "before_state", "kept", "missed", "excused", "asked", "rate"]
	return pd.DataFrame(rows, columns=columns)


def of_units(rows: pd.DataFrame) -> pd.DataFrame:
	"""The same by unit and duty, in the order of the units' names: never by who did more."""
	facts = rows.assign(
		unit=rows.unit.fillna(""),
		projects=1,
		open=(rows.state == OPEN).astype(int),
		last_kept=(rows.last_state == DONE).astype(int),
		last_asked=rows.last_state.isin((DONE, MISSED)).astype(int),
		before_kept=(rows.before_state == DONE).astype(int),
		before_asked=rows.before_state.isin((DONE, MISSED)).astype(int),
	)
	columns = [
		"projects",
		"open",
		"asked",
		"kept",
		"missed",
		"last_asked",
		"last_kept",
		"before_asked",
		"before_kept",
	]
	sums = facts.groupby(["unit", "duty"], sort=True)[columns].sum().reset_index()
	sums["rate"] = [share(a, b) for a, b in zip(sums.kept, sums.asked, strict=True)]
	sums["last_rate"] = [share(a, b) for a, b in zip(sums.last_kept, sums.last_asked, strict=True)]
	sums["before_rate"] = [share(a, b) for a, b in zip(sums.before_kept, sums.before_asked, strict=True)]
	return sums
