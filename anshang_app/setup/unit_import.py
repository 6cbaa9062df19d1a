"""Units, members and accounts by Excel: previewed row by row, written only when nothing is wrong."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.foundation.unit_kinds import KINDS, ROLES
from anshang_app.rendering import workbooks
from anshang_app.setup.accounts import add_roles, open_account
from anshang_app.setup.rules import unit_sheet
from anshang_app.setup.rules.unit_sheet import ChineseNames, Member, Reading, Unit
from anshang_app.validation.checks import Problem, as_date, compared_name, name_key
from anshang_app.validation.messages import shown
from anshang_app.validation.rule_texts import rule_text

#: bytes of a file and of what it unpacks to, rows of a sheet
#: problems told at once when an import is refused; the preview shows them all
MOST_PROBLEMS = 50
#: accounts opened by one call
AT_ONCE = 40
TRIED = "units_tried"
LARGEST, LARGEST_UNPACKED, MOST_ROWS = 2 * 1024**2, 40 * 1024**2, 2000


def list_chinese_names() -> ChineseNames:
	"""The platform's Chinese names of kinds of unit and of roles, in the spelling that is compared (`unit_sheet.plain`)."""
	return ChineseNames(
		{unit_sheet.plain(_(kind.name)): field for field, kind in KINDS.items()},
		{unit_sheet.plain(_(role)): role for role in ROLES},
	)


def template() -> bytes:
	"""The workbook to fill in."""
	return workbooks.write(unit_sheet.template(list_chinese_names()))


