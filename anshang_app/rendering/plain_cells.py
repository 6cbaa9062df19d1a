"""Text that a spreadsheet would take for a formula, as text: in a CSV and where a workbook is made by others."""

from collections.abc import Iterable

#: what a spreadsheet begins to reckon at, in both widths
SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def plain_rows(rows: Iterable[Iterable[object]]) -> list[list[object]]:
	"""The rows with every text that would be reckoned as text; numbers stay numbers."""
	return [[plain_cell(value) for value in row] for row in rows]


def plain_cell(value: object) -> object:
	"""A value as a cell may hold it: an apostrophe before text that begins like a formula."""
	if not isinstance(value, str) or not value.lstrip(" \n").startswith(SIGNS) or is_number(value):
		return value
	return f"'{value}"


def is_number(text: str) -> bool:
	"""Whether a text is a plain number, which is harmless with its sign."""
	try:
		float(text)
	except ValueError:
		return False
	return text.isascii()
