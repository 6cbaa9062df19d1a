"""The plan's grid: cells typed or pasted go in one by one, and nothing typed is lost."""

import pytest
from factories import make_project, make_world


@pytest.fixture
def grid(db, frappe_site):
	"""The grid's methods over the draft of a project in planning."""
	from anshang_app.service_plans import api
	from anshang_app.service_plans.plans import start_plan

	make_world()
	project = make_project(planned_start_date="2027-12-01", planned_duration_months=12, eia_kind="EIA Form")
	project.db_set("stage", "Planning")
	return Grid(frappe_site, api, start_plan(project), project.name)


class Grid:
	"""One plan's grid, its steps by their keys."""

	def __init__(self, frappe, api, plan: str, project: str):
		self.frappe, self.api, self.plan, self.project = frappe, api, plan, project

	def read(self) -> dict:
		return {row["node"].removeprefix(f"{self.project}-"): row for row in self.api.grid(self.plan)["rows"]}

	def save(self, *cells) -> dict:
		"""Each cell as (step, column, text) or with what stood there and whether it is fixed."""
		keys = ("node", "column", "text", "was", "fixed")
		sent = [dict(zip(keys, (f"{self.project}-{cell[0]}", *cell[1:]), strict=False)) for cell in cells]
		return self.api.save_cells(self.plan, sent)

	def cells(self, step: str) -> dict:
		return self.read()[step]["cells"]

	def titled(self, title: str) -> str:
		return next(key for key, row in self.read().items() if row["title"] == title)


def test_the_rows_of_the_three_forms_are_one_grid(grid):
	rows = grid.read()
	parts = [row["part"] for row in rows.values()]
	assert parts[:4] == ["Service Team List"] * 4
	assert len([part for part in parts if part == "Entity List"]) == 12
	assert {"Approval Schedule", "Construction Schedule", "Beyond the Annex"} <= set(parts)
	team, dated = rows[next(iter(rows))], rows[grid.titled("施工许可")]
	assert set(team["cells"]) == {"unit", "person", "day", "remark", "target"}
	assert set(dated["cells"]) == {"unit", "person", "duration", "day", "remark"}
	assert "person" in dated["lacking"] and "day" in dated["lacking"]
