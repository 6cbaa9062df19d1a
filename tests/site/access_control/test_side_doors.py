"""The doors beside the list and the form: whatever the desk offers, nothing of the other side comes through.

Every door is tried by every account behind the wall, whose answers `Session` searches for the other side's
text, and by 政数局, for whom the same door must give that text: a door that gives nobody anything proves
nothing. A door closed to officials altogether is marked so and must answer 403.
"""

import json
import shutil

import pytest
import walled_world as world
from walled_sessions import unpacked

BEHIND_THE_WALL = [account for account in world.ACCOUNTS if account not in world.SEE_ALL]
PROJECT = "Investment Project"


def listed(doctype, fields, **more):
	"""A list over the desk's own method."""

	def door(session, foreign):
		return session.call(
			"frappe.desk.reportview.get", doctype=doctype, fields=json.dumps(fields), filters="[]", **more
		)

	return door


def resource(doctype, **params):
	"""A list over the REST resource."""

	def door(session, foreign):
		values = {key: json.dumps(value) for key, value in params.items()}
		return session.get(f"/api/resource/{doctype}", limit_page_length=0, **values)

	return door


def called(path, /, **arguments):
	"""A method; texts take the other side's record names in their places."""

	def door(session, foreign):
		filled = {
			key: value.format(**foreign.by_key) if isinstance(value, str) else value
			for key, value in arguments.items()
		}
		return session.call(path, **filled)

	return door


def page(path, **params):
	"""A page or file by its address."""

	def door(session, foreign):
		filled = {key: value.format(**foreign.by_key) for key, value in params.items()}
		return session.get(path.format(**foreign.by_key), **filled)

	return door


