"""The landing page's rules: each role has a main act, and each step one part of time."""

import json

import pytest

from anshang_app.reminders.rules import landing_rules as rules
from anshang_app.reminders.rules.task_rules import WAITS


@pytest.mark.parametrize(
	("days", "weekday", "part"),
	[
		(None, 0, "now"),
		(-3, 0, "now"),
		(0, 6, "now"),
		(1, 0, "week"),
		(6, 0, "week"),
		(7, 0, "month"),
		(1, 6, "month"),
		(30, 2, "month"),
		(31, 2, "later"),
	],
)
def test_a_step_stands_in_one_part_of_time(days, weekday, part):
	assert rules.part_of(days, weekday) == part


def test_every_role_of_the_app_has_a_main_act(repo):
	roles = json.loads((repo / "anshang_app/fixtures/role.json").read_text(encoding="utf-8"))
	assert {role["name"] for role in roles} - {"Anshang Administrator"} == set(rules.ACTS)
	assert rules.acts_of({"Anshang Administrator"}, administers=True) == rules.OF_ADMINISTRATORS
	assert rules.acts_of({"Approval Clerk"})[0].label == "Accept Applications"
	assert rules.acts_of({"Guest"}) == ()


def test_an_act_counts_steps_there_are():
	headings = {wait.heading for wait in WAITS}
	named = {act.heading for acts in rules.ACTS.values() for act in acts if act.heading}
	assert named <= headings
