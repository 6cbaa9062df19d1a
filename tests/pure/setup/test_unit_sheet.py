"""Units and members out of a sheet's rows: every problem is named with its row and heading."""

import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from anshang_app.foundation.unit_kinds import KINDS, roles_of
from anshang_app.rendering import workbooks
from anshang_app.setup.rules import unit_sheet
from anshang_app.setup.rules.unit_sheet import HEADINGS, ChineseNames, day_of, parse

WORDS = ChineseNames(
	{
		"招商服务中心": "is_investment_service_center",
		"项目落户地": "is_host_locality",
		"审批(服务)单位": "is_approval_unit",
	},
	{"落户地经办": "Host Locality Clerk", "平台管理员": "Anshang Administrator"},
)
HEAD = list(HEADINGS)


def row(**cells) -> list:
	"""A row of the sheet by the names of its columns."""
	return [cells.get(name) for name in HEADINGS.values()]


def read(*rows, head=HEAD, most=100):
	return parse([head, *rows], WORDS, most)


def rules(reading) -> list[tuple]:
	return [(problem.row, problem.field, problem.rule) for problem in reading.problems]


GOOD = row(
	unit="净潭乡人民政府",
	kinds="项目落户地、审批（服务）单位",
	document_code="净政函",
	principal="李乡长",
	member="张三",
	post="联络员",
	phone="0728-5221234",
	account="ZhangSan@Gov.CN",
	liaison="是",
	agent="√",
	from_date=datetime(2026, 3, 5),
	to_date="2027年3月4日",
)


def test_a_row_becomes_a_unit_with_its_member_and_roles_follow_from_the_kinds():
	reading = read(GOOD, row(member="李四", account="lisi@gov.cn", roles="平台管理员"))
	assert reading.problems == []
	(unit,) = reading.units
	assert (unit.kinds, unit.document_code) == (["is_host_locality", "is_approval_unit"], "净政函")
	principal, zhang, li = unit.members
	assert (principal.name, principal.principal, principal.account) == ("李乡长", True, "")
	assert (zhang.account, zhang.phone, zhang.from_date, zhang.to_date) == (
		"zhangsan@gov.cn",
		"0728-5221234",
		date(2026, 3, 5),
		date(2027, 3, 4),
	)
	assert zhang.roles == ["Host Locality Clerk", "Approval Clerk", "Commission Agent"]
	assert (li.line, li.roles) == (3, ["Anshang Administrator"])


def test_a_principal_among_the_members_is_marked_and_gets_the_role():
	reading = read(row(unit="甲", kinds="项目落户地", principal="王五", member="王五", account="w@gov.cn"))
	(member,) = reading.units[0].members
	assert member.principal
	assert member.roles == ["Host Locality Clerk", "Unit Principal"]


@pytest.mark.parametrize(
	("cells", "heading", "rule"),
	[
		({"kinds": "飞地"}, "单位类型", "sheet_unknown_kind"),
		({"roles": "市长", "account": "a@b.cn"}, "角色", "sheet_unknown_role"),
		({"account": "zhangsan"}, "邮箱/账号", "sheet_not_an_address"),
		({"account": "a@b"}, "邮箱/账号", "sheet_not_an_address"),
		({"phone": "5221234"}, "办公电话", "phone_area"),
		({"phone": "13812345678"}, "办公电话", "sheet_mobile"),
		({"liaison": "也许"}, "联络员", "sheet_yes_no"),
		({"from_date": "2026-02-30"}, "起", "not_a_date"),
		({"from_date": "明天"}, "起", "not_a_date"),
		({"from_date": "2026-03-05", "to_date": "2026-03-04"}, "止", "ends_before"),
		({"member": "=HYPERLINK(1)"}, "成员姓名", "sheet_formula"),
		({"post": "@SUM(A1)"}, "职务", "sheet_formula"),
		({"unit": "+单位"}, "单位名称", "sheet_formula"),
		({"post": "长" * 141}, "职务", "sheet_text_long"),
		({"member": None, "post": "科员"}, "成员姓名", "sheet_member_needed"),
		({"roles": "落户地经办"}, "角色", "sheet_account_needed"),
		({"kinds": None}, "单位类型", "sheet_kind_needed"),
	],
)
def test_a_bad_cell_is_named_with_its_row_and_heading(cells, heading, rule):
	good = {"unit": "甲", "kinds": "项目落户地", "member": "张三"}
	assert rules(read(row(**{**good, **cells}))) == [(2, heading, rule)]


