"""Generating a plan and moving every date of a long chain: seconds and SQL statements, on a real site.

Each figure is taken twice, on the site as it is and with 150,000 nodes of other projects in the database.
The nodes and everything else made here are rolled back or removed at the end.
"""

import sys
import time
from contextlib import contextmanager

import frappe
from tools.measuring import connect, report

MANY = 150_000
CHAIN = 100
PREFIX = "BENCH"


def main() -> int:
	connect()
	kept = []
	try:
		kept += figures("")
		add_nodes(MANY)
		kept += figures("_with_150000_nodes")
	finally:
		frappe.db.rollback()
		frappe.db.delete("Project Node", {"project": ["like", f"{PREFIX}%"]})
		frappe.db.commit()
		frappe.destroy()
	return 0 if all(kept) else 1


def figures(suffix: str) -> list[bool]:
	from anshang_app.service_plans.plans import start_plan

	frappe.set_user("Administrator")
	project = a_project()
	with counted() as warm:
		start_plan(project)
	frappe.db.rollback()
	project = a_project()
	with counted() as cost:
		plan = start_plan(project)
	nodes = frappe.db.count("Project Node", {"project": project.name})
	assert warm.statements
	plan = a_chain(frappe.get_doc("Service Plan", plan))
	# the target moves, and with it every date of the chain down to the first
	changes = {"targets": {"target_start": "2030-03-11"}}
	from anshang_app.service_plans.scheduling import what_if

	what_if(plan, changes)
	with counted() as move:
		moved = what_if(plan, changes)
	assert len(moved) == CHAIN, len(moved)
	frappe.db.rollback()
	return [
		report(f"generate_{nodes}_nodes{suffix}", cost.seconds, "s", 0.15),
		report(f"generate_statements{suffix}", cost.statements, "statements", 40),
		report(f"move_chain_of_{CHAIN}{suffix}", move.seconds, "s", 0.05),
		report(f"move_statements{suffix}", move.statements, "statements", 10),
	]


class Cost:
	seconds = 0.0
	statements = 0


@contextmanager
def counted():
	"""Seconds and SQL statements of what runs inside."""
	cost, database = Cost(), frappe.local.db
	original = database.sql

	def sql(*arguments, **options):
		cost.statements += 1
		return original(*arguments, **options)

	database.sql = sql
	began = time.perf_counter()
	try:
		yield cost
	finally:
		cost.seconds = time.perf_counter() - began
		database.sql = original


def a_project():
	for doctype, values in (
		("Anshang Unit", {"unit_name": f"{PREFIX}单位", "is_chain_lead_unit": 1, "is_host_locality": 1}),
		("Enterprise", {"enterprise_name": f"{PREFIX}企业"}),
	):
		if not frappe.db.exists(doctype, next(iter(values.values()))):
			frappe.get_doc({"doctype": doctype, **values}).insert()
	project = frappe.get_doc(
		{
			"doctype": "Investment Project",
			"project_name": PREFIX,
			"enterprise": f"{PREFIX}企业",
			"admission_ground": "Special Meeting",
			"meeting_minutes_no": "1",
			"meeting_date": "2026-01-05",
			"landing_mode": "征地",
			"host_locality": f"{PREFIX}单位",
			"chain_lead_unit": f"{PREFIX}单位",
			"planned_start_date": "2030-01-10",
		}
	).insert()
	project.db_set("stage", "Planning")
	return project


def a_chain(plan):
	"""The project's network replaced by one chain, its last node the start of construction."""
	frappe.db.delete("Node Dependency", {"parent": ["like", f"{plan.project}-%"]})
	frappe.db.delete("Project Node", {"project": plan.project})
	names = [f"{plan.project}-chain-{number:03d}" for number in range(CHAIN)]
	rows, edges = [], []
	for number, name in enumerate(names):
		rows.append(node_row(name, plan.project, number, "Construction Start" if name == names[-1] else ""))
		if number:
			edges.append((f"{name}-e", name, "Project Node", "edges", 1, names[number - 1], "Hard"))
	insert_nodes(rows)
	fields = ["name", "parent", "parenttype", "parentfield", "idx", "predecessor", "edge_kind"]
	frappe.db.bulk_insert("Node Dependency", fields, edges)
	return plan


FIELDS = ["name", "project", "row_key", "title", "sequence", "is_dated", "applies", "duration", "target_kind"]


def node_row(name: str, project: str, number: int, target: str = "") -> tuple:
	return (name, project, name, f"第{number}步", number, 1, 1, 2, target)


def insert_nodes(rows: list[tuple]) -> None:
	frappe.db.bulk_insert("Project Node", FIELDS, rows, chunk_size=5000)


def add_nodes(count: int) -> None:
	"""Nodes of other projects, thirty each."""
	insert_nodes(
		[node_row(f"{PREFIX}{n // 30}-{n % 30}", f"{PREFIX}{n // 30}", n % 30) for n in range(count)]
	)
	frappe.db.commit()


if __name__ == "__main__":
	sys.exit(main())
