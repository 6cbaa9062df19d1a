"""Units, members and accounts out of a workbook's rows: read and checked, pure, no frappe.

One row is one member; the columns of the unit may be left blank below its first row.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from anshang_app.foundation.unit_kinds import roles_of
from anshang_app.rendering.workbooks import FORMULA_STARTS, WorkbookSheet
from anshang_app.validation.checks import (
	ENDLESS_DAY,
	FIRST_DAY,
	LAST_DAY,
	Problem,
	compared_name,
	is_blank,
	is_endless,
)
from anshang_app.validation.phones import BadPhone, parse_phone

#: heading -> what it is in the code; the first four are the unit's
HEADINGS = {
	"单位名称": "unit",
	"单位类型": "kinds",
	"机关代字": "document_code",
	"主要负责人": "principal",
	"成员姓名": "member",
	"职务": "post",
	"办公电话": "phone",
	"邮箱/账号": "account",
	"角色": "roles",
	"联络员": "liaison",
	"代办员": "agent",
	"起": "from_date",
	"止": "to_date",
}
TITLE_OF = {name: heading for heading, name in HEADINGS.items()}
UNIT_COLUMNS = ("unit", "kinds", "document_code", "principal")
YES, NO = ("是", "√", "✓", "1", "y", "yes", "有"), ("", "否", "×", "0", "n", "no", "无")
#: what people write into a cell that stays blank
NOTHING = ("-", "—", "——", "–", "/")
#: columns whose signs may be of any width
CODES = ("kinds", "phone", "account", "roles", "liaison", "agent")
SEPARATORS = re.compile(r"[、,，;；/\s]+")
ADDRESS = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
#: notes may stand above the headings, this many rows at most
HEAD_ROWS = 10
LONGEST = 140
#: day 0 of a spreadsheet's calendar, and the numbers that can only mean a day of our time
DAY_ZERO, DAY_NUMBERS = date(1899, 12, 30), range(30000, 80000)


@dataclass
class Member:
	"""A person of a unit; `line` is the row of the sheet, `roles` are stored names."""

	line: int
	name: str
	post: str = ""
	phone: str = ""
	account: str = ""
	roles: list[str] = field(default_factory=list)
	liaison: bool = False
	agent: bool = False
	principal: bool = False
	from_date: date | None = None
	to_date: date | None = None


@dataclass
class Unit:
	"""A unit with its members; `kinds` are the marks on the unit."""

	line: int
	name: str
	kinds: list[str] = field(default_factory=list)
	document_code: str = ""
	members: list[Member] = field(default_factory=list)
	#: the unit cells as given, to tell when rows contradict each other
	cell_texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChineseNames:
	"""What the platform calls things: Chinese name -> mark of a kind, Chinese name -> stored role."""

	kinds: Mapping[str, str]
	roles: Mapping[str, str]


@dataclass
class Reading:
	"""What a sheet says, and everything that is wrong with it: `row` of a problem is the sheet's line."""

	units: list[Unit] = field(default_factory=list)
	problems: list[Problem] = field(default_factory=list)


def template(names: ChineseNames) -> list[WorkbookSheet]:
	"""The workbook to fill in: headings on the first sheet, what may be entered on the second."""
	notes = [
		(
			"单位名称、单位类型、机关代字、主要负责人",
			"同一单位多名成员时，只在该单位第一行填写，下面各行可留空",
		),
		("单位类型", "可填多个，用顿号分开：" + "、".join(names.kinds)),
		("主要负责人", "填姓名；该人不在成员行里时自动加为成员"),
		("办公电话", "只填座机，带区号；手机号码只在项目联系人里登记"),
		("邮箱/账号", "成员登录用的邮箱，一人一个；不登录的成员留空"),
		("角色", "留空时按单位类型确定；需另定时填：" + "、".join(names.roles)),
		("联络员、代办员", "填“是”或留空"),
		("起、止", "任职起止日期，如 2026-03-05；没有的留空"),
		("口令", "表中不填口令。建账号后，系统发邮件由本人设置"),
	]
	return [
		WorkbookSheet("单位和成员", list(HEADINGS), []),
		WorkbookSheet("填写说明", ("栏目", "怎样填"), notes),
	]


def parse(rows: Sequence[Sequence[object]], names: ChineseNames, most_rows: int) -> Reading:
	"""Read the rows of a sheet; nothing is dropped silently, every problem names its row and heading."""
	reading = Reading()
	head = _find_head(rows)
	if head is None:
		reading.problems.append(Problem("单位名称", None, "sheet_no_head", row=1))
		return reading
	columns = _columns(rows[head], head + 1, reading)
	if reading.problems:
		return reading
	if len(rows) - head - 1 > most_rows:
		reading.problems.append(Problem("单位名称", None, "sheet_too_long", (most_rows,), row=head + 1))
		return reading
	for line, row in enumerate(rows[head + 1 :], head + 2):
		cells = {name: row[index] if index < len(row) else None for name, index in columns.items()}
		if any(not is_blank(value) for value in cells.values()):
			_read_row(line, cells, names, reading)
	if not reading.units and not reading.problems:
		reading.problems.append(Problem("单位名称", None, "sheet_empty", row=head + 1))
	_finish(reading)
	return reading


