"""审批办理 over REST and for the desk's buttons: one method per step, each refused with everything missing."""

import frappe

from anshang_app.access_control.projects import readable_project
from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import endpoint, parse_argument
from anshang_app.foundation.offers import SAMPLE, for_others
from anshang_app.permit_approvals import (
	approvals,
	back_entry,
	clocks,
	corrections,
	filing,
	invitations,
	outlooks,
	proxies,
	proxy_answers,
	who_may,
)


@endpoint
def invite_early(
	case: str, day: str | None = None, words: str | None = None, paper: str | None = None
) -> dict:
	"""邀请提前介入: the deciding unit is to see the project before the application."""
	return _answer(invitations.invite(case, day, words, paper))


@frappe.whitelist()
def units_to_invite(project: str) -> list[dict]:
	"""The units whose items are on the project and that may still be invited: [{case, approval_item, unit, invited}]."""
	return invitations.to_invite(readable_project(project).name)


@endpoint
def invite_units(project: str, cases: list | str, day: str | None = None, words: str | None = None) -> dict:
	"""邀请提前介入 of the units of several cases of one project, all or none."""
	names = parse_argument(cases, list, str)
	return {"invited": invitations.invite_units(readable_project(project).name, names, day, words)}


@for_others(case=SAMPLE, day="2026-06-01", words="请补充消防设计说明")
@endpoint
def advise(case: str, day: str | None = None, words: str | None = None, paper: str | None = None) -> dict:
	"""提前介入意见 of the deciding unit, in words."""
	return _answer(
		approvals.step(case, constants.ACTION_ADVISE, constants.EARLY_ADVICE, day, words=words, paper=paper)
	)


@for_others(case=SAMPLE, day="2026-06-01")
@endpoint
def complete_materials(case: str, day: str | None = None) -> dict:
	"""材料齐: everything on the list of materials is there."""
	return _answer(filing.complete_materials(case, day))


@for_others(case=SAMPLE, day="2026-06-01", receipt="天政受〔2026〕15号")
@endpoint
def file_application(
	case: str, day: str | None = None, receipt: str | None = None, paper: str | None = None
) -> dict:
	"""已申报 with the number or the scan of the receipt; it is the deciding unit's turn."""
	return _answer(filing.file_application(case, day, receipt, paper))


@for_others(case=SAMPLE, day="2026-06-01")
@endpoint
def accept(case: str, day: str | None = None, paper: str | None = None) -> dict:
	"""受理: the clock runs from the day after `day` (a setting)."""
	return _answer(approvals.step(case, constants.ACTION_ACCEPT, constants.ACCEPTED, day, paper=paper))


@for_others(case=SAMPLE, day="2026-06-02", owner="Enterprise", reason="补正材料")
@endpoint
def stop_clock(
	case: str,
	day: str | None = None,
	owner: str | None = None,
	reason: str | None = None,
	paper: str | None = None,
) -> dict:
	"""停表 with whose time it is and why; time the law does not count needs the paper sent to the applicant."""
	stopped = approvals.step(
		case,
		constants.ACTION_STOP,
		constants.CLOCK_STOPPED,
		day,
		owner_of_time=owner,
		words=reason,
		paper=paper,
	)
	return _answer(stopped)


@for_others(case=SAMPLE, day="2026-06-03", words="材料已补正")
@endpoint
def resume_clock(
	case: str, day: str | None = None, words: str | None = None, paper: str | None = None
) -> dict:
	"""续表: the days after `day` are the authority's again."""
	resumed = approvals.step(
		case, constants.ACTION_RESUME, constants.CLOCK_RESUMED, day, words=words, paper=paper
	)
	return _answer(resumed)


@endpoint
def take_back(case: str, reason: str | None = None) -> dict:
	"""撤回 the last record of the clock, with the reason; it stays in the record and counts no more."""
	return _answer(corrections.take_back(case, reason))


@for_others(case=SAMPLE, day="2026-06-04", certificate_no="天消备〔2026〕8号")
@endpoint
def grant(
	case: str,
	day: str | None = None,
	certificate_no: str | None = None,
	expiry: str | None = None,
	scan: str | None = None,
) -> dict:
	"""办结: the node of the case is done on `day`."""
	values = {
		"issued_on": day,
		"certificate_no": certificate_no,
		"expires_on": expiry,
		"certificate_scan": scan,
	}
	return _answer(approvals.step(case, constants.ACTION_GRANT, constants.GRANTED, day, values))


@endpoint
def correct_grant(
	case: str,
	reason: str | None = None,
	day: str | None = None,
	certificate_no: str | None = None,
	expiry: str | None = None,
) -> dict:
	"""登记更正 of a grant by the unit that decided it, with the reason; what is blank stays."""
	values = {"issued_on": day, "certificate_no": certificate_no, "expires_on": expiry}
	return _answer(corrections.correct_grant(case, values, reason))


@for_others(case=SAMPLE, day="2026-06-04", reason="不符合规划条件")
@endpoint
def refuse(case: str, day: str | None = None, reason: str | None = None, paper: str | None = None) -> dict:
	"""不予许可 with its reason."""
	refused = approvals.step(case, constants.ACTION_REFUSE, constants.REFUSED, day, words=reason, paper=paper)
	return _answer(refused)


