"""The table of open doors: which methods there are, and what each may be given."""

from collections.abc import Iterable

Table = dict[str, dict[str, str]]
#: at the end of a kind: the method cannot do without the argument, though its signature may
REQUIRED = "!"


def read_table(lines: Iterable[str]) -> Table:
	"""Method -> argument -> kind, from lines `method: argument=kind argument=kind`; `#` begins a comment.

	A kind may carry what it is about: `name=record:Print_Format`, with `_` for a space; `name=record!` is needed.
	"""
	table: Table = {}
	for line in lines:
		entry = line.strip()
		if not entry or entry.startswith("#"):
			continue
		method, colon, arguments = entry.partition(":")
		if not colon or method in table:
			raise ValueError(f"not an entry of its own: {entry}")
		table[method] = dict(read_argument(argument) for argument in arguments.split())
	return table


def read_argument(entry: str) -> tuple[str, str]:
	"""`name=record:Print_Format` as name and kind."""
	name, equals, kind = entry.partition("=")
	if not equals or not name or not kind:
		raise ValueError(f"no kind: {entry}")
	return name, kind.replace("_", " ") if ":" in kind else kind


def required_arguments(kinds: dict[str, str]) -> list[str]:
	"""The arguments a method cannot do without."""
	return [argument for argument, kind in kinds.items() if kind.endswith(REQUIRED)]
