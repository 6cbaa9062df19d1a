"""When projects are to start and be completed, and when they were: nodes first, else stage log and plan."""

from datetime import date
from typing import Any

import pandas as pd

from anshang_app.foundation import constants
from anshang_app.planning.months import months_later

START, COMPLETION, PRODUCTION = "Construction Start", "Completion", "Production"
#: stage whose entering is the fact where the node has no actual date (补录 without nodes)
STAGE_OF = {START: constants.CONSTRUCTION, COMPLETION: constants.COMPLETION_HANDOVER}
KEYS = {START: "start", COMPLETION: "completion", PRODUCTION: "production"}


def milestones(projects: pd.DataFrame, targets: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
	"""Planned and actual day of start, completion and production: one row per project, index its name.

	Columns `start_planned`, `start_actual`, `completion_…`, `production_…`. Planned: the node's planned day; before
	the plan is sealed the project's 拟开工, and 拟开工 + 计划总工期 for the completion. Actual: the node's actual
	day, else the first dated entering of the stage 开工建设, 竣工项目移交.
	"""
	planned: dict[tuple[str, str], date | None] = {}
	actual: dict[tuple[str, str], date | None] = {}
	rows = zip(targets.project, targets.target_kind, targets.planned_date, targets.actual_date, strict=True)
	for project, kind, plan, fact in rows:
		planned.setdefault((project, kind), plan)
		actual.setdefault((project, kind), fact)
	entered = first_entered(passages)
	days_of_project = {}
	for row in projects.itertuples():
		values = {}
		for kind, key in KEYS.items():
			at = (row.name, kind)
			values[f"{key}_planned"] = planned.get(at) or proposed(row, kind)
			values[f"{key}_actual"] = actual.get(at) or entered.get((row.name, STAGE_OF.get(kind, "")))
		days_of_project[row.name] = values
	columns = [f"{key}_{side}" for key in KEYS.values() for side in ("planned", "actual")]
	return pd.DataFrame.from_dict(days_of_project, orient="index", columns=columns, dtype=object)


def first_entered(passages: pd.DataFrame) -> dict[tuple[str, str], date]:
	"""(project, stage) -> the first known day on which it was entered."""
	entered: dict[tuple[str, str], date] = {}
	for project, stage, day in zip(passages.project, passages.to_stage, passages.passed_on, strict=True):
		if isinstance(day, date):
			entered.setdefault((project, stage), day)
	return entered


def proposed(project: Any, kind: str) -> date | None:
	"""The day a project itself names before a plan dates its nodes."""
	start, months = project.planned_start_date, project.planned_duration_months
	if not isinstance(start, date) or kind == PRODUCTION:
		return None
	if kind == START:
		return start
	return months_later(start, float(months)) if months and months == months else None
