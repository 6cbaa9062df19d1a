"""代登记: which facts may be entered when, what an entry lacks, and when a case counts in its unit's figures."""

from datetime import date

import pytest

from anshang_app.permit_approvals.rules import proxy_entries as proxy
from anshang_app.planning.workdays import WorkCalendar

CALENDAR = WorkCalendar(off=frozenset(), make_up=frozenset(), announced=frozenset({2026}))
TODAY = date(2026, 3, 6)
FULL = {"day": "2026-03-02", "paper_no": "受〔2026〕1号", "paper": "/private/files/a.pdf"}


def rules(fact, values, is_accepted=True, **asked):
	return {
		found.rule for found in proxy.entry_gaps(fact, values, proxy.EntryRequirements(**asked), is_accepted)
	}


@pytest.mark.parametrize(
	("state", "facts"),
	[
		("Not Applied For", ("Application Accepted", "Granted")),
		("Application Filed", ("Application Accepted", "Granted")),
		("Application Accepted", ("Granted",)),
		("Clock Stopped", ("Granted",)),
		("Granted", ()),
		("Refused", ()),
		("Withdrawn", ()),
		("a state nobody knows", ()),
		(None, ()),
	],
)
def test_only_receipt_and_result_are_entered_and_only_in_their_turn(state, facts):
	assert proxy.facts_open(state) == facts
	assert not {"Refused", "Withdrawn", "Clock Stopped"} & set(facts)


def test_what_waits_for_the_bureau_is_not_submitted_twice():
	assert proxy.facts_open("Not Applied For", ["Granted"]) == ("Application Accepted",)


def test_everything_an_entry_lacks_is_found_at_once():
	assert rules("Granted", {}, False, scan=True, mandate_missing=True) == {
		"day_needed",
		"proxy_number",
		"proxy_scan",
		"proxy_mandate",
		"proxy_acceptance",
	}
	assert rules("Granted", {**FULL, "accepted_on": "2026-03-01"}, False, scan=True) == set()
	assert rules("Application Accepted", FULL, False) == set()


def test_an_item_without_numbers_asks_for_none():
	assert rules("Granted", {"day": "2026-03-02", "paper_no": "  "}, number=False) == set()
	assert rules("Granted", {"day": "2026-03-02", "paper_no": "  "}) == {"proxy_number"}


@pytest.mark.parametrize(
	("stage", "before", "started"),
	[
		("Pre-construction", None, False),
		("Construction", None, True),
		("Handed Over", None, True),
		("Suspended", "Pre-construction", False),
		("Suspended", "Acceptance", True),
		("Terminated", None, False),
	],
)
def test_a_correction_rolls_nothing_back_once_building_began(stage, before, started):
	assert proxy.has_started(stage, before) is started


def test_silence_counts_only_of_somebody_who_can_answer():
	# Friday 6 March and two working days
	assert proxy.answer_due(CALENDAR, TODAY, 2, True) == date(2026, 3, 10)
	assert proxy.answer_due(CALENDAR, TODAY, 2, False) is None
	assert proxy.answer_due(CALENDAR, TODAY, 0, True) is None


@pytest.mark.parametrize(
	("is_open", "is_disputed", "due", "left_out"),
	[
		(0, 0, None, False),
		(1, 0, None, True),
		(1, 0, TODAY, True),
		(1, 0, date(2026, 3, 5), False),
		(0, 1, None, True),
		(1, 1, date(2026, 3, 5), True),
	],
)
def test_a_case_counts_once_answered_or_the_time_to_answer_is_over(is_open, is_disputed, due, left_out):
	assert proxy.is_left_out(is_open, is_disputed, due, TODAY) is left_out


def test_the_grant_is_answered_before_the_acceptance_it_rests_on():
	rows = [
		{"fact": "Granted", "proxy_state": proxy.UNCONFIRMED},
		{"fact": "Application Accepted", "proxy_state": proxy.UNCONFIRMED},
	]
	assert proxy.last_unconfirmed(rows)["fact"] == "Granted"
	assert proxy.last_unconfirmed([{**rows[0], "proxy_state": proxy.CONFIRMED}]) is None
