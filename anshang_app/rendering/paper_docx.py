"""A paper as DOCX: page, character grid, heads and page numbers of GB/T 9704."""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr

from anshang_app.rendering import ooxml, paper, wording
from anshang_app.rendering.ooxml import NAMESPACES, TWIPS_PER_POINT, paragraph_xml, run_xml
from anshang_app.rendering.paper import BODY_POINTS, NOTE_POINTS, PITCH, TABLE_POINTS, TITLE_POINTS, Paper
from anshang_app.rendering.typefaces import FANGSONG, HEITI, KAITI, SONGTI, XIAOBIAOSONG, Typeface

RED = "FF0000"
#: a landscape page keeps narrower margins: its table needs the width; so does a paper of one page
NARROW_MARGINS_MM, WIDE_WIDTH_MM, TIGHT_WIDTH_MM = (20, 20, 20, 20), 257, 170
FACE_OF_LEVEL = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}
TABLE_ROW_MM, LONGEST_WHOLE = 8, 200
#: what is taken from each character of the body, in points; the grid of the page says the same, but not
#: every program can lay letters on a grid narrower than they are, so no paragraph snaps to it
SQUEEZE = 0.3
#: docGrid counts in 1/4096 point
GRID_UNITS = 4096
#: from the text's lower edge to the page number, in mm
NUMBER_MM = 7
HALF_LETTER = BODY_POINTS / 2


def render_docx(wanted: Paper) -> bytes:
	"""The paper as a DOCX."""
	usual = (paper.TOP_MM, paper.RIGHT_MM, paper.BOTTOM_MM, paper.LEFT_MM)
	margins = NARROW_MARGINS_MM if wanted.is_wide or wanted.is_tight else usual
	docx = ooxml.new_document(wanted.name, margins, BODY_POINTS)
	_set_page(docx, wanted.is_wide)
	width = WIDE_WIDTH_MM if wanted.is_wide else TIGHT_WIDTH_MM if wanted.is_tight else paper.WIDTH_MM
	ooxml.append_xml(docx, *(block_xml(block, width) for block in wanted.blocks))
	return ooxml.to_bytes(docx)


def _set_page(docx: Docx, is_wide: bool) -> None:
	section = docx.sections[0]
	if is_wide:
		section.page_width, section.page_height = section.page_height, section.page_width
		section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
	_set_grid(section._sectPr)
	docx.settings.odd_and_even_pages_header_footer = True
	assert section.bottom_margin is not None
	section.footer_distance = section.bottom_margin - round((NUMBER_MM + 5) * 36000)
	for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
		footer.is_linked_to_previous = False
		old = footer.paragraphs[0]._p
		old.addprevious(parse_xml(_page_number(side)))
		old.getparent().remove(old)


def _set_grid(properties: CT_SectPr) -> None:
	"""22 lines of 28 characters: Word squeezes each character of 三号 by what the grid says."""
	for old in properties.findall(qn("w:docGrid")):
		properties.remove(old)
	properties.append(
		parse_xml(
			f'<w:docGrid {NAMESPACES} w:type="linesAndChars" w:linePitch="{round(PITCH * TWIPS_PER_POINT)}"'
			f' w:charSpace="{-round(paper.SQUEEZE * GRID_UNITS)}"/>'
		)
	)


def _page_number(side: str) -> str:
	"""— 1 — in 4号宋体, one letter in from the edge of the text."""
	field = "".join(
		f"<w:r>{part}</w:r>"
		for part in (
			'<w:fldChar w:fldCharType="begin"/>',
			'<w:instrText xml:space="preserve"> PAGE </w:instrText>',
			'<w:fldChar w:fldCharType="end"/>',
		)
	)
	look = f'<w:rPr>{_fonts(SONGTI)}<w:sz w:val="{NOTE_POINTS * 2}"/></w:rPr>'
	field = field.replace("<w:r>", f"<w:r>{look}")
	dash = run_xml("—", SONGTI, NOTE_POINTS)
	space = run_xml(" ", SONGTI, NOTE_POINTS)
	text = dash + space + field + space + dash
	return paragraph_xml(text, side, indent=_indent(**{side: NOTE_POINTS})).replace(
		"<w:p>", f"<w:p {NAMESPACES}>", 1
	)


def _fonts(face: Typeface) -> str:
	return (
		f'<w:rFonts w:ascii="{face.name}" w:hAnsi="{face.name}" w:eastAsia="{face.name}" w:cs="{face.name}"/>'
	)