EITHER = [["project_name", "like", "%"], ["name", "like", "%"]]
OPEN = {
	"list": listed(PROJECT, ["name", "project_name", "enterprise"]),
	"list with or_filters": resource(PROJECT, fields=["project_name"], or_filters=EITHER),
	"list filtered by a child table": resource(
		PROJECT, fields=["project_name"], filters=[["Project Role", "role", "!=", "nothing"]]
	),
	"list with a child's field": listed("Service Plan", ["name", "`tabEntity Task`.remark"]),
	"list with a linked field": resource("Stage Log", fields=["project.project_name", "reason"]),
	"list as a tree of links": resource("Approval Case", fields=["project.enterprise", "notice_content"]),
	"list of nodes": resource("Project Node", fields=["late_reason", "responsible_person"]),
	"list of entries": resource("Progress Entry", fields=["content", "issue_text", "policy"]),
	"list of an entry's nodes": listed("Progress Entry", ["name", "`tabEntry Node Date`.late_reason"]),
	"list of lights": resource("Light Log", fields=["node.late_reason", "to_light"]),
	"choices for an entry": called("anshang_app.progress_tracking.api.entry_choices", project="{project}"),
	"wall chart": called("anshang_app.progress_tracking.api.chart", with_closed=1),
	"slides of a meeting": called("anshang_app.coordination.api.slides", meeting="{meeting}"),
	"list of enterprises": resource("Enterprise", fields=["*"]),
	"client list": called("frappe.client.get_list", doctype="Enterprise", fields=["*"], limit_page_length=0),
	"client value": called(
		"frappe.client.get_value",
		doctype=PROJECT,
		fieldname="construction_content",
		filters={"project_name": ["like", "CANARY-project"]},
	),
	"client record": called("frappe.client.get", doctype="Service Plan", name="{plan}"),
	"form": called("frappe.desk.form.load.getdoc", doctype=PROJECT, name="{project}"),
	"form's notes": called("frappe.desk.form.load.get_docinfo", doctype=PROJECT, name="{project}"),
	"timeline": called("frappe.desk.form.load.get_communications", doctype=PROJECT, name="{project}"),
	"link title": called("frappe.desk.search.get_link_title", doctype=PROJECT, docname="{project}"),
	"link search": called(
		"frappe.desk.search.search_link",
		doctype="Enterprise",
		txt="",
		page_length=500,
		ignore_user_permissions=1,
	),
	"link widget": called(
		"frappe.desk.search.search_widget",
		doctype="Enterprise",
		txt="",
		page_length=500,
		ignore_user_permissions=1,
	),
	"validated link": called(
		"frappe.client.validate_link", doctype=PROJECT, docname="{project}", fields='["project_name"]'
	),
	"global search": called("frappe.utils.global_search.search", text="CANARY", limit=50),
	"linked with": called(
		"frappe.desk.form.linked_with.get", doctype="Industry Chain", docname="城墙产业（测试）"
	),
	"numbers by field": called(
		"frappe.desk.listview.get_group_by_count", doctype=PROJECT, current_filters="[]", field="enterprise"
	),
	"numbers by tag": called(
		"frappe.desk.reportview.get_sidebar_stats", doctype=PROJECT, stats='["_user_tags"]', filters="[]"
	),
	"list export": called(
		"frappe.desk.reportview.get_list", doctype=PROJECT, fields='["project_name"]', filters="[]"
	),
	"printed page": page("/printview", doctype=PROJECT, name="{project}", format="Standard"),
	"printed html": called("frappe.www.printview.get_html_and_style", doc=PROJECT, name="{project}"),
	"private file": page("{address}"),
	"file by method": page("/api/method/download_file", file_url="{address}"),
	"files": resource("File", fields=["file_name", "file_url"]),
	"to-dos": resource("ToDo", fields=["description"]),
	"communications": resource("Communication", fields=["subject"]),
	"tags": resource("Tag", fields=["name"]),
	"tag links": resource("Tag Link", fields=["title", "tag", "document_name"]),
	"records of a tag": called("frappe.desk.doctype.tag.tag.get_documents_for_tag", tag="CANARYtag"),
	"tags to choose": called("frappe.desk.doctype.tag.tag.get_tags", doctype=PROJECT, txt=""),
	"preview": called("frappe.desk.link_preview.get_preview_data", doctype=PROJECT, docname="{project}"),
	"calendar": called(
		"frappe.desk.calendar.get_events",
		doctype="Stage Log",
		start="2000-01-01",
		end="2100-01-01",
		field_map='{{"start": "creation", "end": "creation", "title": "reason"}}',
		filters='[["Stage Log", "reason", "!=", ""]]',
	),
	"report view": called(
		"frappe.desk.reportview.get",
		doctype="Project Contact",
		fields='["contact_name"]',
		filters="[]",
		view="Report",
	),
}
FILES = {
	"PDF of Frappe's own": page(
		"/api/method/frappe.utils.print_format.download_pdf", doctype="Stage Log", name="{log}"
	),
	"forms as Excel": page(
		"/api/method/anshang_app.official_documents.api.download_forms", plan="{plan}", file_format="xlsx"
	),
	"forms as Word": page(
		"/api/method/anshang_app.official_documents.api.download_forms", plan="{plan}", file_format="docx"
	),
	"forms as PDF": page(
		"/api/method/anshang_app.official_documents.api.download_forms", plan="{plan}", file_format="pdf"
	),
	"letter": page(
		"/api/method/anshang_app.official_documents.api.download_handover_letter", handover="{handover}"
	),
	"list as Excel": page("/api/method/anshang_app.official_documents.api.export_list", doctype=PROJECT),
}
for child in ("Project Role", "Annual Plan"):
	OPEN[f"child rows of {child}"] = resource(child, parent=PROJECT, fields=["*"])
