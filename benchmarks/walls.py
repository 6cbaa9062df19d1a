"""List and count as a member of a unit against Administrator: 5,000 projects, same run, on a real site.

Twice: as requests of the desk, with everything a request costs, and inside one process, a fresh session
each time. The rows are written and removed again around the measurement. Each figure is the median of
rounds that take turns, so that a busy moment of the machine falls on both sides.
"""

import json
import os
import sys

import frappe
from tools.accounts import with_key
from tools.measuring import alternate, report

from anshang_app import compat

PROJECTS, HOSTS, LEADS, APPROVALS = 5_000, 25, 5, 10
ROUNDS, BOUND = 40, 1.3
PREFIX = "AS-BENCH-"
USERS = {"host": "Host Locality Clerk", "lead": "Chain Lead Clerk", "approval": "Approval Clerk"}
FIELDS = [
	"name",
	"project_name",
	"stage",
	"enterprise",
	"industry_chain",
	"fixed_asset_investment",
	"creation",
]


def main() -> int:
	frappe.init(site=os.environ["FRAPPE_SITE"], sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	kept = []
	try:
		write_rows()
		for kind in USERS:
			kept += figures(kind)
	finally:
		frappe.set_user("Administrator")
		remove_rows()
		frappe.destroy()
	return 0 if all(kept) else 1


def figures(kind: str) -> list[bool]:
	"""List and count of one unit's clerk, as a multiple of Administrator's."""
	user = f"bench-{kind}@test.example.com"
	frappe.set_user(user)
	seen = len(frappe.get_list("Investment Project", pluck="name", limit=0))
	requests_of = {who: Requests(who) for who in ("Administrator", user)}
	found = []
	for name in ("list", "count"):
		works = {
			"request": {who: getattr(made, name) for who, made in requests_of.items()},
			"in_process": {who: in_process(who, name) for who in requests_of},
		}
		for where, by_user in works.items():
			own, other = alternate(by_user[user], by_user["Administrator"], ROUNDS, warm=2)
			label = f"walls_{name}_{kind}_of_{seen}_{where}"
			found.append(report(label, own / other, "x Administrator", BOUND))
	return found


def in_process(user: str, name: str):
	"""The list or the count as this process does it, with a session's caches empty at first."""

	def work():
		frappe.set_user(user)
		list_projects() if name == "list" else count_projects()

	return work


class Requests:
	"""List and count over HTTP with an account's key, as the desk's list asks for them."""

	def __init__(self, user: str):
		self.session = with_key(user)

	def ask(self, method: str, **arguments) -> None:
		url = f"{os.environ['ANSHANG_TEST_URL']}/api/method/frappe.desk.reportview.{method}"
		arguments = {"doctype": "Investment Project", "filters": "[]", **arguments}
		self.session.post(url, json=arguments, timeout=30).raise_for_status()

	def list(self) -> None:
		self.ask("get", fields=json.dumps(FIELDS), order_by="creation desc", start=0, page_length=20)

	def count(self) -> None:
		self.ask("get_count", fields="[]")


def list_projects() -> None:
	rows = frappe.get_list("Investment Project", fields=FIELDS, limit=20, order_by="creation desc")
	assert len(rows) == 20, len(rows)


def count_projects() -> None:
	# v16 takes no functions in words
	counted = (
		{"COUNT": "name", "as": "total"}
		if compat.MAJOR >= 16
		else "count(`tabInvestment Project`.name) as total"
	)
	frappe.get_list("Investment Project", fields=[counted])


def write_rows() -> None:
	"""Units with one clerk each, projects spread over them, a role row per unit, a case per project."""
	from anshang_app.foundation.bulk import insert_rows

	units = [(f"BENCH host {n}", "is_host_locality") for n in range(HOSTS)]
	units += [(f"BENCH lead {n}", "is_chain_lead_unit") for n in range(LEADS)]
	units += [(f"BENCH approval {n}", "is_approval_unit") for n in range(APPROVALS)]
	kinds = dict.fromkeys(kind for _name, kind in units)
	insert_rows(
		"Anshang Unit",
		[
			{
				"name": name,
				"unit_name": name,
				"is_active": 1,
				**{other: int(other == kind) for other in kinds},
			}
			for name, kind in units
		],
	)
	members = []
	for kind, role in USERS.items():
		user = f"bench-{kind}@test.example.com"
		frappe.get_doc(
			{
				"doctype": "User",
				"name": user,
				"email": user,
				"first_name": kind,
				"user_type": "System User",
				"enabled": 1,
			}
		).db_insert()
		place = {"parent": user, "parenttype": "User", "parentfield": "roles"}
		frappe.get_doc({"doctype": "Has Role", "role": role, **place}).db_insert()
		members.append(
			{
				"name": f"BENCH {kind}",
				"user": user,
				"parent": f"BENCH {kind} 0",
				"parenttype": "Anshang Unit",
				"parentfield": "members",
			}
		)
	insert_rows("Unit Member", members)
	projects, roles, cases = [], [], []
	for number in range(PROJECTS):
		name = f"{PREFIX}{number:05d}"
		projects.append(
			{
				"name": name,
				"project_name": f"基准 {number}",
				"stage": "Pre-construction",
				"host_locality": f"BENCH host {number % HOSTS}",
				"chain_lead_unit": f"BENCH lead {number % LEADS}",
			}
		)
		holders = (("Host Locality", "host", HOSTS), ("Chain Lead Unit", "lead", LEADS))
		roles += [
			{
				"parent": name,
				"parenttype": "Investment Project",
				"parentfield": "project_roles",
				"role": role,
				"unit": f"BENCH {kind} {number % count}",
			}
			for role, kind, count in holders
		]
		cases.append(
			{
				"name": f"AP-BENCH-{number:05d}",
				"project": name,
				"unit": f"BENCH approval {number % APPROVALS}",
				"state": "Application Accepted",
			}
		)
	insert_rows("Investment Project", projects)
	insert_rows("Project Role", roles)
	insert_rows("Approval Case", cases)
	frappe.db.commit()
	frappe.db.sql("analyze table `tabInvestment Project`, `tabProject Role`, `tabApproval Case`")
	frappe.clear_cache()


def remove_rows() -> None:
	frappe.db.rollback()
	frappe.db.delete("Project Role", {"parent": ["like", f"{PREFIX}%"]})
	frappe.db.delete("Investment Project", {"name": ["like", f"{PREFIX}%"]})
	frappe.db.delete("Approval Case", {"name": ["like", "AP-BENCH-%"]})
	frappe.db.delete("Unit Member", {"parent": ["like", "BENCH %"]})
	frappe.db.delete("Anshang Unit", {"name": ["like", "BENCH %"]})
	frappe.db.delete("Has Role", {"parent": ["like", "bench-%@test.example.com"]})
	frappe.db.delete("__Auth", {"doctype": "User", "name": ["like", "bench-%@test.example.com"]})
	frappe.db.delete("User", {"name": ["like", "bench-%@test.example.com"]})
	frappe.db.commit()
	frappe.clear_cache()


if __name__ == "__main__":
	sys.exit(main())
