"""Letters and the bulletin: what they say, and how many lines and letters a page holds."""

import io
import zipfile
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date

import printed
import pytest

from anshang_app.bulletins.rules.bulletin_paper import BulletinFacts, Section, bulletin_paper
from anshang_app.official_documents.rules.letter_papers import BLANK_DAY, decision_sentence, paper_of
from anshang_app.official_documents.rules.letters import KINDS, Decision, kind_of
from anshang_app.official_documents.rules.samples import SAMPLES
from anshang_app.rendering import chromium, paper, paper_docx
from anshang_app.rendering.html import render_paper
from anshang_app.rendering.paper import (
	Facts,
	Heading,
	Paper,
	Table,
	chinese_number,
	heading_number,
	pair_rows,
)

needs_chromium = pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
POINTS_PER_MM = 72 / 25.4
SENTENCE = "各产业链包保单位按照方案要求每周调度一次项目建设进度及时掌握审批和建设中存在的问题困难列出清单协调解决落实"


def words_of(wanted: Paper) -> str:
	return printed.squeezed("".join(wanted.texts))


def pdf_of(wanted: Paper) -> bytes:
	return chromium.to_pdf(render_paper(wanted), chromium.find())


def all_text(pdf: bytes) -> str:
	return printed.squeezed("".join(line["text"] for page in printed.pdf_pages(pdf) for line in page))


def docx_words(content: bytes) -> str:
	from docx import Document
	from docx.oxml.ns import qn

	return printed.squeezed(
		"".join(node.text or "" for node in Document(io.BytesIO(content)).element.iter(qn("w:t")))
	)


# letters


def test_there_is_a_sample_of_every_kind_of_letter():
	assert list(SAMPLES) == list(KINDS)
	assert all(kind_of(letter) == kind for kind, letter in SAMPLES.items())


