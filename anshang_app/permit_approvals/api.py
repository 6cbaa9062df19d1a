"""审批办理 over REST and for the desk's buttons: one method per step of an approval case.

Common to the steps: `case` is the name of an Approval Case; `day` the day of the step as YYYY-MM-DD, today or earlier;
`paper`, `scan`, `mandate_file` the URL of an uploaded file; `words` and `reason` free text. A step returns {name,
state, clock} of the case after it. Arguments have defaults so that a step can check all of them: if something is
missing or wrong, it changes nothing and its refusal lists every problem at once. PermissionError if the step is not
the user's to take.
"""

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
	"""邀请提前介入: invite the deciding unit of a case to look at the project before the application."""
	return _describe_case(invitations.invite(case, day, words, paper))


@frappe.whitelist()
def units_to_invite(project: str) -> list[dict]:
	"""The units that may still be invited to 提前介入, case by case: [{case, approval_item, unit, invited}].

	These are the cases of the project not filed yet; `invited` is true for a unit that was invited before.
	"""
	return invitations.to_invite(readable_project(project).name)


@endpoint
def invite_units(project: str, cases: list | str, day: str | None = None, words: str | None = None) -> dict:
	"""邀请提前介入 for several cases of one project, all or none: {invited: [case names]}.

	`cases` is a list of case names, or the same as JSON.
	"""
	names = parse_argument(cases, list, str)
	return {"invited": invitations.invite_units(readable_project(project).name, names, day, words)}


@for_others(case=SAMPLE, day="2026-06-01", words="请补充消防设计说明")
@endpoint
def advise(case: str, day: str | None = None, words: str | None = None, paper: str | None = None) -> dict:
	"""提前介入意见: record the deciding unit's advice before the application; `words` is required."""
	return _describe_case(
		approvals.step(case, constants.ACTION_ADVISE, constants.EARLY_ADVICE, day, words=words, paper=paper)
	)


@for_others(case=SAMPLE, day="2026-06-01")
@endpoint
def complete_materials(case: str, day: str | None = None) -> dict:
	"""材料齐: record that every material on the case's list is present, by default as of today."""
	return _describe_case(filing.complete_materials(case, day))


@for_others(case=SAMPLE, day="2026-06-01", receipt="天政受〔2026〕15号")
@endpoint
def file_application(
	case: str, day: str | None = None, receipt: str | None = None, paper: str | None = None
) -> dict:
	"""已申报: record that the application was filed; from then on it is the deciding unit's turn.

	Proof is the number of the receipt (`receipt`) or its scan (`paper`).
	"""
	return _describe_case(filing.file_application(case, day, receipt, paper))


@for_others(case=SAMPLE, day="2026-06-01")
@endpoint
def accept(case: str, day: str | None = None, paper: str | None = None) -> dict:
	"""受理: accept the application and start the clock, on the day after `day` or, by a setting, on `day` itself."""
	return _describe_case(approvals.step(case, constants.ACTION_ACCEPT, constants.ACCEPTED, day, paper=paper))


@for_others(case=SAMPLE, day="2026-06-02", owner="Enterprise", reason="补正材料")
@endpoint
def stop_clock(
	case: str,
	day: str | None = None,
	owner: str | None = None,
	reason: str | None = None,
	paper: str | None = None,
) -> dict:
	"""停表: stop the clock, with the reason and `owner`, the side whose time it is until the clock runs again.

	`owner` is Enterprise, Intermediary, Service Team or Statutory Exempt. For the last one, time that the law does not
	count, `paper` is required: the notice sent to the applicant.
	"""
	stopped = approvals.step(
		case,
		constants.ACTION_STOP,
		constants.CLOCK_STOPPED,
		day,
		owner_of_time=owner,
		words=reason,
		paper=paper,
	)
	return _describe_case(stopped)


@for_others(case=SAMPLE, day="2026-06-03", words="材料已补正")
@endpoint
def resume_clock(
	case: str, day: str | None = None, words: str | None = None, paper: str | None = None
) -> dict:
	"""续表: let the clock run again; the days after `day` count for the deciding unit."""
	resumed = approvals.step(
		case, constants.ACTION_RESUME, constants.CLOCK_RESUMED, day, words=words, paper=paper
	)
	return _describe_case(resumed)


