"""Approvals as lists call them: the item that is meant, none where two may be, never the neighbour of like letters."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.ledger_import.rules.items import CALLED, items_called

SEEDS = Path(__file__).resolve().parents[3] / "anshang_app"
ROWS = json.loads((SEEDS / "data" / "approval_items.json").read_text())
KEYS = {row["item_name"]: row["item_key"] for row in ROWS}


def test_every_item_that_ships_can_be_called_otherwise_and_nothing_else_can():
	assert set(CALLED) == set(KEYS.values())


def test_every_item_is_meant_by_its_own_name_alone():
	for name in KEYS:
		assert items_called(name, KEYS) == [name]
		assert items_called(f"{name}（市级）", KEYS) == [name]


@pytest.mark.parametrize(
	("said", "meant"),
	[
		("建设工程施工许可", ["施工许可"]),
		("建筑工程施工许可证核发", ["施工许可"]),
		("施工许可证", ["施工许可"]),
		("建设工程规划许可证", ["建设工程规划许可"]),
		("工规证", ["建设工程规划许可"]),
		("用地规划许可证", ["建设用地规划许可"]),
		("企业投资项目备案证", ["核准备案"]),
		("立项备案", ["核准备案"]),
		("节能审查意见", ["能评"]),
		("环评批复", ["环评报告书审批", "环评报告表审批"]),
		("环境影响报告表审批", ["环评报告表审批"]),
		("不动产权证书", ["不动产证"]),
		("土地证", ["不动产证"]),
		("营业执照", ["企业开办"]),
		("施工图审查合格证", ["施工图审查"]),
		("消防验收意见书", ["消防验收"]),
		("竣工验收备案", ["工程竣工备案"]),
		("规划核实合格证", ["规划核实"]),
		("用电报装", ["供电报装"]),
		("人防工程竣工验收", ["人防验收"]),
		("水土保持方案审批", []),
		("取水许可", []),
		("许可证", []),
		("证", []),
		("", []),
	],
)
def test_what_a_list_calls_an_approval(said, meant):
	assert sorted(items_called(said, KEYS)) == sorted(meant)


def test_an_item_of_the_administrators_is_meant_by_part_of_its_name():
	keys = {**KEYS, "水土保持方案审批": "soil"}
	assert items_called("水土保持方案", keys) == ["水土保持方案审批"]
	assert items_called("保", keys) == []


@given(st.text(max_size=40))
def test_any_words_mean_items_on_file_or_none(said):
	assert set(items_called(said, KEYS)) <= set(KEYS)
