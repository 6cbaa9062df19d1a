"""The phone page of progress entries: same account as the desk, made for a width of 360 px."""

from urllib.parse import quote

import frappe
from frappe import _

from anshang_app.progress_tracking.doctype.progress_entry.progress_entry import KINDS

no_cache = 1


def get_context(context):
	"""The page's account, its token against forgery, and every word the page's script says."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote('/anshang/entry')}"
		raise frappe.Redirect
	frappe.has_permission("Progress Entry", "create", throw=True)
	context.title = _("Progress Entries of My Projects")
	context.setup = {
		"user": frappe.session.user,
		"full_name": frappe.get_cached_value("User", frappe.session.user, "full_name"),
		"csrf_token": frappe.sessions.get_csrf_token(),
		"today": frappe.utils.today(),
		"photo_limit": frappe.utils.cint(frappe.get_cached_doc("Anshang Settings").photo_limit),
		"kinds": [{"value": kind, "label": _(kind)} for kind in KINDS],
		"words": translate_texts(),
	}
	# the token is new where the account has not been at the desk yet
	frappe.db.commit()


def translate_texts() -> dict[str, str]:
	"""The texts of the page by their English key."""
	return {
		"Online": _("Connected"),
		"No network": _("No network"),
		"to send": _("{0} to send"),
		"Search Project": _("Search Project"),
		"No project": _("There is no project you may enter for."),
		"Back": _("Back to the list"),
		"Day It Happened": _("Day It Happened"),
		"What Was Done": _("What Was Done"),
		"A few words": _("A few words are enough; may stay empty"),
		"More": _("More: node, investment, issue, photo"),
		"Done By": _("Done By"),
		"Leader": _("Blank means the city leader of the project"),
		"Policy Explained": _("Policy Explained"),
		"Explained to Whom": _("Explained to Whom"),
		"Case": _("Case to Invite For"),
		"Node": _("Nodes Reached"),
		"Actual Date": _("Actual Date"),
		"Whose Delay": _("Whose Delay"),
		"Cause": _("Cause and Measure"),
		"Enterprise": _("Enterprise"),
		"Government Side": _("Government Side"),
		"Force Majeure": _("Force Majeure"),
		"Investment": _("Investment Done to Date (10k yuan)"),
		"Area": _("Floor Area Done to Date (m2)"),
		"Statistics": _("Entered in the Statistics Store"),
		"Issue": _("Needs Coordination"),
		"Issue text": _("What Is in the Way"),
		"Photo": _("Photos (never needed)"),
		"Add photos": _("Add photos"),
		"photos chosen": _("{0} photos chosen"),
		"Too large": _("The photo has {0} MB; at most {1} MB are taken. Make it smaller and add it again."),
		"Empty photo": _("One of the photos is empty: take it again, or leave it out."),
		"Without photos": _("Without photos"),
		"Not a figure": _("{0}: {1} is no whole number. Write it out, for example 1200."),
		"Not a day": _("{0}: the day is not complete. Enter year, month and day."),
		"No day": _("{0}: give the day."),
		"Not kept": _("The entry could not be kept on this phone; nothing you typed is lost."),
		"Send": _("File Entry"),
		"Filed": _("Entry filed"),
		"Told": _("Told: {0}"),
		"Next": _("Next: {0}"),
		"Copy": _("Copy as Chat Text"),
		"Copied": _("Copied"),
		"Right": _("It is right, file it"),
		"Change": _("Change Entry"),
		"Discard": _("Discard"),
		"Try again": _("Try Again"),
		"Refused": _("Not taken"),
		"Failed": _("Not sent"),
		"Filed without": _("The entry is filed; a photo of it is not:"),
		"Asked": _("Please confirm"),
		"Waiting": _("Waiting for a network"),
		"Log in": _("Your login has ended. Log in again; what is on this phone is kept."),
		"Login": _("Log In Again"),
		"Others": _("{0} entries of another account are on this phone; they are sent when it logs in."),
		"Secure": _("This page opens without a network too."),
		"Not secure": _(
			"This address has no HTTPS: without a network the page itself does not open. While it is open, go on entering; everything is sent once the network is back."
		),
		"Not kept yet": _("Getting this page ready to open without a network …"),
		"Server": _(
			"The platform could not take it. Try again, or leave it out; tell the platform's administrator if it goes on."
		),
		"Hello": _("{0}, what was done today?"),
	}
