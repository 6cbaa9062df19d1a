"""Workbooks made to harm: read or refused in words, nothing of them is run, and a worker's memory is kept."""

import io
import random
import re
import subprocess
import sys
import zipfile

import pytest
from made_ledgers import make

from anshang_app.ledger_import.rules.files import NotALedger, sheets_of
from anshang_app.ledger_import.rules.headings import PROJECTS
from anshang_app.ledger_import.rules.lines import lines_of, proposed
from anshang_app.ledger_import.rules.tables import tables_of

#: megabytes a process may have taken after reading the worst of them
MOST_MEMORY = 500
SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, more: dict[str, bytes] | None = None, sheet=lambda text: text) -> bytes:
	"""A workbook with further parts in it, or another first sheet."""
	buffer = io.BytesIO()
	with (
		zipfile.ZipFile(io.BytesIO(content)) as old,
		zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
	):
		for name in old.namelist():
			new.writestr(name, sheet(old.read(name)) if name == SHEET else old.read(name))
		for name, part in (more or {}).items():
			new.writestr(name, part)
	return buffer.getvalue()


def blank_rows(text: bytes) -> bytes:
	rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(1000, 1_001_000))
	return text.replace(b"</sheetData>", rows + b"</sheetData>")


def formulas(text: bytes) -> bytes:
	harm = b"""<row r="900"><c r="A900"><f>cmd|'/C calc'!A0</f></c><c r="B900"><f>HYPERLINK("http://x.test")</f></c></row>"""
	return text.replace(b"</sheetData>", harm + b"</sheetData>")


LEDGER = make(0)
HOSTILE = {
	"a million blank rows": lambda: changed(LEDGER.content, sheet=blank_rows),
	"formulas that call programs": lambda: changed(LEDGER.content, sheet=formulas),
	"macros": lambda: changed(LEDGER.content, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"x" * 5000}),
	"links to other files": lambda: changed(
		LEDGER.content,
		{"xl/externalLinks/externalLink1.xml": b'<externalLink><externalBook r:id="rId1"/></externalLink>'},
	),
	"an entity that grows": lambda: changed(
		LEDGER.content,
		sheet=lambda text: text.replace(
			b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet', 1
		),
	),
}


def names_in(content: bytes) -> list[str]:
	"""The projects of a file, as far as it is a ledger."""
	found = []
	for sheet in sheets_of(content):
		for table in tables_of(sheet.name, sheet.cells, sheet.merges, PROJECTS):
			found += [
				line.values.get("project_name")
				for line in lines_of(table, proposed(table, PROJECTS), PROJECTS, 2026)
			]
	return found


@pytest.mark.parametrize("harm", HOSTILE)
def test_what_is_made_to_harm_is_read_as_the_ledger_it_is_or_refused(harm):
	try:
		assert names_in(HOSTILE[harm]()) == [row["project_name"] for row in LEDGER.rows]
	except NotALedger as error:
		assert error.args[0] == "ledger_broken", harm


def test_reading_them_keeps_to_a_workers_memory():
	code = (
		"import sys; sys.path[:0] = sys.argv[1:]\n"
		"from test_hostile_files import HOSTILE, sheets_of\n"
		"for made in HOSTILE.values():\n"
		"	try: sheets_of(made())\n"
		"	except ValueError: pass\n"
		# rusage would count what the process it was forked from held
		"print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
	)
	done = subprocess.run([sys.executable, "-c", code, *sys.path], capture_output=True, text=True, check=True)
	assert int(done.stdout) // 1024 <= MOST_MEMORY


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_read_or_refused_in_words(seed):
	"""Bytes of a sheet are turned round: whatever comes of it, no other error leaves the room."""
	draw = random.Random(seed)

	def damage(text: bytes) -> bytes:
		damaged = bytearray(text)
		for _ in range(draw.randint(1, 12)):
			at = draw.randrange(len(damaged))
			damaged[at] = draw.randrange(256)
		return bytes(damaged)

	content = changed(make(seed % 3).content, sheet=damage)
	try:
		names_in(content)
	except NotALedger as error:
		assert re.fullmatch(r"ledger_[a-z_]+", error.args[0])


@pytest.mark.parametrize("seed", range(3, 6))
def test_a_file_whose_name_says_otherwise_is_read_for_what_it_is(seed):
	"""The name is never asked: text in a file called xls, a workbook in one called csv."""
	made = make(seed)
	assert names_in(made.content) == [row["project_name"] for row in made.rows]
