"""通讯录: a list of contacts as the workbook of units and members, which goes the way of that import."""

from collections.abc import Sequence

import frappe
from frappe import _

from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.ledger_import import records_on_file
from anshang_app.ledger_import.records_on_file import ANY
from anshang_app.ledger_import.rules.lines import LedgerLine
from anshang_app.ledger_import.trial import sentence
from anshang_app.rendering import workbooks
from anshang_app.setup import unit_import
from anshang_app.setup.rules import unit_sheet

#: column of the list -> column of the workbook; a mobile number is none of a member's
COLUMNS = {"member_name": "member", "post": "post", "office_phone": "phone", "account": "account"}
LIAISON = "联络员"


def preview(lines: Sequence[LedgerLine]) -> dict:
	"""What would happen, nothing is saved: {counts, problems: [{text}]}, counts as of `unit_import.preview`."""
	rows, problems = rows_of(lines)
	if not rows:
		return {
			"counts": dict.fromkeys(("new_units", "new_members", "new_accounts", "changed"), 0),
			"problems": problems,
		}
	outcome = unit_import.preview(workbook(rows))
	places = [place for place, _cells in rows]
	# the first row of the workbook holds its headings
	problems += [
		{"text": f"{places[problem['line'] - 2]}：{problem['text']}"} for problem in outcome["problems"]
	]
	return {"counts": outcome["counts"], "problems": problems}


def enter(lines: Sequence[LedgerLine]) -> dict:
	"""Enter the members and open their accounts, as `unit_import.apply`; refused whole if anything is wrong."""
	rows, problems = rows_of(lines)
	if problems:
		frappe.throw(
			[problem["text"] for problem in problems[: unit_import.MOST_PROBLEMS]],
			title=_("Please Check"),
			as_list=True,
		)
	return unit_import.apply(workbook(rows))


def rows_of(lines: Sequence[LedgerLine]) -> tuple[list[tuple[str, list]], list[dict]]:
	"""(where it stands, the workbook's cells) of each row, and what is wrong; units are those on file."""
	on_file = records_on_file.read()
	rows, problems = [], []
	for line in lines:
		place = f"{line.sheet} {line.number}"
		unit = on_file.unit(ANY, str(line.values.get("unit") or ""))
		sentences = [sentence(finding) for finding in line.wrong]
		if line.values.get("unit") and not unit.record:
			sentences.append(_("There is no unit {0} on the platform: enter it first.").format(unit.name))
		problems += [{"text": f"{place}：{text}"} for text in sentences]
		if not sentences:
			cells = {"unit": unit.record, **{to: line.values.get(name) for name, to in COLUMNS.items()}}
			cells["kinds"] = kinds_of(str(unit.record))
			remarks = f"{line.values.get('part') or ''}{line.values.get('note') or ''}"
			cells["liaison"] = "是" if LIAISON in remarks else None
			rows.append((place, [cells.get(name) for name in unit_sheet.HEADINGS.values()]))
	return rows, problems


def kinds_of(unit: str) -> str:
	"""The kinds of a unit on file, as the workbook names them."""
	doc = frappe.get_cached_doc("Anshang Unit", unit)
	return "、".join(_(kind.name) for field, kind in KINDS.items() if doc.get(field))


def workbook(rows: Sequence[tuple[str, list]]) -> bytes:
	"""The rows as the workbook the units' import reads."""
	return workbooks.write(
		[workbooks.WorkbookSheet("单位和成员", list(unit_sheet.HEADINGS), [cells for _place, cells in rows])]
	)
