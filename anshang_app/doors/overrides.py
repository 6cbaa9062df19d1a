"""Methods of the desk that read past the row rule, replaced by ones that keep it (override_whitelisted_methods)."""

import inspect

import frappe
import frappe.client
from frappe import _
from frappe.desk import like, listview, notifications, reportview, search
from frappe.desk.doctype.dashboard_chart import dashboard_chart
from frappe.desk.doctype.kanban_board import kanban_board
from frappe.desk.doctype.tag import tag as tag_methods
from frappe.desk.form import linked_with
from frappe.utils import cint, global_search

from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import viewer_of
from anshang_app.doors import door, link_titles
from anshang_app.doors.queries import ASSIGNED
from anshang_app.doors.readable_fields import readable_columns
from anshang_app.doors.readable_records import is_listed, readable_names
from anshang_app.foundation import archived
from anshang_app.foundation.endpoints import parse_argument
from anshang_app.foundation.phase_words import project_titles
from anshang_app.record_search import finding
from anshang_app.record_search.list_filters import widened, widened_search

#: records looked through for one page of the desk's search, since some of them fall to the rule
SEARCHED_AHEAD = 200
#: records of a tag that are shown
MOST_TAGGED = 200


@frappe.whitelist()
@frappe.read_only()
def get_list_rows():
	"""The rows of a list with the titles of linked records the user may read; Frappe's own join shows titles the user may not read."""
	require_doctype()
	widen_filters()
	leave_out_comment_counts()
	return link_titles.fill_compressed(reportview.get())


@frappe.whitelist()
@frappe.read_only()
def get_plain_rows():
	"""As `get_list_rows`, row by row."""
	require_doctype()
	widen_filters()
	return link_titles.fill(reportview.get_list())


def widen_filters() -> None:
	"""Let a part of a name in a list's filters be pinyin."""
	form = frappe.form_dict
	if form.get("filters"):
		form.filters = widened(form.doctype, form.filters)


def leave_out_comment_counts() -> None:
	"""Count no comments for whoever may not read them."""
	form = frappe.form_dict
	if form.get("with_comment_count") and "_comments" not in readable_columns(form.doctype):
		form.with_comment_count = 0


def require_doctype() -> None:
	"""Refuse a question that names no record type: v15 and v16 crash on it."""
	if not frappe.form_dict.get("doctype"):
		frappe.throw(_("{0} is missing").format(_("DocType")))


@frappe.whitelist()
def get_count(doctype: str, filters=None, debug: bool = False, cache: bool = False) -> int:
	"""The number of rows the user may read; Frappe's counts all."""
	filters = widened(doctype, frappe.parse_json(filters))
	return len(frappe.get_list(doctype, filters=filters, pluck="name", limit=0))


@frappe.whitelist()
def update_order(board_name: str, order: str):
	"""The board as it is: no order of cards is kept for records behind the rule (`access_control/desk_records.py`). Returns (board, []), as Frappe does."""
	board = readable_board(board_name)
	if board.reference_doctype in row_rule.WALLED:
		return board, []
	return kanban_board.update_order(board_name, order)


@frappe.whitelist()
def update_order_for_single_card(board_name: str, docname: str, from_colname: str, to_colname: str, **places):
	"""Move a card by saving its record, with all its checks; its place within the column is not kept."""
	board = readable_board(board_name)
	if board.reference_doctype not in row_rule.WALLED:
		return kanban_board.update_order_for_single_card(
			board_name, docname, from_colname, to_colname, places["old_index"], places["new_index"]
		)
	if from_colname != to_colname:
		frappe.set_value(board.reference_doctype, docname, board.field_name, to_colname)
	return board


def readable_board(name: str):
	board = frappe.get_doc("Kanban Board", name)
	board.check_permission("read")
	return board


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields=None) -> dict:
	"""A link's target, only if the user may read it; Frappe's says whether a name exists."""
	if not readable(doctype, docname):
		return frappe._dict(name=None)
	return frappe.client.validate_link(doctype, docname, fields)


@frappe.whitelist()
def validate_link_and_fetch(
	doctype: str, docname: str, fields_to_fetch=None, query: str | None = None, filters=None, **search_args
) -> dict:
	"""v16's form of `validate_link`; it may run `query`, a method the client names, so that is checked."""
	if not readable(doctype, docname):
		return {}
	return frappe.client.validate_link_and_fetch(
		doctype, docname, fields_to_fetch, checked_query(query), filters, **search_arguments(search_args)
	)


