"""300 officials at once on 5,000 projects, one action each every 20 s, with locust against this bench's own web processes.

The rows are written and removed again. First one official alone; then 300; then 300 at bare Frappe's list and form of
ToDo; then more of them, until one waits longer than he may. Loopback only; it ends by itself within ten minutes. One
JSON line per figure. Accounts ask with their API keys, so that each request reads its user anew.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import frappe
import requests
from frappe.utils import today
from tools.accounts import forget, with_key
from tools.measuring import connect, report, timed

import reports as filled
from anshang_app.foundation.bulk import child_rows, insert_rows

PROJECTS, OFFICIALS, PACE = 5000, 300, 20
MOST_MS, MOST_OVER_SINGLE = 1500, 5.0
USERS = Path(__file__).parent / "tools" / "load_users.py"
#: seconds of each part
ALONE, TOGETHER, BARE, STEP = 40, 150, 60, 60
#: how many more are tried, until somebody waits too long
STEPS = (450, 600, 900)
#: a ping within so many seconds says that nobody waits
CALM = 0.1
BUREAU, UNIT = "压测政数局", "Anshang Unit"
#: role -> units of so many accounts; a locality has 200 of the projects, a lead unit 555
CLERKS = {
	"Host Locality Clerk": [f"落户地{number}" for number in range(15)],
	"Chain Lead Clerk": [f"包保{number}" for number in range(3)],
	"Government Services Clerk": [BUREAU, BUREAU],
}
#: what the officials leave behind: record type -> field that names the project
WRITTEN = {
	"Progress Entry": "project",
	"Stage Log": "project",
	"Comment": "reference_name",
	"Version": "docname",
}


def main() -> int:
	connect()
	made: dict[str, list[str]] = {}
	try:
		filled.remove_rows()
		filled.write_rows(0, PROJECTS)
		accounts = [account for role, units in CLERKS.items() for account in clerks(role, units, made)]
		frappe.db.commit()
		frappe.clear_cache()
		kept = measured(accounts)
	finally:
		wait_until_calm()
		frappe.db.rollback()
		remove(made)
		filled.remove_rows()
		frappe.db.commit()
		frappe.destroy()
	return 0 if all(kept) else 1


# --- who works ----------------------------------------------------------------------------------------------


def clerks(role: str, units: list[str], made: dict[str, list[str]]) -> list[dict]:
	"""An account in each of the units, with its key, a project and a note of its own."""
	found = []
	for unit in units:
		user = f"load-{len(made.setdefault('User', []))}@bench.example"
		made["User"].append(user)
		doc = frappe.get_doc(
			{"doctype": "User", "email": user, "first_name": "压测", "send_welcome_email": 0}
		)
		doc.flags.in_import = True
		doc.append("roles", {"role": role})
		doc.insert(ignore_permissions=True)
		add_member(unit, user, made)
		project = made_project(unit, made)
		todo = frappe.get_doc({"doctype": "ToDo", "description": "压测", "allocated_to": user}).insert().name
		made.setdefault("ToDo", []).append(todo)
		key = with_key(user).headers["Authorization"].removeprefix("token ")
		found.append({"key": key, "project": project, "todo": todo})
	return found


def add_member(unit: str, user: str, made: dict[str, list[str]]) -> None:
	if unit not in made.setdefault(UNIT, []):
		made[UNIT].append(unit)
		kinds = {
			"is_government_services_bureau": int(unit == BUREAU),
			"is_host_locality": 1,
			"is_chain_lead_unit": 1,
		}
		insert_rows(UNIT, [{"name": unit, "unit_name": unit, "is_active": 1, **kinds}])
	member = {"member_name": user, "user": user, "from_date": "2024-01-01"}
	insert_rows("Unit Member", child_rows(UNIT, unit, "members", [member]))


def made_project(unit: str, made: dict[str, list[str]]) -> str:
	"""A whole project of the unit, as the desk saves one."""
	if not made.get("Enterprise"):
		firm = frappe.get_doc({"doctype": "Enterprise", "enterprise_name": "压测企业有限公司"}).insert().name
		chain = frappe.get_doc(
			{"doctype": "Industry Chain", "chain_name": "压测产业", "counts_for_admission": 1}
		).insert()
		made.update({"Enterprise": [firm], "Industry Chain": [chain.name]})
	mode = frappe.get_all("Landing Mode", pluck="name", order_by="name", limit=1)[0]
	project = frappe.get_doc(
		{
			"doctype": "Investment Project",
			# the audit chain keeps what is not of a demo for ever
			"is_demo": 1,
			"project_name": f"压测项目{len(made.setdefault('Investment Project', []))}",
			"enterprise": made["Enterprise"][0],
			"industry_chain": made["Industry Chain"][0],
			"admission_ground": "Chain and Investment",
			"fixed_asset_investment": 20000,
			"total_investment": 30000,
			"landing_mode": mode,
			"host_locality": unit,
			"chain_lead_unit": unit,
		}
	).insert()
	made["Investment Project"].append(project.name)
	return project.name


def remove(made: dict[str, list[str]]) -> None:
	"""Everything that was made, and what the officials wrote."""
	projects = made.get("Investment Project", [])
	for doctype, field in WRITTEN.items():
		frappe.db.delete(doctype, {field: ["in", [*projects, ""]]})
	for unit in made.pop(UNIT, []):
		frappe.db.delete("Unit Member", {"parent": unit})
		frappe.db.delete(UNIT, {"name": unit})
	for user in made.pop("User", []):
		forget(user)
	for doctype, names in made.items():
		frappe.db.delete(doctype, {"name": ["in", names]})
		frappe.db.delete("Search Entry", {"record_name": ["in", names]})
	frappe.db.delete("Project Role", {"parent": ["in", [*projects, ""]]})


# --- what is measured ---------------------------------------------------------------------------------------


def measured(accounts: list[dict]) -> list[bool]:
	before = memory()
	alone = work(accounts, 1, ALONE, pace=0.5)
	single = percentile(alone)
	report("load_single_p95", single, "ms", None, 0)
	together = work(accounts, OFFICIALS, TOGETHER)
	for row in sorted(together, key=lambda row: row["name"]):
		report(f"load_{row['name'].replace(' ', '_')}_p95", percentile([row]), "ms", None, 0)
	p95 = percentile(together)
	kept = [
		report("load_errors", sum(row["num_failures"] for row in together), "", 0, 0),
		report("load_p95", p95, "ms", MOST_MS, 0),
		report("load_over_single", p95 / single, "x one official alone", MOST_OVER_SINGLE, 2),
	]
	report("load_requests", sum(row["num_requests"] for row in together) / TOGETHER, "a second", None, 1)
	report("load_memory_grown", memory() - before, "MB", None, 0)
	bare = work(accounts, OFFICIALS, BARE, bare=True)
	report("load_bare_p95", percentile(bare), "ms", None, 0)
	report("load_saturation", saturation(accounts), "officials", None, 0)
	return kept


def saturation(accounts: list[dict]) -> int:
	"""How many officials are the most that nobody waits too long, of the steps tried."""
	most = OFFICIALS
	for officials in STEPS:
		rows = work(accounts, officials, STEP)
		report(f"load_p95_of_{officials}", percentile(rows), "ms", None, 0)
		if percentile(rows) > MOST_MS or any(row["num_failures"] for row in rows):
			break
		most = officials
	return most


def work(
	accounts: list[dict], officials: int, seconds: int, pace: float = PACE, bare: bool = False
) -> list[dict]:
	"""What locust tells of each kind of action: {name, num_requests, num_failures, response_times: {ms: count}}."""
	wait_until_calm()
	given = {"accounts": accounts, "bare": bare, "pace": pace, "today": today()}
	with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
		json.dump(given, file)
		file.flush()
		command = [sys.executable, "-m", "locust", "-f", USERS, "--headless", "--json", "--only-summary"]
		# all of them are there after one pace, so that they come evenly
		command += [
			"-u",
			officials,
			"-r",
			max(1, officials / PACE),
			"-t",
			f"{seconds}s",
			"-H",
			os.environ["ANSHANG_TEST_URL"],
		]
		environment = {**os.environ, "LOAD_FILE": file.name}
		done = subprocess.run(
			[*map(str, command)], env=environment, capture_output=True, text=True, timeout=seconds + 60
		)
	if not done.stdout.strip():
		raise SystemExit(done.stderr[-2000:])
	rows = json.loads(done.stdout)
	failed = {row["name"]: row["num_failures"] for row in rows if row["num_failures"]}
	if failed:
		print(f"failed: {failed} {done.stderr[-1500:]}", file=sys.stderr)
	return rows


def wait_until_calm() -> None:
	"""Until what was asked before is answered: its queue is no part of the next figure, nor of what is left behind."""
	quick = 0
	with requests.Session() as http:
		http.trust_env = False
		for _try in range(120):
			took, _answer = timed(
				lambda: http.get(f"{os.environ['ANSHANG_TEST_URL']}/api/method/ping", timeout=120)
			)
			quick = quick + 1 if took < CALM else 0
			if quick == 3:
				return
			time.sleep(0.5)


def percentile(rows: list[dict], share: float = 0.95) -> float:
	"""Milliseconds within which that share of all requests was answered."""
	times = sorted((float(ms), count) for row in rows for ms, count in row["response_times"].items())
	wanted, seen = share * sum(count for _ms, count in times), 0
	for ms, count in times:
		seen += count
		if seen >= wanted:
			return ms
	return 0.0


def memory() -> float:
	"""MB the web processes of this bench hold."""
	root, found = os.environ["ANSHANG_BENCH_ROOT"], 0
	for status in Path("/proc").glob("[0-9]*/status"):
		try:
			words = (status.parent / "cmdline").read_text()
			if "gunicorn" in words and root in words:
				found += int(
					next(
						line for line in status.read_text().splitlines() if line.startswith("VmRSS")
					).split()[1]
				)
		except (OSError, StopIteration):
			# a process that ended meanwhile
			continue
	return found / 1024


if __name__ == "__main__":
	sys.exit(main())
