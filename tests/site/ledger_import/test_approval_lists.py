"""An approval list: the bureau's rows by 补录, the deciding unit's own by its steps, contradictions never silently."""

import factories as make
import pytest
from ledger_files import workbook

HEADS = ["项目名称", "审批事项", "受理时间", "办结时间", "证号", "有效期"]
LIST = {"kind": "Approval List"}


@pytest.fixture
def under_way(world):
	"""A project entered in 开工前手续办理 with its approvals."""
	from anshang_app.project_lifecycle import api as lifecycle

	world.act("invest")
	project = make.make_project(project_name="清单项目")
	world.act("bureau")
	lifecycle.enter_under_way(project.name, "Pre-construction", "已开展", passed={"Handover": "2025-01-01"})
	return project.name


def case(project: str, item: str):
	import frappe

	return frappe.get_doc("Approval Case", {"project": project, "approval_item": item})


def row(item: str, decided="2025-06-01", number="施1", expires="2027-06-01", accepted="2025-05-20") -> list:
	return ["清单项目", item, accepted, decided, number, expires]


def test_what_was_decided_before_comes_in_by_back_entry_once(world, send, under_way):
	world.act("bureau")
	content = workbook(HEADS, row("施工许可"), row("没有的事项"), row("企业开办", decided=None))
	found = send("try_ledger", content, **LIST)
	assert [one["outcome"] for one in found["rows"]] == ["new", "wrong", "wrong"], found["rows"]
	assert "没有这个审批事项" in found["rows"][1]["wrong"][0] and "尚未办结" in found["rows"][2]["wrong"][0]
	assert send("enter_ledger", content, **LIST)["entered"] == 1
	permit = case(under_way, "施工许可")
	assert (permit.state, permit.is_back_entry, permit.certificate_no) == ("Granted", 1, "施1")
	assert (str(permit.issued_on), str(permit.expires_on)) == ("2025-06-01", "2027-06-01")
	assert send("try_ledger", workbook(HEADS, row("施工许可")), **LIST)["counts"]["same"] == 1
	(told,) = send("try_ledger", workbook(HEADS, row("施工许可", number="施2")), **LIST)["rows"]
	assert told["outcome"] == "wrong" and "对账" in told["wrong"][0]


def test_a_recorded_approval_stays_when_its_import_is_undone(world, send, under_way):
	from anshang_app.ledger_import import api

	world.act("bureau")
	record = send("enter_ledger", workbook(HEADS, row("施工许可")), **LIST)["record"]
	done = api.undo_import(record)
	assert done["removed"] == 0 and "请在审批办理上更正" in done["left"][0]["reason"]
	assert case(under_way, "施工许可").state == "Granted"


def test_the_deciding_unit_enters_its_own_and_not_those_of_others(world, send, under_way):
	import frappe

	permit = case(under_way, "施工许可")
	frappe.db.set_value("Approval Case", permit.name, "unit", "住建局（测试）")
	world.act("housing")
	content = workbook(HEADS, row("施工许可", accepted="2026-05-06", decided="2026-05-20"), row("企业开办"))
	found = send("try_ledger", content, **LIST)["rows"]
	assert [one["outcome"] for one in found] == ["new", "wrong"], found
	done = send("enter_ledger", content, **LIST)
	assert (done["entered"], done["failed"]) == (1, [])
	permit.reload()
	assert (permit.state, permit.is_back_entry, str(permit.accepted_on)) == ("Granted", 0, "2026-05-06")


def test_approval_lists_are_entered_by_the_bureau_and_deciding_units(world, send, under_way):
	for who in ("invest", "lead", "host", "economy"):
		world.act(who)
		make.denied("审批清单", send, "try_ledger", workbook(HEADS, row("施工许可")), **LIST)


def test_a_project_not_entered_under_way_leaves_its_approvals_to_their_units(world, send):
	world.act("invest")
	make.make_planned_project(project_name="清单项目")
	world.act("bureau")
	(told,) = send("try_ledger", workbook(HEADS, row("施工许可")), **LIST)["rows"]
	assert told["outcome"] == "wrong" and "不是在建补录" in told["wrong"][0]
