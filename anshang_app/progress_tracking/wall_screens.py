"""挂图大屏: the wall chart of chosen projects, published for a place and opened by a link until a day."""

import hmac
import secrets

import frappe
from frappe import _
from frappe.utils import get_url, today

from anshang_app.access_control import guesses
from anshang_app.access_control.doctype.publication.publication import SCREEN
from anshang_app.access_control.enterprise_links import hashed
from anshang_app.access_control.publications import publish
from anshang_app.access_control.row_rule import PROJECT
from anshang_app.progress_tracking import wall_chart
from anshang_app.progress_tracking.rules.wall_chart import mask_for_public
from anshang_app.validation.plain_text import mask_phones

PUBLICATION, PAGE = "Publication", "anshang-wall"
IN_FORCE = "Publication in Force"
#: the count of wrong links
WRONG = "screen"


def open_screen(projects: list[str], place: str, open_until: str, purpose: str | None) -> dict:
	"""Publish the chart of these projects; {name, address}: the address is shown this once, only its hash stays."""
	token = secrets.token_urlsafe(32)
	publication = publish(
		SCREEN,
		"Page",
		PAGE,
		[(PROJECT, name) for name in projects],
		places=[place],
		open_until=open_until,
		purpose=purpose,
		token_hash=hashed(token),
	)
	return {"name": publication.name, "address": get_url(f"/anshang/screen?link={token}")}


def shown_by(token: str) -> dict:
	"""The chart a link shows today, with its last day; refused once it ended, was withdrawn or never was."""
	guesses.refuse(WRONG)
	publication = published_by(token)
	if not publication:
		guesses.count(WRONG)
		frappe.throw(_("This screen is not published, or not any more."), frappe.PermissionError)
	names = frappe.get_all(
		"Published Record",
		filters={"parent": publication.name, "parenttype": PUBLICATION, "record_type": PROJECT},
		pluck="record_name",
		order_by="idx",
	)
	full_chart = wall_chart.read_chart(wall_chart.sight_of_names(names))
	full_chart["rows"] = [mask_for_public(row, mask_phones) for row in full_chart["rows"]]
	return {**full_chart, "open_until": str(publication.open_until)}


def published_by(token: str) -> frappe._dict | None:
	"""The publication in force today whose link has this token; hashes are compared in constant time."""
	wanted = hashed(token)
	row = frappe.db.get_value(
		PUBLICATION,
		{
			"token_hash": wanted,
			"kind": SCREEN,
			"state": IN_FORCE,
			"published_on": ["<=", today()],
			"open_until": [">=", today()],
		},
		["name", "token_hash", "open_until"],
		as_dict=True,
	)
	return row if row and hmac.compare_digest(row.token_hash, wanted) else None
