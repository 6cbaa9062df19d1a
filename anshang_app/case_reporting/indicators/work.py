"""What was done: entries of the period by kind; whom they belong to is told by unit, never by person."""

from frappe import _

from anshang_app.access_control.grounds import escaped, listed
from anshang_app.case_reporting import tables
from anshang_app.case_reporting.indicators.figure import ENTRY, Figure
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.foundation import constants

#: kinds of entries counted by themselves
KINDS = {
	constants.PHONE_CONTACT: "phone_contacts",
	constants.SITE_VISIT: "site_visits",
	constants.LEADER_VISIT: "leader_visits",
	constants.DISPATCH: "dispatches",
	constants.POLICY_BRIEFING: "policy_briefings",
}


def figures(portfolio: Portfolio, period: Period) -> list[Figure]:
	"""How many entries of each kind there are about days of the period."""
	rows = portfolio.read(
		ENTRY,
		("name", "entry_kind"),
		f"entry_kind in {listed(KINDS)}",
		f"entry_date between {escaped(str(period.first))} and {escaped(str(period.last))}",
		tail="order by name",
	)
	entry_figures = []
	for kind, key in KINDS.items():
		names = tuple(rows.name[rows.entry_kind == kind])
		definition = _("Entries of the kind {0} about days of the period").format(_(kind))
		entry_figures.append(Figure(key, _(kind), definition, len(names), tables.WHOLE, ENTRY, names))
	return entry_figures


def by_unit(portfolio: Portfolio, period: Period) -> list[dict]:
	"""Per unit the entries of each kind (`unit`, then the keys of `KINDS`), in the order of the units' names."""
	rows = portfolio.entry_counts(period, KINDS)
	table = rows.pivot_table(
		index="unit", columns="entry_kind", values="entries", aggfunc="sum", fill_value=0
	)
	return [
		{"unit": unit, **{key: int(counts.get(kind, 0)) for kind, key in KINDS.items()}}
		for unit, counts in zip(table.index, table.to_dict("records"), strict=True)
	]
