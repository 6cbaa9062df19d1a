"""Every word the enterprise's page says, in the session's language."""

from frappe import _

from anshang_app.validation.rule_texts import rule_text


def words() -> dict[str, str]:
	"""Key of a sentence -> the sentence, its places still open."""
	return {
		"title": _("My Project"),
		"next": _("What Is Asked of You Next"),
		"later": _("{0} more follow after these."),
		"ask_units": _("Which papers a matter needs and where to bring them, you are told by: {0}."),
		"helped_by": _("helped by {0}"),
		"late": _("was due by {0}"),
		"nothing_next": _("Nothing is asked of you at the moment."),
		"today": _("now"),
		"until": _("by {0}"),
		"confirm_plan": _("Look at the plan and say yes"),
		"confirm_solution": _("Say whether the problem is solved"),
		"step": _("Your step"),
		"promise": _("Your promise"),
		"progress": _("How Far the Project Is"),
		"planned": _("planned for {0}"),
		"done_on": _("done on {0}"),
		"no_day": _("no day yet"),
		"served_by": _("Served By"),
		"plan": _("The Plan, Revision {0}"),
		"plan_hint": _(
			"These are the days the plan is to be sealed with. Your yes is noted; the plan goes on without it too."
		),
		"say_yes": _("We agree to this plan"),
		"issues": _("Your Problems and What Became of Them"),
		"no_issues": _("No problem is on record."),
		"due": _("to be solved by {0}"),
		"answer": _("Answer"),
		"satisfaction": _("How satisfied are you?"),
		"very": _("Very Satisfied"),
		"fairly": _("Fairly Satisfied"),
		"not": _("Not Satisfied"),
		"commitments": _("What Was Promised"),
		"of_city": _("by the city"),
		"of_enterprise": _("by the enterprise"),
		"raise": _("Raise a Problem"),
		"raise_hint": _("Say in your own words what holds the project up."),
		"send": _("Send"),
		"material": _("Send Material"),
		"material_hint": _("A photo, a scan or a document, at most {0} MB."),
		"material_words": _("What it is"),
		"choose_file": _("Choose a file."),
		"acts": _("What Was Done by This Link"),
		"code": _("One-time Code"),
		"code_hint": _(
			"To act, enter the code of six digits which the agent of your project hands you. Reading needs none."
		),
		"issued_by": _("This link was issued by {0}. Codes and new links come from there."),
		"code_first": _("Enter the one-time code above first."),
		"enter": _("Confirm the Code"),
		"acting_as": _("You act as {0}."),
		"link_until": _("This link is valid until {0}."),
		"kept_private": _("Only your own project is shown. Do not pass the link on."),
		"no_answer": _("The platform does not answer. What you typed is still here: try again."),
		"ended": _("This link is not valid or has expired."),
		"ended_hint": _("Ask the agent of your project for a new one."),
		"sent": _("Sent. The units of your project were told."),
		"opening": _("Opening your project …"),
		"sending": _("Sending …"),
		"too_large": rule_text("file_large"),
	}


def target_names() -> dict[str, str]:
	"""The three days everybody asks for, by the kind of their node."""
	return {
		"Construction Start": _("Building Begins"),
		"Completion": _("Building Is Completed"),
		"Production": _("Production Begins"),
	}
