"""On which ground a project is admitted (scheme §一). Pure."""

from collections.abc import Mapping

from anshang_app.validation.checks import Problem, is_blank


def admission_problems(
	facts: Mapping[str, object], floor: float, chain_counts: bool, whole: float, grounds: tuple[str, str]
) -> list[Problem]:
	"""The two grounds of the scheme (scheme §一): chain and fixed-asset investment, or the special meeting.

	`whole` is the fixed-asset investment of all phases in 10k yuan, `floor` the same unit, a setting;
	`grounds` the stored names of the two grounds, the chain's first.
	"""
	by_chain, by_meeting = grounds
	ground = facts.get("admission_ground")
	if ground == by_meeting:
		return [
			Problem(field, None, "meeting_needed")
			for field in ("meeting_minutes_no", "meeting_date")
			if is_blank(facts.get(field))
		]
	if ground != by_chain:
		return [Problem("admission_ground", ground, "ground_needed")]
	problems = []
	if is_blank(facts.get("industry_chain")):
		problems.append(Problem("industry_chain", None, "chain_needed"))
	elif not chain_counts:
		problems.append(Problem("industry_chain", facts["industry_chain"], "chain_not_counted"))
	if whole < floor:
		problems.append(Problem("fixed_asset_investment", whole, "below_floor", (floor,)))
	return problems
