"""What is wrong with the tags of an administrator's template, tag by tag, before and while it is filled in.

Jinja speaks English and of a whole document; the writer of a template needs the tag he typed and what to do.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
#: two signs that begin or end a tag, in either width
SIGNS = re.compile(r"[{｛]\s?[{｛%％]|[%％}｝]\s?[}｝]")
WIDE = re.compile("[｛｝％]")
#: letters docxtpl reads after the first signs, and the quotation marks Word makes of plain ones
PLACED = re.compile(r"^(\{[{%])(?:p|tr|tc|r)(?=\s)")
QUOTES = str.maketrans("‘’“”", "''\"\"")
WORD = re.compile(r"^\{%[-+]?\s*(\w+)")
BLOCKS = ("for", "if", "macro", "call", "filter", "with", "block", "autoescape")
#: what would reach beyond the template
REACHING = ("include", "import", "from", "extends")
#: letters of a tag that are shown, and names that are offered
LONGEST, MOST_NAMES = 60, 12


#: what an expression of a template may do wrong
FAILURES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


class BadTemplate(ValueError):
	"""The template cannot be filled in: `rule` is a key of `rule_texts.rule_text`, `args` what it says."""

	def __init__(self, rule: str, *args: object):
		super().__init__(rule, *args)
		self.rule, self.parts = rule, args

	def format_parts(self, labels: Mapping[str, str] | None = None) -> tuple[str, ...]:
		"""The texts that fill the rule's sentence; names that are offered come with their label."""
		return tuple(
			"、".join(labelled(name, labels or {}) for name in arg) if isinstance(arg, tuple) else str(arg)
			for arg in self.parts
		)


class UnknownName(UndefinedError):
	"""A template names what there is not: the name, and what stands beside it."""

	def __init__(self, message: str | None, name: str, beside: Sequence[str]):
		super().__init__(message)
		self.name, self.beside = name, beside


class NamedUndefined(StrictUndefined):
	"""What a template finds under an unknown name: using it says the name and those beside it."""

	def __init__(self, hint=None, obj=missing, name=None, exc=UndefinedError):  # type: ignore[no-untyped-def]
		if exc is UndefinedError:
			beside = [str(key) for key in obj] if isinstance(obj, Mapping) else []
			super().__init__(hint, obj, name, lambda message: UnknownName(message, str(name), beside))  # type: ignore[arg-type]
		else:
			super().__init__(hint, obj, name, exc)


def check_tags(texts: Iterable[str], environment: Environment, roots: Sequence[str]) -> list[str]:
	"""The tags of a template's texts (a tag lies within one text); raises BadTemplate for the first wrong one.

	`roots`: the names a tag can begin with.
	"""
	tags: list[str] = []
	for text in texts:
		check_signs(text, roots)
		tags += TAG.findall(text)
	plain = [plain_tag(tag) for tag in tags]
	for tag, source in zip(tags, plain, strict=True):
		if keyword_of(source) in REACHING:
			raise BadTemplate("tag_forbidden", shown(tag))
	try:
		environment.from_string("\n".join(plain))
	except TemplateSyntaxError as error:
		raise problem_of(error, tags, plain) from error
	return tags


def check_signs(text: str, roots: Sequence[str]) -> None:
	"""Raise BadTemplate where the signs around a tag are not what a tag begins and ends with."""
	for tag in TAG.findall(text):
		if sign := SIGNS.search(tag[2:-2]):
			wrong = tag[: sign.start() + 4] if WIDE.search(sign.group()) else tag
			raise BadTemplate("tag_wide" if WIDE.search(tag) else "tag_unclosed", shown(wrong))
	rest = TAG.sub("\n", text)
	single = re.compile(rf"[{{｛]\s*(?:{'|'.join(map(re.escape, roots))})\b")
	if sign := SIGNS.search(rest) or single.search(rest):
		line = rest[rest.rfind("\n", 0, sign.start()) + 1 :].partition("\n")[0]
		begun = max(0, sign.start() - (rest.rfind("\n", 0, sign.start()) + 1))
		# of a beginning what follows it, of an end what stands before it
		excerpt = line[begun:] if sign.group()[0] in "{｛" else line[: begun + len(sign.group())]
		raise BadTemplate("tag_wide" if WIDE.search(excerpt) else "tag_unclosed", shown(excerpt))


