"""Which rows of a plan template a project needs, and why a row is left out. Pure functions."""

from collections.abc import Mapping

#: condition flag on the row, attribute of the project that must be set, stored reason when it is not
CONDITIONS = (
	("only_with_land", "needs_land", "No Land Acquired"),
	("only_with_construction", "needs_construction", "No Building Works"),
	("only_special_building", "is_special_building", "Not a Special Building"),
	("only_energy_review", "needs_energy_review", "Energy Review Not Needed"),
	("only_safety_review", "needs_safety_review", "Safety Review Not Needed"),
)


def left_out_reason(row: Mapping[str, object], attributes: Mapping[str, object]) -> str | None:
	"""The stored reason why `row` does not apply to a project with `attributes`; None if it does."""
	for flag, attribute, reason in CONDITIONS:
		if row.get(flag) and not attribute_holds(attributes, attribute):
			return reason
	kinds = [kind.strip() for kind in str(row.get("only_eia_kinds") or "").split(",") if kind.strip()]
	if kinds and attributes.get("eia_kind") and attributes["eia_kind"] not in kinds:
		return "Other EIA Kind"
	return None


def attribute_holds(attributes: Mapping[str, object], name: str) -> bool:
	"""Truth of a project's attribute; one that nobody gave counts as absent."""
	return bool(attributes.get(name))
