"""A report or digest as a mail: plain HTML that reads in any client and on a phone, figures first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

#: rows of a list in a mail; the workbook holds all
MOST_ROWS = 20
FONT = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;color:#1f2933"
TEXT = f"{FONT};font-size:15px;line-height:1.7;margin:0"


@dataclass(frozen=True)
class Part:
	"""A heading with lines below it; each line is a title and what is said about it."""

	heading: str
	lines: Sequence[tuple[str, str]]
	more: str = ""


@dataclass(frozen=True)
class Letter:
	"""A mail: title, figures as (words, value), parts, a link and what stands below."""

	title: str
	figures: Sequence[tuple[str, str]]
	parts: Sequence[Part] = ()
	link: tuple[str, str] | None = None
	foot: str = ""


def to_html(letter: Letter) -> str:
	"""The letter as HTML of one column, at most 640 pixels wide, without images or scripts."""
	blocks = [f'<p style="{FONT};font-size:19px;font-weight:bold;margin:0 0 10px">{escape(letter.title)}</p>']
	blocks += [
		f'<p style="{TEXT}">{escape(label)}：<b>{escape(value)}</b></p>' for label, value in letter.figures
	]
	for part in letter.parts:
		blocks.append(
			f'<p style="{FONT};font-size:16px;font-weight:bold;margin:18px 0 4px">{escape(part.heading)}</p>'
		)
		blocks += [
			f'<p style="{TEXT};padding:4px 0;border-bottom:1px solid #e4e7eb">{number}. <b>{escape(title)}</b>'
			f"{'：' if detail else ''}{escape(detail)}</p>"
			for number, (title, detail) in enumerate(part.lines, start=1)
		]
		if part.more:
			blocks.append(f'<p style="{TEXT};color:#7b8794">{escape(part.more)}</p>')
	if letter.link:
		label, address = letter.link
		blocks.append(
			f'<p style="{TEXT};margin-top:16px"><a href="{escape(address)}">{escape(label)}</a></p>'
		)
	if letter.foot:
		blocks.append(
			f'<p style="{TEXT};font-size:13px;color:#7b8794;margin-top:8px">{escape(letter.foot)}</p>'
		)
	return f'<div style="max-width:640px;text-align:left">{"".join(blocks)}</div>'


def cut(heading: str, lines: Sequence[tuple[str, str]], more: str) -> Part:
	"""A part with its first lines; `more` (with {0} for a number) tells how many are left out."""
	left = len(lines) - MOST_ROWS
	return Part(heading, lines[:MOST_ROWS], more.format(left) if left > 0 else "")
