"""The forms of many projects as one archive, made in the background; a broken record does not stop the rest."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile

import frappe
from frappe import _
from frappe.utils import getdate, strip_html

from anshang_app.foundation import archived, constants
from anshang_app.official_documents.downloads import FORM_RENDERERS, PDF, chosen_forms, refuse_missing
from anshang_app.rendering import sheet

MOST_PROJECTS = 500
SECONDS = 3600
#: how long the state of a batch can be asked for after its last step
REMEMBERED_SECONDS = 24 * 3600
READY_EVENT = "anshang_forms_ready"
#: which plan of a project is printed: the one in force, else the open one
PLAN_ORDER = (constants.SEALED, constants.AWAITING_SEALS, constants.PLAN_DRAFT)
WAITING, WORKING, CANCELLED, DONE, FAILED = "Waiting", "Working", "Cancelled", "Done", "Failed"


@dataclass(frozen=True)
class Outcome:
	"""What became of a project: its file in the archive, or the reason there is none."""

	project: str
	title: str = ""
	plan: str = ""
	file: str = ""
	reason: str = ""


def make_archive(batch: str, projects: list[str], file_format: str, extra: int) -> None:
	"""The job: draw every project's forms as the user who asked, keep the archive as a private file."""
	# a worker speaks the site's language, the list and the bar the user's
	frappe.set_user_lang(frappe.session.user)
	try:
		with TemporaryFile() as file:
			outcomes = fill_archive(file, batch, projects, file_format, extra)
			if outcomes is None:
				return
			file.seek(0)
			url = keep_file(file.read())
	except Exception:
		# Frappe's worker logs the error; the user must not wait for ever
		remember(batch, {"state": FAILED, "done": 0, "total": len(projects)})
		announce(batch)
		raise
	failed = [vars(outcome) for outcome in outcomes if outcome.reason]
	done = {"state": DONE, "done": len(projects), "total": len(projects), "file_url": url, "failed": failed}
	remember(batch, done)
	frappe.db.commit()  # the file must be there when the user is told
	announce(batch)


def fill_archive(file, batch: str, projects: list[str], file_format: str, extra: int) -> list[Outcome] | None:
	"""Write the archive; returns what became of each project, None when the user cancelled."""
	outcomes: list[Outcome] = []
	with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
		for done, (outcome, content) in enumerate(drawn(projects, file_format, extra), start=1):
			if is_cancelled(batch):
				remember(batch, {"state": CANCELLED, "done": done - 1, "total": len(projects)})
				announce(batch)
				return None
			if content is not None:
				archive.writestr(outcome.file, content)
			outcomes.append(outcome)
			remember(batch, {"state": WORKING, "done": done, "total": len(projects)})
			frappe.publish_progress(
				done * 100 / len(projects),
				title=_("Download Plan Forms"),
				description=_("{0} of {1} projects").format(done, len(projects)),
			)
		archive.writestr("清单.xlsx", sheet.build_sheet(outcome_sheet(outcomes)))
	return outcomes


def drawn(projects: list[str], file_format: str, extra: int) -> Iterator[tuple[Outcome, bytes | None]]:
	"""Each project's file, one after the other; one that fails is named with its reason and logged."""
	with archived.shown():
		titles = dict(
			frappe.get_list(
				"Investment Project",
				filters={"name": ["in", projects]},
				fields=["name", "project_name"],
				as_list=True,
				limit=len(projects),
			)
		)
	for number, project in enumerate(projects, start=1):
		title = titles.get(project)
		if title is None:
			yield Outcome(project, reason=_("There is no such project you may see.")), None
			continue
		try:
			yield draw(number, project, title, file_format, extra)
		except Exception as error:
			# whatever is wrong with one record, the others are still wanted
			frappe.clear_last_message()
			frappe.log_error(title=f"Forms of {project}")
			yield Outcome(project, title, reason=reason_of(error)), None


