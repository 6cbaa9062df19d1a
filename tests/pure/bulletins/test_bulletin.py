"""The bulletin's pure parts: differences of frozen figures, the draft out of them, the text as blocks."""

import io
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.bulletins.rules import draft, groups, layout
from anshang_app.bulletins.rules.bulletin_paper import BulletinFacts, bulletin_paper
from anshang_app.bulletins.rules.draft import Issue, fill
from anshang_app.bulletins.rules.snapshot import (
	Snapshot,
	compare_snapshots,
	compare_with_nothing,
	records_from_json,
	records_to_json,
	value_from_json,
	value_to_json,
)
from anshang_app.rendering import paper
from anshang_app.rendering.html import render_paper
from anshang_app.rendering.paper_docx import render_docx
from anshang_app.rendering.template_tags import BadTemplate

ISSUE = Issue(date(2026, 9, 1), date(2026, 10, 31), date(2026, 11, 3), "政数局")


def frozen(
	key: str, value, records: dict | None = None, label: str = "数据", kind: str = "whole"
) -> Snapshot:
	return Snapshot(key, label, "口径", value, str(value), kind, "Investment Project", "个", records or {})


def portfolio() -> dict[str, Snapshot]:
	"""Two projects of one chain and one of none; one start, contacts of two units."""
	projects = {"P1": ("装备", "甲镇"), "P2": ("装备", "乙镇"), "P3": ("", "甲镇")}
	amounts = {"P1": (10000.0,), "P2": (25000.0,), "P3": (5000.0,)}
	return {
		"projects": frozen("projects", 3, projects),
		"stage_planning": frozen("stage_planning", 1, {"P3": ()}, "制定两单一表"),
		"stage_construction": frozen("stage_construction", 2, {"P1": (), "P2": ()}, "开工建设"),
		"total_investment": frozen("total_investment", 40000.0, amounts, kind="amount"),
		"started": frozen("started", 1, {"P1": ("轴承项目", "甲镇", "发改委", 10000.0, "2026年9月5日")}),
		"phone_contacts": frozen("phone_contacts", 2, {"E1": ("发改委",), "E2": ("农业局",)}),
		"site_visits": frozen("site_visits", 1, {"E3": ("农业局",)}),
		"dispatches": frozen("dispatches", 0),
		"policy_briefings": frozen("policy_briefings", 1, {"E4": ("发改委", "设备补贴")}),
	}


# --- differences ------------------------------------------------------------------------------------------

records = st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(st.integers(0, 3)))


@given(records, records, st.integers(0, 3), st.integers(0, 3))
def test_a_difference_names_exactly_the_records_that_came_went_or_changed(then, now, value_then, value_now):
	found = compare_snapshots(frozen("k", value_then, then), frozen("k", value_now, now))
	assert set(found.added) == now.keys() - then.keys()
	assert set(found.gone) == then.keys() - now.keys()
	assert set(found.altered) == {name for name in then.keys() & now.keys() if then[name] != now[name]}
	assert bool(found) == ((then, value_then) != (now, value_now))


def test_two_changes_that_cancel_out_are_still_told():
	then, now = {"A": (5.0,), "B": (7.0,)}, {"A": (7.0,), "B": (5.0,)}
	assert compare_snapshots(frozen("k", 12.0, then), frozen("k", 12.0, now)).altered == ("A", "B")


def test_a_figure_no_longer_computed_lost_all_its_records():
	assert compare_with_nothing(frozen("k", 1, {"A": ()})).gone == ("A",)


@given(
	st.dictionaries(
		st.text(max_size=8), st.lists(st.one_of(st.text(max_size=8), st.floats(allow_nan=False)))
	),
	st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
)
def test_what_is_stored_is_read_back_exactly(kept, value):
	words = {name: tuple(values) for name, values in kept.items()}
	assert records_from_json(records_to_json(words)) == words
	assert value_from_json(value_to_json(value)) == value


# --- the draft --------------------------------------------------------------------------------------------


def test_a_draft_is_filled_from_the_frozen_figures_and_lists():
	template = (
		"{{ period.year }}年{{ period.months }}，{{ unit }}\n\n"
		"在册{{ figures.projects.said }}个，计划{{ figures.total_investment.value | yi }}亿元\n"
		"{% for row in figures.started.rows %}{{ row.title }}{{ row.day }}开工{% endfor %}\n"
		"{% for unit in units %}{{ unit.unit }}{{ unit.phone_contacts }}/{{ unit.policy_briefings }} {% endfor %}\n"
	)
	assert fill(template, ISSUE, portfolio()).splitlines() == [
		"2026年9—10月，政数局",
		"在册3个，计划4亿元",
		"轴承项目2026年9月5日开工",
		"农业局1/0 发改委1/1",
	]


