"""The sentences of the rules of files that people bring: ledgers, workbooks of units, Word templates."""

from anshang_app.validation.marking import _

#: the rules of the tags in an administrator's template
TEMPLATE_RULES = {
	"tag_wide": _(
		"“{0}” has full-width braces or percent signs: type them half-width, without an input method."
	),
	"tag_unclosed": _(
		"“{0}” is no whole tag: a tag begins with two signs and ends with two in one paragraph."
	),
	"tag_not_ended": _("“{0}” has no end: put the tag {1} after the last line it is about."),
	"tag_ends_nothing": _("“{0}” ends something that was not begun."),
	"tag_unknown": _("“{0}” begins with a word that is no instruction."),
	"tag_no_filter": _("“{0}” uses {1}, which there is not."),
	"tag_unreadable": _("“{0}” cannot be read: compare it with the example of a template."),
	"tag_forbidden": _("“{0}” reaches beyond the template's own fields, which is not allowed."),
	"tag_no_field": _("“{0}” names the field {1}, which there is not. Perhaps meant: {2}"),
	"tag_fails": _("“{0}” cannot be worked out: check what it does with its fields."),
	"tag_cuts_document": _(
		"The tags cut through the document: a tag with p stands alone in its paragraph, one with tr alone in its table row."
	),
}


#: the rules of a city's ledger, of its file and of its cells
LEDGER_RULES = {
	"ledger_empty": _("The file holds nothing."),
	"ledger_large": _("The file is larger than {0} MB: leave out what is not needed."),
	"ledger_unpacks": _("The file unpacks to more than {0} MB: save it anew without pictures."),
	"ledger_sheets": _("The file has more than {0} sheets: leave out what is not needed."),
	"ledger_rows": _("The sheet {0} has more than {1} rows: enter fewer at a time."),
	"ledger_broken": _("The file cannot be opened: save it anew as an Excel workbook."),
	"ledger_kind": _("This is neither an Excel workbook nor a CSV file."),
	"ledger_encoding": _("The text of the file cannot be read: save it as CSV in UTF-8."),
	"ledger_no_table": _("No table is found: the headings name a project and at least one thing more."),
	"ledger_missing": _("It is missing."),
	"ledger_amount": _("It is no single amount."),
	"ledger_day": _("It is no day."),
	"ledger_formula": _("The formula of the cell has no value."),
	"ledger_twice": _("The row stands there already."),
	"ledger_about": _("The amount is rough; it is taken as it stands."),
	"ledger_several": _(
		"There is more in the cell than one amount: the first is taken, the text becomes a note."
	),
	"ledger_about_day": _("It is no exact day: the last day of it is taken."),
	"ledger_phones": _("There is more than one number: the first is taken."),
	"ledger_people": _("There is more than one person: the first is taken."),
	"ledger_stage": _("The stage is read out of the words: please confirm it."),
	"ledger_near": _("It is not on file; something like it is: please choose."),
	"ledger_unknown": _("It is not on file: please choose, or leave it out."),
	"ledger_no_project": _("There is no such project you may work on."),
	"ledger_future": _("The day lies in the future."),
	"ledger_solved": _("It is not clear whether it is solved: taken as not solved."),
	"ledger_solved_day": _("A solved problem needs the day it was solved: give one above for those without."),
	"ledger_solved_before": _("It is solved before it was raised."),
	"ledger_not_cleared": _("It stands on the platform and is not cleared there: clear it on the problem."),
	"ledger_no_item": _("There is no such approval item."),
	"ledger_near_item": _("It is taken for the approval item of nearly this name."),
	"ledger_no_case": _("The plan of the project does not hold this approval item."),
	"ledger_case_differs": _(
		"It is decided on the platform, and otherwise than here: look at it by “Compare”."
	),
	"ledger_case_running": _("It is under way on the platform: its unit records it there."),
	"ledger_not_decided": _("It is not decided yet: its unit records it on the platform."),
	"ledger_not_your_case": _("Another unit decides it."),
	"ledger_not_under_way": _(
		"The project was not entered under way: its approvals are recorded by their units."
	),
}


#: the rules of an Excel sheet of units and members
SHEET_RULES = {
	"sheet_no_head": _("The first rows have no headings of the template."),
	"sheet_head_missing": _("The heading is missing."),
	"sheet_head_twice": _("The heading stands there twice."),
	"sheet_head_unknown": _("The template has no such heading."),
	"sheet_too_long": _("There are more than {0} rows: enter fewer at a time."),
	"sheet_empty": _("There is nothing below the headings."),
	"sheet_formula": _("A cell may not begin with = + - @: enter plain text."),
	"sheet_text_long": _("The text is longer than 140 characters."),
	"sheet_unit_needed": _("The first row needs the unit's name."),
	"sheet_kind_needed": _("{0} needs at least one kind of unit."),
	"sheet_contradicts": _("Another row of the same unit says {0}."),
	"sheet_unknown_kind": _("Enter one of: {0}."),
	"sheet_unknown_role": _("Enter one of: {0}."),
	"sheet_member_needed": _("The row has a {0} but nobody's name."),
	"sheet_member_twice": _("The member stands in row {0} of the same unit already."),
	"sheet_account_needed": _("A role needs an account."),
	"sheet_account_shared": _("Row {0} gives the account to {1}: each person needs an own one."),
	"sheet_account_off": _("The account is switched off on the platform."),
	"sheet_not_an_address": _("Enter an e-mail address."),
	"sheet_phone": _("Enter a landline number with its area code."),
	"sheet_mobile": _("Mobile numbers are entered only as project contacts."),
	"sheet_yes_no": _("Enter yes, or leave it blank."),
}
