"""Where a sheet's table begins and ends: title rows, headings of one or two lines, cards, sums and notes. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from anshang_app.ledger_import.rules.headings import headings_of, plain, recognise

Cells = Sequence[Sequence[object]]
#: headings known in a row that make it a row of headings, and labels that make a sheet a card
FEWEST_HEADINGS, FEWEST_LABELS = 2, 3
SUMS = re.compile(r"^(合计|小计|总计|共计|累计|平均|总和|汇总)")
NOTES = re.compile(
	r"^(注|备注|说明|填表说明|填报单位|填表人|审核人|制表|联系人|单位负责人|填报时间|截至)[:：]?"
)
#: a figure or a day as text, as a CSV has them; a year alone may stand above columns
FIGURE = re.compile(r"^(?!(19|20)\d{2}$)[\d,]*\d(\.\d+)?$|^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?$|^1\d{10}$")
#: letters a title of a part of the table (一、工业项目) may have
PART = re.compile(r"^([一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）])")


@dataclass(frozen=True)
class Merge:
	"""A merged range, by rows and columns from 0, ends included."""

	top: int
	left: int
	bottom: int
	right: int


@dataclass(frozen=True)
class LedgerRow:
	"""A row of data: its number in the sheet, from 1, and its cells under the table's headings."""

	number: int
	cells: tuple[object, ...]


@dataclass(frozen=True)
class Table:
	"""A table found in a sheet: its headings, two lines joined by “/”, and its rows; `skipped` says why rows are not."""

	sheet: str
	title: str
	headings: tuple[str, ...]
	rows: tuple[LedgerRow, ...]
	skipped: tuple[tuple[int, str], ...] = ()
	is_card: bool = False


def tables_of(sheet: str, cells: Cells, merges: Sequence[Merge], kind: str) -> list[Table]:
	"""Every table of a sheet for a kind of ledger, in the order of the sheet; cards only where there is no table."""
	if not cells:
		return []
	width = max((len(row) for row in cells), default=0)
	grid = [[*row, *[None] * (width - len(row))] for row in cells]
	starts = list(_heading_rows(grid, merges, kind))
	if not starts:
		card = _cards(sheet, grid, kind)
		return [card] if card else []
	ends = [start for start, _lines in starts[1:]] + [len(grid)]
	tables = [
		_table(sheet, grid, merges, start, lines, end)
		for (start, lines), end in zip(starts, ends, strict=True)
	]
	return _joined(tables)


def text_of(value: object) -> str:
	"""A cell as words; blank for nothing, a day without the midnight a workbook keeps with it."""
	return "" if value is None else str(value).removesuffix(" 00:00:00").strip()


# --- headings ---------------------------------------------------------------------------------------------


def _heading_rows(grid: Cells, merges: Sequence[Merge], kind: str) -> Iterator[tuple[int, int]]:
	"""(first row, lines) of each block of headings."""
	row = 0
	while row < len(grid):
		if _is_heading(grid[row], kind):
			lines = _lines(grid, merges, row, kind)
			yield row, lines
			row += lines
		else:
			row += 1


def _is_heading(row: Sequence[object], kind: str) -> bool:
	"""Whether a row is one of headings: two of them side by side, or most of its cells; labels of a card alternate.

	Names of projects hold words of headings too: two are names by heart, or one is and most of the row is known.
	"""
	if _is_data(row):
		return False
	recognised, sure = _mark_headings(row, kind), sum(_mark_headings(row, kind, by_heart=True))
	beside = any(left and right for left, right in pairwise(recognised))
	# a label of a card whose value is blank stands beside one label only
	most = sum(recognised) > FEWEST_HEADINGS and sum(recognised) * 2 > sum(1 for cell in row if text_of(cell))
	return (
		sum(recognised) >= FEWEST_HEADINGS
		and (beside or most)
		and (sure >= FEWEST_HEADINGS or (sure > 0 and most))
	)


def _mark_headings(row: Sequence[object], kind: str, by_heart: bool = False) -> list[bool]:
	"""Which cells of a row are headings (`by_heart`: for sure); a cell as long as a sentence is none."""
	texts = tuple(text_of(cell) if len(text_of(cell)) <= 24 else "" for cell in row)
	return [heading is not None and (heading.sure or not by_heart) for heading in headings_of(texts, kind)]


def _is_data(row: Sequence[object]) -> bool:
	"""Whether numbers or days stand in the row, as text too: headings are words."""
	return any(
		FIGURE.match(cell.strip()) is not None if isinstance(cell, str) else cell is not None for cell in row
	)


def _lines(grid: Cells, merges: Sequence[Merge], row: int, kind: str) -> int:
	"""1 or 2: a second line stands under cells merged sideways, beside cells merged downwards."""
	if row + 1 >= len(grid) or _is_data(grid[row + 1]):
		return 1
	down = any(merge.top == row and merge.bottom == row + 1 for merge in merges)
	across = any(merge.top == merge.bottom == row and merge.right > merge.left for merge in merges)
	if down and across:
		return 2
	below = [text_of(cell) for cell in grid[row + 1]]
	above = [text_of(cell) for cell in grid[row]]
	# without merges: the second line fills only where the first one is blank or covers several columns
	fits = all(not low or not high or across or down for high, low in zip(above, below, strict=True))
	return 2 if fits and sum(_mark_headings(below, kind)) >= FEWEST_HEADINGS else 1


