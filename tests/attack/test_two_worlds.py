"""An account's answers are the same whether the other side exists or not: no count, order, hit or figure tells.

Each question is put once with the other side's records there and once after they were taken out, in the same
session; what differs is a leak. Questions are made from the record types and their fields as the site has them.
"""

from itertools import cycle, islice

import frappe
import pytest
from answers import comparable
from shares import todays
from walled_world import CANARY

NO_VALUE = frappe.model.no_value_fields
TEXTS = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Select", "Link")


def types_of_app() -> list[str]:
	modules = frappe.get_all("Module Def", {"app_name": "anshang_app"}, pluck="name")
	return sorted(frappe.get_all("DocType", {"module": ["in", modules], "issingle": 0}, pluck="name"))


def questions() -> list[tuple[str, dict]]:
	"""(path, arguments) of everything that counts, lists, orders, searches or adds up."""
	asked: list[tuple[str, dict]] = []
	for doctype in types_of_app():
		fields = [field for field in frappe.get_meta(doctype).fields if field.fieldtype not in NO_VALUE]
		by_name = f"`tab{doctype}`.`name` asc"
		listing = {"doctype": doctype, "fields": '["name"]', "filters": "[]", "order_by": by_name}
		asked += [
			("frappe.client.get_list", {"doctype": doctype, "fields": ["*"], "limit_page_length": 0}),
			("frappe.client.get_count", {"doctype": doctype}),
			("frappe.desk.reportview.get_count", {"doctype": doctype, "filters": "[]"}),
			(
				"frappe.desk.reportview.get_sidebar_stats",
				{"doctype": doctype, "stats": '["_user_tags"]', "filters": "[]"},
			),
			("frappe.desk.search.search_link", {"doctype": doctype, "txt": "", "page_length": 500}),
			("frappe.desk.search.search_link", {"doctype": doctype, "txt": CANARY}),
		]
		for field in fields:
			name = field.fieldname
			asked.append(
				(
					"frappe.desk.reportview.get",
					{**listing, "order_by": f"`tab{doctype}`.`{name}` desc, {by_name}"},
				)
			)
			condition = ["like", f"%{CANARY}%"] if field.fieldtype in TEXTS else ["is", "set"]
			asked.append(
				(
					"frappe.desk.reportview.get",
					{**listing, "filters": frappe.as_json([[doctype, name, *condition]])},
				)
			)
			asked.append(
				(
					"frappe.desk.reportview.get_count",
					{"doctype": doctype, "filters": frappe.as_json([[doctype, name, *condition]])},
				)
			)
			if field.fieldtype in ("Link", "Select", "Data"):
				group = {"doctype": doctype, "current_filters": "[]", "field": name}
				asked.append(("frappe.desk.listview.get_group_by_count", group))
			if field.fieldtype == "Link":
				asked.append(
					(
						"frappe.desk.search.search_link",
						{"doctype": field.options, "txt": "", "reference_doctype": doctype},
					)
				)
	modules = frappe.get_all("Module Def", {"app_name": "anshang_app"}, pluck="name")
	for report in frappe.get_all("Report", {"module": ["in", modules]}, pluck="name"):
		asked.append(("frappe.desk.query_report.run", {"report_name": report, "filters": "{}"}))
	for card in frappe.get_all("Number Card", pluck="name"):
		asked.append(
			(
				"frappe.desk.doctype.number_card.number_card.get_result",
				{"doc": frappe.as_json({"doctype": "Number Card", "name": card}), "filters": "[]"},
			)
		)
	for chart in frappe.get_all("Dashboard Chart", pluck="name"):
		asked.append(
			("frappe.desk.doctype.dashboard_chart.dashboard_chart.get", {"chart_name": chart, "refresh": 1})
		)
	for text in (CANARY, f"{CANARY}-project", "project"):
		asked.append(("frappe.utils.global_search.search", {"text": text, "limit": 50}))
		asked.append(("frappe.desk.doctype.tag.tag.get_documents_for_tag", {"tag": f"{text}tag"}))
	asked.append(("frappe.desk.notifications.get_notification_info", {}))
	return asked


@pytest.fixture(scope="module")
def reads(surface):
	"""The app's own methods that need no argument."""
	return [(method.path, {}) for method in surface if method.own and not method.needed]


def test_no_answer_changes_when_the_other_side_goes(walled, attackers, reads, whole):
	frappe.db.rollback()
	asked = [*questions(), *reads]
	# not everything: every sixth, another sixth each day
	asked = todays(asked, 6)
	accounts = cycle(attackers.values())
	plan = [
		(attacker, path, arguments)
		for path, arguments in asked
		for attacker in (attackers.values() if whole else islice(accounts, 1))
	]
	with_it = [settled(path, attacker.call(path, arguments)) for attacker, path, arguments in plan]
	take_out(walled["foreign"])
	without = [settled(path, attacker.call(path, arguments)) for attacker, path, arguments in plan]
	told = [
		f"{attacker.account} {path} {arguments}: {one} / {other}"[:1500]
		for (attacker, path, arguments), one, other in zip(plan, with_it, without, strict=True)
		if one != other
	]
	wrong = [line for attacker in attackers.values() for line in attacker.wrong]
	assert not wrong, "\n".join(wrong[:20])
	assert not told, f"{len(told)} of {len(plan)}\n" + "\n".join(told[:20])
	assert len(plan) > (10_000 if whole else 400)
	answered = [code for code, _text in with_it]
	# questions nobody may put prove nothing
	assert answered.count(200) > len(answered) / 3


def settled(path: str, answer) -> tuple[int, str]:
	"""An answer to compare; groups of the same size stand in the order of their names."""
	code, text = comparable(answer)
	if code == 200 and path.endswith("get_group_by_count"):
		groups = sorted((group["count"], str(group["name"])) for group in answer.json()["message"])
		# which of more than fifty of the same size are answered is chance
		text = "cut off" if len(groups) == 50 else str(groups)
	return code, text


def take_out(side) -> None:
	"""The records of a side, and all that hangs on its project, past the app: as if it had never been."""
	project, names = side.records["Investment Project"], [str(name) for name in side.records.values()]
	tables = frappe.db.sql_list("show tables like 'tab%%'")
	for table in tables:
		# others write logs meanwhile, and a statement reads what is there when its transaction begins
		frappe.db.commit()
		columns = frappe.db.sql_list(
			"select column_name from information_schema.columns where table_schema = database() and table_name = %s",
			table,
		)
		if "project" in columns:
			frappe.db.sql(f"delete from `{table}` where project = %s", project)
		for column in (
			"name",
			"parent",
			"reference_name",
			"docname",
			"document_name",
			"attached_to_name",
			"record_name",
			"document",
		):
			if column in columns and table not in ("tabDocField", "tabDocType"):
				frappe.db.sql(f"delete from `{table}` where `{column}` in %s", (names,))
	frappe.db.sql("delete from `__global_search` where name in %s", (names,))
	frappe.db.commit()
	frappe.clear_cache()
