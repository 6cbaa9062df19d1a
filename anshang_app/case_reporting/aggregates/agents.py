"""代办与培训: approval cases by the agents' unit, and who of its agents was trained. By unit, never by person."""

import pandas as pd

from anshang_app.foundation.constants import GRANTED, REFUSED, WITHDRAWN

ENDED = (GRANTED, REFUSED, WITHDRAWN)


def unit_of_case(cases: pd.DataFrame, agents: pd.DataFrame, hosts: dict[str, str | None]) -> pd.Series:
	"""The unit a case is acted for: that of its agent, else the helping unit, else the project's locality."""
	of_agent = dict(zip(agents.user, agents.unit, strict=True))
	return pd.Series(
		[
			of_agent.get(agent) or helper or hosts.get(project) or ""
			for agent, helper, project in zip(cases.agent, cases.helper_unit, cases.project, strict=True)
		],
		index=cases.index,
		dtype=object,
	)


def by_unit(
	cases: pd.DataFrame, units: pd.Series, agents: pd.DataFrame, trained: pd.DataFrame
) -> pd.DataFrame:
	"""One row per unit: cases and their states, and its agents today, trained and not yet.

	`cases` as `shapes.approvals.with_days` gives them; `agents`: unit, user, member_name of agents in office;
	`trained`: unit, user of everybody who came to a training, once per training.
	"""
	facts = pd.DataFrame({"unit": units, "cases": 1})
	facts["with_agent"] = (cases.agent.notna() & (cases.agent != "")).astype(int)
	facts["mandated"] = cases.mandate_date.notna().astype(int)
	facts["not_begun"] = (cases.accepted_on.isna() & ~cases.state.isin(ENDED)).astype(int)
	facts["running"] = (cases.accepted_on.notna() & cases.decided_on.isna()).astype(int)
	facts["granted"] = (cases.state == GRANTED).astype(int)
	columns = ["cases", "with_agent", "mandated", "not_begun", "running", "granted"]
	sums = facts.groupby("unit")[columns].sum()
	names = sorted({*sums.index, *agents.unit, *trained.unit} - {""}) + ([""] if "" in sums.index else [])
	rows = sums.reindex(names).fillna(0).astype(int).rename_axis("unit").reset_index()
	came = set(zip(trained.unit, trained.user, strict=True))
	members = [agents[agents.unit == unit] for unit in names]
	absent = [
		[m for u, m in zip(of.user, of.member_name, strict=True) if (unit, u) not in came]
		for unit, of in zip(names, members, strict=True)
	]
	rows["agents"] = [len(of) for of in members]
	rows["untrained"] = [len(people) for people in absent]
	rows["trained"] = rows.agents - rows.untrained
	rows["untrained_names"] = ["、".join(sorted(people)) for people in absent]
	rows["attendances"] = [int((trained.unit == unit).sum()) for unit in names]
	return rows