@endpoint
def take_back(case: str, reason: str | None = None) -> dict:
	"""撤回: take the last record of the clock back, with the reason; it stays visible and no longer counts."""
	return _describe_case(corrections.take_back(case, reason))


@for_others(case=SAMPLE, day="2026-06-04", certificate_no="天消备〔2026〕8号")
@endpoint
def grant(
	case: str,
	day: str | None = None,
	certificate_no: str | None = None,
	expiry: str | None = None,
	scan: str | None = None,
) -> dict:
	"""办结: grant the permit; the project node of the case is done on `day`.

	`certificate_no` is required where an approval unit decides; `expiry` is the certificate's last day, `scan` its scan.
	"""
	values = {
		"issued_on": day,
		"certificate_no": certificate_no,
		"expires_on": expiry,
		"certificate_scan": scan,
	}
	return _describe_case(approvals.step(case, constants.ACTION_GRANT, constants.GRANTED, day, values))


@endpoint
def correct_grant(
	case: str,
	reason: str | None = None,
	day: str | None = None,
	certificate_no: str | None = None,
	expiry: str | None = None,
) -> dict:
	"""登记更正: the deciding unit corrects a grant, with the reason; an argument left blank changes nothing."""
	values = {"issued_on": day, "certificate_no": certificate_no, "expires_on": expiry}
	return _describe_case(corrections.correct_grant(case, values, reason))


@for_others(case=SAMPLE, day="2026-06-04", reason="不符合规划条件")
@endpoint
def refuse(case: str, day: str | None = None, reason: str | None = None, paper: str | None = None) -> dict:
	"""不予许可: refuse the application, with the reason."""
	refused = approvals.step(case, constants.ACTION_REFUSE, constants.REFUSED, day, words=reason, paper=paper)
	return _describe_case(refused)


@for_others(case=SAMPLE, day="2026-06-04", reason="企业调整方案")
@endpoint
def withdraw(case: str, day: str | None = None, reason: str | None = None, paper: str | None = None) -> dict:
	"""撤回: record that the applicant withdrew the application, with the reason."""
	withdrawn = approvals.step(
		case, constants.ACTION_WITHDRAW, constants.WITHDRAWN, day, words=reason, paper=paper
	)
	return _describe_case(withdrawn)


@endpoint
def apply_again(case: str) -> dict:
	"""Open a new case for the item of a refused or withdrawn one; returns the new case."""
	doc = frappe.get_doc("Approval Case", case)
	doc.check_permission("write")
	who_may.check_may_write(doc, frappe.session.user)
	return _describe_case(approvals.apply_again(doc))


@endpoint
def set_agent(
	case: str,
	agent: str | None = None,
	agent_name: str | None = None,
	helper_unit: str | None = None,
	mandate_date: str | None = None,
	mandate_file: str | None = None,
) -> dict:
	"""Name the 代办员, the helper unit and the 委托书 of a case; an argument left out changes nothing.

	`agent` is an account, `agent_name` the name of an agent without one.
	"""
	values = {
		"agent": agent,
		"agent_name": agent_name,
		"helper_unit": helper_unit,
		"mandate_date": mandate_date,
		"mandate_file": mandate_file,
	}
	return _describe_case(approvals.set_agent(case, values))