def _indent(left: float = 0, right: float = 0, first: float = 0) -> str:
	"""Indents in points."""
	left, right, first = (round(value * TWIPS_PER_POINT) for value in (left, right, first))
	return f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="{first}"/>'


def _line(
	text: str, face: Typeface = FANGSONG, size: float = BODY_POINTS, align: str = "both", **options: Any
) -> str:
	look = {key: options.pop(key) for key in ("bold", "color") if key in options}
	options.setdefault("line", PITCH)
	squeeze = SQUEEZE if size == BODY_POINTS else 0
	return paragraph_xml(run_xml(text, face, size, squeeze=squeeze, **look), align, snap=False, **options)


def _empty(lines: int) -> str:
	return _line("") * lines


@singledispatch
def block_xml(block: object, width: float) -> str:
	"""A block as paragraphs and tables of a text `width` mm wide."""
	raise TypeError(type(block).__name__)


@block_xml.register
def _(block: paper.Letterhead, width: float) -> str:
	size = paper.head_points(block.unit, paper.HEAD_POINTS, width)
	rule = f'<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="4" w:color="{RED}"/></w:pBdr>'
	head = _line(block.unit, XIAOBIAOSONG, size, "center", color=RED, line=size * 1.5, extra=rule)
	return head + _line(block.number, align="right") + _empty(1)


@block_xml.register
def _(block: paper.Masthead, width: float) -> str:
	title = paper.spaced(block.title)
	size = paper.head_points(title, paper.MASTHEAD_POINTS, width)
	rule = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="{RED}"/></w:pBdr>'
	tab = round(width * ooxml.TWIPS_PER_MM)
	ends = f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>'
	return (
		_line(title, XIAOBIAOSONG, size, "center", color=RED, line=size * 1.4)
		+ _line(block.issue, align="center")
		+ _line(f"{block.unit}\t{block.day}", align="left", extra=rule + ends)
		+ _empty(1)
	)


@block_xml.register
def _(block: paper.Title, width: float) -> str:
	return _line(block.text, XIAOBIAOSONG, TITLE_POINTS, "center", line=PITCH * 1.2, bold=True) + _empty(1)


@block_xml.register
def _(block: paper.Recipient, width: float) -> str:
	return _line(block.text, align="left")


@block_xml.register
def _(block: paper.Heading, width: float) -> str:
	first = _indent(first=BODY_POINTS * 2)
	return _line(block.text, FACE_OF_LEVEL[block.level], indent=first, extra="<w:keepNext/>")


@block_xml.register
def _(block: paper.Paragraph, width: float) -> str:
	return _line(block.text, indent=_indent(first=BODY_POINTS * 2))


@block_xml.register
def _(block: paper.Note, width: float) -> str:
	return _line(block.text, indent=_indent(first=BODY_POINTS * 2), align="left")


@block_xml.register
def _(block: paper.Signature, width: float) -> str:
	"""The day four letters from the right, the unit centred over it, room for the seal above."""
	day, unit = (wording.half_letters(text) * HALF_LETTER for text in (block.day, block.unit))
	right = BODY_POINTS * 4
	over = max(0, right + (day - unit) / 2)
	stay = "<w:keepNext/><w:keepLines/>"
	return (
		_line("", extra=stay) * 2
		+ _line(block.unit, align="right", indent=_indent(right=over), extra=stay)
		+ _line(block.day, align="right", indent=_indent(right=right))
		+ _empty(1)
	)


@block_xml.register
def _(block: paper.Imprint, width: float) -> str:
	"""版记: thick rules outside, a thin one over who issued it when."""
	tab = round(width * ooxml.TWIPS_PER_MM - NOTE_POINTS * TWIPS_PER_POINT)
	ends = f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>'
	lines = [(line, "") for line in block.lines]
	if block.unit or block.day:
		lines.append((f"{block.unit}\t{block.day}", ends))
	text = _empty(1)
	for number, (line, tabs) in enumerate(lines):
		is_last = number == len(lines) - 1
		stay = "<w:keepLines/>" if is_last else "<w:keepNext/><w:keepLines/>"
		rules = _rules(8 if number == 0 else 6 if tabs else 0, 8 if is_last else 0)
		# a rule is as long as its paragraph, so that the letter in front is a space and no indent
		text += _line(f"　{line}", size=NOTE_POINTS, align="left", extra=stay + rules + tabs)
	return text


