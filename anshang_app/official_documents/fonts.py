"""The font check of the platform: what official documents want, and what this machine has."""

from collections.abc import Iterable

from frappe import _

from anshang_app.rendering import installed
from anshang_app.rendering.grid import Form


def no_check() -> str:
	"""What a user is told where the machine cannot say what its fonts draw."""
	return _("The fonts cannot be checked: the machine has no fontconfig (fc-list).")


def form_warnings(form: Form) -> list[str]:
	"""A sentence for each cell of a form with characters no installed font draws."""
	return text_warnings((form.place_of(cell), cell.printed_text) for cell in form.cells.values())


def text_warnings(places: Iterable[tuple[str, str]]) -> list[str]:
	"""A sentence for each (place, text) with characters no installed font draws."""
	try:
		missing = [(place, installed.undrawable(text)) for place, text in places]
	except installed.NoFontconfig:
		return [no_check()]
	return [missing_sentence(place, letters) for place, letters in missing if letters]


def missing_sentence(place: str, letters: str) -> str:
	"""What a user is told of characters that would print as empty boxes."""
	return _("{0}: no font on this server can draw {1}; it prints as an empty box.").format(
		place, installed.named(letters)
	)
