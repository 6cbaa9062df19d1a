"""Title and text of a new issue, out of its frozen figures, by an editable template in Jinja's sandbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jinja2.sandbox import ImmutableSandboxedEnvironment

from anshang_app.bulletins.rules import groups
from anshang_app.bulletins.rules.snapshot import Snapshot
from anshang_app.rendering import wording
from anshang_app.rendering.template_tags import NamedUndefined, check_tags, try_tags


@dataclass(frozen=True)
class Issue:
	"""What an issue speaks about: the days `first` to `last`, as of `day`, compiled by `unit`."""

	first: date
	last: date
	day: date
	unit: str


def fill(template: str, issue: Issue, snapshots: Mapping[str, Snapshot]) -> str:
	"""The template filled with an issue's frozen figures and lists, and nothing else; raises BadTemplate.

	Known to it: `figures.<key>` (label, value, said, measure, rows), `stages`, `chains`, `units`, `period`
	(first, last, months, year), `day`, `unit`, and the filter `yi` (万元 as 亿元).
	"""
	environment = ImmutableSandboxedEnvironment(undefined=NamedUndefined)
	environment.filters["yi"] = groups.in_yi
	namespace = context(issue, snapshots)
	try_tags(check_tags([template], environment, tuple(namespace)), environment, namespace)
	text = environment.from_string(template).render(namespace)
	return wording.clean("\n".join(line.strip() for line in text.splitlines() if line.strip()))


def context(issue: Issue, snapshots: Mapping[str, Snapshot]) -> dict[str, object]:
	"""What a template sees: plain values only."""
	return {
		"figures": {
			key: {
				"label": snapshot.label,
				"value": snapshot.value,
				"said": snapshot.printed_value,
				"measure": snapshot.measure,
				"rows": snapshot.rows,
			}
			for key, snapshot in snapshots.items()
		},
		"stages": groups.stages(snapshots),
		"chains": groups.chains(snapshots),
		"units": groups.units(snapshots),
		"period": {
			"first": wording.day(issue.first),
			"last": wording.day(issue.last),
			"months": months(issue.first, issue.last),
			"year": issue.last.year,
		},
		"day": wording.day(issue.day),
		"unit": issue.unit,
	}


def months(first: date, last: date) -> str:
	"""9—10月, or 2025年11月—2026年2月 across the turn of a year, or one month."""
	if first.year != last.year:
		return f"{first.year}年{first.month}月—{last.year}年{last.month}月"
	return f"{first.month}月" if first.month == last.month else f"{first.month}—{last.month}月"
