"""The three forms of a service plan, filled from its facts. Nothing known gives the blank form."""

from collections.abc import Mapping
from dataclasses import replace

from anshang_app.documents import annex, words
from anshang_app.documents.annex import ENTITY, SCHEDULE, SERVICE_TEAM
from anshang_app.documents.facts import PLAN_DRAFT, SUPERSEDED, Mark, PlanFacts, Task
from anshang_app.documents.grid import SLASH, Form, UnknownCell, Value

#: columns of the two lists after the label
TEAM_COLUMNS = {"target": 2, "day": 3, "remark": 4}
ENTITY_COLUMNS = {"day": 2, "remark": 3}
DRAFT_WORDS = "草案"
STATE_WORDS = {PLAN_DRAFT: "（草案）", SUPERSEDED: "（已被替代）"}


def service_team_form(facts: PlanFacts) -> Form:
	"""项目建设服务专班任务清单: what the service team does, to what end and by when."""
	return _marked(_filled_list(SERVICE_TEAM, facts.team, TEAM_COLUMNS), facts.mark)


def entity_form(facts: PlanFacts) -> Form:
	"""项目主体任务清单: what the enterprise does and by when."""
	return _marked(_filled_list(ENTITY, facts.entity, ENTITY_COLUMNS), facts.mark)


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
		"3.3.9": facts.start_on,
		"3.4.3": facts.land_area,
		"3.4.9": facts.duration,
		"3.5.3": facts.works.numbers,
		"3.6.3": facts.works_of_year.numbers,
	}
	for label, step in facts.steps.items():
		if not _is_text(form, label):
			raise UnknownCell(label)
		values[annex.date_cell(form, label).name] = SLASH if step.left_out else step.day
	note = f"当年建设计划为{facts.year}年" if facts.year and any_known(facts.works_of_year.numbers) else ""
	return _marked(form.filled(values), facts.mark, note)


def plan_forms(facts: PlanFacts) -> dict[str, Form]:
	"""All three by name, in the order of the annex."""
	return {
		SERVICE_TEAM: service_team_form(facts),
		ENTITY: entity_form(facts),
		SCHEDULE: schedule_form(facts),
	}


def any_known(numbers: tuple) -> bool:
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
		row = label.rsplit(".", 1)[0]
		entered = {
			"target": task.target or None,
			"day": SLASH if task.left_out else task.day or task.rhythm or None,
			"remark": task.remark or None,
		}
		values.update({f"{row}.{col}": entered[key] for key, col in columns.items()})
	return values


def _marked(form: Form, mark: Mark | None, note: str = "") -> Form:
	"""`form` with the lines that lead back to its record; a draft carries a watermark and no code."""
	if mark is None:
		return form
	draft = mark.state == PLAN_DRAFT
	parts = [f"第{mark.revision}版", f"生成日期：{words.day(mark.printed_on)}", f"编号：{mark.record}"]
	parts[0] += STATE_WORDS.get(mark.state, "")
	if mark.code and not draft:
		parts.append(f"校验码：{mark.code}")
	lines = ("　".join(parts), *([note] if note else []))
	return replace(form, foot=lines, watermark=DRAFT_WORDS if draft else "", qr=() if draft else mark.qr)
