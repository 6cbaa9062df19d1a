"""When a 容缺承诺 counts, and what a consent lacks."""

from datetime import date, timedelta

import pytest

from anshang_app.coordination.rules.deferrals import consent_gaps, status_of
from anshang_app.planning.network import ASKED_FOR, IN_FORCE

TODAY = date(2026, 11, 27)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


@pytest.mark.parametrize(
	("state", "due", "consented", "status"),
	(
		("Not Due", TODAY, None, ASKED_FOR),
		("Not Due", TODAY, YESTERDAY, IN_FORCE),
		# the day decides, whatever a missed night left stored
		("Not Due", YESTERDAY, YESTERDAY, None),
		("Past Due", TOMORROW, YESTERDAY, IN_FORCE),
		("Past Due", YESTERDAY, None, None),
		("Fulfilled", YESTERDAY, YESTERDAY, IN_FORCE),
		("Fulfilled", YESTERDAY, None, None),
		("Waived", TOMORROW, YESTERDAY, None),
	),
)
def test_a_promise_counts_from_the_consent_up_to_its_day(state, due, consented, status):
	assert status_of({"state": state, "due_date": due, "consented_on": consented}, TODAY) == status


def rules(by_paper: bool = False, **changes) -> list[tuple[str, str]]:
	values = {"promise_letter": "/private/files/letter.pdf", "due_date": TOMORROW, **changes}
	return [(problem.field, problem.rule) for problem in consent_gaps(values, by_paper, TODAY)]


def test_a_consent_asks_for_the_letter_the_day_and_of_others_for_the_paper():
	assert rules() == []
	assert rules(promise_letter=" ") == [("promise_letter", "letter_of_promise_needed")]
	assert rules(due_date=YESTERDAY) == [("due_date", "promise_over")]
	assert [field for field, _rule in rules(by_paper=True)] == ["consent_paper_no", "consent_paper"]
	assert rules(by_paper=True, consent_paper_no="3号", consent_paper="/private/files/paper.pdf") == []