OPEN["child rows of Entity Task"] = called(
	"frappe.client.get_list",
	doctype="Entity Task",
	parent="Service Plan",
	fields=["remark"],
	limit_page_length=0,
)
#: give 政数局 no text of their own either: looked through all the same
SILENT = {
	"preview",
	"validated link",
	"tags to choose",
	"child rows of Annual Plan",
	"child rows of Project Role",
	"numbers by tag",
	"printed html",
	"to-dos",
	"communications",
	"link title",
}
CLOSED = {
	"numbers of a workflow": called(
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
		doctype=PROJECT,
		workflow_state_field="stage",
		states="[]",
	),
	"field of other records": called(
		"frappe.desk.query_report.get_data_for_custom_field", doctype=PROJECT, field="project_name"
	),
	"data export": called(
		"frappe.core.doctype.data_export.exporter.export_data",
		doctype=PROJECT,
		with_data=True,
		file_type="CSV",
	),
	"mail of a record": called(
		"frappe.core.doctype.communication.email.make",
		recipients="x@example.com",
		doctype=PROJECT,
		name="{project}",
	),
	"share": called("frappe.share.add", doctype=PROJECT, name="{project}", user="{me}", read=1),
	"follow": called(
		"frappe.desk.form.document_follow.follow_document", doctype=PROJECT, doc_name="{project}", user="{me}"
	),
	"differences": called(
		"frappe.utils.diff.get_version_diff", from_version="{version}", to_version="{version}"
	),
	"tree": called(
		"frappe.desk.treeview.get_all_nodes",
		doctype=PROJECT,
		label="x",
		parent="x",
		tree_method="frappe.client.get",
	),
	"method by another path": called(
		"frappe.desk.form.utils.frappe.share.get_users", doctype=PROJECT, name="{project}"
	),
	"search by another method": called(
		"frappe.desk.search.search_link",
		doctype=PROJECT,
		txt="",
		query="frappe.desk.query_report.get_data_for_custom_field",
	),
	"method of a record": called("run_doc_method", dt=PROJECT, dn="{project}", method="get_liked_by"),
	"record of a request's own making": called(
		"run_doc_method",
		docs='{{"doctype": "Service Plan", "name": "{plan}", "project": "x"}}',
		method="get_liked_by",
	),
	"page of a request's own making": called("frappe.utils.print_format.report_to_pdf", html="<p>x</p>"),
	"list export of the desk": called("frappe.desk.reportview.export_query", doctype=PROJECT),
	"report export of the desk": called(
		"frappe.desk.query_report.export_query", report_name="Project Ledger", file_format_type="CSV"
	),
	"columns of a request's own making": called(
		"frappe.desk.query_report.run",
		report_name="Issue Ledger",
		filters="{{}}",
		custom_columns='[{{"fieldname": "json_arrayagg(project_name)", "doctype": "Investment Project"}}]',
	),
	"upload by another method": called("upload_file", method="frappe.utils.telemetry.x"),
}


@pytest.fixture(scope="module")
def foreign(walled):
	side = walled["foreign"]
	made = side.records
	side.by_key = {
		"project": made[PROJECT],
		"plan": made["Service Plan"],
		"address": made["address"],
		"log": made["Stage Log"],
		"handover": made["Project Handover"],
		"version": made["Version"],
		"meeting": made["Coordination Meeting"],
		"me": world.mail("LEAD"),
	}
	return side


@pytest.mark.parametrize("door", OPEN)
def test_nothing_of_the_other_side_comes_through(door, sessions, foreign):
	for account in BEHIND_THE_WALL:
		OPEN[door](sessions[account], foreign)
	answer = OPEN[door](sessions["BUREAU"], foreign)
	if door not in SILENT:
		assert answer.status_code == 200, answer.text[-600:]
		assert world.CANARY in answer.text or (
			"\\u" in answer.text and world.CANARY in answer.json().__repr__()
		)


@pytest.mark.parametrize("door", FILES)
def test_no_file_carries_the_other_side(door, sessions, foreign):
	if door == "PDF of Frappe's own" and not shutil.which("wkhtmltopdf"):
		pytest.skip("no wkhtmltopdf on PATH")
	for account in ("LEAD", "APPROVAL", "INSPECTION", "LEADER"):
		FILES[door](sessions[account], foreign)
	answer = FILES[door](sessions["BUREAU"], foreign)
	assert answer.status_code == 200, answer.text[-600:]
	assert world.CANARY.encode() in unpacked(answer.content)


def test_a_report_run_for_somebody_else_speaks_for_the_asker(sessions, walled):
	import frappe

	report = {
		"doctype": "Report",
		"report_name": world.REPORT,
		"ref_doctype": PROJECT,
		"report_type": "Report Builder",
		"is_standard": "No",
		"json": json.dumps({"fields": [["project_name", PROJECT]], "filters": []}),
	}
	frappe.get_doc(report).insert()
	frappe.db.commit()
	for path in ("frappe.desk.query_report.run", "frappe.desk.query_report.export_query"):
		for account in ("LEAD", "INSPECTION"):
			sessions[account].call(
				path,
				report_name=world.REPORT,
				user=world.mail("BUREAU"),
				file_format_type="Excel",
				filters="{}",
			)