def _find_head(rows: Sequence[Sequence[object]]) -> int | None:
	for index, row in enumerate(rows[:HEAD_ROWS]):
		if "单位名称" in [text_of(cell) for cell in row]:
			return index
	return None


def _columns(row: Sequence[object], line: int, reading: Reading) -> dict[str, int]:
	"""Place of each column; missing, unknown and repeated headings are problems."""
	titles = [text_of(cell) for cell in row]
	for title in HEADINGS:
		if titles.count(title) != 1:
			rule = "sheet_head_twice" if title in titles else "sheet_head_missing"
			reading.problems.append(Problem(title, None, rule, row=line))
	for title in titles:
		if title and title not in HEADINGS:
			reading.problems.append(Problem(title[:LONGEST], None, "sheet_head_unknown", row=line))
	return {name: titles.index(title) for title, name in HEADINGS.items() if title in titles}


def text_of(value: object) -> str:
	"""A cell as text: without blanks around it, numbers without their decimal point."""
	if value is None:
		return ""
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	text = str(value).strip()
	return "" if text in NOTHING else text


def plain(text: str) -> str:
	"""Full-width signs as one types them on any keyboard; for codes and choices, not for names."""
	return unicodedata.normalize("NFKC", text).strip()


def _read_row(line: int, cells: Mapping[str, object], names: ChineseNames, reading: Reading) -> None:
	texts = {
		name: plain(text_of(value)) if name in CODES else text_of(value) for name, value in cells.items()
	}
	problems = [
		Problem(TITLE_OF[name], text[:LONGEST], rule, row=line)
		for name, text in texts.items()
		if (rule := _text_rule(name, text))
	]
	unit = _unit_of(line, texts, names, reading, problems)
	member = _member_of(line, texts, cells, names, problems)
	reading.problems += problems
	if unit and member:
		unit.members.append(member)


def _text_rule(name: str, text: str) -> str | None:
	"""What no cell may hold: something that could be computed, or more than the field takes."""
	if text.startswith(FORMULA_STARTS) and name != "phone":
		return "sheet_formula"
	return "sheet_text_long" if len(text) > LONGEST else None


def _unit_of(
	line: int, texts: Mapping[str, str], names: ChineseNames, reading: Reading, problems: list[Problem]
) -> Unit | None:
	"""The unit a row belongs to: the one it names, else the one above."""
	name = texts["unit"]
	if not name:
		if not reading.units:
			problems.append(Problem("单位名称", None, "sheet_unit_needed", row=line))
			return None
		unit = reading.units[-1]
	else:
		same_unit = next(
			(unit for unit in reading.units if compared_name(unit.name) == compared_name(name)), None
		)
		unit = same_unit or Unit(line, name)
		if not same_unit:
			reading.units.append(unit)
	_read_unit(unit, line, texts, names, problems)
	return unit


def _read_unit(
	unit: Unit, line: int, texts: Mapping[str, str], names: ChineseNames, problems: list[Problem]
) -> None:
	for column in UNIT_COLUMNS[1:]:
		if not texts[column]:
			continue
		before = unit.cell_texts.setdefault(column, texts[column])
		if before != texts[column]:
			problems.append(
				Problem(TITLE_OF[column], texts[column], "sheet_contradicts", (before,), row=line)
			)
	unit.document_code = unit.cell_texts.get("document_code", "")
	for word in SEPARATORS.split(texts["kinds"]) if texts["kinds"] else []:
		if word in names.kinds:
			if names.kinds[word] not in unit.kinds:
				unit.kinds.append(names.kinds[word])
		elif word:
			problems.append(
				Problem("单位类型", word, "sheet_unknown_kind", ("、".join(names.kinds),), row=line)
			)