def _rules(top: int, bottom: int) -> str:
	"""Rules over and under a paragraph in eighths of a point; 0 is none."""
	sides = "".join(
		f'<w:{side} w:val="single" w:sz="{size}" w:space="1" w:color="000000"/>'
		for side, size in (("top", top), ("bottom", bottom))
		if size
	)
	return f"<w:pBdr>{sides}</w:pBdr>" if sides else ""


@block_xml.register
def _(block: paper.Table, width: float) -> str:
	columns = ooxml.column_twips(width, block.widths)
	head = _row(
		[_cell(text, size, HEITI) for text, size in zip(block.heads, columns, strict=True)], block.heads, True
	)
	rows = [
		_row([_cell(text, size) for text, size in zip(row, columns, strict=True)], row) for row in block.rows
	]
	return ooxml.table_xml(width, block.widths, [head, *rows]) + _small_gap()


@block_xml.register
def _(block: paper.Bars, width: float) -> str:
	"""Bars as shaded cells over a hundred narrow columns: sharp in print, and any program draws them."""
	label, bar, value = paper.BAR_SHARES
	shares = (label, *[bar / 100] * 100, value)
	columns = ooxml.column_twips(width, shares)
	rows = [
		ooxml.row_xml(_bar_cells(text, amount, length, columns), TABLE_ROW_MM)
		for (text, amount), length in zip(block.rows, paper.bar_lengths(block), strict=True)
	]
	stay = "<w:keepNext/>"
	head = _line(block.title, HEITI, TABLE_POINTS, "center", line=paper.TABLE_PITCH, extra=stay)
	return head + ooxml.table_xml(width, shares, rows, border="none") + _small_gap()


def _bar_cells(text: str, amount: float, length: int, columns: list[int]) -> list[str]:
	"""Label, bar, the room it leaves, and its value."""

	def line_xml(content: str, align: str) -> str:
		return _line(content, FANGSONG, TABLE_POINTS, align, line=paper.TABLE_PITCH, extra=stay)

	stay = "<w:keepNext/>"
	white = "".join(
		f'<w:{side} w:val="single" w:sz="36" w:space="0" w:color="FFFFFF"/>' for side in ("top", "bottom")
	)
	shade = (
		f'<w:tcBorders>{white}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{paper.BAR_COLOR}"/>'
	)
	narrow = columns[1]
	cells = [ooxml.cell_xml(line_xml(text, "right"), columns[0])]
	for span, extra in ((length, shade), (100 - length, "")):
		if span:
			cells.append(ooxml.cell_xml(line_xml("", "left"), narrow * span, span, extra=extra))
	return [*cells, ooxml.cell_xml(line_xml(paper.bar_value(amount), "left"), columns[-1])]


@block_xml.register
def _(block: paper.Facts, width: float) -> str:
	columns = ooxml.column_twips(width, paper.FACT_SHARES)
	rows = []
	for pairs in paper.pair_rows(block):
		label, value = pairs[0]
		alone = len(pairs) == 1
		cells = [
			_cell(label, columns[0], HEITI),
			_cell(value, sum(columns[1:]) if alone else columns[1], span=3 if alone else 1),
		]
		if not alone:
			cells += [_cell(pairs[1][0], columns[2], HEITI), _cell(pairs[1][1], columns[3])]
		rows.append(_row(cells, [text for pair in pairs for text in pair]))
	return ooxml.table_xml(width, paper.FACT_SHARES, rows) + _small_gap()


def _row(cells: list[str], texts: Iterable[str], is_head: bool = False) -> str:
	is_whole = all(len(text) <= LONGEST_WHOLE for text in texts)
	return ooxml.row_xml(cells, TABLE_ROW_MM, is_head, is_whole)


def _cell(text: str, width: int, face: Typeface = FANGSONG, span: int = 1) -> str:
	fits = wording.half_letters(text) * TABLE_POINTS / 2 * TWIPS_PER_POINT < width * 1.6
	content = _line(text, face, TABLE_POINTS, "center" if fits else "left", line=paper.TABLE_PITCH)
	return ooxml.cell_xml(content, width, span)


def _small_gap() -> str:
	"""Between a table and what follows; a file may not end with a table either."""
	return _line("", size=TABLE_POINTS, line=paper.TABLE_PITCH / 2)
