"""Forms and papers as one HTML page; forms are drawn by the macros the Print Formats use too."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from anshang_app.rendering import installed, paper, typefaces, wording
from anshang_app.rendering.grid import Form

PACKAGE = Path(__file__).resolve().parent.parent
PAGE, FORMS_PART = "templates/documents/page.html", "templates/documents/forms_part.html"
PAPER_PAGE, PAPER_PART = "templates/documents/paper.html", "templates/documents/paper_part.html"
#: 4号宋体, 7 mm below the text
NUMBER_STYLE = "font-family: {}; font-size: {}pt; vertical-align: top; padding-top: 7mm;"


@lru_cache(maxsize=1)
def _environment() -> Environment:
	return Environment(loader=FileSystemLoader(PACKAGE), autoescape=True, undefined=StrictUndefined)


def render_page(forms: Iterable[Form], title: str = "") -> str:
	"""A complete HTML page with `forms` one after the other, each on a new sheet of A4."""
	forms = list(forms)
	return (
		_environment()
		.get_template(PAGE)
		.render(
			forms=forms,
			title=title or forms[0].title,
			fangsong=installed.family(typefaces.FANGSONG),
			xiaobiaosong=installed.family(typefaces.XIAOBIAOSONG),
		)
	)


def render_forms_part(forms: Iterable[Form]) -> str:
	"""The forms one after the other without a page around them, for a page of the desk."""
	return _environment().get_template(FORMS_PART).render(forms=list(forms))


def render_paper(wanted: paper.Paper) -> str:
	"""A complete HTML page of a paper, for Chromium."""
	return _drawn(PAPER_PAGE, wanted)


def render_paper_part(wanted: paper.Paper) -> str:
	"""The same paper without a page around it, for Frappe's print dialog."""
	return _drawn(PAPER_PART, wanted)


def _drawn(template: str, wanted: paper.Paper) -> str:
	return (
		_environment()
		.get_template(template)
		.render(
			paper=_cleaned(wanted),
			size=paper,
			faces=typefaces,
			family=installed.family,
			number_style=NUMBER_STYLE.format(installed.family(typefaces.SONGTI), paper.NOTE_POINTS),
			half_letters=wording.half_letters,
			pair_rows=paper.pair_rows,
			bar_lengths=paper.bar_lengths,
			bar_value=paper.bar_value,
			head_points=paper.head_points,
			spaced=paper.spaced,
		)
	)


def _cleaned(value: object) -> object:
	"""A paper whose every text is without what no file may hold."""
	if isinstance(value, str):
		return wording.clean(value)
	if isinstance(value, tuple):
		return tuple(_cleaned(part) for part in value)
	if is_dataclass(value) and not isinstance(value, type):
		return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
	return value
