"""What belongs to the project of a record: of readable projects only, of others nothing but the record's own words."""

import pandas as pd

from anshang_app.case_reporting.aggregates.common import by_project, looked_up
from anshang_app.case_reporting.desk import project_titles
from anshang_app.case_reporting.portfolio import Portfolio

KEYS = ("industry_chain", "host_locality", "chain_lead_unit")


def with_places(rows: pd.DataFrame, portfolio: Portfolio) -> pd.DataFrame:
	"""Adds title, chain and units of the project; `own_project` is its name where the viewer may open it."""
	projects = portfolio.projects
	titles = dict(zip(projects.name, project_titles(projects), strict=True))
	rows["project_title"] = [
		titles.get(project) or name for project, name in zip(rows.project, rows.project_name, strict=True)
	]
	rows["own_project"] = [project if project in titles else None for project in rows.project]
	for key in KEYS:
		rows[key] = looked_up(rows.project, by_project(projects, key, "name"))
	return rows
