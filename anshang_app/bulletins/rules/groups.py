"""What a bulletin tells of its frozen figures group by group: by stage, chain and unit; never by person."""

from collections.abc import Mapping
from typing import Any

from anshang_app.bulletins.rules.snapshot import Snapshot

STAGE = "stage_"
WAN_PER_YI = 10000
#: what is told of a unit: key of the figure, in this order
OF_UNITS = ("phone_contacts", "site_visits", "dispatches", "policy_briefings")
#: the chain of a project that names none
NO_CHAIN = "未归链"


def stages(snapshots: Mapping[str, Snapshot]) -> list[dict[str, Any]]:
	"""Each stage (`label`, `value`) in the order of the path."""
	return [
		{"label": snapshot.label, "value": snapshot.value}
		for key, snapshot in snapshots.items()
		if key.startswith(STAGE)
	]


def chains(snapshots: Mapping[str, Snapshot]) -> list[dict[str, Any]]:
	"""Each industry chain (`label`) with its number of `projects` and planned `investment` in 万元, by its name."""
	amounts = {row["name"]: row["amount"] for row in snapshots["total_investment"].rows}
	groups: dict[str, dict[str, Any]] = {}
	for row in snapshots["projects"].rows:
		chain = row["chain"] or NO_CHAIN
		group = groups.setdefault(chain, {"label": chain, "projects": 0, "investment": 0.0})
		group["projects"] += 1
		group["investment"] += amounts.get(row["name"], 0)
	return [groups[chain] for chain in sorted(groups, key=lambda name: (name == NO_CHAIN, name))]


def units(snapshots: Mapping[str, Snapshot]) -> list[dict[str, Any]]:
	"""Each unit (`unit`) with its entries of the period by the keys of `OF_UNITS`, by the unit's name."""
	groups: dict[str, dict[str, Any]] = {}
	for key in OF_UNITS:
		for row in snapshots[key].rows:
			group = groups.setdefault(row["unit"], {"unit": row["unit"], **dict.fromkeys(OF_UNITS, 0)})
			group[key] += 1
	return [groups[unit] for unit in sorted(groups)]


def in_yi(amount: float | None) -> str:
	"""万元 as 亿元 with at most two decimals; — for what is unknown."""
	return "—" if amount is None else f"{amount / WAN_PER_YI:,.2f}".rstrip("0").rstrip(".")