def test_all_problems_come_at_once_in_the_order_of_the_rows():
	reading = read(
		row(unit="甲", kinds="飞地", member="张三", account="a@b.cn"),
		row(unit="甲", kinds="项目落户地", member="李四", account="a@b.cn"),
		row(unit="甲", member="张三"),
	)
	assert rules(reading) == [
		(2, "单位类型", "sheet_unknown_kind"),
		(3, "单位类型", "sheet_contradicts"),
		(3, "邮箱/账号", "sheet_account_shared"),
		(4, "成员姓名", "sheet_member_twice"),
	]


def test_one_person_in_two_units_may_keep_the_account():
	reading = read(
		row(unit="甲", kinds="项目落户地", member="张三", account="a@b.cn"),
		row(unit="乙", kinds="招商服务中心", member="张三", account="a@b.cn"),
	)
	assert reading.problems == []


def test_a_first_row_without_a_unit_has_no_place():
	assert rules(read(row(member="张三"))) == [(2, "单位名称", "sheet_unit_needed")]


def test_headings_are_missing_unknown_or_twice():
	assert rules(read(GOOD, head=["甲", "乙"])) == [(1, "单位名称", "sheet_no_head")]
	head = [*HEAD[:-1], "职务", "爱好"]
	assert sorted(rules(read(GOOD, head=head))) == [
		(1, "止", "sheet_head_missing"),
		(1, "爱好", "sheet_head_unknown"),
		(1, "职务", "sheet_head_twice"),
	]


def test_notes_may_stand_above_the_headings_and_columns_in_any_order():
	rows = [["填表说明"], [], list(reversed(HEAD)), list(reversed(GOOD))]
	reading = parse(rows, WORDS, 100)
	assert reading.problems == []
	assert reading.units[0].line == 4


def test_an_empty_and_an_endless_sheet_are_refused():
	assert rules(read()) == [(1, "单位名称", "sheet_empty")]
	assert rules(read(GOOD, GOOD, GOOD, most=2)) == [(1, "单位名称", "sheet_too_long")]


@pytest.mark.parametrize("text", ["-", "—", "/", " ", ""])
def test_a_dash_is_nothing(text):
	reading = read(row(unit="甲", kinds="项目落户地", member="张三", phone=text, to_date=text))
	assert reading.problems == []


@pytest.mark.parametrize(
	("value", "day"),
	[
		("2026-3-5", date(2026, 3, 5)),
		("2026.3.5", date(2026, 3, 5)),
		("2026/03/05", date(2026, 3, 5)),
		("２０２６年３月５日", date(2026, 3, 5)),
		(46086, date(2026, 3, 5)),
		(46086.0, date(2026, 3, 5)),
		(None, None),
	],
)
def test_a_day_is_read_as_people_write_it(value, day):
	assert day_of(value) == day


def test_the_template_reads_back_as_an_empty_sheet_and_explains_itself():
	content = workbooks.write(unit_sheet.template(WORDS))
	rows = workbooks.read(content, 10**7, 100)
	assert rows == [HEAD]
	assert rules(parse(rows, WORDS, 100)) == [(1, "单位名称", "sheet_empty")]
	book = load_workbook(io.BytesIO(content))
	assert book.sheetnames == ["单位和成员", "填写说明"]
	assert "审批(服务)单位" in str([cell.value for line in book["填写说明"] for cell in line])


CELLS = st.one_of(
	st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.dates(), st.booleans()
)


@given(st.lists(st.lists(CELLS, min_size=0, max_size=15), max_size=6))
def test_no_sheet_ends_in_an_error_of_ours(rows):
	reading = parse([HEAD, *rows], WORDS, 100)
	for problem in reading.problems:
		assert problem.row
		assert problem.field in HEADINGS
	if not reading.problems:
		assert all(unit.kinds for unit in reading.units)


def test_every_kind_gives_a_role_and_a_flag_adds_its_own():
	assert all(roles_of([kind]) == [KINDS[kind].role] for kind in KINDS)
	assert roles_of(["is_host_locality", "is_development_zone"]) == ["Host Locality Clerk"]
	assert roles_of([], is_agent=True, is_principal=True) == ["Commission Agent", "Unit Principal"]
