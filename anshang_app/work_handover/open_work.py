"""What a person stands for today: every open piece of it, by the fields of `rules/held_by_persons`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import getdate, strip_html

from anshang_app.foundation import constants
from anshang_app.foundation.unit_kinds import KINDS, roles_of
from anshang_app.work_handover.people import Person
from anshang_app.work_handover.promises import promised_to, promises
from anshang_app.work_handover.rules.held import LISTED, SUCCEEDED, WITH_SEAL, Held
from anshang_app.work_handover.rules.held_by_persons import MOVABLE
from anshang_app.work_handover.rules.held_by_units import MOVABLE_OF_UNITS
from anshang_app.work_handover.rules.needs import Need

PROJECT = "Investment Project"
#: what a row that begins after another takes from it
SUCCESSION = ["role", "unit", "person_user", "person_name", "from_date"]
#: letters of a title
LONGEST = 140


@dataclass(frozen=True)
class Piece:
	"""One piece of open work: a row of a kind, the record it stands in and its project."""

	held: Held
	row: frappe._dict = field(hash=False, compare=False)
	record: str
	project: str | None = None
	project_name: str | None = None

	@property
	def unit(self) -> str | None:
		"""The unit the person stands for in it."""
		return self.row.get(self.held.unit_field) if self.held.unit_field else None

	@property
	def title(self) -> str:
		"""What it is about, in plain words."""
		text = str(self.row.get(self.held.title_field) or "") if self.held.title_field else ""
		# roles and reports have English names
		text = _(text) if self.held.title_field in ("role", "report") and text else text
		return strip_html(text).strip()[:LONGEST] or self.record

	@property
	def by_name(self) -> bool:
		"""Whether the person stands in it by name alone, without an account."""
		return not (self.held.link and self.row.get(self.held.link))


def open_pieces(person: Person) -> list[Piece]:
	"""Everything open in which the person stands, kind by kind."""
	return pieces_among(MOVABLE, person)


def open_pieces_of_unit(unit: Person) -> list[Piece]:
	"""Everything open in which a unit stands, kind by kind; `unit` is it as a party of a hand-over."""
	return pieces_among(MOVABLE_OF_UNITS, unit)


def pieces_among(kinds: Iterable[Held], person: Person) -> list[Piece]:
	return in_projects([piece for held in kinds for piece in pieces_of(held, person)])


def pieces_of(held: Held, person: Person) -> Iterable[Piece]:
	"""The open pieces of one kind: by the account, and by the name where no account is given."""
	rows = rows_by(held, {held.link: person.user}) if held.link else []
	if held.way == LISTED:
		rows = [row for row in rows_by(held, {}) if person.mail in (row.email_to or "").split()]
	if held.name_field and held.unit_field and person.named_in:
		without = {held.link: ["is", "not set"]} if held.link else {}
		by_name = {held.name_field: person.name, held.unit_field: ["in", person.named_in]}
		rows = [*rows, *rows_by(held, {**without, **by_name})]
	if held.way == WITH_SEAL and held.name_field:
		rows = rows_held(held, rows, person)
	open_records = records_open(held, {record_of(held, row) for row in rows})
	for row in rows:
		record = record_of(held, row)
		if record in open_records:
			project = open_records[record]
			yield Piece(held, row, record, project)


def rows_held(held: Held, rows: list[frappe._dict], person: Person) -> list[frappe._dict]:
	"""Rows out for signing that go to a person with the seal: those that name him, unless they were handed on, and those handed to him."""
	promised = promises(row.name for row in rows)
	own = [row for row in rows if row.name not in promised or promised[row.name][-1].taker == person.user]
	others = {*promised_to(person.user)} - {row.name for row in rows}
	return [*own, *(rows_by(held, {"name": ["in", sorted(others)]}) if others else ())]


def rows_by(held: Held, filters: dict) -> list[frappe._dict]:
	"""The rows of a kind under filters, with the fields that are read of them."""
	own = {} if held.parent else held.open
	place = {"parenttype": held.parent, "parentfield": held.table} if held.parent else {}
	fields = [
		"name",
		held.link,
		held.name_field,
		held.unit_field,
		held.title_field,
		held.until,
		*extra_fields(held),
	]
	rows = frappe.get_all(
		held.doctype,
		filters={**filters, **own, **held.row_open, **place},
		fields=list(dict.fromkeys(filter(None, fields))),
		order_by="name",
	)
	return [row for row in rows if not (held.until and row[held.until] and row[held.until] <= getdate())]


def extra_fields(held: Held) -> list[str]:
	"""What a row of the kind is found and followed by."""
	if held.parent:
		more = SUCCESSION if held.way == SUCCEEDED else []
		return ["parent", *(["node"] if held.parent == "Service Plan" else []), *more]
	if held.doctype == "ToDo":
		return ["reference_type", "reference_name"]
	if held.way == LISTED:
		return ["email_to"]
	return [held.project] if held.project and held.project != "name" else []


def record_of(held: Held, row: dict) -> str:
	return row["parent"] if held.parent else row["name"]


def records_open(held: Held, records: set[str]) -> dict[str, str | None]:
	"""Those of the records in which a piece of the kind is open, each with its project."""
	if not records:
		return {}
	fields = ["name", *([held.project] if held.project and held.project != "name" else [])]
	rows = frappe.get_all(
		held.record_type,
		filters={**(held.open if held.parent else {}), "name": ["in", sorted(records)]},
		fields=fields,
	)
	return {row.name: row.get(held.project) if held.project else None for row in rows}


def in_projects(pieces: list[Piece]) -> list[Piece]:
	"""The pieces with their projects' names, without those of projects that are over."""
	names = sorted({piece.project for piece in pieces if piece.project})
	rows = frappe.get_all(
		PROJECT,
		filters={"name": ["in", [*names, ""]], "stage": ["not in", constants.OVER]},
		fields=["name", "project_name"],
	)
	going_on = {row.name: row.project_name for row in rows}
	return [
		Piece(piece.held, piece.row, piece.record, piece.project, going_on.get(piece.project))
		for piece in pieces
		if piece.held.project is None or piece.project in going_on
	]


def needs_of(pieces: Iterable[Piece], giver: Person) -> list[Need]:
	"""What each piece asks of who takes it.

	Of the roles of a unit's kinds those count that the giver holds: an approval is not taken by a colleague who leads
	projects. A unit the giver was never of is a slip of the record, and asked of nobody.
	"""
	pieces = [*pieces]
	kinds = kinds_of({piece.unit for piece in pieces if piece.unit} & {*giver.member_of})
	roles = {unit: roles_in(giver, kinds.get(unit or "", ())) for unit in {piece.unit for piece in pieces}}
	return [
		Need(
			piece.held.heading,
			piece.title,
			piece.unit if piece.unit in kinds else None,
			frozenset({piece.held.role}) if piece.held.role else roles[piece.unit],
		)
		for piece in pieces
	]


def roles_in(person: Person, kinds: Iterable[str]) -> frozenset[str]:
	"""The roles of a unit's kinds a person works there with; all of them where he has none."""
	of_unit = frozenset(roles_of(kinds))
	return of_unit & person.roles or of_unit


def kinds_of(units: set[str]) -> dict[str, list[str]]:
	"""Unit -> the marks of its kinds."""
	rows = frappe.get_all(
		"Anshang Unit", filters={"name": ["in", [*sorted(units), ""]]}, fields=["name", *KINDS]
	)
	return {row.name: [kind for kind in KINDS if row[kind]] for row in rows}
