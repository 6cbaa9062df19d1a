"""A form as a grid of cells: what every renderer draws, whatever the file format."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from anshang_app.rendering import wording
from anshang_app.rendering.wording import Run

#: letters from which an entered text is set from the left, and smaller
LONG, VERY_LONG = 36, 120
#: printed where a step does not concern the project
SLASH = "/"
KINDS = ("text", "blank", "date", "date_done", "quantity", "sentence", "slash", "signature")


@dataclass(frozen=True)
class Contact:
	"""A person of the form with the full telephone number; either may be empty."""

	name: str = ""
	phone: str = ""


Value = str | date | Decimal | Contact | tuple[Decimal | int | str | None, ...] | None


@dataclass(frozen=True)
class Cell:
	"""One cell. `name` is table.row.col of the annex, `text` what the blank form prints, `value` what is
	filled in: a str, a date, a number, a contact or, in a sentence, one number, slash or None per gap.
	"""

	name: str
	row: int
	col: int
	rowspan: int
	colspan: int
	kind: str
	text: str
	value: Value = None

	@property
	def runs(self) -> tuple[Run, ...]:
		"""The printed text in pieces, each saying whether a line may break inside it."""
		return RUNS[self.kind](self)

	@property
	def printed_text(self) -> str:
		"""The printed text, plain, line breaks as newlines."""
		return "".join(run.text for run in self.runs)

	@property
	def length(self) -> str:
		"""How an entered text is set: centred, from the left when long, smaller when very long."""
		letters = len(self.printed_text) if self.kind == "blank" else 0
		return "very-long" if letters > VERY_LONG else "long" if letters > LONG else ""


@dataclass(frozen=True)
class Form:
	"""A printed form. `rows` lists the cells that begin in each row; `widths` are shares of the table's
	width in per cent, one per column; the first `header_rows` rows repeat on every page. `foot` are the
	lines under the table, `watermark` lies across the page, `qr` is a QR code's dark modules by row,
	`warnings` are shown above the form on a screen and never printed.
	"""

	name: str
	title: str
	widths: tuple[float, ...]
	header_rows: int
	rows: tuple[tuple[Cell, ...], ...]
	foot: tuple[str, ...] = ()
	watermark: str = ""
	qr: tuple[str, ...] = ()
	warnings: tuple[str, ...] = ()

	@property
	def columns(self) -> int:
		return len(self.widths)

	@property
	def head(self) -> tuple[tuple[Cell, ...], ...]:
		return self.rows[: self.header_rows]

	@property
	def body(self) -> tuple[tuple[Cell, ...], ...]:
		return self.rows[self.header_rows :]

	@property
	def cells(self) -> dict[str, Cell]:
		"""All cells by name, in reading order."""
		return {cell.name: cell for row in self.rows for cell in row}

	@property
	def qr_path(self) -> str:
		"""The QR code as the path of an SVG, one unit per module."""
		return "".join(
			f"M{x} {y}h1v1h-1z" for y, row in enumerate(self.qr) for x, dark in enumerate(row) if dark == "1"
		)

	@property
	def is_tight(self) -> bool:
		"""Whether a form with seals has entries so long that its rows must sit closer to stay on a page."""
		has_seals = any(cell.kind == "signature" for cell in self.cells.values())
		return has_seals and any(cell.length for cell in self.cells.values())

	def holds_seals(self, row: int) -> bool:
		"""Whether the row has the blocks for seals; the row above names whose they are."""
		return row < len(self.rows) and any(cell.kind == "signature" for cell in self.rows[row])

	def place_of(self, cell: Cell) -> str:
		"""Where a cell stands, in the form's own words: its column and row number, or the label beside it."""
		if self.header_rows:
			head = next(above for above in self.rows[0] if above.col == cell.col)
			return f"{head.printed_text}（第{cell.row}行）"
		beside = [left for left in self.cells.values() if left.row == cell.row and left.col < cell.col]
		above = [over for over in self.cells.values() if over.col == cell.col and over.row < cell.row]
		labels = [near[-1] for near in (beside, above) if near and near[-1].kind == "text"]
		return (labels or [cell])[0].printed_text

	def filled(self, values: dict[str, Value]) -> "Form":
		"""The same form with `values` put into the named cells; a name the form lacks is refused."""
		unknown = sorted(values.keys() - self.cells.keys())
		if unknown:
			raise UnknownCell(", ".join(unknown))
		rows = tuple(
			tuple(replace(cell, value=values[cell.name]) if cell.name in values else cell for cell in row)
			for row in self.rows
		)
		return replace(self, rows=rows)


class UnknownCell(ValueError):
	"""The form has no cell of that name."""


def _fixed(cell: Cell) -> tuple[Run, ...]:
	return wording.label_runs(cell.text)


def _entered(cell: Cell) -> tuple[Run, ...]:
	if isinstance(cell.value, date):
		return (Run(wording.day(cell.value), keep=True),)
	if isinstance(cell.value, Contact):
		return wording.contact_runs(cell.value.name, cell.value.phone)
	return wording.text_runs(str(cell.value)) if cell.value is not None else ()


def _date(cell: Cell, suffix: str = "") -> tuple[Run, ...]:
	if cell.value is None:
		return (Run(cell.text, keep=True),) if cell.text else ()
	if isinstance(cell.value, date):
		return (Run(wording.day(cell.value) + suffix, keep=True),)
	return wording.text_runs(str(cell.value))


def _date_done(cell: Cell) -> tuple[Run, ...]:
	return _date(cell, wording.DONE)


def _quantity(cell: Cell) -> tuple[Run, ...]:
	if cell.value == SLASH:
		return wording.text_runs(SLASH)
	assert cell.value is None or isinstance(cell.value, Decimal | int)
	number = wording.number(cell.value) if cell.value is not None else ""
	return (Run(number + cell.text, keep=True),)


def _sentence(cell: Cell) -> tuple[Run, ...]:
	gaps = cell.text.count("{}")
	assert cell.value is None or isinstance(cell.value, tuple)
	return wording.sentence_runs(cell.text, cell.value if cell.value is not None else (None,) * gaps)


RUNS = {
	"text": _fixed,
	"slash": _fixed,
	"signature": _fixed,
	"blank": _entered,
	"date": _date,
	"date_done": _date_done,
	"quantity": _quantity,
	"sentence": _sentence,
}
