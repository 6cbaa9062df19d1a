"""How the work of the platform grows with the projects on it: seconds at 500, 2,000, 5,000 and 20,000, and the exponent.

Time grows as (number of projects) to the power of the exponent: 0 not at all, 1 in proportion. Reading the same rows
bare stands beside it in the same rounds: where that one grows too, it is the rows. 20,000 projects have 600,000 nodes
and are written only where the machine has the memory (ANSHANG_GROWTH=20000); rows are removed again at the end.
"""

import itertools
import math
import os
import statistics
import sys

import frappe
import sweep
from tools.measuring import connect, report, timed

import reports as planted
from anshang_app.access_control.user_context import Viewer, viewer_of
from anshang_app.case_reporting import desk
from anshang_app.case_reporting import reports as own_reports
from anshang_app.progress_tracking import wall_chart
from anshang_app.progress_tracking.sweep import run as nightly_sweep
from anshang_app.record_search import entries, finding
from anshang_app.reminders import api as reminders

SIZES = [
	size for size in (500, 2_000, 5_000, 20_000) if size <= int(os.environ.get("ANSHANG_GROWTH", "5000"))
]
PART, ROUNDS = 500, 3
MOST_EXPONENT = 1.1
#: one locality of twenty-five
LOCALITY = Viewer("nobody@example.com", frozenset(), ("落户地7",))


def ledger(viewer: Viewer):
	return lambda: desk.answer(own_reports.build("Project Ledger", None, viewer))


def wall(viewer: Viewer):
	return lambda: frappe.as_json(wall_chart.read_chart(wall_chart.sight_of(viewer)), indent=None)


def project_list():
	frappe.get_list("Investment Project", fields=["name", "project_name", "stage"], limit=20)


def bare_rows():
	for query in sweep.BARE:
		frappe.db.sql(query)


def works() -> dict:
	everything = viewer_of("Administrator")
	return {
		"nightly_sweep": nightly_sweep,
		"wall_of_the_bureau": wall(everything),
		"wall_of_a_locality": wall(LOCALITY),
		"ledger_of_the_bureau": ledger(everything),
		"ledger_of_a_locality": ledger(LOCALITY),
		"my_work_of_the_bureau": reminders.my_work,
		"project_list": project_list,
		"search": lambda: finding.find("测速49"),
		"bare_reading": bare_rows,
	}


def main() -> int:
	connect()
	seconds: dict[str, list[float]] = {}
	try:
		planted.remove_rows()
		for before, size in itertools.pairwise([0, *SIZES]):
			for first in range(before, size, PART):
				planted.write_rows(first, min(first + PART, size))
			entries.write_type(next(one for one in entries.SEARCHED if one.doctype == "Investment Project"))
			frappe.db.commit()
			nightly_sweep()
			frappe.db.commit()
			for name, work in works().items():
				work()
				taken = statistics.median(timed(work)[0] for _round in range(ROUNDS))
				seconds.setdefault(name, []).append(taken)
				report(f"{name}_at_{size}", taken, "s", None)
		kept = [told(name, taken) for name, taken in seconds.items()]
		return 0 if all(kept) else 1
	finally:
		frappe.db.rollback()
		planted.remove_rows()
		frappe.db.delete("Search Entry", {"record_name": ["like", f"{sweep.PREFIX}%"]})
		frappe.db.commit()
		frappe.destroy()


def told(name: str, taken: list[float]) -> bool:
	"""The exponent over all sizes: the slope of the line through the logarithms."""
	slope = statistics.linear_regression([*map(math.log, SIZES)], [*map(math.log, taken)]).slope
	return report(f"{name}_exponent", slope, "", None if name == "bare_reading" else MOST_EXPONENT)


if __name__ == "__main__":
	sys.exit(main())
