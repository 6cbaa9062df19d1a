"""The lines of docs/scheme.md."""

import json
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "docs" / "scheme.md"


@dataclass(frozen=True)
class Line:
	"""A duty: whose account finds which button where, the method behind it, the test that performs it."""

	clause: str
	duty: str
	account: str
	opens: str
	condition: str
	button: str
	method: str
	test: str

	@property
	def filters(self) -> dict:
		return json.loads(self.condition) if self.condition else {}


def lines() -> list[Line]:
	cells = (
		[cell.strip() for cell in line.strip().strip("|").split("|")]
		for line in TABLE.read_text(encoding="utf-8").splitlines()
		if line.startswith("| ") and not line.startswith("| 条款")
	)
	return [Line(*row) for row in cells]


ROWS = lines()