def problem_of(error: TemplateSyntaxError, tags: Sequence[str], plain: Sequence[str]) -> BadTemplate:
	"""Jinja's objection to the tags, one a line, as the finding about one of them."""
	message = error.message or ""
	tag = shown(tags[min(error.lineno, len(tags)) - 1])
	if "innermost block" in message or "Unexpected end of template" in message:
		opened = innermost(plain[: error.lineno])
		if opened is not None:
			return BadTemplate("tag_not_ended", shown(tags[opened]), end_of(tags[opened]))
	if unknown := re.match(r"Encountered unknown tag '(\w+)'", message):
		return BadTemplate("tag_ends_nothing" if unknown[1].startswith("end") else "tag_unknown", tag)
	if unknown := re.match(r"No (?:filter|test) named '([^']+)'", message):
		return BadTemplate("tag_no_filter", tag, unknown[1])
	return BadTemplate("tag_unreadable", tag)


def end_of(tag: str) -> str:
	"""The tag that ends a block, as it is typed beside the one that begins it."""
	placed = re.match(r"\{%(?:p|tr|tc|r)(?=\s)|\{%", tag)
	return f"{placed[0] if placed else ''} end{keyword_of(plain_tag(tag))} %}}"


def innermost(plain: Sequence[str]) -> int | None:
	"""The place of the last block that is begun and not ended."""
	open_blocks: list[int] = []
	for place, tag in enumerate(plain):
		word = keyword_of(tag)
		if word in BLOCKS:
			open_blocks.append(place)
		elif open_blocks and word == f"end{keyword_of(plain[open_blocks[-1]])}":
			open_blocks.pop()
	return open_blocks[-1] if open_blocks else None


def try_tags(tags: Sequence[str], environment: Environment, context: Mapping[str, object]) -> None:
	"""Fill in the tags alone; raises BadTemplate with the one that fails, whatever it does wrong."""
	template = environment.from_string("\n".join(map(plain_tag, tags)))
	try:
		template.render(context)
	except FAILURES as error:
		line = line_of(error)
		raise failure_of(error, shown(tags[line - 1]) if line else "", tuple(context)) from error


def line_of(error: BaseException) -> int:
	"""The line of the template an error comes from; 0 where it cannot be told."""
	line, trace = 0, error.__traceback__
	while trace:
		if trace.tb_frame.f_code.co_filename == "<template>":
			line = trace.tb_lineno
		trace = trace.tb_next
	return line


def failure_of(error: Exception, tag: str, roots: Sequence[str]) -> BadTemplate:
	"""What went wrong while a template was filled in, as the finding about the tag it is in."""
	if isinstance(error, UnknownName):
		beside = list(error.beside) or list(roots)
		near = get_close_matches(error.name, beside, MOST_NAMES, 0.6) or beside[:MOST_NAMES]
		return BadTemplate("tag_no_field", tag or error.name, error.name, tuple(near))
	if isinstance(error, SecurityError):
		return BadTemplate("tag_forbidden", tag)
	return BadTemplate("tag_fails", tag)


def plain_tag(tag: str) -> str:
	"""A tag as Jinja reads it, in one line."""
	return PLACED.sub(r"\1", tag.translate(QUOTES)).replace("\n", " ").replace("\r", " ")


def keyword_of(tag: str) -> str:
	"""The keyword a `{% … %}` begins with."""
	match = WORD.match(tag)
	return match[1] if match else ""


def labelled(name: str, labels: Mapping[str, str]) -> str:
	"""A name with its label, where it has one."""
	return f"{name}（{labels[name]}）" if name in labels else name


def shown(tag: str) -> str:
	"""A tag as a sentence quotes it."""
	tag = " ".join(tag.split())
	return tag if len(tag) <= LONGEST else tag[:LONGEST] + "…"
