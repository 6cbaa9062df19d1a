"""What a name is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.record_search.rules import readings

NAME = "湖北晶科新能源年产10万吨锂电池项目（LED二期）"


def finds(name: str, typed: str) -> bool:
	query = readings.understood(typed)
	return bool(query) and readings.matches_query(query, *readings.stored([name]))


@pytest.mark.parametrize(
	"typed",
	[
		"晶科",
		"晶 科",
		" 湖北晶科 ",
		"锂电池项目led",
		"ＬＥＤ",
		"hbjk",
		"hubeijingke",
		"hubei jingke",
		"HuBei JK",
		"jingk",
		"晶科xny",
		"lidianchi",
		"10万吨",
		"nc10",
		"锂电 湖北",
		"xny 湖北",
	],
)
def test_any_part_of_a_name_or_its_pinyin_finds_it(typed):
	assert finds(NAME, typed)


@pytest.mark.parametrize(
	"typed", ["", "  ", "（）", "晶能", "ingke", "kjbh", "ubei", "晶科abc", "湖北 天门", "%", "_"]
)
def test_what_is_not_in_the_name_does_not(typed):
	assert not finds(NAME, typed)


def test_a_character_read_in_several_ways_is_found_by_each():
	assert finds("单晓明", "danxiaoming") and finds("单晓明", "shanxm")
	assert finds("绿色装备", "lvse") and finds("绿色装备", "luse")
	assert finds("重庆银行", "chongqing") and finds("重庆银行", "yinhang")


def test_words_apart_may_stand_in_several_names_of_a_record():
	texts, lines = readings.stored(["晶科锂电", "AS-2026-40417", "张三"])
	for typed in ("锂电 张三", "zhangsan jk", "40417"):
		assert readings.matches_query(readings.understood(typed), texts, lines), typed
	# a reading never runs on into the next name
	assert not readings.matches_query(readings.understood("dianas"), texts, lines)


@given(st.text(alphabet="天门市高新区晶科单长重行项目ab12 （）", max_size=20), st.data())
def test_every_part_of_every_name_finds_it(name, data):
	short = readings.plain(name)
	if not short:
		return
	start = data.draw(st.integers(0, len(short) - 1))
	end = data.draw(st.integers(start + 1, len(short)))
	assert finds(name, short[start:end])
	lines = readings.readings(name)
	assert all(finds(name, line.replace(readings.MARK, "")) for line in lines)
