"""What is asked of an enterprise in its turn: what is asked today, then by day."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from anshang_app.enterprise_page.rules.next_things import (
	CONFIRM_PLAN,
	CONFIRM_SOLUTION,
	ORDER,
	PROMISE,
	STEP,
	Thing,
	in_turn,
)

TODAY = date(2026, 11, 27)


def test_what_is_late_goes_before_what_is_asked_today_and_that_before_what_has_time():
	late = Thing(STEP, "N1", "围挡", date(2026, 11, 20))
	plan = Thing(CONFIRM_PLAN, "P1", "第 1 版")
	solved = Thing(CONFIRM_SOLUTION, "I1", "用电")
	later = Thing(PROMISE, "C1", "开工", date(2026, 12, 5))
	assert in_turn([later, solved, plan, late], TODAY) == [late, plan, solved, later]
	assert in_turn([], TODAY) == []


things = st.builds(
	Thing,
	st.sampled_from(ORDER),
	st.text(max_size=4),
	st.text(max_size=4),
	st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)


@given(st.lists(things, max_size=8))
def test_none_is_lost_and_none_comes_before_one_due_earlier(mixed):
	ordered = in_turn(mixed, TODAY)
	assert Counter(ordered) == Counter(mixed)
	days = [thing.day or TODAY for thing in ordered]
	assert days == sorted(days)
