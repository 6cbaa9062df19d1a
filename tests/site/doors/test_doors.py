"""The doors by enumeration: every field, every row, every expression a client could send, tried over HTTP.

What there is to try is read from the running site. Imports nothing of the app.
"""

import json
import re

import pytest
import requests
import walled_world as world
from shares import todays

PROJECT = "Investment Project"
NO_VALUE = {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Fold", "Heading", "Image"}
TABLES = {"Table", "Table MultiSelect"}
#: records of the own side the lead unit or the bureau may write
WRITTEN = {
	PROJECT: "BUREAU",
	"Enterprise": "BUREAU",
	"Service Plan": "LEAD",
	"Project Node": "LEAD",
	"Project Contact": "LEAD",
	"Coordination Issue": "LEAD",
	"Coordination Meeting": "LEAD",
	"Supervision Order": "BUREAU",
	"Commitment": "LEAD",
	"Progress Entry": "LEAD",
	"Approval Case": "APPROVAL",
	"Project Handover": "BUREAU",
}
#: what no client may say of a field, though a query of the desk names fields there
EXPRESSIONS = (
	"json_arrayagg(project_name)",
	"(select group_concat(name) from `tabInvestment Project`)",
	"count((select 1 from `tabUser` where sleep(5)))",
	"project_name, (select 1)",
	"`tabUser`.`api_key`",
	"enterprise.credit_code",
	"`tabBulletin Figure`.`records`",
	"no_such_field",
	"if(1=1,name,1)",
)
#: arguments that name fields, in whatever method
NAMING = (
	"fields",
	"fieldname",
	"order_by",
	"group_by",
	"field",
	"sort_field",
	"searchfield",
	"aggregate_on_field",
)
ASKING = ("filters", "or_filters", "current_filters")
PAYLOAD = '["<img src=x onerror=alert(1)>"]'


def said(answer) -> str:
	"""The words of a refusal."""
	messages = json.loads(answer.json().get("_server_messages", "[]"))
	return "\n".join(json.loads(message)["message"] for message in messages)


def fields_of(doctype: str) -> list:
	import frappe

	return [field for field in frappe.get_meta(doctype).fields if field.fieldtype not in NO_VALUE]


def other_value(field, value):
	"""A value of the field's type that is not the stored one."""
	if field.fieldtype in ("Check", "Int", "Float", "Currency", "Percent"):
		return 0 if value else 7
	if field.fieldtype == "Date":
		return "2031-02-03"
	if field.fieldtype == "Datetime":
		return "2031-02-03 04:05:06"
	return "anders"


@pytest.mark.parametrize("doctype", WRITTEN)
def test_no_field_the_platform_fills_in_is_written_by_hand(doctype, walled, sessions):
	import frappe

	session, name = sessions[WRITTEN[doctype]], walled["own"].records[doctype]
	address = f"/api/resource/{doctype}/{name}"
	closed = [field for field in fields_of(doctype) if field.read_only or field.hidden]
	closed = [field for field in closed if field.fieldtype not in TABLES and not field.is_virtual]
	assert closed or doctype == "Enterprise"
	frappe.db.rollback()
	before = frappe.db.get_value(doctype, name, "*", as_dict=True)
	for field in closed:
		value = other_value(field, before[field.fieldname])
		for verb, path, body in (
			("PUT", address, {field.fieldname: value}),
			(
				"POST",
				"/api/method/frappe.client.set_value",
				{"doctype": doctype, "name": name, "fieldname": field.fieldname, "value": value},
			),
		):
			answer = session.send(verb, path, json=body)
			assert answer.status_code == 417, (field.fieldname, verb, answer.status_code, answer.text[:300])
			assert "不能手工填写" in said(answer), (field.fieldname, said(answer))
	frappe.db.rollback()
	after = frappe.db.get_value(doctype, name, "*", as_dict=True)
	assert {key: after[key] for key in before} == before


@pytest.mark.parametrize("doctype", WRITTEN)
def test_a_whole_record_cannot_leave_out_or_change_what_the_platform_fills_in(doctype, walled, sessions):
	import frappe

	session, name = sessions[WRITTEN[doctype]], walled["own"].records[doctype]
	stored = session.get(f"/api/resource/{doctype}/{name}").json()["data"]
	closed = [field.fieldname for field in fields_of(doctype) if field.read_only or field.hidden]
	frappe.db.rollback()
	before = frappe.db.get_value(doctype, name, "*", as_dict=True)
	without = {key: value for key, value in stored.items() if key not in closed}
	session.call("frappe.desk.form.save.savedocs", doc=json.dumps(without), action="Save")
	session.call(
		"frappe.desk.form.save.savedocs",
		doc=json.dumps({**stored, "owner": "x", "creation": "2001-01-01"}),
		action="Save",
	)
	# said of a record as it now stands, so that nothing else refuses it
	now = session.get(f"/api/resource/{doctype}/{name}").json()["data"]
	answer = session.send("PUT", f"/api/resource/{doctype}/{name}", json={**now, "owner": world.mail("HOST")})
	# an entry is changed by who filed it only
	assert answer.status_code == (417 if doctype == "Progress Entry" else 200), answer.text[:300]
	frappe.db.rollback()
	after = frappe.db.get_value(doctype, name, "*", as_dict=True)
	kept = [key for key in (*closed, "owner", "creation") if key in before]
	assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


def test_rows_are_written_with_their_record(walled, sessions):
	import frappe

	session, name = sessions["LEAD"], walled["own"].records["Service Plan"]
	stored = session.get(f"/api/resource/Service Plan/{name}").json()["data"]
	table = next(field.fieldname for field in fields_of("Service Plan") if field.options == "Entity Task")
	assert len(stored[table]) > 3
	stored[table][1]["remark"] = "随表修改的备注"
	answer = session.call("frappe.desk.form.save.savedocs", doc=json.dumps(stored), action="Save")
	assert answer.status_code == 200, answer.text[:500]
	frappe.db.rollback()
	rows = frappe.get_all(
		"Entity Task",
		filters={"parent": name, "parentfield": table},
		fields=["name", "remark"],
		order_by="idx",
	)
	assert [row.name for row in rows] == [row["name"] for row in stored[table]]
	assert rows[1].remark == "随表修改的备注"


def test_no_row_of_a_record_is_written_by_itself(walled, sessions):
	import frappe

	ours = set(frappe.get_module_list("anshang_app"))
	rows = frappe.get_all("DocType", filters={"istable": 1, "module": ["in", ours]}, pluck="name")
	assert len(rows) > 25
	frappe.db.rollback()
	tried = 0
	for number, doctype in enumerate(rows):
		stored = frappe.get_all(doctype, fields=["name", "parent", "parenttype", "parentfield"], limit=1)
		row = (
			stored[0]
			if stored
			else {"name": "x", "parent": "y", "parenttype": PROJECT, "parentfield": "roles"}
		)
		# one of three for each table in turn; all with --long
		for account in todays(("BUREAU", "LEAD", "ADMIN"), 3, number):
			for verb, path, body in (
				("PUT", f"/api/resource/{doctype}/{row['name']}", {"idx": 9}),
				("DELETE", f"/api/resource/{doctype}/{row['name']}", {}),
				("POST", f"/api/resource/{doctype}", {**row, "name": None}),
				(
					"POST",
					"/api/method/frappe.client.insert",
					{"doc": {**row, "doctype": doctype, "name": None}},
				),
				("POST", "/api/method/frappe.client.save", {"doc": {**row, "doctype": doctype}}),
				("POST", "/api/method/frappe.client.delete", {"doctype": doctype, "name": row["name"]}),
			):
				answer = sessions[account].send(verb, path, json=body)
				assert answer.status_code in (403, 404), (doctype, account, verb, path, answer.text[:300])
				tried += 1
		if stored:
			frappe.db.rollback()
			assert frappe.db.exists(doctype, row["name"])
	assert tried > 150


def test_a_row_of_another_record_is_not_taken_over(walled, sessions):
	import frappe

	own, foreign = walled["own"].records, walled["foreign"].records
	taken = frappe.get_all(
		"Entity Task", filters={"parent": foreign["Service Plan"]}, fields=["name", "remark"], limit=1
	)[0]
	stored = sessions["LEAD"].get(f"/api/resource/Service Plan/{own['Service Plan']}").json()["data"]
	table = next(field.fieldname for field in fields_of("Service Plan") if field.options == "Entity Task")
	rows = [{"name": taken.name, "remark": "übernommen"}]
	sessions["LEAD"].call(
		"frappe.desk.form.save.savedocs",
		doc=json.dumps({**stored, table: [*stored[table], *rows]}),
		action="Save",
	)
	frappe.db.rollback()
	now = frappe.db.get_value("Entity Task", taken.name, ["parent", "remark"], as_dict=True)
	assert now == {"parent": foreign["Service Plan"], "remark": taken.remark}


#: links a writer chooses himself, to records behind the wall
LINKED = (
	("Coordination Issue", "blocked_node", "Project Node"),
	("Commitment", "node", "Project Node"),
	("Coordination Meeting", "previous_meeting", "Coordination Meeting"),
	("Progress Entry", "approval_case", "Approval Case"),
)


@pytest.mark.parametrize(("doctype", "field", "target"), LINKED)
def test_a_link_to_a_foreign_record_is_answered_as_one_to_nothing(doctype, field, target, walled, sessions):
	import frappe

	own, foreign = walled["own"].records[doctype], walled["foreign"].records[target]
	before = frappe.db.get_value(doctype, own, field)
	told = []
	for name in (foreign, f"{foreign}-none"):
		for verb, path, values in (
			("PUT", f"/api/resource/{doctype}/{own}", {field: name}),
			(
				"POST",
				"/api/method/frappe.client.set_value",
				{"doctype": doctype, "name": own, "fieldname": field, "value": name},
			),
		):
			answer = sessions["LEAD"].send(verb, path, json=values)
			assert answer.status_code == 417, answer.text[:300]
			told.append(said(answer).replace(name, "–"))
	assert len(set(told)) == 1 and "–" in told[0], told
	frappe.db.rollback()
	assert frappe.db.get_value(doctype, own, field) == before


def test_no_row_is_put_into_a_table_the_platform_fills_in(walled, sessions):
	tried = 0
	for doctype, account in WRITTEN.items():
		session, address = sessions[account], f"/api/resource/{doctype}/{walled['own'].records[doctype]}"
		stored = session.get(address).json()["data"]
		for field in fields_of(doctype):
			if field.fieldtype in TABLES and (field.read_only or field.hidden):
				rows = [*stored.get(field.fieldname, []), {}]
				answer = session.send("PUT", address, json={field.fieldname: rows})
				assert answer.status_code == 417 and "不能手工填写" in said(answer), (
					doctype,
					field.fieldname,
				)
				tried += 1
	assert tried > 8


def test_where_one_value_stands_several_are_refused(walled, sessions):
	address = f"/api/resource/Coordination Issue/{walled['own'].records['Coordination Issue']}"
	for value in ({"a": 1}, ["a"]):
		answer = sessions["LEAD"].send("PUT", address, json={"description": value})
		assert answer.status_code == 417 and "一个值" in said(answer), answer.text[:300]
	# a column of text holds 65,535 bytes
	answer = sessions["LEAD"].send("PUT", address, json={"description": "长" * 21_846})
	assert answer.status_code == 417 and "21846" in said(answer), answer.text[:300]


def test_a_title_the_platform_fills_in_is_not_given_by_hand(walled, sessions):
	import frappe

	for doctype in ("Service Plan", "Progress Entry", "Approval Case"):
		name = walled["own"].records[doctype]
		session = sessions[WRITTEN[doctype]]
		answer = session.call(
			"frappe.model.rename_doc.update_document_title", doctype=doctype, docname=name, title="别的项目"
		)
		assert answer.status_code == 417 and "不能手工填写" in said(answer), answer.text[:300]
		frappe.db.rollback()
		assert frappe.db.get_value(doctype, name, "project_name") != "别的项目"


def test_nobody_speaks_for_another(walled, sessions):
	import frappe

	about = {"reference_doctype": PROJECT, "reference_name": walled["own"].records[PROJECT]}
	answer = sessions["LEAD"].call(
		"frappe.desk.form.utils.add_comment",
		**about,
		content="同意开工",
		comment_email=world.mail("BUREAU"),
		comment_by="政数局",
	)
	assert answer.status_code == 200, answer.text[:300]
	frappe.db.rollback()
	written = frappe.db.get_value(
		"Comment", {**about, "content": ["like", "%同意开工%"]}, ["comment_email", "comment_by"]
	)
	assert written == (world.mail("LEAD"), "LEAD")


#: where a record is named in the place of something else
ELSEWHERE = {
	"a name as filters": lambda name: (
		"frappe.client.get",
		{"doctype": PROJECT, "filters": json.dumps(name)},
	),
	"a value by a name as filters": lambda name: (
		"frappe.client.get_value",
		{"doctype": PROJECT, "fieldname": "stage", "filters": json.dumps(name)},
	),
	"an entry of a calendar": lambda name: (
		"frappe.desk.calendar.update_event",
		{
			"args": json.dumps({"doctype": PROJECT, "name": name, "stage": "x"}),
			"field_map": json.dumps({"start": "stage", "end": "stage"}),
		},
	),
}


@pytest.mark.parametrize("way", ELSEWHERE)
def test_a_name_in_another_place_tells_nothing_either(way, walled, sessions):
	foreign = walled["foreign"].records[PROJECT]
	never = foreign[:-1] + ("1" if foreign[-1] != "1" else "2")
	told = []
	for name in (foreign, never):
		path, arguments = ELSEWHERE[way](name)
		answer = sessions["LEAD"].call(path, **arguments)
		assert answer.status_code == 404, answer.text[:300]
		told.append(said(answer).replace(name, "–"))
	assert told[0] == told[1]


def test_what_is_kept_out_of_reports_is_neither_shown_nor_asked_by(walled, sessions):
	import frappe

	ours = set(frappe.get_module_list("anshang_app"))
	types = frappe.get_all(
		"DocType", {"module": ["in", ours], "istable": 0, "issingle": 0, "is_virtual": 0}, pluck="name"
	)
	tried, readable = 0, set()
	for doctype in types:
		listing = {"doctype": doctype, "limit_page_length": 1}
		for account in ("LEAD", "BUREAU", "ADMIN"):
			if sessions[account].call("frappe.client.get_list", **listing).status_code != 200:
				continue
			# administrators may ask by anything
			for field in fields_of(doctype) if account != "ADMIN" else ():
				kept_out = field.report_hide or field.fieldtype == "Password"
				# a list comes in its order, and the desk reads the field with it
				if not kept_out or field.fieldname == frappe.get_meta(doctype).sort_field:
					continue
				for more in (
					{"fields": json.dumps([field.fieldname])},
					{"filters": json.dumps([[field.fieldname, "like", "%"]])},
					{"order_by": field.fieldname},
				):
					answer = sessions[account].call("frappe.client.get_list", **{**listing, **more})
					assert answer.status_code in (403, 417), (doctype, account, more, answer.text[:200])
					tried += 1
				# the numbers beside a list are given with the values they are of
				stats = {"doctype": doctype, "stats": json.dumps([field.fieldname]), "filters": "[]"}
				answer = sessions[account].call("frappe.desk.reportview.get_sidebar_stats", **stats)
				assert answer.status_code in (403, 417), (doctype, account, stats, answer.text[:200])
				readable.add(f"{doctype}.{field.fieldname}")
	assert {"Project Contact.phone_full", "Enterprise.name_key", "Bulletin.number_key"} <= readable
	assert tried > 20


def test_an_argument_that_is_not_named_reaches_no_method(walled, sessions):
	"""Frappe's list takes whatever is sent as an argument of its query, `pluck` among them."""
	asked = {"doctype": PROJECT, "fields": '["name", "stage"]', "filters": "[]", "pluck": "name"}
	rows = sessions["LEAD"].call("frappe.desk.reportview.get_list", **asked).json()["message"]
	assert [row["name"] for row in rows] == [walled["own"].records[PROJECT]]


def test_rows_of_a_table_are_listed_with_the_record_they_stand_in_only(walled, sessions):
	for account in ("LEAD", "BUREAU"):
		for parent in ({}, {"parent": "User"}, {"parent": PROJECT}, {"parent": "Entity Task"}):
			for field in ("remark", "name"):
				answer = sessions[account].call(
					"frappe.client.get_list", doctype="Entity Task", fields=[field], **parent
				)
				assert answer.status_code == 403, (parent, field, answer.text[:300])


def open_doors() -> dict[str, set]:
	"""The desk's methods that name fields, each with those arguments, by their signatures."""
	import inspect

	import frappe
	from frappe.desk import reportview

	found = {}
	for path in (
		"frappe.client.get_list",
		"frappe.client.get_value",
		"frappe.client.get",
		"frappe.client.get_count",
	):
		found[path] = set(inspect.signature(frappe.get_attr(path)).parameters)
	for path in (
		"frappe.desk.search.search_link",
		"frappe.desk.listview.get_group_by_count",
		"frappe.desk.form.utils.get_next",
	):
		found[path] = set(inspect.signature(frappe.get_attr(path)).parameters)
	for name in ("get", "get_list", "get_count"):
		assert hasattr(reportview, name)
		found[f"frappe.desk.reportview.{name}"] = {"fields", "filters", "or_filters", "order_by", "group_by"}
	return found


def test_no_expression_reaches_a_query(walled, sessions):
	tried = 0
	fixed = {
		"value": walled["own"].records[PROJECT],
		"prev": 0,
		"txt": "x",
		"field": "stage",
		"current_filters": "[]",
		"fields": '["name"]',
	}
	for account in ("LEAD", "BUREAU"):
		for path, arguments in open_doors().items():
			for argument in arguments & {*NAMING, *ASKING}:
				for words in EXPRESSIONS:
					if account == "BUREAU" and words.startswith("enterprise."):
						continue
					given = words if argument in NAMING else json.dumps([[words, "=", "x"]])
					if argument == "fields":
						given = json.dumps([words])
					body = {
						"doctype": PROJECT,
						**{key: value for key, value in fixed.items() if key in arguments},
						argument: given,
					}
					answer = sessions[account].call(path, **body)
					assert answer.status_code in (403, 417), (
						path,
						argument,
						words,
						answer.status_code,
						answer.text[:300],
					)
					tried += 1
		for words in EXPRESSIONS[:5]:
			for argument in ("fields", "order_by", "filters", "group_by", "or_filters"):
				given = (
					words
					if argument in NAMING[1:]
					else json.dumps([words if argument == "fields" else [words, "=", 1]])
				)
				answer = sessions[account].get(f"/api/resource/{PROJECT}", **{argument: given})
				assert answer.status_code in (403, 417), (argument, words, answer.status_code)
				tried += 1
	assert tried > 300


@pytest.mark.parametrize(
	"verb", ["GET", "PUT", "DELETE", "getdoc", "get", "printview", "set_value", "delete", "own"]
)
def test_unknown_and_foreign_have_one_answer(verb, walled, sessions):
	"""The answers about a foreign record and about one that never was are the same but for the name."""
	foreign, tried = walled["foreign"].records, 0
	for doctype in WRITTEN:
		name = foreign[doctype]
		never = (
			name[:-1] + ("1" if name[-1] != "1" else "2") if doctype != "Enterprise" else "NEVER-enterprise"
		)
		for account in ("LEAD", "APPROVAL", "LEADER"):
			told = [answer_about(sessions[account], verb, doctype, one) for one in (name, never)]
			if told[0] is None:
				continue
			codes, words = zip(*told, strict=True)
			assert codes[0] == codes[1] and codes[0] in (403, 404), (doctype, account, codes)
			assert words[0].replace(name, "") == words[1].replace(never, ""), (doctype, account)
			tried += 1
	assert tried


def answer_about(session, verb: str, doctype: str, name: str):
	"""Status and text of what is said about a record."""
	if verb in ("GET", "PUT", "DELETE"):
		answer = session.send(verb, f"/api/resource/{doctype}/{name}", json={} if verb != "GET" else None)
	elif verb == "printview":
		answer = session.get("/printview", doctype=doctype, name=name)
	elif verb == "own":
		path, argument = OWN.get(doctype, (None, None))
		if not path:
			return None
		answer = session.call(path, **{argument: name})
	else:
		path = {
			"getdoc": "frappe.desk.form.load.getdoc",
			"get": "frappe.client.get",
			"set_value": "frappe.client.set_value",
			"delete": "frappe.client.delete",
		}[verb]
		more = {"fieldname": "owner", "value": "x"} if verb == "set_value" else {}
		answer = session.call(path, doctype=doctype, name=name, **more)
	# v15 and v16 draw each refusal an id
	return answer.status_code, re.sub(r"(__frappe_exc_id\W+)[0-9a-f]+", r"\1", answer.text)


#: a method of the app about a record of the type
OWN = {
	PROJECT: ("anshang_app.progress_tracking.api.duties", "project"),
	"Service Plan": ("anshang_app.official_documents.api.forms_warnings", "plan"),
	"Supervision Order": ("anshang_app.supervision.api.sign_for_order", "order"),
	"Coordination Issue": ("anshang_app.coordination.api.begin_issue", "issue"),
	"Coordination Meeting": ("anshang_app.coordination.api.slides", "meeting"),
	"Progress Entry": ("anshang_app.progress_tracking.api.chat_words", "entry"),
	"Project Handover": ("anshang_app.official_documents.api.handover_letter_warnings", "handover"),
	"Commitment": ("anshang_app.coordination.api.fulfil_commitment", "commitment"),
	"Approval Case": ("anshang_app.permit_approvals.api.accept", "case"),
}


def test_every_argument_of_the_apps_methods_is_answered_not_failed(walled, sessions):
	"""Each whitelisted method of the app × each argument × shapes of a value: never an error of the server."""
	import inspect

	import frappe

	paths = own_methods()
	assert len(paths) > 110
	shapes = (None, "", "x", "9999-99-99", 0, -1, [1], {"a": {"b": 1}}, "x" * 70_000, '{"a":', "🦄", True)
	# a sixth of them for each argument in turn; all with --long
	tried, failed = 0, []
	for path in sorted(paths):
		named = [name for name in inspect.signature(frappe.get_attr(path)).parameters if name != "kwargs"]
		for argument in named or ["x"]:
			for shape in todays(shapes, 6, tried):
				answer = sessions["INTRODUCER"].http.post(
					f"{sessions['INTRODUCER'].url}/api/method/{path}", json={argument: shape}, timeout=60
				)
				tried += 1
				if answer.status_code >= 500:
					failed.append(f"{path} {argument}={str(shape)[:20]!r}: {answer.status_code}")
	assert not failed, "\n".join(failed)
	assert tried > 400


@pytest.mark.parametrize(
	("path", "arguments"),
	[
		("frappe.client.get_js", {"items": []}),
		("frappe.client.get_js", {"items": ["assets/no-such-file.js"]}),
		("frappe.client.get_js", {"items": ["assets/../common_site_config.json"]}),
		("frappe.client.get_js", {"items": [None]}),
		("frappe.client.get_js", {"items": ["assets/" + "x" * 5000]}),
		("frappe.client.get_js", {"items": ["assets/\u0000"]}),
		("frappe.client.get_js", {"items": ["assets"]}),
		("frappe.desk.form.load.get_user_info_for_viewers", {"users": []}),
		("frappe.desk.form.load.get_user_info_for_viewers", {"users": ["x"]}),
		("frappe.core.doctype.user.user.verify_password", {"password": 0}),
		("frappe.core.doctype.user.user.verify_password", {"password": True}),
		("frappe.core.doctype.user.user.verify_password", {"password": None}),
		("frappe.desk.desktop.get_desktop_page", {"page": {}}),
		("frappe.desk.desktop.get_desktop_page", {"page": {"name": ["x"]}}),
		("frappe.desk.desktop.get_desktop_page", {"page": {"name": "没有的工作台"}}),
		("frappe.desk.doctype.onboarding_step.onboarding_step.get_onboarding_steps", {"ob_steps": []}),
		("frappe.desk.doctype.onboarding_step.onboarding_step.get_onboarding_steps", {"ob_steps": [{}]}),
		("frappe.desk.doctype.notification_settings.notification_settings.set_seen_value", {"value": ""}),
		("frappe.desk.doctype.notification_settings.notification_settings.set_seen_value", {"value": "null"}),
		("frappe.desk.doctype.notification_settings.notification_settings.set_seen_value", {"value": None}),
		("frappe.desk.notifications.get_open_count", {"doctype": "", "name": "x"}),
		("frappe.desk.query_report.run", {"report_name": "没有的报表"}),
		("frappe.core.doctype.prepared_report.prepared_report.make_prepared_report", {"report_name": "没有"}),
	],
)
def test_what_a_method_of_the_desk_cannot_read_is_no_error_of_the_server(path, arguments, sessions):
	lead = sessions["LEAD"]
	answer = lead.http.post(f"{lead.url}/api/method/{path}", json=arguments, timeout=60)
	assert answer.status_code < 500, answer.text[:400]


def own_methods() -> set[str]:
	"""The paths of the app's whitelisted functions, found by importing every module."""
	import importlib
	import pkgutil

	import frappe

	import anshang_app

	found = set()
	for module in pkgutil.walk_packages(anshang_app.__path__, "anshang_app."):
		if module.name.rpartition(".")[2] in (
			"api",
			"cards",
			"workspace_cards",
			"overrides",
			"scheduled_reports",
		):
			loaded = importlib.import_module(module.name)
			found |= {
				f"{module.name}.{name}"
				for name, one in vars(loaded).items()
				if callable(one) and one in frappe.whitelisted and one.__module__ == module.name
			}
	return found


def imported_methods() -> set[str]:
	"""The paths by which a module of the app offers a method of Frappe's own that it imports."""
	import importlib
	import pkgutil

	import frappe

	import anshang_app

	found = set()
	for module in pkgutil.walk_packages(anshang_app.__path__, "anshang_app."):
		if ".patches" in module.name:
			continue
		for name, one in vars(importlib.import_module(module.name)).items():
			theirs = callable(one) and getattr(one, "__module__", "").startswith("frappe.")
			if theirs and any(one is method for method in frappe.whitelisted):
				found.add(f"{module.name}.{name}")
	return found


def test_a_method_of_the_desk_is_not_reached_by_a_path_of_the_app(walled, sessions):
	"""By its own path it takes what `open_methods.txt` names; by this one it would take anything from anybody."""
	from anshang_app.doors import door

	paths = imported_methods()
	assert len(paths) > 3
	record = {"doctype": PROJECT, "name": walled["own"].records[PROJECT]}
	for path in sorted(paths):
		for account in ("LEAD", "BUREAU", "ADMIN"):
			answer = sessions[account].call(path, doc=json.dumps(record), doctype=PROJECT, document="x")
			assert answer.status_code == 403 and "未开放此功能" in said(answer), (path, answer.text[:300])
		# nor where a method is named in an argument
		assert not door.is_open(path)
	assert door.is_open("anshang_app.key_projects.api.reveal_phone")


def test_text_that_is_json_with_markup_is_kept_as_letters(walled, sessions):
	import frappe

	texts = {"Data", "Small Text", "Text", "Long Text"}
	tried = 0
	for doctype, account in WRITTEN.items():
		session, name = sessions[account], walled["own"].records[doctype]
		for field in fields_of(doctype):
			if field.fieldtype not in texts or field.read_only or field.hidden:
				continue
			session.send("PUT", f"/api/resource/{doctype}/{name}", json={field.fieldname: PAYLOAD})
			frappe.db.rollback()
			assert "<img" not in (frappe.db.get_value(doctype, name, field.fieldname) or ""), (
				doctype,
				field.fieldname,
			)
			tried += 1
	assert tried > 20


def test_what_an_account_says_of_itself_is_kept_as_letters(db, world):
	import frappe

	world.act("lead")
	doc = frappe.get_doc("User", frappe.session.user)
	# what is no JSON Frappe cleans, and leaves it markup
	doc.location = "<b>市</b>政府"
	doc.save(ignore_permissions=True)
	assert "<" not in doc.location and "政府" in doc.location
	doc.update({"location": PAYLOAD, "bio": PAYLOAD})
	doc.save(ignore_permissions=True)
	# v15 and v16 write the other bracket as letters too
	assert doc.location == doc.bio
	assert doc.bio.replace("&gt;", ">") == PAYLOAD.replace("<", "&lt;")


def test_every_answer_tells_the_browser_what_runs_on_it(url, sessions):
	desk = sessions["LEAD"].get("/app").headers
	assert "frame-ancestors 'self'" in desk["Content-Security-Policy"]
	assert "object-src 'none'" in desk["Content-Security-Policy"]
	page = sessions["LEAD"].get("/anshang/entry").headers["Content-Security-Policy"]
	assert "script-src 'self';" in page and "unsafe-eval" not in page
	for path in (
		"/app",
		"/login",
		"/api/method/ping",
		"/anshang/entry",
		"/nowhere",
		"/api/resource/User/nobody",
	):
		headers = sessions["LEAD"].get(path).headers
		assert headers["X-Content-Type-Options"] == "nosniff", path
		assert headers["X-Frame-Options"] == "SAMEORIGIN", path
		assert headers["Referrer-Policy"] == "same-origin", path


def test_an_address_that_leads_nowhere_is_told_to_nobody_else(url):
	first = requests.get(f"{url}/first-secret-address", timeout=60)
	second = requests.get(f"{url}/second-address", timeout=60)
	assert (first.status_code, second.status_code) == (404, 404)
	assert "first-secret-address" not in second.text


@pytest.mark.parametrize("name", ["new", "new-investment-project-1", "new-investment-project-kdjfhgkdfg"])
def test_the_form_of_a_new_record_is_no_unknown_one(name, sessions):
	"""The desk asks for it by the name in the address, and opens the form on an empty answer."""
	for account in ("BUREAU", "INVEST", "LEAD"):
		answer = sessions[account].get("/api/method/frappe.desk.form.load.getdoc", doctype=PROJECT, name=name)
		assert answer.status_code == 200, answer.text[:300]
		assert not answer.json().get("docs")


def test_every_kind_in_the_table_is_there(frappe_site):
	from anshang_app.doors import door, kinds

	entries = {kind for arguments in door.open_methods().values() for kind in arguments.values()}
	assert len(entries) > 20
	for entry in entries:
		assert callable(kinds.kind_of(entry)), entry
		assert kinds.rank(entry) >= 0
