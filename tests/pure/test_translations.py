"""The app's Chinese as a file: well formed, and each side says the same thing."""

import csv
import re
from collections import Counter

import pytest

CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: placeholders and tags must come over as they are
KEPT = re.compile(r"(?<!\{)\{\w*\}|%\(\w+\)s|%s|</?\w+[^<>]*>")

#: what has no Chinese: names of fonts, of a template language and of a key, punctuation,
#: and a column analysts write by hand
LEFT_AS_IT_IS = {"Arial", "Helvetica", "ID", "Jinja", "Verdana", "esc", "{0} of {1}", "{0}: {1}"}
#: sentences that would show the account's mail address, or a record type in English: what is left out is meant so
LEFT_OUT = {
	"User not allowed to delete {0}: {1}",
	"User {0} does not have access to this document",
	"User {0} does not have doctype access via role permission for document {1}",
	"User {0} is not permitted to access this document.",
}


@pytest.fixture(scope="module")
def rows(repo) -> list[list[str]]:
	with open(repo / "anshang_app" / "translations" / "zh.csv", encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


def test_every_row_is_a_source_its_chinese_and_perhaps_a_context(rows):
	assert [row for row in rows if len(row) not in (2, 3) or not all(row)] == []


def test_rows_are_sorted_and_each_source_stands_once(rows):
	assert rows == sorted(rows)
	counted = Counter((row[0], *row[2:]) for row in rows)
	assert [key for key, count in counted.items() if count > 1] == []


def test_placeholders_and_tags_are_equal_on_both_sides(rows):
	unequal = [
		row
		for row in rows
		if row[0] not in LEFT_OUT and sorted(KEPT.findall(row[0])) != sorted(KEPT.findall(row[1]))
	]
	assert unequal == []


def test_every_translation_is_chinese(rows):
	assert {row[0] for row in rows if not CHINESE.search(row[1])} == LEFT_AS_IT_IS


def test_no_chinese_stands_among_the_sources(rows):
	assert [row for row in rows if CHINESE.search(row[0])] == []
