"""The client against the running site, and the worked notebooks in a real kernel: what they say is what the tables hold."""

import ast
import os

import frappe
import pytest

from anshang_app.client import Client, NotAllowed, NotFound, NotSignedIn, Refused

NAMES = ("delay_analysis", "approval_timeliness", "bulletin_figures")


@pytest.fixture(scope="module")
def keys(accounts, frappe_site) -> dict[str, tuple[str, str]]:
	"""API key and secret of the bureau's and a lead unit's clerk."""
	made = {}
	# the demo was loaded by another process: an older snapshot does not show it
	frappe_site.db.rollback()
	frappe_site.set_user("Administrator")
	for member in ("zhengshu", "baobao"):
		user = frappe_site.get_doc("User", accounts[member]["user"])
		made[member] = (frappe_site.generate_hash(length=15), frappe_site.generate_hash(length=15))
		user.api_key, user.api_secret = made[member]
		user.save()
	frappe_site.db.commit()
	return made


@pytest.fixture
def client_of(url, keys):
	def connect(member: str, **options) -> Client:
		client = Client(url, *keys[member], **options)
		client.session.trust_env = False
		return client

	return connect


def count(doctype: str, **filters) -> int:
	return frappe.db.count(doctype, filters)


def test_frames_hold_every_record_in_both_languages(client_of, db):
	bureau = client_of("zhengshu", page=7)
	for read, doctype, filters in (
		(bureau.projects, "Investment Project", {}),
		(bureau.nodes, "Project Node", {"applies": 1, "is_dated": 1}),
		(bureau.issues, "Coordination Issue", {}),
		(bureau.entries, "Progress Entry", {}),
		(bureau.clocks, "Approval Case", {}),
	):
		english = read(language="en")
		assert len(english) == count(doctype, **filters) == english["name"].nunique()
		chinese = read()
		assert len(chinese) == len(english)
		assert not [column for column in chinese.columns if column != "ID" and column.isascii()]
	assert set(bureau.projects()["项目阶段"]) <= {
		frappe._(stage) for stage in frappe.get_all("Workflow State", pluck="name")
	}


def test_a_unit_reads_its_own_projects_and_no_figure_of_others(client_of, db):
	bureau, lead = client_of("zhengshu"), client_of("baobao")
	whole, own = bureau.projects(language="en"), lead.projects(language="en")
	assert 0 < len(own) < len(whole)
	assert lead.figures().loc["projects", "value"] == len(own)
	assert set(lead.figures().loc["projects", "records"]) == set(own["name"])


def test_report_figures_and_frames_say_the_same(client_of, db):
	bureau = client_of("zhengshu")
	figures, ledger = bureau.figures(), bureau.report("Project Ledger")
	assert len(ledger) == figures.loc["projects", "value"]
	alerts = bureau.report("Node Alerts", light="Red Light")
	assert len(alerts) == figures.loc["nodes_red", "value"]
	narrowed = bureau.figures(
		"2026-01-01", "2026-12-31", project=bureau.projects(language="en")["name"].iloc[0]
	)
	assert narrowed.loc["projects", "value"] == 1


def test_refusals_are_typed_and_in_chinese(client_of, keys, url, db):
	lead = client_of("baobao")
	with pytest.raises(NotAllowed, match="没有安商简报的相应权限"):
		lead.call("anshang_app.bulletins.api.new_issue")
	with pytest.raises(NotFound):
		lead.get("Investment Project", "AS-1999-00000")
	with pytest.raises(Refused, match="没有记录类型"):
		lead.columns("User")
	with pytest.raises(Refused, match="截止日期"):
		lead.figures("2026-05-01", "2026-04-01")
	stranger = Client(url, keys["baobao"][0], "wrong")
	stranger.session.trust_env = False
	# earlier versions take a wrong secret for nobody at all, later ones refuse it
	with pytest.raises((NotSignedIn, NotAllowed)):
		stranger.projects()


def answer_of(name: str, folder, environment: dict[str, str]) -> dict:
	"""What the last cell of a notebook says, run whole in a kernel of its own."""
	import nbformat
	from nbclient import NotebookClient

	notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
	assert not [cell for cell in notebook.cells if cell.get("outputs")], "committed without outputs"
	before = {key: os.environ.get(key) for key in environment}
	os.environ.update(environment)
	try:
		NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
	finally:
		for key, value in before.items():
			os.environ.pop(key) if value is None else os.environ.update({key: value})
	return ast.literal_eval(notebook.cells[-1].outputs[-1]["data"]["text/plain"])


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_says_what_the_tables_hold(name, repo, url, keys, db):
	key, secret = keys["zhengshu"]
	environment = {
		"ANSHANG_URL": url,
		"ANSHANG_KEY": key,
		"ANSHANG_SECRET": secret,
		"PYTHONPATH": str(repo),
		"NO_PROXY": "127.0.0.1,localhost",
	}
	said = answer_of(name, repo / "notebooks", environment)
	running = ("Application Accepted", "Clock Stopped")
	ended = frappe.get_all("Investment Project", {"stage": "Terminated"}, pluck="name")
	living = {"project": ["not in", ended or [""]]}
	expected = {
		"delay_analysis": {
			"nodes_red": count("Project Node", applies=1, is_dated=1, light="Red Light", **living)
		},
		"approval_timeliness": {
			"cases_running": count("Approval Case", state=["in", running], is_back_entry=0, **living)
		},
		"bulletin_figures": {
			"projects": count("Investment Project", stage=["!=", "Terminated"]),
			"issues_open": count("Coordination Issue", state=["!=", "Cleared"], **living),
			"total_investment": frappe.db.sql(
				"select sum(total_investment) from `tabInvestment Project` where stage <> 'Terminated'"
			)[0][0],
		},
	}[name]
	assert {key: said[key] for key in expected} == expected
