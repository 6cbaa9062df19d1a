"""Charts out of rows: values added up by a group, the many small groups put together."""

from collections.abc import Sequence

import pandas as pd
from frappe import _

from anshang_app.case_reporting.tables import Chart

#: groups a chart can be read with
MOST_GROUPS = 12


def by_group(
	rows: pd.DataFrame,
	group: str,
	series: dict[str, str],
	colors: Sequence[str] = (),
	blank: str = "",
	**looks,
) -> Chart | None:
	"""Sums of columns by group in the order of the groups' names; `series` maps column to its words.

	Beyond `MOST_GROUPS` the smallest are put together as one.
	"""
	if not len(rows):
		return None
	names = rows[group].where(rows[group].notna() & (rows[group] != ""), blank or _("Not Given"))
	sums = rows[list(series)].astype(float).fillna(0).groupby(names).sum()
	if len(sums) > MOST_GROUPS:
		largest = sums.sum(axis=1).sort_values(ascending=False, kind="stable").index[: MOST_GROUPS - 1]
		rest = sums.drop(largest).sum().rename(_("All Others"))
		sums = pd.concat([sums.loc[sorted(largest)], rest.to_frame().T])
	return Chart(
		labels=[str(name) for name in sums.index],
		series={label: [round(value, 2) for value in sums[column]] for column, label in series.items()},
		colors=colors,
		**looks,
	)
