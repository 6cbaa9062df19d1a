"""What a plan printed when it was sent for seals, kept as text, and where today's facts differ from it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from anshang_app.official_documents.rules.facts import Extra, PlanFacts, Step, Task, Works
from anshang_app.rendering import wording
from anshang_app.rendering.grid import Cell, Contact, Form

STRUCTURES: dict[str, type[Any]] = {
	one.__name__: one for one in (PlanFacts, Task, Step, Extra, Works, Contact)
}
CONTACTS = ("enterprise_contact", "host_contact", "lead_contact")
KIND = "kind"


def freeze(facts: PlanFacts) -> tuple[str, dict[str, str]]:
	"""(the facts as JSON without telephone numbers and mark, the numbers by field).

	The numbers are kept apart, because they may only be stored encrypted.
	"""
	phones = {field: getattr(facts, field).phone for field in CONTACTS}
	plain = replace(
		facts, mark=None, **{field: replace(getattr(facts, field), phone="") for field in CONTACTS}
	)
	return json.dumps(_packed(plain), ensure_ascii=False), phones


def thaw(text: str, phones: Mapping[str, str]) -> PlanFacts:
	"""The facts `freeze` made text of; a field a later version lacks is left out, a new one is empty."""
	facts: PlanFacts = _unpacked(json.loads(text))
	return replace(
		facts,
		**{field: replace(getattr(facts, field), phone=phones.get(field, "")) for field in CONTACTS},
	)


def _packed(value: object) -> object:
	"""A value of the facts in what JSON knows; structures, dates and numbers say what they are."""
	if is_dataclass(value):
		inside = {field.name: _packed(getattr(value, field.name)) for field in fields(value)}
		return {KIND: type(value).__name__, "fields": inside}
	if isinstance(value, date):
		return {KIND: "date", "text": value.isoformat()}
	if isinstance(value, Decimal):
		return {KIND: "number", "text": str(value)}
	if isinstance(value, tuple):
		return [_packed(part) for part in value]
	if isinstance(value, Mapping):
		return {KIND: "map", "of": {key: _packed(part) for key, part in value.items()}}
	return value


def _unpacked(value: Any) -> Any:
	if isinstance(value, list):
		return tuple(_unpacked(part) for part in value)
	if not isinstance(value, dict):
		return value
	kind = value[KIND]
	if kind == "date":
		return date.fromisoformat(value["text"])
	if kind == "number":
		return Decimal(value["text"])
	if kind == "map":
		return {key: _unpacked(part) for key, part in value["of"].items()}
	structure = STRUCTURES[kind]
	names = {field.name for field in fields(structure)}
	return structure(**{name: _unpacked(part) for name, part in value["fields"].items() if name in names})


@dataclass(frozen=True)
class Difference:
	"""A cell that printed `sealed` and would print `now`; telephone numbers are masked."""

	form: str
	place: str
	sealed: str
	now: str


def differences(
	sealed: Mapping[str, Form], now: Mapping[str, Form], mask: Callable[[str], str]
) -> list[Difference]:
	"""Every cell of the annex whose words differ, in the order of the forms.

	`mask` turns a telephone number into what may be shown.
	"""
	differing = []
	for name, form in sealed.items():
		for cell in form.cells.values():
			other = now[name].cells[cell.name]
			if cell.printed_text != other.printed_text:
				differing.append(Difference(form.title, form.place_of(cell), *_shown(cell, other, mask)))
	return differing


def _shown(sealed: Cell, now: Cell, mask: Callable[[str], str]) -> tuple[str, str]:
	"""Both sides in words; numbers that differ behind the same mask are said to."""
	before, after = (_masked(cell, mask) for cell in (sealed, now))
	return (before, f"{after}（号码已变更）") if before == after else (before, after)


def _masked(cell: Cell, mask: Callable[[str], str]) -> str:
	if isinstance(cell.value, Contact):
		phone = mask(cell.value.phone) if cell.value.phone else ""
		return "".join(run.text for run in wording.contact_runs(cell.value.name, phone))
	return cell.printed_text
