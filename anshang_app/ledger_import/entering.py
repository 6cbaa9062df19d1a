"""Rows of a project ledger taken over: new projects at their real stage, changed ones saved; each by itself."""

from collections.abc import Sequence
from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.key_projects import stages
from anshang_app.ledger_import.known import ENTERPRISE, PROJECT
from anshang_app.ledger_import.proposals import Proposal, note_of, place_of
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, WRONG, Finding, Judged
from anshang_app.service_plans import plans
from anshang_app.validation.checks import name_key
from anshang_app.validation.plain_text import mask_phones

#: rows taken over by one request: each new project has a plan of some sixty nodes
AT_ONCE = 10
SAVEPOINT = "ledger_row"


def wait_for_others() -> None:
	"""One request at a time takes rows over: the next one reads what this one entered."""
	frappe.db.get_value("DocType", PROJECT, "name", for_update=True)


def checked(one: Proposal) -> Proposal:
	"""The row with what the record itself has against it, found without storing anything."""
	if one.judged.outcome not in (NEW, CHANGED):
		return one
	said = refusals(project_of(one, "?"))
	if not said:
		return one
	wrong = tuple(Finding("", "", text) for text in said)
	line = replace(one.judged.line, wrong=(*one.judged.line.wrong, *wrong))
	return replace(one, judged=Judged(line, WRONG))


def refusals(project: Document) -> list[str]:
	"""What the record's own checks say against it; its hints are none."""
	before = len(frappe.local.message_log)
	# as a save would find it
	if project.name:
		project.load_doc_before_save()
	else:
		project.set("__islocal", 1)
	try:
		project.run_method("validate")
	except frappe.ValidationError as error:
		return sentences(error)
	finally:
		del frappe.local.message_log[before:]
	return []


def sentences(error: Exception) -> list[str]:
	"""What a refusal says, a sentence each: it holds one, or a list."""
	said = error.args[0] if error.args else ""
	return [frappe.utils.strip_html(str(one)) for one in (said if isinstance(said, list | tuple) else [said])]


def project_of(one: Proposal, enterprise: str | None) -> Document:
	"""The project of a row with the row's values, stored or new."""
	if one.stored:
		project = frappe.get_doc(PROJECT, one.stored["name"])
		project.update({name: new for name, (_old, new) in one.judged.changes.items()})
		return project
	project = frappe.get_doc({"doctype": PROJECT, **one.values, "enterprise": enterprise})
	plan = one.line.values.get("year_investment")
	if plan:
		project.append("annual_plans", {"plan_year": one.year, "year_investment": plan})
	return project


def enter(found: Sequence[Proposal], reason: str) -> dict:
	"""Take over rows, each in its own savepoint: {entered, changed, failed: [{place, reason}]}."""
	done: dict = {"entered": 0, "changed": 0, "failed": []}
	for one in found:
		frappe.db.savepoint(SAVEPOINT)
		try:
			outcome = change(one) if one.judged.outcome == CHANGED else enter_new(one, reason)
			if outcome:
				done[outcome] += 1
		except (frappe.ValidationError, frappe.PermissionError) as error:
			frappe.db.rollback(save_point=SAVEPOINT)
			frappe.clear_messages()
			done["failed"].append(
				{"place": place_of(one.line), "reason": frappe.utils.strip_html(str(error))}
			)
	return done


def change(one: Proposal) -> str:
	"""Save what the row changes of a project on file."""
	project_of(one, None).save()
	return "changed"


def enter_new(one: Proposal, reason: str) -> str | None:
	"""Enter a project at its stage; None where another request entered it meanwhile."""
	enterprise = one.enterprise or enterprise_named(one)
	# read past what this request saw first: of two at once the second finds the first one's project
	same = {"project_name": one.values["project_name"], "enterprise": enterprise}
	if frappe.db.get_value(PROJECT, same, "name", for_update=True):
		return None
	project = project_of(one, enterprise)
	# who enters ledgers was asked before: the bureau does, though single projects are the center's to enter
	project.insert(ignore_permissions=True)
	note = note_of(one.line)
	if note:
		project.add_comment("Comment", mask_phones(note))
	if one.stage != constants.HANDOVER:
		stages.enter_under_way(project, one.stage, known_days(one), reason)
		plans.start_plan(project)
	return "entered"


def enterprise_named(one: Proposal) -> str:
	"""The enterprise of a row, entered where it is not on file; of two rows or requests with one new name there is one."""
	same = {"name_key": name_key(one.new_enterprise)}
	held: str | None = frappe.db.get_value(ENTERPRISE, same, "name", for_update=True)
	if held:
		return held
	uscc = one.line.values.get("uscc")
	record = {"doctype": ENTERPRISE, "enterprise_name": one.new_enterprise, "uscc": uscc}
	return frappe.get_doc(record).insert(ignore_permissions=True).name


def known_days(one: Proposal) -> dict[str, object]:
	"""The days of the stages the ledger knows: signing, and the real start of building."""
	order = constants.STAGE_ORDER
	known = {
		constants.HANDOVER: one.values.get("signing_date"),
		constants.CONSTRUCTION: one.line.values.get("actual_start"),
	}
	reached = order[: order.index(one.stage) + 1]
	today = getdate()
	return {stage: day for stage, day in known.items() if day and stage in reached and day <= today}


def default_reason() -> str:
	return _("Entered from the city's ledger")