@for_others(case=SAMPLE, day="2026-06-04", reason="企业调整方案")
@endpoint
def withdraw(case: str, day: str | None = None, reason: str | None = None, paper: str | None = None) -> dict:
	"""撤回 of the application, with its reason."""
	withdrawn = approvals.step(
		case, constants.ACTION_WITHDRAW, constants.WITHDRAWN, day, words=reason, paper=paper
	)
	return _answer(withdrawn)


@endpoint
def apply_again(case: str) -> dict:
	"""A fresh case after a refusal or a withdrawal."""
	doc = frappe.get_doc("Approval Case", case)
	doc.check_permission("write")
	who_may.check_may_write(doc, frappe.session.user)
	return _answer(approvals.apply_again(doc))


@endpoint
def set_agent(
	case: str,
	agent: str | None = None,
	agent_name: str | None = None,
	helper_unit: str | None = None,
	mandate_date: str | None = None,
	mandate_file: str | None = None,
) -> dict:
	"""Name the 代办员, the helper unit and the 委托书; what is not given stays."""
	values = {
		"agent": agent,
		"agent_name": agent_name,
		"helper_unit": helper_unit,
		"mandate_date": mandate_date,
		"mandate_file": mandate_file,
	}
	return _answer(approvals.set_agent(case, values))


@endpoint
def enter_acceptance_by_proxy(
	case: str,
	day: str | None = None,
	paper_no: str | None = None,
	paper: str | None = None,
	mandate_date: str | None = None,
	mandate_file: str | None = None,
) -> dict:
	"""代登记受理 by the deciding unit's own notice; of lead and introducing unit it is submitted to the bureau."""
	values = {
		"day": day,
		"paper_no": paper_no,
		"paper": paper,
		"mandate_date": mandate_date,
		"mandate_file": mandate_file,
	}
	return _answer(proxies.enter(case, constants.ACCEPTED, values))


@endpoint
def enter_grant_by_proxy(
	case: str,
	day: str | None = None,
	paper_no: str | None = None,
	paper: str | None = None,
	expires_on: str | None = None,
	accepted_on: str | None = None,
	mandate_date: str | None = None,
	mandate_file: str | None = None,
) -> dict:
	"""代登记办结 by the certificate; `accepted_on` where the acceptance is not on record yet."""
	values = {
		"day": day,
		"paper_no": paper_no,
		"paper": paper,
		"expires_on": expires_on,
		"accepted_on": accepted_on,
		"mandate_date": mandate_date,
		"mandate_file": mandate_file,
	}
	return _answer(proxies.enter(case, constants.GRANTED, values))


@endpoint
def adopt_proxy(case: str) -> dict:
	"""采用: the bureau puts on record what was submitted to it."""
	return _answer(proxies.adopt(case))


@endpoint
def turn_down_proxy(case: str, reason: str | None = None) -> dict:
	"""不采用 of what was submitted to the bureau, with the reason."""
	return _answer(proxies.turn_down(case, reason))


@endpoint
def confirm_proxy(case: str) -> dict:
	"""确认 by the deciding unit of everything entered for it."""
	return _answer(proxy_answers.confirm(case))


@endpoint
def correct_proxy(
	case: str,
	reason: str | None = None,
	day: str | None = None,
	paper_no: str | None = None,
	expires_on: str | None = None,
) -> dict:
	"""更正 by the deciding unit of the last entry that waits for it; what is blank stays."""
	values = {"day": day, "paper_no": paper_no, "expires_on": expires_on}
	return _answer(proxy_answers.correct(case, values, reason))


@endpoint
def deny_proxy(case: str, reason: str | None = None) -> dict:
	"""不认可 by the deciding unit of the last entry that waits for it: it never happened."""
	return _answer(proxy_answers.deny(case, reason))


@endpoint
def take_back_proxy(case: str, reason: str | None = None) -> dict:
	"""撤回 of the last entry that waits, by the side that enters, before 开工."""
	return _answer(proxy_answers.take_back(case, reason))


@frappe.whitelist()
def approvals_to_back_enter(project: str) -> list[dict]:
	"""The open approvals of a project entered under way: [{case, approval_item, unit}]."""
	doc = readable_project(project)
	back_entry.check_may(doc)
	return back_entry.open_rows(doc)


@endpoint
def back_enter_approvals(project: str, rows: list | str) -> dict:
	"""补录 known days and certificates in one table: [{case, day, certificate_no?, expires_on?, scan?}]."""
	return {"entered": back_entry.enter(readable_project(project), parse_argument(rows, list))}


@frappe.whitelist()
def missing_invitations(project: str) -> list:
	"""Units without an invitation to 提前介入 before the acceptance of the finished works."""
	return approvals.missing_invitations(readable_project(project).name)


@frappe.whitelist()
def item_outlook(item: str) -> dict:
	"""How long an item takes, from the city's own granted cases."""
	frappe.get_doc("Approval Item", item).check_permission("read")
	return outlooks.of_item(item)


def _answer(doc) -> dict:
	"""The case, its state, and its clock as of today."""
	return {"name": doc.name, "state": doc.state, "clock": clocks.view(doc)}