def _member_of(
	line: int,
	texts: Mapping[str, str],
	cells: Mapping[str, object],
	names: ChineseNames,
	problems: list[Problem],
) -> Member | None:
	if not texts["member"]:
		filled = [name for name in ("post", "phone", "account", "roles") if texts[name]]
		if filled:
			problems.append(
				Problem("成员姓名", None, "sheet_member_needed", (TITLE_OF[filled[0]],), row=line)
			)
		return None
	member = Member(line, texts["member"], texts["post"])
	member.account = _account(line, texts["account"], problems)
	member.phone = _phone(line, texts["phone"], problems)
	member.roles = _roles(line, texts["roles"], names, problems)
	member.liaison = _is_marked(line, "liaison", texts, problems)
	member.agent = _is_marked(line, "agent", texts, problems)
	member.from_date = _day(line, "from_date", cells, problems)
	member.to_date = _day(line, "to_date", cells, problems)
	if member.roles and not member.account:
		problems.append(Problem("角色", texts["roles"], "sheet_account_needed", row=line))
	if member.from_date and member.to_date and member.to_date < member.from_date:
		problems.append(Problem("止", member.to_date, "ends_before", row=line))
	return member


def _account(line: int, text: str, problems: list[Problem]) -> str:
	account = text.lower()
	if account and not ADDRESS.fullmatch(account):
		problems.append(Problem("邮箱/账号", text, "sheet_not_an_address", row=line))
	return account


def _phone(line: int, text: str, problems: list[Problem]) -> str:
	if not text:
		return ""
	try:
		phone = parse_phone(text)
	except BadPhone as error:
		rule = "sheet_phone" if error.rule == "phone" else error.rule
		problems.append(Problem("办公电话", None, rule, row=line))
		return ""
	if phone.is_mobile:
		problems.append(Problem("办公电话", phone.masked, "sheet_mobile", row=line))
		return ""
	return phone.full


def _roles(line: int, text: str, names: ChineseNames, problems: list[Problem]) -> list[str]:
	roles = []
	for word in SEPARATORS.split(text) if text else []:
		if word in names.roles:
			roles.append(names.roles[word])
		elif word:
			problems.append(Problem("角色", word, "sheet_unknown_role", ("、".join(names.roles),), row=line))
	return roles


def _is_marked(line: int, name: str, texts: Mapping[str, str], problems: list[Problem]) -> bool:
	text = texts[name].lower()
	if text not in YES and text not in NO:
		problems.append(Problem(TITLE_OF[name], texts[name], "sheet_yes_no", row=line))
	return text in YES


def _day(line: int, name: str, cells: Mapping[str, object], problems: list[Problem]) -> date | None:
	text = text_of(cells[name])[:LONGEST]
	try:
		day = day_of(cells[name])
	except ValueError:
		if name == "to_date" and is_endless(text):
			return None
		problems.append(Problem(TITLE_OF[name], text, "not_a_date", row=line))
		return None
	if name == "to_date" and day == ENDLESS_DAY:
		return None
	if day and not FIRST_DAY <= day <= LAST_DAY:
		problems.append(Problem(TITLE_OF[name], text, "day_range", (FIRST_DAY, LAST_DAY), row=line))
		return None
	return day


def day_of(value: object) -> date | None:
	"""A day as a sheet may hold it: a date, a day number, 2026-3-5, 2026.3.5, 2026年3月5日; else ValueError."""
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	text = plain(text_of(value))
	if not text:
		return None
	if text.isdecimal() and int(text) in DAY_NUMBERS:
		return DAY_ZERO + timedelta(days=int(text))
	match = DAY.fullmatch(text)
	if not match:
		raise ValueError(text)
	return date(*(int(part) for part in match.groups()))


def _finish(reading: Reading) -> None:
	"""What only the whole sheet can tell: kinds, principals, one account for one person."""
	owners: dict[str, Member] = {}
	for unit in reading.units:
		_name_principal(unit)
		if not unit.kinds and "kinds" not in unit.cell_texts:
			reading.problems.append(
				Problem("单位类型", None, "sheet_kind_needed", (unit.name,), row=unit.line)
			)
		names: dict[str, int] = {}
		for member in unit.members:
			if not member.roles and member.account:
				member.roles = roles_of(unit.kinds, member.agent, member.principal)
			first = owners.setdefault(member.account, member) if member.account else member
			if compared_name(first.name) != compared_name(member.name):
				reading.problems.append(
					Problem(
						"邮箱/账号",
						member.account,
						"sheet_account_shared",
						(first.line, first.name),
						row=member.line,
					)
				)
			line = names.setdefault(compared_name(member.name), member.line)
			if line != member.line:
				reading.problems.append(
					Problem("成员姓名", member.name, "sheet_member_twice", (line,), row=member.line)
				)
	reading.problems.sort(key=lambda problem: problem.row or 0)


def _name_principal(unit: Unit) -> None:
	"""Mark the member the unit names as its principal; one who is no member becomes one without an account."""
	name = unit.cell_texts.get("principal")
	if not name:
		return
	principals = [member for member in unit.members if compared_name(member.name) == compared_name(name)]
	if not principals:
		principals = [Member(unit.line, name)]
		unit.members.insert(0, principals[0])
	for member in principals:
		member.principal = True
