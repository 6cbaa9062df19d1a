"""The made-up ledgers are read as they are meant: columns without help, every row once, every value."""

import pytest
from made_ledgers import COUNT, YEAR, ledgers

from anshang_app.ledger_import.rules.files import sheets_of
from anshang_app.ledger_import.rules.headings import PROJECTS, plain
from anshang_app.ledger_import.rules.lines import equal, lines_of, proposed
from anshang_app.ledger_import.rules.tables import tables_of

LEAST_SHARE = 0.95
MADE = ledgers()


def tables(made):
	return [
		table
		for sheet in sheets_of(made.content)
		for table in tables_of(sheet.name, sheet.cells, sheet.merges, PROJECTS)
	]


def fields_by_heading(made) -> dict:
	"""What each heading is taken for; of two lines the lower one counts."""
	(table,) = tables(made)
	texts = [
		plain(text.split("/")[-1] if made.traps & {"two lines of headings"} else text)
		for text in table.headings
	]
	return dict(zip(texts, proposed(table, PROJECTS), strict=True))


def test_nearly_all_columns_are_recognised_without_help():
	right, wrong = 0, []
	for made in MADE:
		found = fields_by_heading(made)
		for heading, meant in zip(made.heads, made.fields, strict=True):
			name = found.get(plain(heading))
			right += name == meant
			wrong += [] if name == meant else [(made.number, heading, name, meant)]
	share = right / (right + len(wrong))
	print(f"{COUNT} ledgers, {right + len(wrong)} columns, {share:.1%} recognised without help; not: {wrong}")
	assert share >= LEAST_SHARE, wrong


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.number}-{'+'.join(sorted(made.traps))}")
def test_every_row_is_read_once_and_as_it_is_meant(made):
	(table,) = tables(made)
	fields = proposed(table, PROJECTS) if "cards" in made.traps else made.fields
	lines = lines_of(table, fields, PROJECTS, YEAR)
	assert [line.values["project_name"] for line in lines] == [row["project_name"] for row in made.rows]
	different = [
		(line.number, name, line.values.get(name), meant)
		for line, row in zip(lines, made.rows, strict=True)
		for name, meant in row.items()
		if not equal(line.values.get(name), meant if name != "number" else str(meant))
	]
	assert different == [] and not [line.wrong for line in lines if line.wrong]


def test_every_trap_is_met():
	met = set().union(*(made.traps for made in MADE))
	assert met >= {
		"cards",
		"two lines of headings",
		"parts",
		"sum",
		"note",
		"headings again",
		"further sheet",
		"hidden sheet",
		"gb18030",
		"utf-8",
		"utf-8-sig",
	}
