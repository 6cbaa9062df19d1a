"""Pieces of a DOCX that python-docx does not know, written as Word and WPS both read them.

Lengths are in points unless a name says otherwise; every text goes through `words.clean` and is escaped.
"""

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.font import CT_RPr
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from PIL import Image

from anshang_app.rendering import wording
from anshang_app.rendering.typefaces import FANGSONG, TYPEFACES, Typeface

NAMESPACES = nsdecls("w")
TWIPS_PER_POINT, TWIPS_PER_MM = 20, 1440 / 25.4
#: letters a property of a document may have
LONGEST_PROPERTY = 255
#: a QR module in pixels: enough for any printer
MODULE = 8


def new_document(title: str, margins_mm: tuple[float, float, float, float], size: float) -> Docx:
	"""An empty A4 document, margins as top, right, bottom, left, body in 仿宋 of `size`."""
	docx = Document()
	for part in list(docx.element.body)[:-1]:
		docx.element.body.remove(part)
	section = docx.sections[0]
	section.page_width, section.page_height = Mm(210), Mm(297)
	top, right, bottom, left = margins_mm
	section.top_margin, section.right_margin = Mm(top), Mm(right)
	section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
	style = docx.styles["Normal"]
	style.font.size = Pt(size)
	set_font(style.element.get_or_add_rPr(), FANGSONG)
	style.paragraph_format.space_after = Pt(0)
	language = parse_xml(f'<w:lang {NAMESPACES} w:val="en-US" w:eastAsia="zh-CN"/>')
	style.element.get_or_add_rPr().append(language)
	name_stand_ins(docx)
	docx.core_properties.author = docx.core_properties.comments = ""
	docx.core_properties.title = wording.clean(title)[:LONGEST_PROPERTY]
	return docx


def to_bytes(docx: Docx) -> bytes:
	"""The finished file."""
	stream = BytesIO()
	docx.save(stream)
	return stream.getvalue()


def set_font(properties: CT_RPr, face: Typeface) -> None:
	"""Name `face` for all letters of a run or style."""
	fonts = properties.find(qn("w:rFonts"))
	if fonts is None:
		fonts = parse_xml(f"<w:rFonts {NAMESPACES}/>")
		properties.insert(0, fonts)
	for key in list(fonts.attrib):
		del fonts.attrib[key]
	for key in ("ascii", "hAnsi", "eastAsia", "cs"):
		fonts.set(qn(f"w:{key}"), face.name)


def name_stand_ins(docx: Docx) -> None:
	"""Put each typeface with its stand-ins into the file's table of fonts."""
	part = docx.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
	fonts = "".join(
		f"<w:font w:name={quoteattr(face.name)}><w:altName w:val={quoteattr(','.join(face.stand_ins))}/>"
		'<w:charset w:val="86"/><w:pitch w:val="variable"/></w:font>'
		for face in TYPEFACES
	)
	part._blob = (
		f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACES}>{fonts}</w:fonts>'
	).encode()


def run_xml(
	text: str, face: Typeface, size: float, bold: bool = False, color: str = "", squeeze: float = 0
) -> str:
	"""A run as XML; newlines and tabs become what Word knows. `squeeze` draws the letters closer together."""
	name = quoteattr(face.name)
	half_points = round(size * 2)
	properties = (
		f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
		+ ("<w:b/>" if bold else "")
		+ (f'<w:color w:val="{color}"/>' if color else "")
		+ (f'<w:spacing w:val="{-round(squeeze * TWIPS_PER_POINT)}"/>' if squeeze else "")
		+ f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
	)
	text = escape(wording.clean(text))
	text = text.replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
	content = f"<w:t>{text}</w:t>".replace("<w:t>", '<w:t xml:space="preserve">')
	return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def paragraph_xml(
	runs: str,
	align: str = "both",
	line: float = 0,
	extra: str = "",
	indent: str = "",
	tail: str = "",
	snap: bool = True,
) -> str:
	"""A paragraph as XML around runs of `run_xml`; `line` fixes the pitch, 0 leaves it to the font.

	With `snap` false its letters do not lie on the page's grid. `extra`, `indent` and `tail` are further properties, at the places the schema gives them: before the
	spacing, after it, and after the alignment.
	"""
	spacing = f' w:line="{round(line * TWIPS_PER_POINT)}" w:lineRule="exact"' if line else ""
	# without these, Word puts a small gap between Chinese and digits, and dates outgrow their cells
	close = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
	close += "" if snap else '<w:snapToGrid w:val="0"/>'
	return (
		f'<w:p><w:pPr>{extra}{close}<w:spacing w:before="0" w:after="0"{spacing}/>{indent}<w:jc w:val="{align}"/>'
		f"{tail}</w:pPr>{runs}</w:p>"
	)