def _joined_headings(grid: Cells, merges: Sequence[Merge], row: int, lines: int) -> tuple[str, ...]:
	"""The headings of one or two lines, each with the heading it stands under."""
	upper = [text_of(cell) for cell in grid[row]]
	for merge in merges:
		if merge.top <= row <= merge.bottom and merge.right > merge.left:
			for column in range(merge.left, min(merge.right, len(upper) - 1) + 1):
				upper[column] = text_of(grid[merge.top][merge.left])
	if lines == 1:
		return tuple(upper)
	lower = [text_of(cell) for cell in grid[row + 1]]
	return tuple(
		high if not low or low == high else low if not high else f"{high}/{low}"
		for high, low in zip(upper, lower, strict=True)
	)


# --- rows -------------------------------------------------------------------------------------------------


def _table(sheet: str, grid: Cells, merges: Sequence[Merge], start: int, lines: int, end: int) -> Table:
	first = start + lines
	headings = _joined_headings(grid, merges, start, lines)
	filled = _filled_down(grid, merges, first, end)
	rows, skipped = [], []
	for number in range(first, end):
		cells = filled[number - first]
		why = _not_data(cells, headings)
		if why is None:
			rows.append(LedgerRow(number + 1, tuple(cells)))
		elif why:
			skipped.append((number + 1, why))
	return Table(sheet, _title(grid, start), headings, tuple(rows), tuple(skipped))


def _filled_down(grid: Cells, merges: Sequence[Merge], first: int, end: int) -> list[list[object]]:
	"""The rows of data with a cell merged downwards in each of its rows."""
	filled = [list(row) for row in grid[first:end]]
	for merge in merges:
		if merge.bottom > merge.top and first <= merge.top < end:
			for row in range(merge.top, min(merge.bottom, end - 1) + 1):
				for column in range(merge.left, min(merge.right, len(filled[row - first]) - 1) + 1):
					filled[row - first][column] = grid[merge.top][merge.left]
	return filled


def _not_data(cells: Sequence[object], headings: Sequence[str]) -> str | None:
	"""Why a row is none of the data: "" for a blank one, a sum, a note, a title of a part, headings again."""
	texts = [text_of(cell) for cell in cells]
	filled = [text for text in texts if text]
	if not filled:
		return ""
	if any(SUMS.match(re.sub(r"\s+", "", text)) for text in filled[:3]):
		return "sum"
	if [plain(text) for text in texts] == [plain(text) for text in headings]:
		return "headings"
	distinct = set(filled)
	if len(distinct) == 1:
		(only,) = distinct
		if NOTES.match(only):
			return "note"
		if PART.match(only) or len(filled) > 1 or texts.index(only) == 0:
			return "part"
	return "note" if NOTES.match(filled[0]) and len(filled) <= 2 else None


def _title(grid: Cells, start: int) -> str:
	"""The nearest line above the headings."""
	above = (
		next((text_of(cell) for cell in grid[row] if text_of(cell)), "") for row in range(start - 1, -1, -1)
	)
	lines = [text for text in above if text]
	return max(lines, key=len, default="")


def _joined(tables: list[Table]) -> list[Table]:
	"""Tables of one sheet whose headings are the same (repeated on each page) are one."""
	joined: list[Table] = []
	for table in tables:
		last = joined[-1] if joined else None
		if last and last.headings == table.headings:
			joined[-1] = Table(
				last.sheet, last.title, last.headings, last.rows + table.rows, last.skipped + table.skipped
			)
		else:
			joined.append(table)
	return [table for table in joined if table.rows]


# --- cards ------------------------------------------------------------------------------------------------


def _cards(sheet: str, grid: Cells, kind: str) -> Table | None:
	"""A sheet of labels with their values beside them as one table; a label met again begins the next card."""
	pairs: list[tuple[int, str, object]] = []
	for number, row in enumerate(grid):
		pairs += [(number, label, value) for label, value in _labelled(row, kind)]
	if len({label for _number, label, _value in pairs}) < FEWEST_LABELS:
		return None
	headings = list(dict.fromkeys(label for _number, label, _value in pairs))
	cards: list[tuple[int, dict[str, object]]] = []
	for number, label, value in pairs:
		if not cards or label in cards[-1][1]:
			cards.append((number, {}))
		cards[-1][1][label] = value
	rows = tuple(
		LedgerRow(number + 1, tuple(card.get(label) for label in headings)) for number, card in cards
	)
	return Table(sheet, sheet, tuple(headings), rows, is_card=True)


def _labelled(row: Sequence[object], kind: str) -> Iterator[tuple[str, object]]:
	"""(label, value) of a row of a card: a label in a cell of its own, or before a colon."""
	place = 0
	while place < len(row):
		text = text_of(row[place])
		label, colon, behind = text.replace("：", ":").partition(":")
		heading = recognise(label, kind) if label and len(label) <= 20 else None
		if not heading and colon and len(text) <= 20:
			# 其中：固定资产投资 is a label as a whole
			heading, label, colon = recognise(text, kind), text, ""
		if heading and colon and behind.strip():
			yield label.strip(), behind.strip()
		# labels stand in every second cell: there a name by part will do
		elif heading and (heading.sure or place % 2 == 0):
			beside = next(
				(at for at in range(place + 1, len(row)) if text_of(row[at]) and text_of(row[at]) != text),
				None,
			)
			if beside is not None and not _is_label(row[beside], kind):
				yield label.strip(), row[beside]
				place = beside
		place += 1


def _is_label(cell: object, kind: str) -> bool:
	heading = recognise(cell, kind) if isinstance(cell, str) else None
	return heading is not None and heading.sure
