"""Every word the enterprise's page says, in the session's language."""

from frappe import _

from anshang_app.validation.rule_texts import rule_text


def translate_page_texts() -> dict[str, str]:
	"""Key of a sentence -> the sentence, its places `{0}` not yet filled."""
	return {
		"title": _("My Project"),
		"office": _("{0}: a page for enterprises"),
		"next": _("What Your Company Does Next"),
		"later": _("{0} more follow: look at them"),
		"tell_done": _("When a matter is done, tell {0}: the units that serve you enter it."),
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
		"since": _("at it since {0}"),
		"served_by": _("Whom to Ask"),
		"agent": _("the agent of your project"),
		"plan": _("The Plan, Revision {0}"),
		"plan_hint": _(
			"These are the days the plan is to be sealed with. Your yes is noted; the plan goes on without it too."
		),
		"say_yes": _("We agree to this plan"),
		"issues": _("The Problems You Raised and the Answers"),
		"no_issues": _("You raised no problem yet."),
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
		"raise_hint": _(
			"Say what it is about, where it is stuck and what would help. The answer is shown on this page."
		),
		"send_problem": _("Send the Problem"),
		"material": _("Send Material"),
		"material_hint": _(
			"One photo, scan or document at a time, at most {0} MB. Only who may read the project reads it; it replaces no application: ask {1} where to apply."
		),
		"material_for": _("Which matter it is for"),
		"material_other": _("choose (or none of them)"),
		"material_words": _("What it is, a business licence for instance"),
		"choose_file": _("Press here to choose a photo or a file"),
		"send_material": _("Send the Material"),
		"acts": _("What Was Done by This Link"),
		"code": _("Code (ask {0} for it, it does not come by SMS)"),
		"digits": _("Code of six digits"),
		"serving": _("Serving Unit"),
		"code_hint": _(
			"Reading needs no code. To raise a problem or send material on this page (or to say yes, where something waits for it), enter the code of six digits which {0} tells you: once, for all you send within {1} hours."
		),
		"issued_by": _(
			"This link was sent to you by {0}: ask there for codes and new links, for the papers a matter needs and where to bring them, and say in time when a day cannot be kept."
		),
		"code_first": _("Enter the code above first; what you typed is kept."),
		"enter": _("Confirm the Code"),
		"acting_as": _("You act as {0}."),
		"link_until": _(
			"This link is valid until {0}. After that ask {1} for a new one; what you sent is kept."
		),
		"kept_private": _(
			"Whoever has the link reads this page, not the files you sent: do not pass it on outside your company."
		),
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
