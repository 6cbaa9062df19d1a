"""The records behind a figure: those the person may read, by name and with a way to them."""

import factories as make
import pytest
from test_path import received


@pytest.fixture
def project(world, api):
	project, _plan = received(world, api)
	return project


def test_a_leaders_figure_lists_its_records_and_no_others(world, api, project):
	from anshang_app.case_reporting.api import leader_figure

	received(
		world,
		api,
		project_name="另一项目",
		chain_lead_unit="引进单位（测试）",
		host_locality="引进单位（测试）",
	)
	world.act("lead")
	found = leader_figure("projects")
	assert found["total"] == len(found["rows"]) == 1
	(row,) = found["rows"]
	assert (row["name"], row["opens"]) == (project.name, True) and "测试项目" in row["words"]
	world.act("bureau")
	assert {"测试项目", "另一项目"} <= {row["words"] for row in leader_figure("projects")["rows"]}


def test_phases_of_one_name_are_told_apart(world, api, project):
	from anshang_app.case_reporting.api import leader_figure
	from anshang_app.key_projects.api import new_phase

	world.act("invest")
	new_phase(project.name)
	world.act("bureau")
	words = [row["words"] for row in leader_figure("projects")["rows"] if "测试项目" in row["words"]]
	assert len(words) == len(set(words)) == 2 and any("第 2 期" in one for one in words), words


@pytest.mark.parametrize("key", ["", "x", "projects' or 1=1"])
def test_a_figure_that_is_none_is_refused(world, key, project):
	from anshang_app.case_reporting.api import leader_figure

	world.act("bureau")
	make.refused("没有指标", leader_figure, key)


def test_frozen_records_are_the_compilers_and_open_for_who_may_read_them(world, project):
	import frappe

	from anshang_app.bulletins.api import frozen_records, new_issue

	world.act("bureau")
	bulletin = new_issue()["name"]
	found = frozen_records(bulletin, "projects")
	assert found["said"] == str(found["total"]) and found["taken_at"]
	assert any("测试项目" in row["words"] for row in found["rows"] if row["opens"])
	make.refused("没有指标", frozen_records, bulletin, "x")
	# a record that is gone is told as it was kept, and opens nothing
	row = frappe.get_doc("Bulletin", bulletin).figures[0]
	frappe.db.set_value("Bulletin Figure", row.name, "records", '[["AS-0000-00000","装备","某镇"]]')
	(gone,) = frozen_records(bulletin, row.figure_key)["rows"]
	assert (gone["opens"], "某镇" in gone["words"]) == (False, True)
	world.act("lead")
	with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
		frozen_records(bulletin, "projects")
