"""Who holds somebody's work after any row of hand-overs."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from anshang_app.work_handover.rules.succession import SLIP_DAYS, Passed, is_told, successors

DAY = date(2026, 5, 1)


def held(*pairs: str) -> dict[str, str]:
	return {giver: one.taker for giver, one in successors(Passed(*pair, DAY) for pair in pairs).items()}


def test_a_taker_may_hand_it_on_and_who_takes_it_back_holds_it_himself():
	assert held("ab", "bc") == {"a": "c", "b": "c"}
	assert held("ab", "ba") == {"b": "a"}
	assert held("ab", "bc", "ca") == {"b": "a", "c": "a"}
	assert held("ab", "ac") == {"a": "c"}
	assert held("aa") == {}


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"))))
def test_it_ends_with_somebody_who_gave_nothing_away(pairs):
	found = held(*pairs)
	assert not set(found.values()) & set(found)
	if pairs and pairs[-1][0] != pairs[-1][1]:
		assert found[pairs[-1][0]] == pairs[-1][1]


@given(st.integers(0, 4000))
def test_who_left_is_followed_for_good_and_who_stays_for_some_weeks(days):
	today = DAY + timedelta(days=days)
	assert is_told(DAY, False, today)
	assert is_told(DAY, True, today) is (days <= SLIP_DAYS)