def readable(doctype: str, name: str) -> bool:
	"""Whether the user may read the record; False where there is none, True of a type he may not list: Frappe judges that."""
	hooks = frappe.get_hooks("has_permission").get(doctype, [])
	if not any(hook.startswith("anshang_app.") for hook in hooks):
		return not is_listed(doctype) or bool(readable_names(doctype, [name]))
	messages_before = len(frappe.local.message_log)
	if frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", doc=name):
		return True
	# v16 says of a record that is there which right was missing
	del frappe.local.message_log[messages_before:]
	return False


@frappe.whitelist()
def search_link(doctype: str, txt: str, query: str | None = None, **kwargs):
	"""Link search within the rule: Frappe's skips it where a client asks it to ignore user permissions."""
	txt, kwargs["filters"] = widened_unless_query(doctype, txt, query, kwargs.get("filters"))
	return search.search_link(doctype, txt, query=checked_query(query), **search_arguments(kwargs))


@frappe.whitelist()
def search_widget(doctype: str, txt: str, query: str | None = None, **kwargs):
	"""As `search_link`."""
	txt, kwargs["filters"] = widened_unless_query(doctype, txt, query, kwargs.get("filters"))
	return search.search_widget(doctype, txt, query=checked_query(query), **search_arguments(kwargs))


def widened_unless_query(doctype: str, txt: str, query: str | None, filters) -> tuple:
	"""(text, filters) of a search, widened to pinyin; unchanged where the client names a method (`query`) or typed nothing."""
	return (txt, filters) if query or not txt else widened_search(doctype, txt, filters)


def checked_query(query: str | None) -> str | None:
	"""The method a search names, refused (PermissionError) unless the door opens it."""
	if query and "." in query and not viewer_of().administers:
		door.check_method_open(query)
	return query


def search_arguments(arguments: dict) -> dict:
	"""A client's arguments of a search, `cmd` dropped; only an administrator may have user permissions ignored."""
	# `administers`, not `sees_all`: who sees every project does not see another unit's imports of ledgers
	if not viewer_of().administers:
		arguments["ignore_user_permissions"] = 0
	return {key: value for key, value in arguments.items() if key != "cmd"}


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""A record's title for a link, only if the user may read the record; else the name as it was asked for."""
	if not readable(doctype, docname):
		return docname
	if doctype == row_rule.PROJECT:
		return project_titles([docname]).get(docname, docname)
	return search.get_link_title(doctype, docname)


