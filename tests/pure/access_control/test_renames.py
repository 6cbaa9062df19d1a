"""Names that changed: read back as they were at a number of the chain, and forth to what they are today."""

from hypothesis import given
from hypothesis import strategies as st

from anshang_app.access_control.rules.renames import Rename, Renames

UNIT = "Anshang Unit"


def test_a_name_is_read_back_to_the_number_asked_for():
	renames = Renames([Rename(5, UNIT, "甲", "乙"), Rename(9, UNIT, "乙", "丙")])
	assert [renames.then(UNIT, "丙", at) for at in (4, 5, 8, 9)] == ["甲", "乙", "乙", "丙"]
	assert [renames.now(UNIT, name, 0) for name in ("甲", "乙", "丁")] == ["丙", "丙", "丁"]
	assert renames.then("Enterprise", "丙", 1) == "丙"


def test_a_newcomer_under_an_old_name_is_another_one():
	renames = Renames([Rename(5, UNIT, "甲", "乙")])
	assert renames.then(UNIT, "甲", 3) != "甲"
	assert renames.then(UNIT, "甲", 7) == "甲"


def test_a_name_may_go_round_in_a_circle():
	renames = Renames([Rename(5, UNIT, "甲", "乙"), Rename(9, UNIT, "乙", "甲")])
	assert [renames.then(UNIT, "甲", at) for at in (1, 6, 9)] == ["甲", "乙", "甲"]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=12), st.integers(0, 12))
def test_whatever_was_renamed_every_record_of_then_is_found_again(steps, at):
	"""Five records renamed at random to free names: today's name of each leads back to its own, and to no other's."""
	names = {number: f"first {number}" for number in range(5)}
	history, renames = [dict(names)], []
	for position, (record, target) in enumerate(steps, 1):
		new = f"name {target}"
		if new not in names.values():
			renames.append(Rename(position, UNIT, names[record], new))
			names[record] = new
		history.append(dict(names))
	at = min(at, len(steps))
	known = Renames(renames)
	for record, name in names.items():
		assert known.then(UNIT, name, at) == history[at][record]
		assert known.now(UNIT, history[at][record], at) == name