def append_xml(docx: Docx, *elements: str) -> None:
	"""Put paragraphs or tables, each as XML, at the end of the body."""
	body = docx.element.body
	wrapped = parse_xml(f"<w:body {NAMESPACES}>{''.join(elements)}</w:body>")
	for element in list(wrapped):
		body.insert(len(body) - 1, element)


def page_break(docx: Docx) -> None:
	"""End the page; the break stands in the last paragraph, so that no empty one begins the next page."""
	append_xml(
		docx,
		'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
		'<w:r><w:br w:type="page"/></w:r></w:p>',
	)


def add_qr(paragraph: Paragraph, rows: tuple[str, ...], side_mm: float) -> None:
	"""A QR code, given as rows of 0 and 1, at the end of a paragraph."""
	paragraph.add_run().add_picture(BytesIO(qr_png(rows)), width=Mm(side_mm))


def qr_png(rows: tuple[str, ...]) -> bytes:
	"""A QR code, given as rows of 0 and 1, as a PNG."""
	size = len(rows)
	image = Image.new("1", (size, size), 1)
	image.putdata([module != "1" for row in rows for module in row])
	stream = BytesIO()
	image.resize((size * MODULE, size * MODULE)).save(stream, "PNG")
	return stream.getvalue()


def watermark(section: Section, text: str) -> None:
	"""Words across every page of a section, the way Word's own 水印 draws them (WPS reads it too)."""
	shape = f"""
	<w:r {NAMESPACES} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
	<w:rPr><w:noProof/></w:rPr><w:pict>
	<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
	<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
	<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
	<v:f eqn="if @0 @4 21600"/></v:formulas>
	<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
	<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
	<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"
	style="position:absolute;margin-left:0;margin-top:0;width:360pt;height:160pt;rotation:330;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
	o:allowincell="f" fillcolor="#ecc8c8" stroked="f"><v:fill opacity=".5"/>
	<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={quoteattr(text)}/></v:shape></w:pict></w:r>"""
	section.header.is_linked_to_previous = False
	section.header.paragraphs[0]._p.append(parse_xml(shape))


def table_xml(width_mm: float, shares: tuple[float, ...], rows: list[str], border: str = "single") -> str:
	"""A fixed table of `width_mm`, its columns by their shares in per cent; rows as `row_xml` gives them."""
	grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in column_twips(width_mm, shares))
	sides = "".join(
		f'<w:{side} w:val="{border}" w:sz="4" w:space="0" w:color="000000"/>'
		for side in ("top", "left", "bottom", "right", "insideH", "insideV")
	)
	total = round(width_mm * TWIPS_PER_MM)
	return (
		f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
		f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
		'<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
		f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
	)


def column_twips(width_mm: float, shares: tuple[float, ...]) -> list[int]:
	"""Widths of columns in twips from their shares in per cent."""
	return [round(width_mm * TWIPS_PER_MM * share / 100) for share in shares]


def row_xml(cells: list[str], height_mm: float, is_head: bool = False, whole: bool = True) -> str:
	"""A row at least `height_mm` high; a head repeats on every page, a `whole` one never breaks."""
	marks = ("<w:cantSplit/>" if whole else "") + (
		f'<w:trHeight w:val="{round(height_mm * TWIPS_PER_MM)}" w:hRule="atLeast"/>'
	)
	return f"<w:tr><w:trPr>{marks}{'<w:tblHeader/>' if is_head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def cell_xml(
	content: str, width: int, span: int = 1, valign: str = "center", merge: str = "", extra: str = ""
) -> str:
	"""A cell `width` twips wide over `span` columns; `merge` is restart or continue of a vertical merge.

	`extra` are borders and shading, at the place the schema gives them.
	"""
	return (
		f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
		+ (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
		+ (f'<w:vMerge w:val="{merge}"/>' if merge else "")
		+ f'{extra}<w:vAlign w:val="{valign}"/></w:tcPr>{content}</w:tc>'
	)