def read(content: bytes) -> Reading:
	"""The sheet as units, with what the sheet alone and the records on the platform say against it."""
	if len(content) > LARGEST:
		frappe.throw(
			_("The file is larger than {0} MB: enter fewer rows at a time.").format(LARGEST // 1024**2)
		)
	try:
		rows = workbooks.read(content, LARGEST_UNPACKED, MOST_ROWS + unit_sheet.HEAD_ROWS)
	except workbooks.NotAWorkbook:
		frappe.throw(_("The file is no Excel workbook (.xlsx): use the template."))
	reading = unit_sheet.parse(rows, list_chinese_names(), MOST_ROWS)
	reading.problems += _known_problems(reading)
	return reading


def _known_problems(reading: Reading) -> list[Problem]:
	"""Accounts that exist and cannot be a member's: switched off, or nobody's."""
	accounts = {member.account: member for unit in reading.units for member in unit.members if member.account}
	disabled = frappe.get_all(
		"User", filters={"name": ["in", [*accounts, ""]], "enabled": 0}, pluck="name", order_by="name"
	)
	return [
		Problem(unit_sheet.TITLE_OF["account"], name, "sheet_account_off", row=accounts[name].line)
		for name in disabled
	]


def preview(content: bytes) -> dict:
	"""What would happen: {units, problems, counts}; nothing is saved.

	`units`: [{line, name, kinds, is_new, members: [{line, name, account, roles, what}]}].
	"""
	reading = read(content)
	on_file = _read_on_file(reading)
	listed = [_unit_values(unit, on_file) for unit in reading.units]
	members = [member for unit in listed for member in unit["members"]]
	return {
		"units": listed,
		"problems": [
			{"line": problem.row, "heading": problem.field, "text": problem_text(problem)}
			for problem in reading.problems
		],
		"counts": {
			"new_units": sum(unit["is_new"] for unit in listed),
			"new_members": sum(member["is_new"] for member in members),
			"new_accounts": len({member["account"] for member in members if member["opens_account"]}),
			"changed": sum(member["is_changed"] for member in members),
		},
	}


class KnownUnits:
	"""The units and accounts of a sheet that stand on the platform already, read at once."""

	def __init__(self, units: dict[str, Document], accounts: set[str]):
		self.units, self.accounts = units, accounts

	def row_of(self, unit: str, member: Member) -> Document | None:
		"""The unit's row of a member: by his account, else by his name where the row has no other account."""
		rows = self.units[unit].members if unit in self.units else []
		for row in rows:
			if member.account and row.user == member.account:
				return row
		for row in rows:
			same = compared_name(row.member_name) == compared_name(member.name)
			if same and (not row.user or not member.account):
				return row
		return None


def _read_on_file(reading: Reading) -> KnownUnits:
	have = dict(
		frappe.get_all(
			"Anshang Unit",
			filters={"name_key": ["in", [*(name_key(unit.name) for unit in reading.units), ""]]},
			fields=["name_key", "name"],
			as_list=True,
			order_by="name",
		)
	)
	accounts = {member.account for unit in reading.units for member in unit.members if member.account}
	users = frappe.get_all("User", filters={"name": ["in", [*accounts, ""]]}, pluck="name", order_by="name")
	units = {unit.name: have[name_key(unit.name)] for unit in reading.units if name_key(unit.name) in have}
	return KnownUnits({name: frappe.get_doc("Anshang Unit", of) for name, of in units.items()}, set(users))


def _unit_values(unit: Unit, on_file: KnownUnits) -> dict:
	return {
		"line": unit.line,
		"name": unit.name,
		"kinds": "、".join(_(KINDS[kind].name) for kind in unit.kinds),
		"is_new": unit.name not in on_file.units,
		"members": [_member_values(unit, member, on_file) for member in unit.members],
	}


def _member_values(unit: Unit, member: Member, on_file: KnownUnits) -> dict:
	row = on_file.row_of(unit.name, member)
	return {
		"line": member.line,
		"name": member.name,
		"post": member.post,
		"account": member.account,
		"roles": "、".join(_(role) for role in member.roles),
		"is_new": row is None,
		"is_changed": bool(row) and _differs(row, member),
		"opens_account": bool(member.account) and member.account not in on_file.accounts,
	}


def problem_text(problem: Problem) -> str:
	"""A finding without its row: heading, value, rule."""
	rule = rule_text(problem.rule).format(*(shown(arg) for arg in problem.args))
	if problem.value is None:
		return _("{0}: {1}").format(shown(problem.field), rule)
	return _("{0}: {1} is not valid. {2}").format(shown(problem.field), shown(problem.value), rule)


# --- writing ------------------------------------------------------------------------------------------------


def apply(content: bytes) -> dict:
	"""Create and update what the sheet says; refused as a whole if anything is wrong with it.

	Frappe takes most of a second for an account, so a large workbook takes several calls: as long as `left`
	says that accounts are to be opened, the same workbook is sent again. The units come with the last one.
	"""
	reading = read(content)
	if reading.problems:
		lines = [
			_("Row {0}: {1}").format(row.row, problem_text(row)) for row in reading.problems[:MOST_PROBLEMS]
		]
		if len(reading.problems) > MOST_PROBLEMS:
			lines.append(_("and {0} more").format(len(reading.problems) - MOST_PROBLEMS))
		frappe.throw(lines, title=_("Please Check"), as_list=True)
	try_units(reading, _read_on_file(reading))
	on_file = _read_on_file(reading)
	opened, left = open_accounts(reading, on_file)
	if left:
		return {"created": 0, "updated": 0, "opened": opened, "left": left}
	return {**write_units(reading, on_file), "opened": opened, "left": 0}


def try_units(reading: Reading, on_file: KnownUnits) -> None:
	"""Write the units and undo it: what would be refused is refused before an account is opened."""
	frappe.db.savepoint(TRIED)
	write_units(reading, on_file, tried=True)
	frappe.db.rollback(save_point=TRIED)


def open_accounts(reading: Reading, on_file: KnownUnits) -> tuple[list[str], int]:
	"""Open the next accounts with their roles; (their addresses, how many are left).

	Accounts that were there before get the roles they lack once none is left.
	"""
	roles: dict[str, list[str]] = {}
	names: dict[str, str] = {}
	for unit in reading.units:
		for member in unit.members:
			if member.account:
				names.setdefault(member.account, member.name)
				roles.setdefault(member.account, []).extend(member.roles)
	new = [account for account in roles if account not in on_file.accounts]
	for account in new[:AT_ONCE]:
		open_account(account, names[account], list(dict.fromkeys(roles[account])))
	if len(new) <= AT_ONCE:
		for account in on_file.accounts:
			add_roles(account, list(dict.fromkeys(roles[account])))
	return new[:AT_ONCE], max(0, len(new) - AT_ONCE)


def write_units(reading: Reading, on_file: KnownUnits, tried: bool = False) -> dict:
	"""Save the units that are new or changed; a kind or a member that stands there already is never taken away.

	When only `tried` the accounts of the members need not be there yet.
	"""
	created, updated = 0, 0
	for unit in reading.units:
		doc = on_file.units.get(unit.name) or frappe.new_doc("Anshang Unit")
		is_new, is_changed = doc.is_new(), _write_unit(doc, unit, on_file)
		doc.flags.ignore_links = tried
		if is_new:
			doc.insert()
			created += 1
		elif is_changed:
			doc.save()
			updated += 1
	return {"created": created, "updated": updated}


def _write_unit(doc: Document, unit: Unit, on_file: KnownUnits) -> bool:
	"""Put the sheet's values on a unit; whether anything differs."""
	# a unit there is keeps its name as it is written
	values = {"unit_name": doc.unit_name or unit.name, **dict.fromkeys(unit.kinds, 1)}
	if unit.document_code:
		values["document_code"] = unit.document_code
	changed = any((doc.get(field) or None) != value for field, value in values.items())
	doc.update(values)
	for member in unit.members:
		row = on_file.row_of(unit.name, member)
		if row is None:
			doc.append("members", _row_values(member))
			changed = True
		elif _differs(row, member):
			row.update(_row_values(member))
			changed = True
	return changed


def _row_values(member: Member) -> dict:
	"""The values of a member's row the sheet gives; a blank cell says nothing."""
	values = {
		"member_name": member.name,
		"user": member.account,
		"post": member.post,
		"office_phone": member.phone,
		"from_date": member.from_date,
		"to_date": member.to_date,
		"is_liaison": int(member.liaison),
		"is_agent": int(member.agent),
		"is_principal": int(member.principal),
	}
	return {field: value for field, value in values.items() if value}


def _differs(row: Document, member: Member) -> bool:
	return any(
		(as_date(row.get(field)) if field.endswith("_date") else row.get(field) or None) != value
		for field, value in _row_values(member).items()
	)
