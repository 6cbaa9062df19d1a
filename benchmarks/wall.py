"""The wall chart of 500 projects: its data, the statements it takes, and how soon it is drawn in Chromium.

The rows are written and removed again around the measurement; the chart is drawn at the real desk by the
bureau's account of the demo where there is one (ANSHANG_TEST_URL), else only the data are measured. The floor
of the data is reading the same rows bare, in the same rounds.
"""

import os
import shutil
import statistics
import sys
from contextlib import contextmanager
from datetime import timedelta

import frappe
from frappe.utils import getdate
from tools.measuring import alternate, connect, report, statements

from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation.bulk import insert_rows
from anshang_app.progress_tracking import wall_chart

PREFIX, FEW, MANY, ROUNDS = "AS-WALL-", 50, 500, 9
MOST_DATA_MS, MOST_DRAWN_MS, MOST_STATEMENTS = 300, 1000, 25
BARE = (
	"select name, project_name, stage, enterprise, industry_chain, host_locality, chain_lead_unit"
	f" from `tabInvestment Project` where name like '{PREFIX}%'",
	"select project, row_key, title, part, annex_cell, light, planned_date, actual_date, applies"
	f" from `tabProject Node` where project like '{PREFIX}%' and annex_cell <> ''",
)


def main() -> int:
	connect()
	kept = []
	try:
		remove_rows()
		write_rows(0, FEW)
		read_chart()
		few = statements(read_chart)
		write_rows(FEW, MANY)
		many = statements(read_chart)
		kept.append(report("wall_statements", many, "statements", MOST_STATEMENTS))
		kept.append(report("wall_statements_grow", many - few, "statements", 0))
		own, bare = alternate(answer_chart, read_bare, ROUNDS)
		kept.append(report("wall_data_500", own * 1000, "ms", MOST_DATA_MS))
		report("wall_data_ratio", own / bare, "x bare reading", None)
		report("wall_data_size", len(answer_chart()) / 1024, "KB", None)
		kept += drawn()
	finally:
		frappe.db.rollback()
		remove_rows()
		frappe.destroy()
	return 0 if all(kept) else 1


def read_chart() -> dict:
	return wall_chart.read_chart(wall_chart.sight_of(viewer_of()))


def answer_chart() -> str:
	"""The chart as it goes over the line."""
	return frappe.as_json(read_chart(), indent=None)


def read_bare() -> None:
	for query in BARE:
		frappe.db.sql(query)


def drawn() -> list[bool]:
	"""From the answer's arrival to the last row painted, at the desk of a real Chromium."""
	url = os.environ.get("ANSHANG_TEST_URL")
	if not url:
		return []
	with viewer() as login:
		figures = draw(url, login)
	counts = {count for _first, _whole, count in figures}
	assert len(counts) == 1 and counts.pop() >= MANY, counts
	first, whole = (statistics.median(figure[at] for figure in figures) for at in (0, 1))
	report("wall_first_rows_drawn", first, "ms", None)
	return [report("wall_drawn_500", whole, "ms", MOST_DRAWN_MS)]


@contextmanager
def viewer():
	"""An account that sees all projects, for as long as it is needed: what it logs in with."""
	from frappe.utils.password import update_password

	account, password = f"{PREFIX.lower()}viewer@bench.example", frappe.generate_hash(length=20)
	clear_viewer(account)
	user = frappe.get_doc(
		{"doctype": "User", "email": account, "first_name": "wall", "send_welcome_email": 0}
	)
	user.append("roles", {"role": "Anshang Administrator"})
	user.insert()
	update_password(account, password)
	frappe.db.commit()
	try:
		yield {"usr": account, "pwd": password}
	finally:
		clear_viewer(account)


def clear_viewer(account: str) -> None:
	for doctype, field in (("Has Role", "parent"), ("Activity Log", "user"), ("User", "name")):
		frappe.db.delete(doctype, {field: account})
	frappe.db.commit()


def draw(url: str, login: dict) -> list[tuple]:
	"""(ms until the first rows, ms until the last, rows) of each round."""
	from playwright.sync_api import sync_playwright

	with sync_playwright() as playwright:
		flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
		chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
		page = chromium.new_page(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
		assert page.request.post(f"{url}/api/method/login", form=login).status == 200
		page.goto(f"{url}/app/anshang-wall")
		page.wait_for_selector(".wall[data-drawn]")
		figures = [page.evaluate(DRAW) for _round in range(ROUNDS)]
		chromium.close()
	return figures


#: draws the answer anew: ms until the first rows are on screen, ms until the last, and how many there are
DRAW = """async () => {
	const board = frappe.pages["anshang-wall"].chart.board;
	const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	const began = performance.now();
	board.draw();
	await painted();
	const first = performance.now() - began;
	await board.drawn();
	await painted();
	return [first, performance.now() - began, Number(board.element.dataset.drawn)];
}"""


def write_rows(first: int, last: int) -> None:
	"""Projects with thirty nodes each around today, a third of them done, and an issue on every fifth."""
	today = getdate()
	projects, nodes, issues, template = [], [], [], template_rows()
	stages = ("Planning", "Pre-construction", "Construction", "Acceptance")
	for number in range(first, last):
		name = f"{PREFIX}{number}"
		projects.append(
			{
				"name": name,
				"project_name": f"年产{number + 1}万套精密部件生产基地",
				"stage": stages[number % 4],
				"industry_chain": f"产业链{number % 5}",
				"chain_lead_unit": f"包保单位{number % 9}",
				"host_locality": f"落户地{number % 25}",
				"city_leader_name": f"市领导{number % 12}",
			}
		)
		for at, row in enumerate(template):
			planned = today + timedelta(days=(number * 7 + at * 23) % 500 - 150)
			done = planned < today and (number + at) % 9
			nodes.append(
				{
					"name": f"{name}-{row.row_key}",
					"project": name,
					**row,
					"sequence": at,
					"applies": int((number + at) % 14 > 0),
					"planned_date": planned,
					"actual_date": planned + timedelta(days=number % 5 - 1) if done else None,
					"light": "Green Light" if done or planned > today else "Red Light",
					"responsible_person": "测速",
				}
			)
		if number % 5 == 0:
			issues.append({"name": f"{name}-issue", "project": name, "title": "测速", "state": "Raised"})
	for doctype, rows in (
		("Investment Project", projects),
		("Project Node", nodes),
		("Coordination Issue", issues),
	):
		insert_rows(doctype, rows)
	frappe.db.commit()


def template_rows() -> list:
	"""The thirty rows a project gets: the annex's third form and what comes beyond the annex."""
	fields = ["row_key", "title", "part", "annex_cell"]
	parts = ["Approval Schedule", "Construction Schedule", "Beyond the Annex"]
	filters = {"parent": ["is", "set"], "part": ["in", parts]}
	return frappe.get_all("Plan Template Row", filters=filters, fields=fields, order_by="idx", limit=30)


def remove_rows() -> None:
	for doctype, field in (
		("Coordination Issue", "project"),
		("Project Node", "project"),
		("Investment Project", "name"),
	):
		frappe.db.delete(doctype, {field: ["like", f"{PREFIX}%"]})
	frappe.db.commit()


if __name__ == "__main__":
	sys.exit(main())
