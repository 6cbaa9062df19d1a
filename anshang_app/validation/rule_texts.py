"""The sentence of each rule: what `messages` and others put findings into."""

import frappe

from anshang_app.validation.file_rule_texts import LEDGER_RULES, SHEET_RULES, TEMPLATE_RULES
from anshang_app.validation.marking import _


def rule_text(rule: str) -> str:
	"""The sentence of a rule key, in the user's language, with its places still open."""
	return frappe._(SENTENCES[rule])


#: the rules of the cells of a plan's grid
PLAN_CELL_RULES = {
	"no_such_step": _("This plan has no such step."),
	"no_such_cell": _("The step has no such cell."),
	"step_left_out": _("The step does not apply to this project: it prints as “/”."),
	"person_with_phone": _("Enter the name only; mobile numbers belong to the project contacts."),
	"no_duration": _("Enter whole days, such as 20, 20 working days or 30 calendar days."),
	"duration_range": _("A time lies between 1 and {0} days."),
	"no_day": _("It is no day: write it as 2026-3-5, 2026.3.5 or by month and day."),
	"day_about": _("Read as {0}: please look once more."),
	"too_many_cells": _("Save at most {0} cells at once; {1} were sent."),
}

#: the rules of addresses the platform sends to
ADDRESS_RULES = {
	"not_an_address": _(
		"Enter an address that begins with http:// or https://, without a user name and without ? or #."
	),
	"host_unknown": _("There is no such host at the moment; it is looked up again before anything is sent."),
	"leads_inside": _(
		"It leads to {0}, inside the network: the system administrator enters it under “{1}” in Anshang Settings first."
	),
	"not_a_network": _("Enter one address or network a line, as 10.1.2.3 or 10.1.2.0/24."),
	"secret_too_short": _("Enter at least {0} letters that nobody guesses."),
}


#: the rules of issues, orders, meetings and commitments
COORDINATION_RULES = {
	"not_open": _("The problem is settled: nothing more is done about it."),
	"needed_for_step": _("It is required for this step."),
	"node_elsewhere": _("This step belongs to another project."),
	"issue_elsewhere": _("This problem belongs to another project."),
	"top_of_ladder": _("The problem is with the inspection office already: there is no higher level."),
	"by_order_only": _("The inspection office takes a problem up through an order of the special meeting."),
	"inspection_needed": _(
		"An item of the special meeting is checked by one of the two inspection offices named in Anshang Settings."
	),
	"inspection_not_here": _("Only items of the special meeting go to an inspection office."),
	"basis_needed": _("Name the leader's instruction and its day."),
	"meeting_needed_here": _("Such an order is given out by the meeting that decided it."),
	"topic_unknown": _("The agenda has no topic {0}."),
	"decision_without_project": _(
		"The topic names no project: an order needs one. Choose the problem it is about."
	),
	"unit_not_there": _("There is no unit in use of this name: choose one of the list."),
	"decisions_kept": _("What was given out as an order stays as it was decided."),
	"nothing_to_do": _("There is nothing to hand out."),
	"meeting_ahead": _("The meeting has not been held yet ({0})."),
	"agreed_on_project": _("The agreed start of building stands on the project: {0}. Change it there."),
	"not_deferrable": _("The template marks no such step as deferrable behind the other one."),
	"parallel_already": _("It runs in parallel already."),
	"not_parallel": _("These two steps do not run in parallel by a measure of this plan."),
	"deferred_already": _("There is an open promise for these two steps already: {0}."),
	"consented_to": _("The promise was consented to: it stands as it is."),
	"only_deferred": _("Only a promise of deferred material is consented to."),
	"letter_of_promise_needed": _("Attach the enterprise's promise letter first."),
	"promise_over": _("The day promised is over: name another one first."),
	"consent_paper_needed": _(
		"The bureau enters a unit's consent with the number and the scan of that unit's paper."
	),
	"excluded_category": _("No promise can stand in here: excluded category {0}."),
	"exclusions_unchecked": _("Check the project against the excluded categories first: {0}."),
	"supervises_itself": _("Who owes a commitment does not supervise it: choose another unit."),
	"no_answer_yet": _("There is no answer to return yet."),
	"outcome_entered": _("An outcome is entered already: {0}."),
	"same_unit": _("One letter goes to one unit: choose problems of the same responsible unit."),
}