@pytest.mark.parametrize(
	("kind", "sentences"),
	[
		(
			"Intake Handover Letter",
			["关于移交年产10万吨新材料项目信息的函", "某招函〔2026〕5号", "抄送：", "补充协议"],
		),
		(
			"Completion Handover Letter",
			["已完成竣工验收", "某政数函〔2027〕31号", "2027年9月20日", "特此函告"],
		),
		("Supervision Notice", ["督办通知单", "督办来源", "请于2026年4月15日前办结，并书面反馈办理情况。"]),
		("Problem Assignment Letter", ["下列2个问题", "整改时限", "确定迁改方案。"]),
		("Problem Summary", ["项目建设问题汇总表", "填报单位：某某市发展和改革委员会", "23个工作日"]),
		(
			"Special Meeting Submission",
			["存在问题", "已开展工作", "有关单位意见", "提请会议研究的建议", "妥否，请批示。"],
		),
		(
			"Meeting Minutes",
			[
				"会议议定：",
				"（责任单位：某某市住房和城乡建设局；责任人：李某某；时限：2026年4月15日）。",
				"分送：",
			],
		),
	],
)
def test_a_letter_says_what_it_must_in_word_and_pdf(kind, sentences):
	wanted = paper_of(SAMPLES[kind])
	found = [docx_words(paper_docx.render_docx(wanted))]
	if chromium.find():
		found.append(all_text(pdf_of(wanted)))
	for text in found:
		assert [words for words in sentences if printed.squeezed(words) not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_letter_is_in_the_word_document(kind):
	wanted = paper_of(SAMPLES[kind])
	# a masthead spaces its letters, no letter has one
	assert Counter(docx_words(paper_docx.render_docx(wanted))) == Counter(words_of(wanted))


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_of_which_nothing_is_known_leaves_room_and_breaks_nothing(kind):
	sample = SAMPLES[kind]
	empty = replace(
		sample,
		**{
			field.name: () if isinstance(value, tuple) else None if isinstance(value, date) else ""
			for field in fields(sample)
			if not is_dataclass(value := getattr(sample, field.name))
		},
	)
	wanted = paper_of(empty)
	assert "None" not in words_of(wanted)
	assert zipfile.ZipFile(io.BytesIO(paper_docx.render_docx(wanted))).testzip() is None
	assert "None" not in render_paper(wanted)
	if kind not in ("Problem Summary",):
		assert BLANK_DAY in "".join(wanted.texts)


def test_a_decision_names_unit_person_and_limit_where_they_are_known():
	assert decision_sentence(Decision("完成迁改。")) == "完成迁改。"
	full = Decision("完成迁改", "住建局", "李四", date(2026, 4, 15))
	assert decision_sentence(full) == "完成迁改（责任单位：住建局；责任人：李四；时限：2026年4月15日）。"


def test_long_values_take_a_row_of_their_own():
	facts = Facts((("甲", "短"), ("乙", "短"), ("丙", "长" * 12), ("丁", "短"), ("戊", "长" * 12)))
	assert [[label for label, _value in row] for row in pair_rows(facts)] == [
		["甲", "乙"],
		["丙"],
		["丁"],
		["戊"],
	]


@pytest.mark.parametrize(
	("number", "text"),
	[(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九"), (100, "一〇〇")],
)
def test_chinese_numbers(number, text):
	assert chinese_number(number) == text


def test_headings_are_numbered_as_the_standard_says():
	assert [heading_number(level, 3) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]


def test_a_paper_that_is_no_letter_is_refused():
	with pytest.raises(TypeError):
		paper_of("letter")
	with pytest.raises(TypeError):
		paper_docx.block_xml("block", 156)


# the bulletin


def bulletin(text: str = SENTENCE * 40) -> Paper:
	return bulletin_paper(
		BulletinFacts(
			3,
			"某某市政务服务和大数据管理局",
			date(2026, 6, 30),
			"重点招商引资项目建设情况通报",
			2026,
			15,
			"截至6月底，在建项目47个。",
			(
				Section("总体情况", text),
				Section(
					"主要问题",
					"",
					(Table(("项目", "问题"), (40, 60), (("新材料项目", "用电"),)),),
					(
						Section(
							"审批方面", "图审。", (), (Section("图审", "", (), (Section("细目", "末层。"),)),)
						),
					),
				),
			),
			("市委、市人大", "市政府"),
			("各包保单位",),
			("各乡镇",),
			120,
		)
	)


def test_the_bulletin_has_its_parts_in_order():
	blocks = bulletin().blocks
	headings = [block.text for block in blocks if isinstance(block, Heading)]
	assert headings == ["一、总体情况", "二、主要问题", "（一）审批方面", "1.图审", "（1）细目"]
	head, imprint = blocks[0], blocks[-1]
	assert (head.title, head.issue) == ("安商简报", "2026年第3期（总第15期）")
	assert imprint.lines == (
		"报：市委、市人大，市政府。",
		"送：各包保单位。",
		"发：各乡镇。",
		"（共印120份）",
	)
	assert imprint.day == "2026年6月30日印发"


@pytest.fixture(scope="module")
def pages():
	if not chromium.find():
		pytest.skip("no Chromium on PATH")
	return printed.pdf_pages(pdf_of(bulletin()))


def text_lines(page: list[dict]) -> list[dict]:
	"""The lines of the text, without the page's number."""
	return [line for line in page if not line["text"].startswith("—")]


def test_a_full_page_holds_22_lines_of_28_letters(pages):
	full = text_lines(pages[1])
	assert len(full) == 22
	assert {len(printed.squeezed(line["text"])) for line in full} == {28}


def test_the_text_stands_in_the_frame_of_the_standard(pages):
	full = text_lines(pages[1])
	left, right = min(line["x0"] for line in full), max(line["x1"] for line in full)
	assert left / POINTS_PER_MM == pytest.approx(paper.LEFT_MM, abs=0.6)
	assert right / POINTS_PER_MM == pytest.approx(paper.LEFT_MM + paper.WIDTH_MM, abs=0.6)
	# Chromium lays lines on whole pixels
	pitch = (full[-1]["top"] - full[0]["top"]) / 21
	assert pitch == pytest.approx(28.95, abs=0.05)
	assert full[0]["top"] / POINTS_PER_MM >= paper.TOP_MM
	assert full[-1]["bottom"] / POINTS_PER_MM <= 297 - paper.BOTTOM_MM + 0.5


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages):
	numbers = [next(line for line in page if line["text"].startswith("—")) for page in pages]
	assert [line["text"].replace(" ", "") for line in numbers] == [
		f"—{page}—" for page in range(1, len(pages) + 1)
	]
	middle = 105 * POINTS_PER_MM
	assert [line["x0"] > middle for line in numbers] == [page % 2 == 1 for page in range(1, len(pages) + 1)]
	# one letter in from the edge of the text
	assert 184 - numbers[0]["x1"] / POINTS_PER_MM == pytest.approx(4.9, abs=1)
	assert numbers[1]["x0"] / POINTS_PER_MM - 28 == pytest.approx(4.9, abs=1)


def test_the_head_is_red_and_the_title_larger_than_the_text(pages):
	head = next(line for line in pages[0] if printed.squeezed(line["text"]) == "安商简报")
	title = next(line for line in pages[0] if "建设情况通报" in printed.squeezed(line["text"]))
	red = head["chars"][0]["non_stroking_color"]
	assert red[0] > 0.8
	assert max(red[1:]) < 0.2
	assert round(title["chars"][0]["size"]) == 22
	assert round(text_lines(pages[1])[0]["chars"][0]["size"]) == 16


def test_the_word_document_declares_the_same_page():
	from docx import Document
	from docx.oxml.ns import qn

	docx = Document(io.BytesIO(paper_docx.render_docx(bulletin())))
	section = docx.sections[0]
	found = [round(length.mm) for length in (section.page_width, section.page_height)]
	assert found == [210, 297]
	margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
	assert [round(margin.mm) for margin in margins] == [37, 26, 35, 28]
	grid = section._sectPr.find(qn("w:docGrid"))
	assert grid.get(qn("w:type")) == "linesAndChars"
	letter = 16 + int(grid.get(qn("w:charSpace"))) / 4096
	line = int(grid.get(qn("w:linePitch"))) / 20
	assert (156 * POINTS_PER_MM // letter, 225 * POINTS_PER_MM // line) == (28, 22)
	# letters are squeezed by hand where a program does not follow the grid
	assert 156 * POINTS_PER_MM // (16 - paper_docx.SQUEEZE) == 28
	assert docx.settings.odd_and_even_pages_header_footer
	jc = [
		footer.paragraphs[0]._p.find(".//" + qn("w:jc")).get(qn("w:val"))
		for footer in (section.footer, section.even_page_footer)
	]
	assert jc == ["right", "left"]


def test_the_word_document_names_the_fonts_and_their_stand_ins():
	package = zipfile.ZipFile(io.BytesIO(paper_docx.render_docx(bulletin())))
	table = package.read("word/fontTable.xml").decode()
	for name in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体"):
		assert f'<w:font w:name="{name}"><w:altName w:val="' in table
	body = package.read("word/document.xml").decode()
	for name in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体"):
		assert f'w:eastAsia="{name}"' in body
