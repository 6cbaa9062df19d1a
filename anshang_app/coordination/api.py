"""协调问题, 协调会议 and 承诺事项 over REST and for the desk's buttons: one method per step."""

import frappe
from frappe.utils import cint

from anshang_app.coordination import commitments, deferrals, issue_steps, issues, meeting_view, meetings
from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import endpoint, parse_argument
from anshang_app.foundation.offers import SAMPLE, for_others


@for_others(issue=SAMPLE, person="张三", due_date="2031-03-31")
@endpoint
def take_up(
	issue: str, unit: str | None = None, person: str | None = None, due_date: str | None = None
) -> dict:
	"""受理: department, person and limit stand from here on."""
	values = {"unit": unit, "person": person, "due_date": due_date}
	return _issue(issues.step(issue, constants.ACTION_TAKE_UP, values))


@for_others(issue=SAMPLE)
@endpoint
def begin_issue(issue: str) -> dict:
	"""开始办理."""
	return _issue(issues.step(issue, constants.ACTION_BEGIN))


@for_others(issue=SAMPLE, answer="临时供水已接通。")
@endpoint
def answer_issue(issue: str, answer: str | None = None) -> dict:
	"""回复 of the responsible unit, in words."""
	return _issue(issues.step(issue, constants.ACTION_ANSWER, {"answer": answer}))


@for_others(issue=SAMPLE, reason="不属本单位职责")
@endpoint
def send_issue_back(issue: str, reason: str | None = None) -> dict:
	"""退回 a problem that is not the unit's, with the reason."""
	return _issue(issues.step(issue, constants.ACTION_SEND_BACK, {"return_reason": reason}))


@endpoint
def raise_again(issue: str, unit: str | None = None) -> dict:
	"""A problem sent back is raised again, to another unit if one is named."""
	return _issue(issues.step(issue, constants.ACTION_RAISE_AGAIN, {"unit": unit}))


@endpoint
def work_again(issue: str) -> dict:
	"""The answer did not solve it: 继续办理."""
	return _issue(issues.step(issue, constants.ACTION_WORK_AGAIN))


@for_others(issue=SAMPLE, confirmed_by="王经理", confirmed_on="2026-06-01", confirmed_how="By Telephone")
@endpoint
def clear_issue(
	issue: str,
	confirmed_by: str | None = None,
	confirmed_on: str | None = None,
	confirmed_how: str | None = None,
	satisfaction: str | None = None,
) -> dict:
	"""销号 with the enterprise's confirmation: who, when, how; its satisfaction if it said so."""
	values = {
		"confirmed_by": confirmed_by,
		"confirmed_on": confirmed_on,
		"confirmed_how": confirmed_how,
		"satisfaction": satisfaction,
	}
	return _issue(issues.step(issue, constants.ACTION_CLEAR, values))


@endpoint
def escalate(issue: str, reason: str | None = None) -> dict:
	"""上报 one level up the ladder, with the reason."""
	return _issue(issues.escalate(issue, reason))


@endpoint
def assign_issue(
	issue: str, unit: str | None = None, person: str | None = None, due_date: str | None = None
) -> dict:
	"""分派 of a problem without a unit, by who collects it."""
	return _issue(issue_steps.assign(issue, {"unit": unit, "person": person, "due_date": due_date}))


@for_others(issue=SAMPLE, words="请尽快答复")
@endpoint
def urge_issue(issue: str, words: str | None = None) -> dict:
	"""催办 by who collects the problem, in words."""
	return _issue(issue_steps.urge(issue, words))


@endpoint
def change_issue(
	issue: str,
	reason: str | None = None,
	title: str | None = None,
	description: str | None = None,
	person: str | None = None,
	due_date: str | None = None,
) -> dict:
	"""变更 by who collects the problem, with the reason; blank ones stay as they are."""
	values = {"title": title, "description": description, "person": person, "due_date": due_date}
	return _issue(issue_steps.change(issue, values, reason))


@endpoint
def revoke_issue(issue: str, reason: str | None = None) -> dict:
	"""撤销 by who collects the problem, with the reason."""
	return _issue(issues.step(issue, constants.ACTION_REVOKE_ISSUE, {"revoke_reason": reason}))