#: the rules of an order's limits and required results
ORDER_RULES = {
	"extensions_used": _("It was extended as often as the settings allow ({0})."),
	"extension_too_late": _(
		"More time is asked for before the due day ({0}), not on it or after it: the unit that checks the order may urge it."
	),
	"extension_open": _("More time was asked for: the request is decided first."),
	"no_extension_asked": _("No request for more time is open."),
	"not_later": _("It must lie after {0}."),
	"limit_still_runs": _("The limit still runs: an urging sets a new day only once it is missed."),
	"not_proposed": _("No escalation is proposed: the order has not missed its limits so often."),
	"no_such_result": _("The order has no such required result."),
	"result_turn": _("The step is possible only when the result is “{0}”."),
	"result_open": _("The result is not accepted yet: each one is accepted before the order is settled."),
}


#: the rules of entries for a bureau that does not work on the platform, and of the agent's own steps
PROXY_RULES = {
	"proxy_number": _("A proxy entry names the number of the bureau's own paper."),
	"proxy_scan": _("For this item attach the scan of the bureau's own paper."),
	"proxy_mandate": _("Put the enterprise's letter of mandate on file first: the agent enters by it."),
	"proxy_acceptance": _("The case is not accepted yet: give the day of acceptance too."),
	"proxy_not_now": _("Nothing is entered by proxy in the state {0}; it is the turn of: {1}."),
	"proxy_waits": _("It was submitted already and waits for {0}."),
	"proxy_none_open": _("No proxy entry waits for this step."),
	"proxy_unchanged": _("Nothing differs from what was entered: confirm it instead."),
	"proxy_not_last": _("Later records rest on it: take those back first."),
	"proxy_after_start": _("Building has begun: only the deciding unit corrects what was entered."),
	"proxy_answer_first": _("It was entered by proxy: confirm, correct or deny that entry."),
	"materials_missing": _("Still missing by the list of materials: {0}."),
	"back_entry_closed": _("It is no approval of the project that is still open."),
	"back_entry_day": _("Give the day on which {0} was granted, or leave its row blank."),
	"back_entry_empty": _("Fill in at least one row."),
	"invite_nobody": _("Choose at least one unit."),
	"not_filing_now": _("The application is filed already, or decided; it is the turn of: {0}."),
}


#: the rules of the bulletin
BULLETIN_RULES = {
	"issue_taken": _("Another issue has this number already: {0}."),
	"unknown_place": _("There is no such table or chart; there are: {0}"),
	"name_or_unit": _("Name a unit, or the name to be printed."),
	"only_compiling": _("The figures are checked: send the bulletin back first to change it."),
	"compare_today": _("Compare the figures today before they are passed."),
	"explain_differences": _("{0} figures differ: freeze them anew, or say here why they stay."),
	"one_to_mail": _("At least one recipient needs a unit of the platform or a mail address."),
	"not_the_last_issue": _("A later number is drawn already: numbers have no gaps."),
	"file_of_issue": _("The files of a distributed bulletin are kept as they are."),
}


