"""Workbooks as a city's ledgers are."""

import io

from openpyxl import Workbook


def workbook(heads: list, *rows: list, title: str = "全市重点项目台账") -> bytes:
	"""A workbook of one sheet: a title, headings, rows."""
	book = Workbook()
	for row in ([title], heads, *rows):
		book.active.append(row)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()
