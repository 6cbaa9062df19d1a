"""The table of open methods: what a line says, and that each line of the app's is one."""

import pytest

from anshang_app.doors.rules.door_table import read_table, required_arguments


def test_a_line_names_the_kind_of_each_argument():
	table = read_table(["# of lists", "", "a.b: name=record:Print_Format doctype=doctype! x=flag", "ping:"])
	assert table == {
		"a.b": {"name": "record:Print Format", "doctype": "doctype!", "x": "flag"},
		"ping": {},
	}
	assert required_arguments(table["a.b"]) == ["doctype"]
	assert required_arguments(table["ping"]) == []


@pytest.mark.parametrize("line", ["a.b", "a.b: name", "a.b: =text", "a.b: name="])
def test_a_line_that_says_less_is_refused(line):
	with pytest.raises(ValueError):
		read_table([line])


def test_a_method_has_one_line():
	with pytest.raises(ValueError):
		read_table(["a.b: x=text", "a.b: x=flag"])


def test_every_line_of_the_app_is_understood(repo):
	lines = (repo / "anshang_app" / "data" / "open_methods.txt").read_text(encoding="utf-8").splitlines()
	assert len(read_table(lines)) > 150