@endpoint
def enter_acceptance_by_proxy(
	case: str,
	day: str | None = None,
	paper_no: str | None = None,
	paper: str | None = None,
	mandate_date: str | None = None,
	mandate_file: str | None = None,
) -> dict:
	"""代登记受理: enter the acceptance on behalf of the deciding unit, proved by its notice.

	An entry by the chain lead unit or the introducing unit does not count yet: it is submitted to the bureau (see
	`adopt_proxy`). `paper_no` and `paper` are number and scan of the notice.
	"""
	values = {
		"day": day,
		"paper_no": paper_no,
		"paper": paper,
		"mandate_date": mandate_date,
		"mandate_file": mandate_file,
	}
	return _describe_case(proxies.enter(case, constants.ACCEPTED, values))


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
	"""代登记办结: enter the grant on behalf of the deciding unit, proved by the certificate.

	`paper_no` and `paper` are number and scan of the certificate; `accepted_on` is the day of acceptance, required if
	that is not on record yet. Who submits to the bureau: as in `enter_acceptance_by_proxy`.
	"""
	values = {
		"day": day,
		"paper_no": paper_no,
		"paper": paper,
		"expires_on": expires_on,
		"accepted_on": accepted_on,
		"mandate_date": mandate_date,
		"mandate_file": mandate_file,
	}
	return _describe_case(proxies.enter(case, constants.GRANTED, values))


@endpoint
def adopt_proxy(case: str) -> dict:
	"""采用: the bureau puts the entries submitted to it on the case's record."""
	return _describe_case(proxies.adopt(case))


@endpoint
def turn_down_proxy(case: str, reason: str | None = None) -> dict:
	"""不采用: the bureau turns the entries submitted to it down, with the reason."""
	return _describe_case(proxies.turn_down(case, reason))


@endpoint
def confirm_proxy(case: str) -> dict:
	"""确认: the deciding unit confirms everything entered for it by proxy."""
	return _describe_case(proxy_answers.confirm(case))


@endpoint
def correct_proxy(
	case: str,
	reason: str | None = None,
	day: str | None = None,
	paper_no: str | None = None,
	expires_on: str | None = None,
) -> dict:
	"""更正: the deciding unit corrects the last unconfirmed entry made for it, with the reason.

	An argument left blank changes nothing.
	"""
	values = {"day": day, "paper_no": paper_no, "expires_on": expires_on}
	return _describe_case(proxy_answers.correct(case, values, reason))


@endpoint
def deny_proxy(case: str, reason: str | None = None) -> dict:
	"""不认可: the deciding unit denies the last unconfirmed entry made for it, with the reason.

	Before 开工 the entry is undone; afterwards it stays, and the bureau gets a problem to look into.
	"""
	return _describe_case(proxy_answers.deny(case, reason))


@endpoint
def take_back_proxy(case: str, reason: str | None = None) -> dict:
	"""撤回: the side that entered by proxy undoes the last unconfirmed entry, with the reason, before 开工 only."""
	return _describe_case(proxy_answers.take_back(case, reason))


@frappe.whitelist()
def approvals_to_back_enter(project: str) -> list[dict]:
	"""The open cases of a project entered under way (补录), to be filled in one table: [{case, approval_item, unit}]."""
	doc = readable_project(project)
	back_entry.check_may(doc)
	return back_entry.open_rows(doc)


@endpoint
def back_enter_approvals(project: str, rows: list | str) -> dict:
	"""补录: enter approvals granted before the project came onto the platform.

	`rows`: [{case, day, certificate_no?, expires_on?, scan?}], as a list or as JSON. Rows without a
	day, number or scan are left as they are. Returns {entered: [case names]}.
	"""
	return {"entered": back_entry.enter(readable_project(project), parse_argument(rows, list))}


@frappe.whitelist()
def missing_invitations(project: str) -> list:
	"""The units still to be invited to 提前介入 before the finished works are accepted: [{unit, items}]."""
	return approvals.missing_invitations(readable_project(project).name)


@frappe.whitelist()
def item_outlook(item: str) -> dict:
	"""How many days an approval item takes, out of the city's own granted cases, by deciding unit.

	Returns {unit, limit, enough, rows: [{deciding_unit, cases, p50, p80}]}: `unit` of all days, the item's `limit`,
	the number of cases that is `enough` to rely on, and the days within which 50 and 80 per cent were granted.
	"""
	frappe.get_doc("Approval Item", item).check_permission("read")
	return outlooks.of_item(item)


def _describe_case(doc) -> dict:
	"""What every step returns: {name, state, clock} of the case, the clock as of today (see `clocks.view`)."""
	return {"name": doc.name, "state": doc.state, "clock": clocks.view(doc)}