@for_others(issue=SAMPLE, due_date="2031-04-30", reason="管线迁改")
@endpoint
def ask_issue_extension(issue: str, due_date: str | None = None, reason: str | None = None) -> dict:
	"""申请延期 by the responsible unit, before the due day."""
	return _issue(issue_steps.ask_extension(issue, due_date, reason))


@endpoint
def grant_issue_extension(issue: str, words: str | None = None) -> dict:
	"""同意延期."""
	return _issue(issue_steps.grant_extension(issue, words))


@endpoint
def refuse_issue_extension(issue: str, reason: str | None = None) -> dict:
	"""不同意延期 with the reason."""
	return _issue(issue_steps.refuse_extension(issue, reason))


def _issue(doc) -> dict:
	return {"name": doc.name, "state": doc.state, "level": doc.level, "clock": issues.clock_of(doc)}


@endpoint
def draft_agenda(meeting: str) -> dict:
	"""Add the open problems, those first that block the plan for most working days."""
	return _answer(meetings.draft_agenda(_meeting(meeting)))


@endpoint
def send_agenda(meeting: str, open_until: str | None = None) -> dict:
	"""Publish the agenda to the participants, on record."""
	return _answer(meetings.send_agenda(_meeting(meeting), open_until))


@endpoint
def give_out(meeting: str) -> dict:
	"""下达: every decision that is no order yet becomes one, all or none."""
	doc = _meeting(meeting)
	made = meetings.give_out(doc)
	return {**_answer(doc), "orders": made}


@frappe.whitelist()
def slides(meeting: str) -> dict:
	"""会议投影: see `meeting_view.slides`."""
	return meeting_view.slides(_meeting(meeting))


@endpoint
def enter_decision(meeting: str, topic_no: int | str, values: dict | str, row: str | None = None) -> dict:
	"""Store a decision typed at the projector: {matter, unit, person, due_date, inspection_office}; the slides."""
	doc = meeting_view.enter_decision(meeting, cint(topic_no), parse_argument(values, dict), row)
	return meeting_view.slides(doc)


@endpoint
def drop_decision(meeting: str, row: str) -> dict:
	"""Take back a decision that is no order yet; the slides."""
	return meeting_view.slides(meeting_view.drop_decision(meeting, row))


@for_others(commitment=SAMPLE, words="道路已通车")
@endpoint
def answer_commitment(commitment: str, words: str | None = None, proof: str | None = None) -> dict:
	"""答复 of the unit that owes, with its proof."""
	return _answer(commitments.answer(commitment, words, proof))


@endpoint
def return_commitment(commitment: str, reason: str | None = None) -> dict:
	"""退回 an answer, with the reason, by who supervises the commitment."""
	return _answer(commitments.return_answer(commitment, reason))


@endpoint
def fulfil_commitment(commitment: str, day: str | None = None, proof: str | None = None) -> dict:
	"""兑现 on a day, today if not given."""
	return _answer(commitments.fulfil(commitment, day, proof))


@endpoint
def waive_commitment(commitment: str, reason: str | None = None) -> dict:
	"""免除 with its reason."""
	return _answer(commitments.waive(commitment, reason))


@endpoint
def release_commitment(commitment: str) -> dict:
	"""Let the enterprise read a promise of the city's on its own page."""
	return _answer(commitments.release(commitment))


@endpoint
def draft_deferral(
	plan: str,
	before: str,
	after: str,
	due_date: str | None = None,
	words: str | None = None,
	exclusions_checked: str | int = 0,
) -> dict:
	"""Draft the 容缺承诺 by which `after` goes ahead without `before` (nodes of the plan's project)."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	values = {"due_date": due_date, "words": words, "exclusions_checked": cint(exclusions_checked)}
	return _answer(deferrals.draft(doc, before, after, values))


@endpoint
def consent_to_deferral(
	commitment: str, day: str | None = None, paper_no: str | None = None, paper: str | None = None
) -> dict:
	"""同意容缺 by the deciding unit, or by the bureau with that unit's paper."""
	return _answer(deferrals.consent(commitment, day, paper_no, paper))


@endpoint
def refuse_deferral(commitment: str, reason: str | None = None) -> dict:
	"""不同意容缺 with the reason."""
	return _answer(deferrals.refuse_consent(commitment, reason))


def _meeting(name: str):
	return frappe.get_doc(meetings.MEETING, name)


def _answer(doc) -> dict:
	return {"name": doc.name, "state": doc.get("meeting_state") or doc.get("state")}
