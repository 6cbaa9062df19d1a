"""The three forms of a service plan, filled from its facts. Nothing known gives the blank form."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from anshang_app.foundation.constants import PLAN_DRAFT, SUPERSEDED
from anshang_app.official_documents.rules import annex
from anshang_app.official_documents.rules.annex import ENTITY, SCHEDULE, SERVICE_TEAM
from anshang_app.official_documents.rules.facts import (
	Extra,
	Mark,
	PlanFacts,
	Step,
	Task,
	Works,
)
from anshang_app.rendering import wording
from anshang_app.rendering.grid import SLASH, Cell, Form, UnknownCell, Value

#: columns of the two lists after the label
TEAM_COLUMNS = {"target": 2, "day": 3, "remark": 4}
ENTITY_COLUMNS = {"day": 2, "remark": 3}
#: the page with the steps beyond the annex
EXTRA, EXTRA_TITLE = "extra", "附页：两单一表以外的事项"
EXTRA_HEADS = ("序号", "事项", "责任单位", "责任人", "计划完成时间", "备注")
EXTRA_WIDTHS = (7, 31, 19, 11, 18, 14)
DRAFT_WORDS = "草案"
STATE_WORDS = {PLAN_DRAFT: "（草案）", SUPERSEDED: "（已被替代）"}
TENTATIVE_WORDS = "部分日期跨入放假安排尚未公布的年份，为暂定日期，放假安排公布后重新推算。"


def target_key(label: str) -> str:
	"""The key of a row's 工作目标, by the cell of the row's label."""
	return f"target.{label}"


def service_team_form(facts: PlanFacts) -> Form:
	"""项目建设服务专班任务清单: what the service team does, to what end and by when."""
	team = {
		label: replace(task, target=task.target or _slash(facts, target_key(label)) or "")
		for label, task in facts.team.items()
	}
	form = _filled_list(SERVICE_TEAM, team, TEAM_COLUMNS)
	return _marked(form, facts.mark, *tentative_note(facts.team.values()))


def entity_form(facts: PlanFacts) -> Form:
	"""项目主体任务清单: what the enterprise does and by when."""
	form = _filled_list(ENTITY, facts.entity, ENTITY_COLUMNS)
	return _marked(form, facts.mark, *tentative_note(facts.entity.values()))


def schedule_form(facts: PlanFacts) -> Form:
	"""项目审批进度计划及建设计划表: the parties, the works and every date."""
	form = annex.blank_forms()[SCHEDULE]
	values: dict[str, Value] = {
		"3.0.3": facts.enterprise or None,
		"3.0.9": facts.enterprise_contact,
		"3.1.3": facts.host or None,
		"3.1.9": facts.host_contact,
		"3.2.3": facts.lead or None,
		"3.2.9": facts.lead_contact,
		"3.3.3": facts.signed_on,
		"3.3.9": facts.start_on or _slash(facts, "start_on"),
		"3.4.3": facts.land_area or _slash(facts, "land_area"),
		"3.4.9": facts.duration or _slash(facts, "duration"),
		"3.5.3": _works_numbers(facts, facts.works, ""),
		"3.6.3": _works_numbers(facts, facts.works_of_year, "year_"),
	}
	for label, step in facts.steps.items():
		if not _is_text(form, label):
			raise UnknownCell(label)
		values[annex.date_cell(form, label).name] = SLASH if step.left_out else step.day
	is_year_known = facts.year and any_known(facts.works_of_year.numbers)
	notes = [f"当年建设计划为{facts.year}年"] if is_year_known else []
	return _marked(form.filled(values), facts.mark, *notes, *tentative_note(facts.steps.values()))


def extra_form(facts: PlanFacts) -> Form:
	"""附页: the steps of the project the annex has no row for, in the manner of its lists."""
	heads = tuple(Cell(f"4.0.{col}", 0, col, 1, 1, "text", head) for col, head in enumerate(EXTRA_HEADS))
	rows = tuple(
		tuple(_extra_cell(number, col, value) for col, value in enumerate(_extra_values(number, extra)))
		for number, extra in enumerate(facts.extras, start=1)
	)
	form = Form(EXTRA, EXTRA_TITLE, EXTRA_WIDTHS, 1, (heads, *rows))
	return _marked(form, facts.mark, *tentative_note(facts.extras))


def _extra_values(number: int, extra: Extra) -> tuple[Value, ...]:
	"""The values of a row under `EXTRA_HEADS`."""
	entered = (extra.title, extra.unit, extra.person, extra.day, extra.remark)
	return (str(number), *(value or None for value in entered))


def _extra_cell(row: int, col: int, value: Value) -> Cell:
	return Cell(f"4.{row}.{col}", row, col, 1, 1, "blank", "", value)


def tentative_note(rows: Iterable[Task | Step | Extra]) -> tuple[str, ...]:
	"""The one line under a form that prints tentative days; none without such a day."""
	printed = any(row.tentative and row.day and not getattr(row, "left_out", False) for row in rows)
	return (TENTATIVE_WORDS,) if printed else ()


def plan_forms(facts: PlanFacts) -> dict[str, Form]:
	"""The annex's three by name, in its order."""
	return {
		SERVICE_TEAM: service_team_form(facts),
		ENTITY: entity_form(facts),
		SCHEDULE: schedule_form(facts),
	}


