"""The reports whose rules are records, on random portfolios against plain loops over the raw tables."""

import portfolio_loops as loops
import portfolio_world as world
import pytest
from frappe.utils import getdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_reports import OFFSETS, PAST, a_project, rows, seen_by

PERIODS = 4
#: rows of the annex the rules of validity look at
KEYS = (
	"construction-permit",
	"start-construction",
	"project-filing",
	"land-planning-permit",
	"land-contract",
	"completion-acceptance",
	"completion-filing",
)
#: days from today about which a period of the rules, or the same day of last year, ends
EDGES = (0, -15, -91, -345, -365, -731)
NEAR_EDGES = st.builds(lambda edge, off: min(edge + off, 0), st.sampled_from(EDGES), st.integers(-12, 30))
KINDS = ("Phone Contact", "Site Visit", "Dispatch Meeting", "Progress Report")


@st.composite
def a_case(draw):
	"""A project of `a_project` with what the rules of duties and of validity look at."""
	passage = st.tuples(st.sampled_from(world.STAGES), st.integers(-500, -1))
	entry = st.tuples(
		st.sampled_from(KINDS), st.integers(-120, 0), st.integers(0, 9000), st.integers(0, 900), st.booleans()
	)
	done = st.fixed_dictionaries(
		{
			"key": st.sampled_from(KEYS),
			"planned": st.none() | OFFSETS,
			"actual": st.none() | PAST | NEAR_EDGES,
			"target": st.sampled_from([None, "Construction Start", "Completion"]),
		}
	)
	standing_still = draw(st.booleans())
	began = {"key": "start-construction", "planned": None, "actual": -500, "target": None}
	unlike = (lambda pair: pair[0], lambda pair: pair[1])
	spec = {
		**draw(a_project()),
		"passages": draw(st.lists(passage, max_size=4, unique_by=unlike)),
		"entries": draw(st.lists(entry, max_size=12)),
		"nodes": draw(st.lists(done, max_size=6, unique_by=lambda node: node["key"])),
		"area": draw(st.sampled_from([0, 2000])),
		"planned_start": draw(st.none() | OFFSETS),
		"agreed": draw(st.none() | NEAR_EDGES),
		"land_price": draw(st.sampled_from([0, 1234.5])),
		"cause": draw(st.sampled_from([None, "Enterprise", "Government Side", "Force Majeure"])),
	}
	if not standing_still:
		return spec
	nodes = [node for node in spec["nodes"] if node["key"] != began["key"]]
	stop = ("Suspended", draw(st.integers(-400, -330)))
	return {
		**spec,
		"stage": "Suspended",
		"passages": [("Construction", -500), stop],
		"nodes": [*nodes, began],
	}


def looked_at(name: str, viewer, keys: tuple[str, str], columns: tuple[str, ...], **filters) -> dict:
	"""A report's rows by two of their columns."""
	return {
		tuple(row[key] for key in keys): tuple(row[column] for column in columns)
		for row in rows(name, viewer, **filters)
	}


@pytest.fixture
def unlit(db):
	"""Duties run from before the oldest period looked at."""
	import frappe

	frappe.db.set_single_value("Anshang Settings", "go_live_date", None)
	return db


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(specs=st.lists(a_case(), min_size=1, max_size=5))
def test_what_is_counted_by_rules_on_record_equals_plain_loops(unlit, specs):
	import frappe

	savepoint = "portfolio"
	frappe.db.savepoint(savepoint)
	names = world.plant(specs)
	year = getdate().year
	for units in (world.LEADS, world.LEADS[:1]):
		viewer = seen_by(*units)
		mine = {name for name, spec in zip(names, specs, strict=True) if world.LEADS[spec["lead"]] in units}
		for asked in (year, year - 1):
			months = rows("Starts and Completions", viewer, year=asked)
			columns = [
				f"{event}_{side}"
				for event in ("start", "completion")
				for side in ("planned", "actual", "last_year")
			]
			counted = {
				(at, column): row[column]
				for at, row in enumerate(months, 1)
				for column in columns
				if row[column]
			}
			assert counted == loops.starts(mine, asked)
		columns = ("done", "state", "kept", "missed")
		assert looked_at("Contact Duties", viewer, ("project", "duty"), columns, periods=PERIODS) == {
			key: (done, frappe._(state), kept, missed)
			for key, (done, state, kept, missed) in loops.duties(mine, PERIODS).items()
		}
		agents = rows("Agents and Training", viewer)
		acted = {
			row["unit"]: tuple(row[key] for key in ("cases", "not_begun", "running", "granted"))
			for row in agents
		}
		assert {unit: of for unit, of in acted.items() if any(of)} == loops.cases(mine)
		columns = ("end", "standing", "fee")
		assert looked_at("Deadline Radar", viewer, ("project", "rule"), columns) == {
			key: (end, "已到期" if past else "将到期", fee)
			for key, (end, past, fee) in loops.deadlines(mine).items()
		}
	frappe.db.rollback(save_point=savepoint)
