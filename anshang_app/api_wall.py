"""挂图作战 over REST: for the desk's page by the row rule, for a published screen by its link."""

import frappe
from frappe.utils import cint

from anshang_app.api import given
from anshang_app.case import wall, wall_screens
from anshang_app.case.wall_words import words
from anshang_app.endpoints import endpoint
from anshang_app.messages import require
from anshang_app.walls.viewer import viewer_of


@endpoint
def chart(with_closed: int | str | None = None, known: dict | str | None = None) -> dict:
	"""The chart of the projects the user may read: see `case.wall.read`, with its `words`.

	`known`: {project: mark} of the rows the desk has; those come back as their name alone.
	"""
	require("Investment Project", "read")
	told = wall.read(wall.sight_of(viewer_of(), bool(cint(with_closed))))
	return {**wall.news(told, given(known, dict)), "words": words()}


@endpoint
def open_screen(projects: list | str, place: str, open_until: str, purpose: str | None = None) -> dict:
	"""公开到大屏: publish the chart of these projects for a place until a day; {name, address}."""
	require("Publication", "create")
	return wall_screens.open_screen(given(projects, list, of=str), place, open_until, purpose)


@frappe.whitelist(allow_guest=True, methods=["POST"])
def screen(link: str, known: dict | str | None = None) -> dict:
	"""What a published screen shows, to whoever has its link: see `case.wall_screens.shown_by`."""
	frappe.local.lang = "zh"
	told = wall_screens.shown_by(str(link))
	return {**wall.news(told, given(known, dict)), "words": words()}