def test_a_link_of_a_workflow_mail_needs_its_signature(sessions, foreign, url):
	import requests

	path = "/api/method/frappe.workflow.doctype.workflow_action.workflow_action.apply_action"
	arguments = {
		"action": "Sign For",
		"doctype": "Project Handover",
		"docname": foreign.records["Project Handover"],
		"current_state": "Handed Over",
		"user": world.mail("BUREAU"),
		"last_modified": "2026-01-01",
	}
	assert sessions["LEAD"].get(path, **arguments).status_code == 403
	guest = requests.get(f"{url}{path}", params=arguments, timeout=30)
	assert world.CANARY not in guest.text
	import frappe

	frappe.db.rollback()
	state = frappe.db.get_value("Project Handover", foreign.records["Project Handover"], "state")
	assert state == "Signed For"


@pytest.mark.parametrize("door", CLOSED)
def test_a_closed_door_says_so(door, sessions, foreign):
	for account in ("LEAD", "APPROVAL", "INSPECTION"):
		answer = CLOSED[door](sessions[account], foreign)
		assert answer.status_code == 403, answer.text[-600:]


COUNTED = {
	"client": ("frappe.client.get_count", {"doctype": PROJECT, "filters": []}),
	"list": ("frappe.desk.reportview.get_count", {"doctype": PROJECT, "filters": "[]", "fields": "[]"}),
	"nodes": (
		"frappe.client.get_count",
		{"doctype": "Project Node", "filters": [["late_reason", "like", "CANARY%"]]},
	),
}


@pytest.mark.parametrize("way", COUNTED)
def test_not_even_a_count(way, sessions, walled):
	method, arguments = COUNTED[way]
	counts = {
		account: sessions[account].call(method, **arguments).json().get("message")
		for account in world.ACCOUNTS
	}
	if way == "nodes":
		assert counts["BUREAU"] > 10
		assert {counts[account] for account in BEHIND_THE_WALL} == {0}
	else:
		assert {account: counts[account] for account in BEHIND_THE_WALL} == {
			**dict.fromkeys(BEHIND_THE_WALL, 1),
			# by its order, of the own side
			"INSPECTION": 1,
		}
		assert counts["BUREAU"] >= 2


def test_a_connected_number_counts_readable_records_only(sessions, walled):
	arguments = {"doctype": "Industry Chain", "name": "城墙产业（测试）", "items": json.dumps([PROJECT])}
	from anshang_app.doors.overrides import count_rows

	answers = {
		account: sessions[account].call("frappe.desk.notifications.get_open_count", **arguments)
		for account in ("BUREAU", "LEAD", "INSPECTION")
	}
	counts = {
		account: [row["count"] for row in count_rows(answer.json()["message"]["count"])]
		for account, answer in answers.items()
	}
	assert counts == {"BUREAU": [2], "LEAD": [1], "INSPECTION": [1]}


def test_cards_and_charts_are_counted_for_each_user(sessions, walled):
	card = {"doc": {"name": walled["own"].records["card"]}, "filters": []}
	chart = {"chart_name": walled["own"].records["chart"]}
	get_chart = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	totals = {}
	for account in ("BUREAU", "LEAD", "INSPECTION", "LEADER"):
		number = sessions[account].call("frappe.desk.doctype.number_card.number_card.get_result", **card)
		drawn = sessions[account].call(get_chart, **chart)
		assert drawn.status_code == 200, drawn.text[-500:]
		values = (drawn.json().get("message") or {}).get("datasets") or [{"values": []}]
		totals[account] = (number.json()["message"], sum(values[0]["values"]))
	assert totals["BUREAU"][0] >= 2 and totals["BUREAU"][1] >= 2
	assert {account: totals[account] for account in ("LEAD", "INSPECTION", "LEADER")} == {
		"LEAD": (1, 1),
		"INSPECTION": (1, 1),
		"LEADER": (1, 1),
	}


