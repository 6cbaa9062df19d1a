"""The desk's search over 5,000 projects as the bureau and as one locality, against a bare LIKE of the same run.

The rows are written and removed again around the measurement; every figure is the median of rounds that take turns.
"""

import os
import sys

import frappe
from tools.measuring import alternate, report, timed
from walls import PREFIX, USERS, remove_rows, write_rows

ROUNDS, MOST_MS = 15, 150
SYLLABLES = "天门高新晶科锂电智能装备纺织服装生物医药绿色食品精密机械光伏储能"
#: “xm” is in every name: the row rule is asked of all 5,000
QUERIES = {"part": "智能", "initials": "zn", "pinyin": "zhineng", "number": "BENCH-0421", "all": "xm"}


def main() -> int:
	frappe.init(site=os.environ["FRAPPE_SITE"], sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	kept = []
	from anshang_app.record_search import entries, finding

	try:
		write_rows()
		name_rows()
		seconds, _nothing = timed(entries.write_all)
		frappe.db.commit()
		frappe.db.sql("analyze table `tabSearch Entry`")
		report("search_entries_written", seconds, "s", None)
		for who in ("Administrator", *(f"bench-{kind}@test.example.com" for kind in USERS)):
			for label, typed in QUERIES.items():
				frappe.set_user(who)
				assert who != "Administrator" or finding.find(typed), typed
				own, peer = alternate(
					lambda typed=typed: finding.find(typed), lambda typed=typed: bare(typed), ROUNDS, 2
				)
				name = f"search_{label}_as_{who.split('@')[0]}"
				kept.append(report(name, own * 1000, "ms", MOST_MS, digits=1))
				report(f"{name}_bare_like", peer * 1000, "ms", None, digits=1)
	finally:
		frappe.set_user("Administrator")
		remove_rows()
		entries.write_all()
		frappe.db.commit()
		frappe.destroy()
	return 0 if all(kept) else 1


def name_rows() -> None:
	"""Give every project a name of eight characters, no two alike in order."""
	count = len(SYLLABLES)
	for number, name in enumerate(
		frappe.get_all(
			"Investment Project", filters={"name": ["like", f"{PREFIX}%"]}, pluck="name", order_by="name"
		)
	):
		parts = [SYLLABLES[(number * step + step) % (count - 1) :][:2] for step in (2, 3, 5, 7)]
		frappe.db.set_value(
			"Investment Project", name, "project_name", f"{''.join(parts)}项目{number}", update_modified=False
		)


def bare(typed: str) -> None:
	"""The floor: one LIKE over the projects' names, of all, without the row rule."""
	frappe.db.sql(
		"select name, project_name from `tabInvestment Project` where project_name like %s limit 8",
		f"%{typed}%",
	)


if __name__ == "__main__":
	sys.exit(main())
