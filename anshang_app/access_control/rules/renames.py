"""Names that changed after something was hashed under the old one: read back and forth by the chain's numbers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rename:
	"""A record of `doctype` was called `old` up to the chain's number `number`, `new` from there on."""

	number: int
	doctype: str
	old: str
	new: str


class Renames:
	"""All renames on record, oldest first."""

	def __init__(self, renames: Sequence[Rename] = ()):
		self._of: dict[str, list[Rename]] = {}
		for rename in sorted(renames, key=lambda entry: entry.number):
			self._of.setdefault(rename.doctype, []).append(rename)

	def now(self, doctype: str, name: str, since: int) -> str:
		"""What a record named `name` at a number of the chain is called today."""
		for rename in self._of.get(doctype, ()):
			if rename.number > since and rename.old == name:
				name = rename.new
		return name

	def then(self, doctype: str, name: str, at: int) -> str:
		"""What a record named `name` today was called at a number of the chain.

		A name that record does not bear today stands for no record of then: it comes back as nothing ever hashed.
		"""
		was = name
		for rename in reversed(self._of.get(doctype, [])):
			if rename.number > at and rename.new == was:
				was = rename.old
		return was if self.now(doctype, was, at) == name else f"\0{name}"