def test_groups_are_by_stage_chain_and_unit():
	found = portfolio()
	assert groups.stages(found) == [
		{"label": "制定两单一表", "value": 1},
		{"label": "开工建设", "value": 2},
	]
	assert groups.chains(found) == [
		{"label": "装备", "projects": 2, "investment": 35000.0},
		{"label": "未归链", "projects": 1, "investment": 5000.0},
	]
	assert [row["unit"] for row in groups.units(found)] == sorted(["发改委", "农业局"])


@pytest.mark.parametrize(
	"template",
	[
		"{{ figures.nothing.said }}",
		"{{ frappe.db }}",
		"{% for",
		"{{ ''.__class__.__mro__ }}",
		"{{ figures.projects.said / 2 }}",
		"{{ 1 / 0 }}",
		"{% include '/etc/passwd' %}",
	],
)
def test_a_template_reaches_nothing_but_the_frozen_figures(template):
	with pytest.raises(BadTemplate):
		fill(template, ISSUE, portfolio())


@pytest.mark.parametrize(
	("first", "last", "said"),
	[
		(date(2026, 9, 1), date(2026, 10, 31), "9—10月"),
		(date(2026, 9, 1), date(2026, 9, 30), "9月"),
		(date(2025, 12, 1), date(2026, 1, 31), "2025年12月—2026年1月"),
	],
)
def test_months_are_said_as_officials_say_them(first, last, said):
	assert draft.months(first, last) == said


# --- the text as blocks -----------------------------------------------------------------------------------


def test_headings_are_known_by_their_numbers_and_sentences_are_not_headings():
	lines = [
		("一、总体情况", paper.Heading(1, "一、总体情况")),
		("（二）投资完成", paper.Heading(2, "（二）投资完成")),
		("1.本期开工", paper.Heading(3, "1.本期开工")),
		("一、总体情况良好。", paper.Paragraph("一、总体情况良好。")),
		("2026.5亿元", paper.Paragraph("2026.5亿元")),
		("本期新开工1个。", paper.Paragraph("本期新开工1个。")),
	]
	for line, block in lines:
		assert layout.blocks_of(line, portfolio()) == (block,)


def test_tables_and_charts_stand_where_they_are_named():
	text = "一、情况\n【图：各阶段项目】\n\n【表：新开工项目】\n完。"
	heading, chart, table, last = layout.blocks_of(text, portfolio())
	assert chart.rows == (("制定两单一表", 1.0), ("开工建设", 2.0))
	assert table.rows == (("轴承项目", "甲镇", "发改委", "10,000", "2026年9月5日"),)
	assert (heading.text, last.text) == ("一、情况", "完。")
	assert layout.unknown_places(text) == []
	assert layout.unknown_places("【表：没有】\n正文提到【表：没有】的") == ["【表：没有】"]


def test_a_long_list_is_cut_and_says_so_and_an_empty_one_too():
	many = {f"P{number}": (f"项目{number}", "甲镇", "发改委", 1.0, "") for number in range(45)}
	table = layout.block_of("【表：新开工项目】", {"started": frozen("started", 45, many)})
	assert len(table.rows) == layout.MOST_ROWS + 1 and table.rows[-1][0] == "其余15项略"
	none = layout.block_of("【表：新开工项目】", {"started": frozen("started", 0)})
	assert none.rows == (("无", "", "", "", ""),)


@pytest.mark.parametrize("name", layout.names())
def test_every_table_and_chart_is_as_wide_as_the_page(name):
	found = dict.fromkeys(
		["nodes_red", "received", "completed", "next_starts", "issues_cleared", "issues_late"], frozen("x", 0)
	)
	found |= dict.fromkeys(
		["issues_at_meeting", "orders_settled", "orders_late", "promises_late"], frozen("x", 0)
	)
	block = layout.block_of(name, {**found, **portfolio()})
	if isinstance(block, paper.Table):
		assert sum(block.widths) == 100
		assert {len(row) for row in block.rows} <= {len(block.heads)} and len(block.heads) == len(
			block.widths
		)


def test_word_and_web_page_draw_the_same_bars():
	bars = paper.Bars("各阶段项目数（个）", (("制定两单一表", 1.0), ("开工建设", 2.0), ("暂停", 0.0)))
	assert paper.bar_lengths(bars) == [50, 100, 0]
	facts = BulletinFacts(
		3, "政数局", date(2026, 11, 3), "情况", year=2026, body=(bars,), send_to=("市府办",)
	)
	drawn = bulletin_paper(facts)
	page = render_paper(drawn)
	assert [f"width: {length}%" in page for length in (50, 100, 0)] == [True] * 3
	(table,) = docx.Document(io.BytesIO(render_docx(drawn))).tables
	texts = [[cell for cell in dict.fromkeys(c.text for c in row.cells)] for row in table.rows]
	assert texts == [["制定两单一表", "", "1"], ["开工建设", "", "2"], ["暂停", "", "0"]]
	assert "送：市府办。" in page and "2026年第3期" in page