def test_a_foreign_record_is_neither_liked_nor_tagged_nor_assigned_nor_commented(sessions, foreign):
	project = foreign.records[PROJECT]
	at = {"doctype": PROJECT, "name": project}
	for account in ("LEAD", "APPROVAL"):
		session = sessions[account]
		for method, arguments in (
			("frappe.desk.like.toggle_like", {**at, "add": "Yes"}),
			("frappe.desk.doctype.tag.tag.add_tag", {"tag": "x", "dt": PROJECT, "dn": project}),
			("frappe.desk.form.assign_to.add", {**at, "assign_to": json.dumps([world.mail("BUREAU")])}),
			(
				"frappe.desk.form.utils.add_comment",
				{
					"reference_doctype": PROJECT,
					"reference_name": project,
					"content": "x",
					"comment_email": world.mail(account),
					"comment_by": account,
				},
			),
			("frappe.model.workflow.apply_workflow", {"doc": json.dumps(at), "action": "Finalise Plan"}),
		):
			assert session.call(method, **arguments).status_code == 404, method
		file = session.send(
			"POST",
			"/api/method/upload_file",
			data={"doctype": PROJECT, "docname": project, "is_private": 0},
			files={"file": ("x.txt", b"x")},
		)
		assert file.status_code == 404, file.text


def test_assigning_does_not_share(sessions, foreign):
	"""A project of this side assigned to a unit without a role: refused, and still unreadable."""
	other = foreign.records[PROJECT]
	answer = sessions["BUREAU"].call(
		"frappe.desk.form.assign_to.add",
		doctype=PROJECT,
		name=other,
		assign_to=json.dumps([world.mail("INSPECTION")]),
	)
	assert answer.status_code == 403
	assert sessions["INSPECTION"].get(f"/api/resource/{PROJECT}/{other}").status_code == 404


def test_a_file_is_private_whatever_its_upload_says_and_is_not_adopted_by_address(sessions, walled, foreign):
	own = walled["own"].records[PROJECT]
	answer = sessions["LEAD"].send(
		"POST",
		"/api/method/upload_file",
		data={"doctype": PROJECT, "docname": own, "is_private": 0},
		files={"file": ("公开.txt", b"content of the lead unit")},
	)
	assert answer.status_code == 200, answer.text[-500:]
	assert answer.json()["message"]["file_url"].startswith("/private/files/")
	stolen = sessions["LEAD"].send(
		"POST",
		"/api/method/upload_file",
		data={"doctype": PROJECT, "docname": own, "file_url": foreign.records["address"]},
	)
	assert stolen.status_code == 403


def test_rooms_of_all_records_are_for_those_who_see_all(sessions, foreign):
	from anshang_app import compat

	room, one = "frappe.realtime.can_subscribe_doctype", "frappe.realtime.can_subscribe_doc"
	at = {"doctype": PROJECT, "docname": foreign.records[PROJECT]}
	if compat.MAJOR >= 16:
		room = one = "frappe.realtime.has_permission"
		at["name"] = at.pop("docname")
	assert sessions["BUREAU"].get(f"/api/method/{room}", doctype=PROJECT).status_code == 200
	assert sessions["BUREAU"].get(f"/api/method/{one}", **at).status_code == 200
	for account in BEHIND_THE_WALL:
		assert sessions[account].get(f"/api/method/{room}", doctype=PROJECT).status_code == 403
		assert sessions[account].get(f"/api/method/{one}", **at).status_code == 404


def test_a_boards_order_of_cards_names_nothing(sessions, walled, foreign):
	import frappe

	frappe.db.rollback()
	board = frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": "城墙看板",
			"reference_doctype": "Approval Case",
			"field_name": "clock_state",
			"columns": [
				{"column_name": "Clock Runs", "order": json.dumps([foreign.records["Approval Case"]])}
			],
		}
	).insert()
	assert [json.loads(column.order) for column in board.columns] == [[]]
	# Frappe fills it in itself when the board is made, the desk with each card that is moved
	board.columns[0].order = json.dumps([foreign.records["Approval Case"]])
	board.save()
	assert [json.loads(column.order) for column in board.columns] == [[]]
	frappe.db.rollback()


def test_a_closed_method_is_not_reached_under_the_name_of_an_open_one(sessions, foreign):
	closed = "frappe.desk.query_report.get_data_for_custom_field"
	for path, cmd in ((closed, "ping"), ("ping", closed)):
		answer = sessions["LEAD"].get(f"/api/method/{path}", cmd=cmd, doctype=PROJECT, field="project_name")
		assert answer.status_code == 403, answer.text[-300:]
	# outside of /api/ Frappe says no on a page of its own
	page_of_refusal = sessions["LEAD"].get("/", cmd=closed, doctype=PROJECT, field="project_name")
	assert "没有权限" in page_of_refusal.text and world.CANARY not in page_of_refusal.text
