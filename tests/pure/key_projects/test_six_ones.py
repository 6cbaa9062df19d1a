"""六个一: what is missing, and the days nobody was responsible, against counting day by day."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from anshang_app.key_projects.rules.responsibility_check import Facts, gaps, six_ones

FIRST = date(2026, 3, 2)
day = st.integers(-5, 40).map(lambda number: FIRST + timedelta(days=number))
spans = st.lists(st.tuples(st.none() | day, st.none() | day), max_size=5)


@given(spans, st.integers(0, 30))
def test_gaps_are_the_days_no_span_covers(held, length):
	last = FIRST + timedelta(days=length)
	held = [(begin, end) for begin, end in held if not (begin and end) or begin <= end]
	bare = {
		FIRST + timedelta(days=number)
		for number in range(length + 1)
		if not any(
			(begin or FIRST) <= FIRST + timedelta(days=number)
			and (not end or FIRST + timedelta(days=number) < end)
			for begin, end in held
		)
	}
	found = gaps(held, FIRST, last)
	assert {begin + timedelta(days=n) for begin, end in found for n in range((end - begin).days + 1)} == bare
	assert all(later[0] > earlier[1] for earlier, later in itertools.pairwise(found))


def facts(**changes) -> Facts:
	values = {
		"project": "星星工业园",
		"leader": "李市长",
		"department": "发改委",
		"team": ("张三",),
		"plan": "第 1 版",
		"since": FIRST,
		"held": ((FIRST, None),),
	}
	return Facts(**{**values, **changes})


def test_each_of_the_six_can_be_missing():
	today = FIRST + timedelta(days=10)
	names = [one.name for one in six_ones(facts(), today)]
	assert names == [
		"One Project",
		"One City Leader",
		"One Lead Department",
		"One Service Team",
		"One Plan",
		"Held to the End",
	]
	assert all(one.is_there for one in six_ones(facts(), today))
	for change, lacking in (
		({"leader": None}, "One City Leader"),
		({"department": ""}, "One Lead Department"),
		({"team": ()}, "One Service Team"),
		({"plan": None}, "One Plan"),
		({"since": None}, "Held to the End"),
		({"held": ((FIRST, FIRST + timedelta(days=3)),)}, "Held to the End"),
	):
		assert [one.name for one in six_ones(facts(**change), today) if not one.is_there] == [lacking]
	last = six_ones(facts(held=((FIRST, FIRST + timedelta(days=3)),)), today)[-1]
	assert last.gaps == ((FIRST + timedelta(days=3), today),)
