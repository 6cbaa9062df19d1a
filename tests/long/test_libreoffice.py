"""Every kind of document opens in a headless LibreOffice: another program than the one that wrote it."""

import shutil
import subprocess
from datetime import date

import printed
import pytest

from anshang_app.bulletins.rules.bulletin_paper import BulletinFacts, Section, bulletin_paper
from anshang_app.official_documents.rules.facts import Mark, PlanFacts, Task
from anshang_app.official_documents.rules.fill import plan_forms
from anshang_app.official_documents.rules.letter_papers import paper_of
from anshang_app.official_documents.rules.samples import SAMPLES
from anshang_app.rendering import paper_docx
from anshang_app.rendering.docx_forms import render_docx
from anshang_app.rendering.sheet import ListSheet, SheetColumn, build_sheet
from anshang_app.rendering.xlsx_forms import render_xlsx

soffice = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
	not soffice, reason="no LibreOffice: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
)
NASTY = "<b>{{ 7*7 }}</b>\u202eאב😀𬭚\x00=1+1" + "长" * 600
SENTENCE = "各产业链包保单位按照方案要求每周调度一次项目建设进度及时掌握审批和建设中存在的问题困难列出清单"


def forms(state: str):
	facts = PlanFacts(
		enterprise=NASTY[:60],
		team={"1.1.1": Task(NASTY, date(2026, 3, 5), "", NASTY)},
		mark=Mark("SP-2026-0001", 1, state, date(2026, 3, 5), "7KQ2M9XW4B", ("101", "010", "110")),
	)
	return plan_forms(facts).values()


def bulletin(text: str):
	section = Section("总体情况", text)
	return bulletin_paper(
		BulletinFacts(3, "编印单位", date(2026, 6, 30), "建设情况通报", sections=(section,))
	)


def files() -> dict[str, bytes]:
	found = {
		"draft.docx": render_docx(forms("Plan Draft")),
		"sealed.docx": render_docx(forms("Sealed")),
		"draft.xlsx": render_xlsx(forms("Plan Draft")),
		"sealed.xlsx": render_xlsx(forms("Sealed")),
		"list.xlsx": build_sheet(
			ListSheet(
				"列表", (SheetColumn("甲"), SheetColumn("乙")), [(NASTY, "=1+1")] * 50, date(2026, 3, 5)
			)
		),
		"bulletin.docx": paper_docx.render_docx(bulletin(SENTENCE * 40)),
	}
	for kind, letter in SAMPLES.items():
		found[f"{kind}.docx"] = paper_docx.render_docx(paper_of(letter))
	return found


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[str, list]:
	"""The lines of each page of each file as LibreOffice lays it out."""
	folder = tmp_path_factory.mktemp("office")
	for name, content in files().items():
		(folder / name).write_bytes(content)
	for kind in ("docx", "xlsx"):
		target = folder / kind
		command = [
			soffice,
			f"-env:UserInstallation=file://{folder}/profile",
			"--headless",
			"--convert-to",
			"pdf",
		]
		sources = sorted(str(path) for path in folder.glob(f"*.{kind}"))
		subprocess.run(
			[*command, "--outdir", str(target), *sources], check=True, capture_output=True, timeout=300
		)
	return {
		f"{path.stem}.{path.parent.name}": printed.pdf_pages(path.read_bytes())
		for path in folder.glob("*x/*.pdf")
	}


def test_every_file_opens_and_has_pages(opened):
	assert opened.keys() == files().keys()
	assert all(pages and any(pages) for pages in opened.values())


def test_a_form_keeps_to_its_pages(opened):
	def titles(name: str) -> list[str]:
		return [printed.squeezed(page[0]["text"]) for page in opened[name] if page]

	assert "项目审批进度计划及建设计划表" in titles("sealed.docx")[-1]
	assert "项目审批进度计划及建设计划表" in titles("sealed.xlsx")[-1]


def test_the_word_bulletin_holds_22_lines_of_28_letters_there_too(opened):
	full = [line for line in opened["bulletin.docx"][1] if "—" not in line["text"]]
	assert len(full) == 22
	assert {len(printed.squeezed(line["text"])) for line in full} == {28}
