"""Officials at work, for locust: one action each every 20 seconds, of the eight kinds a day is made of.

LOAD_FILE names a file of JSON: {accounts: [{key, project, cases}], bare: whether Frappe's own list and form are asked
instead, pace: seconds between two actions of one official}.
"""

import itertools
import json
import os
import random
from pathlib import Path

from locust import HttpUser, constant_pacing, task

GIVEN = json.loads(Path(os.environ["LOAD_FILE"]).read_text())
ACCOUNTS = itertools.cycle(GIVEN["accounts"])
PROJECT = "Investment Project"


class Official(HttpUser):
	wait_time = constant_pacing(GIVEN["pace"])
	abstract = True

	def on_start(self) -> None:
		self.account = next(ACCOUNTS)
		self.client.trust_env = False
		self.client.headers["Authorization"] = f"token {self.account['key']}"

	def ask(self, name: str, method: str, **values) -> None:
		self.client.post(f"/api/method/{method}", json=values, name=name)


class AtTheApp(Official):
	abstract = GIVEN["bare"]

	@task
	def my_work(self) -> None:
		self.client.get("/api/method/anshang_app.reminders.api.my_work", name="my work")

	@task
	def listed(self) -> None:
		fields = json.dumps(
			[f"`tab{PROJECT}`.`{field}`" for field in ("name", "project_name", "stage", "modified")]
		)
		order = f"`tab{PROJECT}`.`modified` desc"
		self.ask(
			"list",
			"frappe.desk.reportview.get",
			doctype=PROJECT,
			fields=fields,
			order_by=order,
			start=0,
			page_length=20,
		)

	@task
	def form(self) -> None:
		asked = {"doctype": PROJECT, "name": self.account["project"]}
		self.client.get("/api/method/frappe.desk.form.load.getdoc", params=asked, name="form")

	@task
	def save(self) -> None:
		words = f"标准厂房 {random.randrange(10**6)} 平方米"
		self.client.put(
			f"/api/resource/{PROJECT}/{self.account['project']}",
			json={"construction_content": words},
			name="save",
		)

	@task
	def report(self) -> None:
		self.ask("report", "frappe.desk.query_report.run", report_name="Project Ledger", filters="{}")

	@task
	def wall(self) -> None:
		self.ask("wall", "anshang_app.progress_tracking.api.chart")

	@task
	def entry(self) -> None:
		values = {
			"entry_kind": "Phone Contact",
			"entry_date": GIVEN["today"],
			"content": "电话了解进度，无问题",
		}
		self.ask(
			"entry",
			"anshang_app.progress_tracking.api.file_entry",
			project=self.account["project"],
			values=values,
		)

	@task
	def search(self) -> None:
		self.ask(
			"search",
			"anshang_app.record_search.api.find",
			text=random.choice(("测速3", "cesu", "落户地", "压测")),
		)


class AtBareFrappe(Official):
	abstract = not GIVEN["bare"]

	@task
	def listed(self) -> None:
		fields = json.dumps(
			[f"`tabToDo`.`{field}`" for field in ("name", "description", "status", "modified")]
		)
		order = "`tabToDo`.`modified` desc"
		self.ask(
			"list",
			"frappe.desk.reportview.get",
			doctype="ToDo",
			fields=fields,
			order_by=order,
			start=0,
			page_length=20,
		)

	@task
	def form(self) -> None:
		asked = {"doctype": "ToDo", "name": self.account["todo"]}
		self.client.get("/api/method/frappe.desk.form.load.getdoc", params=asked, name="form")
