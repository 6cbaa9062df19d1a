"""安商简报 as a paper: masthead, sections to four levels, 报/送/发."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from anshang_app.rendering import wording
from anshang_app.rendering.paper import (
	Block,
	Heading,
	Imprint,
	Masthead,
	Paper,
	Table,
	Title,
	heading_number,
	paragraphs,
)

NAME = "安商简报"


@dataclass(frozen=True)
class Section:
	"""A part with its title without number, its text (a line is a paragraph), tables and parts below it."""

	title: str
	text: str = ""
	tables: tuple[Table, ...] = ()
	sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class BulletinFacts:
	"""An issue of the bulletin. `report_to`, `send_to`, `give_to` are 报, 送, 发; `total_no` counts all issues.

	`body` are blocks as an editor laid them out, `sections` parts that are numbered here.
	"""

	issue_no: int
	unit: str
	day: date
	title: str
	year: int | None = None
	total_no: int | None = None
	lead: str = ""
	sections: tuple[Section, ...] = field(default_factory=tuple)
	report_to: tuple[str, ...] = ()
	send_to: tuple[str, ...] = ()
	give_to: tuple[str, ...] = ()
	copies: int | None = None
	body: tuple[Block, ...] = ()


def bulletin_paper(facts: BulletinFacts) -> Paper:
	"""The bulletin as blocks. GB/T 9704 fixes page, letters and headings; the masthead is the city's usage."""
	total = f"（总第{facts.total_no}期）" if facts.total_no else ""
	year = f"{facts.year}年" if facts.year else ""
	lines = [
		f"{label}：{'，'.join(units)}。"
		for label, units in (("报", facts.report_to), ("送", facts.send_to), ("发", facts.give_to))
		if units
	]
	if facts.copies:
		lines.append(f"（共印{facts.copies}份）")
	blocks = (
		Masthead(NAME, f"{year}第{facts.issue_no}期{total}", facts.unit, wording.day(facts.day)),
		Title(facts.title),
		*paragraphs(facts.lead),
		*facts.body,
		*_sections(facts.sections, 1),
		Imprint(tuple(lines), facts.unit, f"{wording.day(facts.day)}印发"),
	)
	return Paper(f"{NAME}第{facts.issue_no}期", blocks)


def _sections(sections: Iterable[Section], level: int) -> list[Block]:
	"""Headings with their numbers, each with its text and what is below it; levels end at four."""
	blocks: list[Block] = []
	for number, section in enumerate(sections, start=1):
		blocks.append(Heading(level, heading_number(level, number) + section.title))
		blocks += [*paragraphs(section.text), *section.tables]
		blocks += _sections(section.sections, min(level + 1, 4))
	return blocks
