"""补录: what was granted before the platform comes in as one table, of projects entered under way only."""

from contextlib import suppress

import factories as make
import pytest
from test_approval import doc
from test_path import received, refusal


@pytest.fixture
def under_way(world, api):
	"""A project entered in 开工前手续办理; the bureau acts."""
	world.act("invest")
	project = make.make_project()
	world.act("bureau")
	api.enter_under_way(project.name, "Pre-construction", "已开展", passed={"Handover": "2025-01-01"})
	return project.name


def rows(project: str, **days) -> list[dict]:
	from anshang_app.permit_approvals import api as approvals

	table = approvals.approvals_to_back_enter(project)
	assert next(row["approval_item"] for row in table) == "企业开办"
	return [{**row, **days.get(row["approval_item"], {})} for row in table]


def test_known_days_and_certificates_come_in_as_one_table(world, under_way):
	import frappe

	from anshang_app.permit_approvals import api as approvals

	known = {
		"企业开办": {"day": "2025-02-01", "certificate_no": "9142"},
		"施工许可": {"day": "2025-06-01", "certificate_no": "施1", "expires_on": "2027-06-01"},
	}
	entered = approvals.back_enter_approvals(under_way, rows(under_way, **known))["entered"]
	assert len(entered) == 2
	permit = doc(frappe.db.get_value("Approval Case", {"node": f"{under_way}-construction-permit"}))
	assert (permit.state, permit.is_back_entry, permit.certificate_no) == ("Granted", 1, "施1")
	assert (str(permit.issued_on), str(permit.expires_on), permit.clock_state) == (
		"2025-06-01",
		"2027-06-01",
		"Clock Ended",
	)
	assert str(frappe.db.get_value("Project Node", permit.node, "actual_date")) == "2025-06-01"
	# what is entered stands no more in the table
	assert not {"企业开办", "施工许可"} & {row["approval_item"] for row in rows_left(under_way)}


def rows_left(project: str) -> list[dict]:
	from anshang_app.permit_approvals import api as approvals

	return approvals.approvals_to_back_enter(project)


def test_one_bad_row_refuses_the_table_and_names_it(world, under_way):
	from anshang_app.permit_approvals import api as approvals

	table = rows(under_way, 企业开办={"day": "2025-02-01"}, 施工许可={"day": "2099-01-01"})
	table.append({"case": "AP-0000-0000000", "day": "2025-01-01"})
	said = refusal(approvals.back_enter_approvals, under_way, table)
	assert "施工许可" in said
	assert "不是本项目未受理的审批事项" in said
	assert len(rows_left(under_way)) == len(table) - 1


def test_only_of_a_project_entered_under_way_and_only_by_who_enters_such(world, api, under_way):
	import frappe

	from anshang_app.permit_approvals import api as approvals

	other, _plan = received(world, api)
	world.act("bureau")
	case = frappe.db.get_value("Approval Case", {"project": other.name})
	assert "不是在建补录的项目" in refusal(approvals.back_enter_approvals, other.name, [{"case": case}])
	# another project's case is none of this table's
	said = refusal(approvals.back_enter_approvals, under_way, [{"case": case, "day": "2025-01-01"}])
	assert "不是本项目未受理的审批事项" in said
	for who in ("host", "lead", "invest"):
		world.act(who)
		with pytest.raises(frappe.PermissionError):
			approvals.back_enter_approvals(under_way, [])


@pytest.mark.parametrize("value", [["x"], {"a": 1}, 7, True, "x" * 3000])
@pytest.mark.parametrize("field", ["case", "day", "certificate_no", "expires_on", "scan"])
def test_no_value_breaks_the_table(world, under_way, field, value):
	import frappe

	from anshang_app.permit_approvals import api as approvals

	table = rows(under_way, 企业开办={"day": "2025-02-01", field: value})
	with suppress(frappe.ValidationError):
		approvals.back_enter_approvals(under_way, table)


def test_a_scan_is_the_bureaus_own_file_and_goes_to_the_case(world, under_way):
	import frappe

	from anshang_app.permit_approvals import api as approvals

	case = next(row["case"] for row in rows(under_way) if row["approval_item"] == "企业开办")
	frappe.set_user("Administrator")
	other = make.make("ToDo", description="别处的事")
	foreign = make.make(
		"File",
		file_name="foreign.pdf",
		content=make.PDF,
		is_private=1,
		attached_to_doctype="ToDo",
		attached_to_name=other.name,
	)
	world.act("bureau")
	own = frappe.get_doc(
		{"doctype": "File", "file_name": "own.pdf", "content": make.PDF + b"\n", "is_private": 1}
	).insert()
	for wrong in (foreign.file_url, "/private/files/none.pdf", "https://example.com/x.pdf"):
		table = rows(under_way, 企业开办={"day": "2025-02-01", "scan": wrong})
		assert refusal(approvals.back_enter_approvals, under_way, table), wrong
	table = rows(under_way, 企业开办={"day": "2025-02-01", "scan": own.file_url})
	approvals.back_enter_approvals(under_way, table)
	assert doc(case).certificate_scan == own.file_url
	assert frappe.db.get_value("File", own.name, "attached_to_name") == case
