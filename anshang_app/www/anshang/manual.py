"""办事员手册: a chapter per role, for whoever is logged in; one's own first."""

from pathlib import Path
from urllib.parse import quote

import frappe

from anshang_app.manual import chapters

no_cache = 1


def get_context(context):
	"""The chapter asked for, else the first of one's own, and the list of all."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(chapters.ADDRESS)}"
		raise frappe.Redirect
	own, others = chapters.chapters_for(frappe.get_roles())
	chapter = chapters.chapter_named(frappe.form_dict.get("of")) or [*own, *others][0]
	context.title = "办事员手册"
	context.own, context.others = own, others
	context.chapter = chapter
	context.tasks = [{**task, "image": image_of(chapter, task)} for task in chapter["tasks"]]
	context.not_there_yet = chapters.manual()["not_there_yet"]
	context.address_of = chapters.address_of


def image_of(chapter: dict, task: dict) -> str | None:
	"""The address of a task's picture, if one was taken."""
	name = chapters.picture_name(chapter, task)
	file = Path(frappe.get_app_path("anshang_app", "public", "images", "manual", name))
	return f"{chapters.PICTURES}/{name}" if task.get("picture") and file.exists() else None
