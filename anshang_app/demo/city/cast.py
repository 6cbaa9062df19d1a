"""Who plays in the city: its units with their accounts, and which account acts for a unit."""

import json
from functools import cache
from pathlib import Path

from anshang_app.demo.units import shipped_units

HERE = Path(__file__).parent
BUREAU, INVESTMENT, ECONOMY, INSPECTION = "zhengshu", "zhaoshang", "jingxin", "ducha"


@cache
def cast() -> dict:
	"""`units.json`: members and units beyond the base, short names, accounts by unit."""
	return json.loads((HERE / "units.json").read_text(encoding="utf-8"))


def city_units() -> list[dict]:
	"""The base's units with the city's further members, and the city's own."""
	units = shipped_units()
	for unit in units:
		# a member with an account stands before the one without
		unit["members"] = [*cast()["members"].get(unit["unit_name"], ()), *unit["members"]]
	return [*units, *cast()["units"]]


def unit_named(short: str) -> str:
	"""The unit's full name for its short one."""
	return cast()["short"][short]


def account_of(unit: str) -> str:
	"""The account that does a unit's daily work."""
	return cast()["accounts"][unit]


def deciding_account(unit: str | None) -> str | None:
	"""The account that decides a unit's approvals; None where it does not work on the platform."""
	return cast()["deciding"].get(unit)
