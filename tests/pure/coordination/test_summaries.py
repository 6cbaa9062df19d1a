"""The title of a problem out of its description."""

import pytest

from anshang_app.coordination.rules.summaries import TITLE_LENGTH, summary_of


@pytest.mark.parametrize(
	("words", "title"),
	(
		("施工用水未接通。已催两次，仍无答复。", "施工用水未接通"),
		("  施工用水\t未接通\n第二行", "施工用水 未接通"),
		("用电不足；变压器未到", "用电不足"),
		("。。。", "。。。"),
		("", ""),
		(None, ""),
		("水" * 61, "水" * 59 + "…"),
		("水" * 60, "水" * 60),
	),
)
def test_the_first_sentence_is_the_title(words, title):
	assert summary_of(words) == title
	assert len(summary_of(words)) <= TITLE_LENGTH