def draw(number: int, project: str, title: str, file_format: str, extra: int) -> tuple[Outcome, bytes | None]:
	"""The file of one project's forms; a PDF that would hold empty boxes is refused by name."""
	plan = plan_of(project)
	if not plan:
		return Outcome(project, title, reason=_("The project has no plan forms yet.")), None
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("print")
	forms_title, forms = chosen_forms(doc, None, extra)
	if file_format == PDF:
		refuse_missing(line for form in forms for line in form.warnings)
	content = FORM_RENDERERS[file_format](forms, forms_title)
	name = f"{number:03d}-{plain(title)}-{plan}.{file_format}"
	return Outcome(project, title, plan, name), content


@archived.shown()
def plan_of(project: str) -> str | None:
	"""The plan of a project that is printed: in force, else awaiting seals, else the draft."""
	plans = frappe.get_list(
		"Service Plan",
		filters={"project": project, "state": ["in", PLAN_ORDER]},
		fields=["name", "state"],
		limit=len(PLAN_ORDER) + 1,
	)
	return min(plans, key=lambda plan: PLAN_ORDER.index(plan.state)).name if plans else None


def plain(title: str) -> str:
	"""A title as part of a file's name on any system."""
	return "".join("_" if letter in '\\/:*?"<>|\n\t' else letter for letter in title)[:60]


def reason_of(error: Exception) -> str:
	"""Why a project's forms could not be drawn, for the list."""
	message = strip_html(str(error)) or type(error).__name__
	if isinstance(error, frappe.PermissionError):
		return _("You may not print the forms of this project.")
	return (
		message
		if isinstance(error, frappe.ValidationError)
		else _("The forms could not be drawn: {0}").format(message)
	)


def outcome_sheet(outcomes: list[Outcome]) -> sheet.ListSheet:
	"""The list inside the archive: every project with its file or the reason there is none."""
	columns = ("项目编号", "项目名称", "两单一表编号", "文件", "未生成的原因")
	failed = sum(1 for outcome in outcomes if outcome.reason)
	return sheet.ListSheet(
		"两单一表打包清单",
		[sheet.SheetColumn(heading) for heading in columns[:-1]]
		+ [sheet.SheetColumn(columns[-1], sheet.LONG_TEXT)],
		[(row.project, row.title, row.plan, row.file, row.reason) for row in outcomes],
		getdate(),
		f"已生成{len(outcomes) - failed}份，未生成{failed}份",
	)


def keep_file(content: bytes) -> str:
	"""Keep the archive as a private file of the session's user; returns its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"两单一表-{getdate():%Y%m%d}-{frappe.generate_hash(length=6)}.zip",
			"attached_to_doctype": "User",
			"attached_to_name": frappe.session.user,
			"is_private": 1,
			"content": content,
		}
	)
	# the limit is for what users upload
	file.check_max_file_size = lambda: len(content)
	return file.insert(ignore_permissions=True).file_url


def remember(batch: str, state: dict) -> None:
	frappe.cache().set_value(state_key(batch), state, expires_in_sec=REMEMBERED_SECONDS)


def known_state(batch: str) -> dict:
	"""The state of a batch of the session's user; another's, or an old one, is refused."""
	state = frappe.cache().get_value(state_key(batch), expires=True)
	if not state:
		frappe.throw(_("There is no such batch of yours."), frappe.DoesNotExistError)
	return state


def announce(batch: str) -> None:
	"""Tell the user's desk that the batch has ended."""
	frappe.publish_realtime(READY_EVENT, {"batch": batch, **known_state(batch)}, user=frappe.session.user)


def is_cancelled(batch: str) -> bool:
	return bool(frappe.cache().get_value(cancel_key(batch), expires=True))


def state_key(batch: str) -> str:
	return f"anshang_forms:{frappe.session.user}:{batch}"


def cancel_key(batch: str) -> str:
	return f"anshang_forms_cancel:{frappe.session.user}:{batch}"
