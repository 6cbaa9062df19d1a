"""Progress entries, the wall chart and trainings over REST, for the phone page and for the desk."""

from hashlib import sha256

import frappe
from frappe import _
from frappe.utils import cint

from anshang_app.access_control import photos
from anshang_app.access_control.projects import readable_project
from anshang_app.access_control.row_rule import enterable_projects
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import endpoint, parse_argument
from anshang_app.foundation.offers import SAMPLE, for_others
from anshang_app.foundation.phase_words import with_phase
from anshang_app.progress_tracking import duty_reports, entries, trainings, wall_chart, wall_screens
from anshang_app.progress_tracking.wall_texts import translate_wall_texts
from anshang_app.validation.messages import require, sentence

ENTRY = "Progress Entry"
#: what may be given with an entry
FIELDS = (
	"entry_kind",
	"entry_date",
	"unit",
	"done_by",
	"done_by_user",
	"content",
	"policy",
	"policy_audience",
	"approval_case",
	"node_dates",
	"investment_to_date",
	"area_to_date",
	"in_statistics",
	"raises_issue",
	"issue_text",
)


@for_others(
	project=SAMPLE,
	values={"entry_kind": "Phone Contact", "entry_date": "2026-06-01", "content": "与企业核对施工图"},
	client_id="site-0001",
	confirmed=1,
)
@endpoint
def file_entry(
	project: str, values: dict | str, client_id: str | None = None, confirmed: int | str | None = None
) -> dict:
	"""File an entry; with a client id, sent twice it is stored once.

	Answers {name, text, stored_before}, or {asked: [sentences]} with nothing stored where a figure is worth
	asking back about and `confirmed` is not given.
	"""
	earlier = stored(client_id)
	if earlier:
		return earlier
	values = {field: value for field, value in parse_argument(values, dict).items() if field in FIELDS}
	entry = frappe.get_doc(
		{"doctype": ENTRY, "project": project, "client_id": senders_key(client_id), **values}
	)
	entry.flags.asked_already = True
	frappe.db.savepoint("entry")
	try:
		entry.insert()
	except (frappe.UniqueValidationError, frappe.DuplicateEntryError):
		# the same entry arrived twice at the same moment: the other one stands
		frappe.db.rollback(save_point="entry")
		frappe.clear_messages()
		earlier = stored(client_id)
		if not earlier:
			# another unique value than the sender's number
			raise
		return earlier
	questions = [] if confirmed else entries.to_ask(entry)
	if questions:
		frappe.db.rollback(save_point="entry")
		return {"asked": [sentence(entry, problem) for problem in questions]}
	return {"name": entry.name, "text": entries.words_for_chat(entry), "stored_before": False}


def senders_key(client_id: str | None) -> str | None:
	"""A sender's number as it is kept: two senders may count alike."""
	return sha256(f"{frappe.session.user}\n{client_id}".encode()).hexdigest() if client_id else None


def stored(client_id: str | None) -> dict | None:
	"""The answer for an entry that is on record under the sender's number already."""
	# entries of 0.2 keep the number as it was sent
	numbers = ["in", [client_id, senders_key(client_id)]]
	name = client_id and frappe.db.get_value(
		ENTRY, {"client_id": numbers, "filed_by": frappe.session.user}, "name", for_update=True
	)
	if not name:
		return None
	return {
		"name": name,
		"text": entries.words_for_chat(frappe.get_doc(ENTRY, name)),
		"stored_before": True,
	}


@endpoint
def add_photo(entry: str, photo_name: str) -> str:
	"""Attach the photo sent as the form's `file`; its address."""
	sent = frappe.request.files.get("file")
	if not sent:
		frappe.throw(_("The argument {0} is missing.").format("file"))
	photos.check_size(frappe.request.content_length or 0)
	# a request that is begun anew reads it again
	sent.stream.seek(0)
	return photos.add(entry, photo_name, sent.stream.read())


@for_others(reads=True)
@frappe.whitelist()
def my_projects() -> list[dict]:
	"""Projects the user may enter for, those with a duty open first: [{name, project_name, stage, open}]."""
	frappe.has_permission(ENTRY, "create", throw=True)
	return duty_reports.projects_to_enter()


@frappe.whitelist()
def entry_choices(project: str) -> dict:
	"""What a dialog offers: {project_name, may_enter, nodes: open ones [{name, title, planned_date, light}], cases to invite for}."""
	doc = readable_project(project)
	entered_for = enterable_projects(ENTRY, viewer_of())
	nodes = frappe.get_list(
		"Project Node",
		filters={"project": doc.name, "applies": 1, "is_dated": 1, "actual_date": ["is", "not set"]},
		fields=["name", "title", "planned_date", "light", "approval_item"],
		order_by="sequence",
		limit_page_length=0,
	)
	cases = frappe.get_list(
		"Approval Case",
		filters={"project": doc.name, "state": ["in", [constants.NOT_APPLIED_FOR, constants.EARLY_GUIDANCE]]},
		fields=["name", "approval_item", "unit"],
		order_by="approval_item",
		limit_page_length=0,
	)
	open_nodes = [node for node in nodes if not node.approval_item]
	return {
		"project_name": with_phase(doc.project_name, doc.phase_no),
		"may_enter": entered_for is None or doc.name in entered_for,
		"nodes": open_nodes,
		"cases": cases,
	}


@for_others(reads=True, project=SAMPLE)
@frappe.whitelist()
def duties(project: str) -> dict:
	"""How a project's duties stand, by unit: see `duty_reports.duties_of_project`."""
	return duty_reports.duties_of_project(readable_project(project))


@frappe.whitelist()
def chat_words(entry: str) -> str:
	"""复制为微信文字."""
	doc = frappe.get_doc(ENTRY, entry)
	doc.check_permission("read")
	return entries.words_for_chat(doc)


@endpoint
def chart(with_closed: int | str | None = None, known: dict | str | None = None) -> dict:
	"""The chart of the projects the user may read: see `wall_chart.read_chart`, with its `words`.

	`known`: {project: mark} of the rows the desk has; those come back as their name alone.
	"""
	require("Investment Project", "read")
	full_chart = wall_chart.read_chart(wall_chart.sight_of(viewer_of(), bool(cint(with_closed))))
	return {
		**wall_chart.keep_changed_rows(full_chart, parse_argument(known, dict)),
		"words": translate_wall_texts(),
	}


@endpoint
def open_screen(projects: list | str, place: str, open_until: str, purpose: str | None = None) -> dict:
	"""公开到大屏: publish the chart of these projects for a place until a day; {name, address}."""
	require("Publication", "create")
	return wall_screens.open_screen(parse_argument(projects, list, of=str), place, open_until, purpose)


@frappe.whitelist(allow_guest=True, methods=["POST"])
def screen(link: str, known: dict | str | None = None) -> dict:
	"""What a published screen shows, to whoever has its link: see `wall_screens.shown_by`."""
	frappe.local.lang = "zh"
	full_chart = wall_screens.shown_by(str(link))
	return {
		**wall_chart.keep_changed_rows(full_chart, parse_argument(known, dict)),
		"words": translate_wall_texts(),
	}


@frappe.whitelist()
def agents() -> list[dict]:
	"""The agents of today: [{user, member_name, unit, is_taught}], by unit."""
	frappe.has_permission(trainings.TRAINING, "read", throw=True)
	return trainings.agents()