@frappe.whitelist()
def search_globally(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list:
	"""The desk's search: what is found by name or pinyin, then Frappe's hits, each held against the rule: it checks the type only."""
	start, limit = cint(start), cint(limit) or 20
	hits = found_by_name(text, doctype)
	hit_names = {(row.doctype, row.name) for row in hits}
	further = [
		row
		for row in global_search.search(text, start=0, limit=SEARCHED_AHEAD + start + limit, doctype=doctype)
		if (row.doctype, row.name) not in hit_names
	]
	names_by_type: dict[str, list[str]] = {}
	for row in further:
		names_by_type.setdefault(row.doctype, []).append(row.name)
	readable_by_type = {kind: readable_names(kind, names) for kind, names in names_by_type.items()}
	hits += [row for row in further if row.name in readable_by_type[row.doctype]]
	return hits[start : start + limit]


def found_by_name(text: str, doctype: str) -> list:
	"""Results of the app's own search as Frappe's dialog draws them."""
	return [
		frappe._dict(
			doctype=result.doctype,
			name=result.name,
			# what v16 shows in place of the number
			title=result.title,
			content=f"{result.kind} : {result.title} ||| {_('Note')} : {result.note or result.name}",
			rank=1.0,
		)
		for result in finding.find(text)
		if not doctype or result.doctype == doctype
	]


@frappe.whitelist()
@archived.shown()
def get_open_count(doctype: str, name: str, items=None) -> dict:
	"""Numbers of connected records, only of those the user may read; Frappe's counts all."""
	answer = notifications.get_open_count(doctype, name, items)
	viewer = viewer_of()
	if viewer.sees_all:
		return answer
	links = frappe.get_meta(doctype).get_dashboard_data()
	for row in count_rows(answer["count"]):
		linked = row.get("doctype") or row["name"]
		if linked not in row_rule.WALLED:
			continue
		if "names" in row:
			row["names"] = [other for other in row["names"] if row_rule.may_see(linked, other, viewer)]
			row["count"] = len(row["names"])
		else:
			field = links.get("non_standard_fieldnames", {}).get(linked, links.get("fieldname"))
			# as far as Frappe counts
			row["count"] = len(frappe.get_list(linked, filters={field: name}, pluck="name", limit=100))
		if "open_count" in row:
			# how many of the readable ones are open is not counted
			row["open_count"] = 0
	return answer


def count_rows(counts: list | dict) -> list[dict]:
	"""The rows of an answer about connected records: a list before v15.0, from then on a dict of two lists."""
	return counts if isinstance(counts, list) else [row for rows in counts.values() for row in rows]


@frappe.whitelist()
@archived.shown()
def get_links(doctype: str, docname: str) -> dict:
	"""The records linked to one, row by row; Frappe's list reads past the rule."""
	frappe.get_doc(doctype, docname).check_permission("read")
	readable_links = {}
	for linked, records in linked_with.get(doctype, docname).items():
		names = readable_names(linked, [record.name for record in records])
		readable_links[linked] = [record for record in records if record.name in names]
	return {linked: records for linked, records in readable_links.items() if records}


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
	"""Numbers beside the list; those by assigned person are counted over readable rows."""
	# who sees all projects may still not read the type: Frappe counts its rows past every right
	if field != ASSIGNED or viewer_of().administers:
		return listview.get_group_by_count(doctype, current_filters, field)
	names = frappe.get_list(doctype, filters=frappe.parse_json(current_filters), pluck="name", limit=0)
	todos = frappe.get_all(
		"ToDo",
		filters={
			"reference_type": doctype,
			"reference_name": ["in", [*names, ""]],
			"status": ["!=", "Cancelled"],
		},
		pluck="allocated_to",
	)
	return [frappe._dict(name=user, count=todos.count(user)) for user in sorted(set(todos))]


@frappe.whitelist()
def get_chart(chart_name: str, **kwargs) -> dict:
	"""A stored chart's figures, counted for this user; Frappe keeps one user's figures for all."""
	if frappe.db.get_value("Dashboard Chart", chart_name, "chart_type") in ("Custom", "Report"):
		frappe.throw(_("The chart {0} takes its figures from its report or source.").format(_(chart_name)))
	# past the decorator that keeps one user's figures for all
	return frappe.call(inspect.unwrap(dashboard_chart.get), chart_name=chart_name, **kwargs)


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""Like a record the user may read."""
	frappe.get_doc(doctype, name).check_permission("read")
	like.toggle_like(doctype, name, add)


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
	"""Tag a record the user may write."""
	frappe.get_doc(dt, dn).check_permission("write")
	return tag_methods.add_tag(tag, dt, dn, color)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, color: str | None = None) -> None:
	"""Tag records the user may write."""
	for name in parse_argument(docs, list, of=str):
		for tag in parse_argument(tags, list, of=str):
			add_tag(tag, dt, name, color)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str) -> None:
	"""Take a tag off a record the user may write."""
	frappe.get_doc(dt, dn).check_permission("write")
	tag_methods.remove_tag(tag, dt, dn)


@frappe.whitelist()
def get_documents_for_tag(tag: str) -> list:
	"""The readable records of a tag."""
	return frappe.get_list(
		"Tag Link",
		filters={"tag": tag},
		fields=["document_type as doctype", "document_name as name", "title as content"],
		limit=MOST_TAGGED,
		order_by="creation desc",
	)


@frappe.whitelist(allow_guest=True)
def can_subscribe_doctype(doctype: str) -> bool:
	"""The realtime room of a walled record type names every record that changes: only who sees all may listen."""
	refuse_type_room(doctype)
	return frappe.realtime.can_subscribe_doctype(doctype)


@frappe.whitelist(allow_guest=True)
def has_room_permission(doctype: str, name: str | None = None) -> bool:
	"""As `can_subscribe_doctype`, for later versions' one question about realtime rooms."""
	if not name:
		refuse_type_room(doctype)
		return bool(frappe.has_permission(doctype, throw=True))
	return frappe.realtime.has_permission(doctype, name)


def refuse_type_room(doctype: str) -> None:
	"""Refuse the realtime room of a whole walled type, and of a type that does not exist."""
	if not frappe.db.exists("DocType", doctype):
		frappe.throw(_("{0} {1} not found").format(_("DocType"), doctype), frappe.DoesNotExistError)
	if doctype in row_rule.WALLED and not viewer_of().sees_all:
		raise frappe.PermissionError(_("This function is not open to your account."))