#: the rules by their key
SENTENCES = {
	"taken_by": _("{0} holds it already."),
	"other_code": _("On file the enterprise has {0}; please compare."),
	"entered_already": _(
		"The enterprise has a project of this name; a further phase is added on it by New Phase."
	),
	"taken": _("It cannot be entered; please compare it with the Government Services Bureau."),
	"no_such_record": _("There is no record of this name; the nearest one is another."),
	"uscc_sign": _(
		"A unified social credit code has no {0}: its signs are digits and capital letters without I, O, S, V, Z."
	),
	"uscc_length": _("A unified social credit code has 18 characters."),
	"uscc_check": _("The check character of GB 32100-2015 does not fit: please compare with the licence."),
	"project_code_structure": _("A project code has the structure 0000-000000-00-00-000000."),
	"phone": _("Enter a mobile number of 11 digits or a landline number with its area code."),
	"phone_two": _("There are two numbers in it: enter one, and the other as a further contact."),
	"phone_area": _("The area code is missing: enter it before the number, as 0728-."),
	"not_a_date": _("Enter a date as 2026-03-05."),
	"day_range": _("A day lies between {0} and {1}."),
	"not_rows": _("Give a list of rows."),
	"not_text": _("Give one value, not several."),
	"no_passage": _("No step of your role leads there from {0}."),
	"first_state": _("A new record begins as {0}."),
	"no_such_file": _("The attached file is not on the platform."),
	"too_long": _("It has {0} letters; at most {1} can be kept."),
	"not_its_file": _("Only a file uploaded to this record can stand here."),
	"audit_begun": _("The audit began on {0}: this moment is not moved."),
	"audit_days_floor": _("Logs are kept for at least {0} days (Cybersecurity Law, Article 21: six months)."),
	"attachment_kept": _("The attachment stays. {0}"),
	"amount_money": _("Enter one amount, with its unit where it is not 10k yuan; no range, no estimate."),
	"amount_mu": _("Enter one area, with its unit where it is not mu; no range, no estimate."),
	"amount_square_metres": _(
		"Enter one area, with its unit where it is not square metres; no range, no estimate."
	),
	"amount_months": _("Enter one duration in months, or in years with the unit."),
	"not_a_number": _("Enter a number."),
	"not_whole": _("Enter a whole number."),
	"negative": _("It may not be below zero."),
	"too_large": _("The number is too large to be stored."),
	"fact_without_project": _("Name the problem or the project of the topic first."),
	"threshold_range": _("For the condition “{0}” enter a number above 0, at most {1}."),
	"not_before": _("It may not lie before {0} ({1})."),
	"ends_before": _("It ends before it begins."),
	"before_completion": _(
		"It may not lie before the completion that start and duration in months give ({0})."
	),
	"long_ago": _("It lies more than a year back."),
	"waits_for": _("It was accepted before {0} is done, for which it waits."),
	"months": _("Enter whole or half months, at most {0}."),
	"other_year": _("The day lies in another year than the calendar."),
	"in_future": _("It may not lie after today ({0})."),
	"perhaps_in_yi": _("The unit is 10k yuan: was 100 million yuan meant?"),
	"perhaps_in_yuan": _("The unit is 10k yuan: was yuan meant?"),
	"more_than_total": _("It is more than the total investment ({0})."),
	"meeting_needed": _("A project named by the special meeting needs the minutes' number and date."),
	"ground_needed": _("Choose one of the two grounds of admission."),
	"chain_needed": _("Admission by investment needs an industry chain."),
	"chain_not_counted": _("This chain does not count for admission: only the special meeting can name it."),
	"below_floor": _(
		"The fixed-asset investment of the whole project is below {0} (10k yuan): only the special meeting can name it."
	),
	"evidence_missing": _("The evidence {0} is required for the hand-over and not present."),
	"evidence_none": _("At least one piece of evidence of the landing is required."),
	"evidence_undated": _("The date of the evidence {0} is missing."),
	"needed_for_handover": _("It is required for the hand-over."),
	"wrong_stage": _("The step is possible only in the stage {0}."),
	"wrong_state": _("The step is possible only in the state {0}."),
	"case_open": _("{0} is not granted yet ({1})."),
	"node_open": _("{0} has no actual date yet."),
	"not_invited": _("{0} was not yet invited to see the works before acceptance ({1})."),
	"promise_overdue": _("The promise “{0}” was due on {1} and is not kept."),
	"certificate_missing": _("The certificate of {0} is not on file."),
	"before_last_passage": _("It may not lie before the last passage of the project ({0})."),
	"pack_kept": _("A pack that was built is kept as it is."),
	"pack_altered": _("The pack on file is not the one that was built: {0}"),
	"pack_missing": _("There is no pack: the completed project was not handed over on the platform."),
	"file_unreadable": _("The attached file is not on the platform, or you may not read it."),
	**SHEET_RULES,
	**LEDGER_RULES,
	"reason_needed": _("Give a reason."),
	"letter_needed": _("A hand-over by letter needs the letter's number."),
	"row_without_person": _("{0} has no responsible person."),
	"row_without_date": _("{0} has no date."),
	"cell_empty": _("“{0}” would print empty."),
	"never_left_out": _("This cell cannot be marked as not applicable."),
	"needed_for_seal": _("It is required before the plan counts as sealed."),
	"seal_recorded": _("A seal is already recorded: the plan can no longer go back to draft."),
	"plan_not_sealed": _("There is no sealed plan of the project yet."),
	"plan_open": _("There is already an open plan: {0}."),
	"plan_sealed": _("There is a sealed plan ({0}): revise it instead."),
	"by_step_only": _("It is changed only by the steps of the path, not by hand."),
	"not_by_hand": _("The platform fills it in; it is not written by hand."),
	"by_set_phone": _("A phone number is stored only through the contact's own dialog."),
	"locked": _("The plan can be changed only as a draft."),
	"not_editor": _("The bureau coordinates and may return the plan, but does not edit it."),
	"twice": _("It is entered twice."),
	**PLAN_CELL_RULES,
	"said_already": _("It was said already, or it is not asked any more."),
	"archived_already": _("The project is archived already."),
	"not_archived": _("The project is not archived."),
	"still_open": _("Still open: {0}."),
	"own_promise": _("The enterprise's own promise needs no release."),
	"not_its_contact": _("It is no active contact of the project's enterprise."),
	"not_a_choice": _("Choose one of the answers given."),
	"file_empty": _("The file is empty: choose another one."),
	"not_material": _("Send a picture, a PDF, or a Word or Excel document."),
	"file_large": _("The file has more than {0} MB: make it smaller."),
	**ADDRESS_RULES,
	"not_an_agent": _("It is no agent of a unit today."),
	"year": _("Enter a year with four digits."),
	"kind_needed": _("Mark at least one kind of unit."),
	"unit_unknown": _("Name the unit in Anshang Settings, or mark one unit of this kind."),
	"unknown_stage": _("There is no such stage a project under way can be in."),
	"unknown_row": _("The plan template has no row {0}."),
	"row_key": _("A row key has only letters, digits and hyphens."),
	"edge_unknown": _("The order names a row that does not exist."),
	"day_needed": _("Give the day."),
	"whose_time": _(
		"Say whose time it is: the enterprise's, an intermediary's, the service team's, or time the law does not count."
	),
	"paper_needed": _("For time the law does not count, attach the paper by which the applicant was told."),
	"words_needed": _("Give the reason or the words."),
	"cannot_follow": _("It cannot follow what is on record for the case."),
	"before_the_last": _("It may not lie before the last record of the case ({0})."),
	"out_of_calendar": _("The work calendars do not reach that day."),
	"needed_for_grant": _("It is required for granting the approval."),
	**PROXY_RULES,
	"by_case": _("It is recorded when the approval case {0} is granted."),
	"node_of_other": _("The node belongs to another project, or to no approval item."),
	"by_correction": _("It is on record: change it by Correct Actual Date, with the reason."),
	"nothing_recorded": _("There is no day on record to correct."),
	"before_signing": _("It lies before the signing ({0}). Is it right?"),
	"same_day": _("This is the day on record already."),
	"cause_needed": _("A red node needs its cause and whose delay it is."),
	"nothing_to_take_back": _("There is no record of a running clock to take back."),
	"not_ended": _("The case is still open."),
	"needed_for_invitation": _("Name the approval case the unit is invited for."),
	"day_or_cause": _("Give the actual date, or the cause and measure of the delay."),
	"project_closed": _("The project is in the stage {0}: nothing more is entered for it."),
	"project_unknown": _("There is no such project among those you may see."),
	"not_your_unit": _("You enter only for a unit of which you are a member today."),
	"entry_node_of_other": _("The node belongs to another project."),
	"already_dated": _("The node already has the actual date {0}: correct it on the node itself."),
	"entry_case_of_other": _("The approval case belongs to another project."),
	"not_your_entry": _("Only who filed an entry, or a colleague of his unit, corrects it."),
	"above_plan": _("{0} is more than the plan of the project ({1}). Is it right?"),
	"below_last": _("{0} is less than the last figure on record ({1}, {2}). Is it right?"),
	"photo_empty": _("The photo is empty: take it again, or leave it out."),
	"not_an_image": _("Only pictures (JPEG, PNG, WebP) are taken as photos."),
	"photo_too_large": _("The photo has {0} MB; at most {1} MB are taken. Make it smaller and add it again."),
	"words_or_facts": _("Say in a few words what was done, or enter a node, a figure or an issue."),
	"before_membership": _("It lies before the person came to the unit ({0})."),
	"merged_with_itself": _("A unit is merged into another one."),
	"unit_not_in_use": _("This unit is out of use."),
	"same_name": _("It is called so already."),
	"no_name": _("A name has no angle brackets."),
	"not_before_today": _("It begins today or later."),
	"deputy_there": _("{0} is the deputy from {1} to {2} already: end that first."),
	"kept_on_record": _("It stays on record: it can be neither changed nor deleted."),
	"one_recipient": _("Name one unit, one account, one address or one place in each row."),
	"not_readable": _("You may not read it yourself, so you cannot publish it."),
	"unit_of_person": _("A person in a role of the project needs the unit he acts for."),
	"not_your_side": _("Units and roles of a project are changed by the bureau and the service center."),
	"template_needed": _("Mark one plan template as default."),
	"code_needed": _("Give the unit a document code for {0} first: the number begins with it."),
	"letter_year": _("The year in brackets has four digits, {0} to {1}."),
	"number_kept": _("A number of a letter is never deleted; void it instead."),
	"number_voided": _("This number was voided and is never given again."),
	"number_taken": _("This number already stands on the register for another letter: {0}."),
	**COORDINATION_RULES,
	**ORDER_RULES,
	**BULLETIN_RULES,
	"not_docx": _("The template must be a Word document (.docx)."),
	**TEMPLATE_RULES,
}
