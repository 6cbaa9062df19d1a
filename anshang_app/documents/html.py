"""Forms as one HTML page, drawn by the macros the Print Formats use too."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from anshang_app.documents.grid import Form

PACKAGE = Path(__file__).resolve().parent.parent
PAGE = "templates/documents/page.html"


@lru_cache(maxsize=1)
def _environment() -> Environment:
	return Environment(loader=FileSystemLoader(PACKAGE), autoescape=True, undefined=StrictUndefined)


def render_page(forms: Iterable[Form], title: str = "") -> str:
	"""A complete HTML page with `forms` one after the other, each on a new sheet of A4."""
	forms = list(forms)
	return _environment().get_template(PAGE).render(forms=forms, title=title or forms[0].title)
