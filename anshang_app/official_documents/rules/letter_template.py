"""A unit's own Word template, filled with a letter: docxtpl in a sandbox that knows only the letter's words.

The letter's texts are values of the template, never part of it: Jinja in them prints as it was typed.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from anshang_app.official_documents.rules.letters import Letter
from anshang_app.rendering import ooxml, wording
from anshang_app.rendering.paper import BODY_POINTS, BOTTOM_MM, LEFT_MM, PITCH, RIGHT_MM, TITLE_POINTS, TOP_MM
from anshang_app.rendering.template_tags import FAILURES, BadTemplate, NamedUndefined, check_tags, try_tags
from anshang_app.rendering.typefaces import FANGSONG, HEITI, XIAOBIAOSONG, Typeface

#: what a template may unpack to
LARGEST_BYTES = 50 * 2**20
#: parts of a Word document that docxtpl fills in
FILLED = re.compile(r"/word/(document|header\d*|footer\d*)\.xml$")
WORD_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def fill_template(template: bytes, letter: Letter) -> bytes:
	"""The template filled with the letter's words as `letter`; raises BadTemplate.

	A name the letter does not have, code that reaches beyond it, or a broken tag ends in BadTemplate.
	"""
	check_package(template)
	environment = SandboxedEnvironment(autoescape=True, undefined=NamedUndefined)
	context = {"letter": context_of(letter)}
	try:
		docx = DocxTemplate(BytesIO(template))
		texts = list(paragraph_texts(docx))
	except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as error:
		raise BadTemplate("not_docx") from error
	try_tags(check_tags(texts, environment, tuple(context)), environment, context)
	try:
		docx.render(context, jinja_env=environment, autoescape=True)
		stream = BytesIO()
		docx.save(stream)
	except (XMLSyntaxError, *FAILURES) as error:
		# each tag by itself can be read and filled in
		raise BadTemplate("tag_cuts_document") from error
	return stream.getvalue()


def paragraph_texts(docx: DocxTemplate) -> Iterator[str]:
	"""The text of every paragraph that is filled in: of the body with its tables, of headers and footers."""
	docx.init_docx()
	document = docx.get_docx()
	parts = [
		document.part,
		*(relation.target_part for relation in document.part.rels.values() if not relation.is_external),
	]
	for part in parts:
		root = getattr(part, "element", None)
		if root is None or not FILLED.search(str(part.partname)):
			continue
		for paragraph in root.iter(f"{WORD_XML}p"):
			yield "".join(
				(node.text or "") if node.tag == f"{WORD_XML}t" else " "
				for node in paragraph.iter(f"{WORD_XML}t", f"{WORD_XML}tab", f"{WORD_XML}br")
			)


def check_package(template: bytes) -> None:
	"""Refuse what is no Word document, or unpacks to more than any letter needs."""
	try:
		with zipfile.ZipFile(BytesIO(template)) as package:
			sizes = {part.filename: part.file_size for part in package.infolist()}
	except zipfile.BadZipFile as error:
		raise BadTemplate("not_docx") from error
	if "word/document.xml" not in sizes or sum(sizes.values()) > LARGEST_BYTES:
		raise BadTemplate("not_docx")


def context_of(value: object) -> object:
	"""A letter as a template sees it: words for days and numbers, empty text for what is not known."""
	if is_dataclass(value):
		return {field.name: context_of(getattr(value, field.name)) for field in fields(value)}
	if isinstance(value, tuple):
		return [context_of(part) for part in value]
	if isinstance(value, date):
		return wording.day(value)
	if isinstance(value, Decimal | int):
		return wording.number(value)
	text = value or ""
	assert isinstance(text, str)
	return wording.clean(text)


def example_template(title: str, letter: Letter, labels: Mapping[str, str]) -> bytes:
	"""A Word document that names every field of a kind of letter, with a table for each of its lists.

	`labels` gives the words of each field's name. Filled in, it is already a complete, plain letter.
	"""
	docx = ooxml.new_document(title, (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM), BODY_POINTS)
	head = ooxml.paragraph_xml(ooxml.run_xml(title, XIAOBIAOSONG, TITLE_POINTS), "center")
	ooxml.append_xml(docx, head, *_example_lines("letter", letter, labels))
	return ooxml.to_bytes(docx)


def _example_lines(path: str, value: Any, labels: Mapping[str, str]) -> Iterator[str]:
	"""The lines for each field of a structure, and for the structures inside it."""
	for field in fields(value):
		inner, name = getattr(value, field.name), f"{path}.{field.name}"
		label = labels.get(field.name, field.name)
		if is_dataclass(inner):
			yield _example_line(label, HEITI)
			yield from _example_lines(name, inner, labels)
		elif isinstance(inner, tuple) and inner and is_dataclass(inner[0]):
			yield _example_line(label, HEITI)
			yield from _example_loop(field.name, name, inner[0], labels)
		elif isinstance(inner, tuple):
			yield _example_line(f"{label}：{{{{ {name} | join('、') }}}}")
		else:
			yield _example_line(f"{label}：{{{{ {name} }}}}")


def _example_loop(short: str, path: str, row: object, labels: Mapping[str, str]) -> Iterator[str]:
	"""A loop over the rows of a list, each with the lines of its fields."""
	item = f"one_{short}"
	yield _example_line(f"{{%p for {item} in {path} %}}")
	yield from _example_lines(item, row, labels)
	yield _example_line("{%p endfor %}")


def _example_line(text: str, face: Typeface = FANGSONG) -> str:
	return ooxml.paragraph_xml(ooxml.run_xml(text, face, BODY_POINTS), "left", PITCH)
