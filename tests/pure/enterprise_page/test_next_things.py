"""The three things asked of an enterprise: what is asked today, then by day, at most three."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from anshang_app.enterprise_page.rules.next_things import (
	CONFIRM_PLAN,
	CONFIRM_SOLUTION,
	ORDER,
	PROMISE,
	SHOWN,
	STEP,
	Thing,
	next_three,
)

TODAY = date(2026, 11, 27)


def test_what_is_late_goes_before_what_is_asked_today_and_that_before_what_has_time():
	late = Thing(STEP, "N1", "围挡", date(2026, 11, 20))
	plan = Thing(CONFIRM_PLAN, "P1", "第 1 版")
	solved = Thing(CONFIRM_SOLUTION, "I1", "用电")
	later = Thing(PROMISE, "C1", "开工", date(2026, 12, 5))
	assert next_three([later, solved, plan, late], TODAY) == [late, plan, solved]
	assert next_three([later], TODAY) == [later] and next_three([], TODAY) == []


things = st.builds(
	Thing,
	st.sampled_from(ORDER),
	st.text(max_size=4),
	st.text(max_size=4),
	st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)


@given(st.lists(things, max_size=8))
def test_nothing_left_out_is_due_earlier_than_what_is_shown(found):
	shown = next_three(found, TODAY)
	rest = list(found)
	for one in shown:
		rest.remove(one)
	assert len(shown) == min(SHOWN, len(found))
	assert all((a.day or TODAY) <= (b.day or TODAY) for a in shown for b in rest)
