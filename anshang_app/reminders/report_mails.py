"""定时报表 on the set-up page: the shipped report mails, whom each may run as and go to, on and off with one click."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html

from anshang_app.access_control.acting_unit import bureau
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.members import members_today

MAIL = "Auto Email Report"
#: the reports offered, each a workbook on Mondays as shipped
OFFERED = ("Project Ledger", "Node Alerts", "Supervision Ledger")


def offers() -> list[dict]:
	"""One per report: {report, title, on, user, frequency, people, receivers, problem}.

	`people` are those it may be run as: {user, name, unit, proposed}; `receivers` who may get it, by that person:
	user -> [{address, name, unit, proposed}]; `problem` is what is wrong with one that is on.
	"""
	people = accounts()
	return [offer(report, people) for report in OFFERED]


def offer(report: str, people: list[dict]) -> dict:
	mail = stored(report)
	in_use = mail if mail and cint(mail.enabled) else None
	able = [person for person in people if not objection(report, person["user"])]
	chosen = in_use.user if in_use else next((account["user"] for account in able), None)
	return {
		"report": report,
		"title": _(report),
		"on": bool(in_use),
		"user": chosen,
		"addresses": in_use.email_to.split() if in_use else proposed(receivers_of(chosen, people)),
		"frequency": _(mail.frequency if mail else "Weekly"),
		"people": able,
		"receivers": {account["user"]: receivers_of(account["user"], people) for account in able},
		"problem": objection(report, chosen) if in_use else "",
	}


def accounts() -> list[dict]:
	"""Members in office with an account in use, those first as whom a report is usually run: {user, name, unit, address, proposed}."""
	# the bureau's members come first: it runs the platform
	runs = bureau()
	mails = dict(
		frappe.get_all("User", filters={"enabled": 1}, fields=["name", "email"], as_list=True, limit=0)
	)
	members = [
		{
			"user": row.user,
			"name": row.member_name,
			"unit": row.name,
			"address": mails[row.user] or "",
			"of_bureau": row.name == runs,
			"proposed": bool(row.is_liaison or row.is_principal),
		}
		for row in members_today()
		if row.user in mails
	]
	# who keeps the platform runs it, and somebody else the reports
	keepers = {member["user"] for member in members if administers(member["user"])}
	return sorted(
		members,
		key=lambda member: (
			not member["of_bureau"],
			member["user"] in keepers,
			not member["proposed"],
			member["unit"],
			member["user"],
		),
	)


def receivers_of(user: str | None, people: list[dict]) -> list[dict]:
	"""Colleagues of who runs it, by their memberships; who has no address receives nothing."""
	units = {person["unit"] for person in people if person["user"] == user}
	by_address = {
		member["address"]: member
		for member in reversed(people)
		if member["unit"] in units and member["address"]
	}
	return [by_address[address] for address in sorted(by_address)]


def proposed(receivers: list[dict]) -> list[str]:
	"""The principals and liaisons, else everybody."""
	return [receiver["address"] for receiver in receivers if receiver["proposed"]] or [
		receiver["address"] for receiver in receivers
	]


def objection(report: str, user: str | None) -> str:
	"""Why a report cannot be run as somebody, in words; "" if it can."""
	if not user or user in ("Administrator", "Guest"):
		return _("A report is run as a named person, never as Administrator.")
	account = frappe.db.get_value("User", user, ["enabled", "email", "full_name"], as_dict=True)
	if not account or not cint(account.enabled):
		return _("The account {0} is not in use.").format(escape_html(user))
	if not account.email:
		return _("{0} has no mail address: enter one in the account first.").format(
			escape_html(account.full_name)
		)
	if not any(member.user == user for member in members_today()):
		return _("{0} is no member of a unit today.").format(escape_html(account.full_name))
	if not may_read(report, user):
		return _("{0} may not read the report “{1}”: choose somebody whose role may.").format(
			escape_html(account.full_name), _(report)
		)
	return ""


def may_read(report: str, user: str) -> bool:
	"""Whether the person's roles open the report and its records."""
	# a session of theirs, for each person of every unit, would cost seconds
	own = frappe.db.get_value("Custom Role", {"report": report})
	holder = ("Custom Role", own) if own else ("Report", report)
	filters = {"parenttype": holder[0], "parent": holder[1]}
	roles = set(frappe.get_all("Has Role", filters=filters, pluck="role", order_by="role"))
	about = frappe.get_cached_value("Report", report, "ref_doctype")
	return bool(
		(not roles or roles & set(frappe.get_roles(user)))
		and frappe.has_permission(about, "report", user=user)
	)


def switch_on(report: str, user: str | None, addresses: list[str] | None) -> Document:
	"""Send a report from now on, run as `user`, to `addresses`; by default as proposed."""
	check_offered(report)
	# two clicks at once would make two
	frappe.db.get_value("Report", report, "name", for_update=True)
	if user is None:
		user = offer(report, accounts())["user"]
		if not user:
			frappe.throw(
				_("Nobody in the units may run “{0}”: open accounts for the bureau's members first.").format(
					_(report)
				)
			)
	wrong = objection(report, user)
	if wrong:
		frappe.throw(wrong, title=_("Please Check"))
	if addresses is None:
		addresses = proposed(receivers_of(user, accounts()))
	if not addresses:
		frappe.throw(_("Choose at least one receiver."), title=_("Please Check"))
	mail = stored(report) or new_mail(report)
	mail.update({"user": user, "email_to": "\n".join(dict.fromkeys(addresses)), "enabled": 1})
	return mail.save(ignore_permissions=True)


def switch_off(report: str) -> None:
	"""Send it no more; person and receivers stay for the next time."""
	check_offered(report)
	mail = stored(report)
	if mail and cint(mail.enabled):
		mail.enabled = 0
		mail.save(ignore_permissions=True)


def check_offered(report: str) -> None:
	if report not in OFFERED:
		frappe.throw(_("There is no scheduled report {0}.").format(escape_html(report)))


def stored(report: str) -> Document | None:
	"""The mail of a report on record, one that is on first; None where an administrator deleted it."""
	filters = {"report": report, "report_type": "Script Report"}
	names = frappe.get_all(MAIL, filters=filters, pluck="name", order_by="enabled desc, creation", limit=1)
	return frappe.get_doc(MAIL, names[0]) if names else None


def new_mail(report: str) -> Document:
	"""A weekly workbook of a report, off and to nobody but Administrator until it is switched on."""
	return frappe.get_doc(
		{
			"doctype": MAIL,
			"report": report,
			"report_type": "Script Report",
			"user": "Administrator",
			"email_to": frappe.db.get_value("User", "Administrator", "email"),
			"enabled": 0,
			"frequency": "Weekly",
			"day_of_week": "Monday",
			"format": "XLSX",
			"send_if_data": 1,
		}
	)