def _slash(facts: PlanFacts, key: str) -> str | None:
	"""The slash of a cell marked 不适用."""
	return SLASH if key in facts.cells_left_out else None


def _works_numbers(facts: PlanFacts, works: Works, start: str) -> tuple[Decimal | int | str | None, ...]:
	"""The gaps of a sentence about works; a part marked 不适用 prints a slash where nothing is known."""
	parts = ("investment", *["buildings"] * 5, "floor_area")
	return tuple(
		_slash(facts, f"{start}{part}") if number is None else number
		for part, number in zip(parts, works.numbers, strict=True)
	)


def any_known(numbers: tuple[object, ...]) -> bool:
	return any(number is not None for number in numbers)


def _is_text(form: Form, label: str) -> bool:
	return label in form.cells and form.cells[label].kind == "text"


def _filled_list(name: str, tasks: Mapping[str, Task], columns: dict[str, int]) -> Form:
	blank = annex.blank_forms()[name]
	form = blank.filled(_list_values(blank, tasks, columns))
	is_wide = any(cell.length for cell in form.cells.values())
	return replace(form, widths=annex.WIDE[name]) if is_wide else form


def _list_values(form: Form, tasks: Mapping[str, Task], columns: dict[str, int]) -> dict[str, Value]:
	"""Values by cell name of a list's rows, found by the cell of their label."""
	values: dict[str, Value] = {}
	for label, task in tasks.items():
		# the second column holds the tasks, below the headings
		if not _is_text(form, label) or form.cells[label].col != 1 or form.cells[label].row == 0:
			raise UnknownCell(label)
		entered = {
			"target": task.target or None,
			"day": SLASH if task.left_out else task.day or task.rhythm or None,
			"remark": task.remark or None,
		}
		values.update({cell: entered[key] for key, cell in cells_of_row(label, columns).items()})
	return values


def cells_of_row(label: str, columns: Mapping[str, int]) -> dict[str, str]:
	"""What stands in a list's row -> its cell, by the cell of the row's label."""
	row = label.rsplit(".", 1)[0]
	return {key: f"{row}.{col}" for key, col in columns.items()}


def day_cell(forms: Mapping[str, Form], label: str) -> str:
	"""The cell of the schedule that takes the day of a step."""
	return annex.date_cell(forms[SCHEDULE], label).name


def _marked(form: Form, mark: Mark | None, *notes: str) -> Form:
	"""`form` with the lines that lead back to its record; a draft carries a watermark and no code."""
	if mark is None:
		return replace(form, foot=notes)
	draft = mark.state == PLAN_DRAFT
	parts = [f"第{mark.revision}版", f"生成日期：{wording.day(mark.printed_on)}", f"编号：{mark.record}"]
	parts[0] += STATE_WORDS.get(mark.state, "")
	if mark.code and not draft:
		parts.append(f"校验码：{mark.code}")
	lines = ("　".join(parts), *notes)
	return replace(form, foot=lines, watermark=DRAFT_WORDS if draft else "", qr=() if draft else mark.qr)
