"""What is published on purpose: which records, to whom, by whom, when."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import today

from anshang_app.access_control import audit, grounds
from anshang_app.foundation.members import members_today
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

WITHDRAWN = "Publication Withdrawn"


def publish(
	kind: str,
	document_type: str,
	document: str,
	records: list[tuple[str, str]],
	units: Sequence[str] = (),
	users: Sequence[str] = (),
	addresses: Sequence[str] = (),
	places: Sequence[str] = (),
	open_until: str | None = None,
	purpose: str | None = None,
	by_path: bool = False,
	token_hash: str | None = None,
):
	"""Record a publication of `document` and of the records it shows; returns it.

	`records` are (record type, name). Bulletin, agenda and wall chart call it; the permissions of the record type say
	who may, or with `by_path` the caller: who convenes a meeting sends its agenda round. Either way nobody
	publishes what he may not read. A wall screen (a recipient by place) is opened by a link, of which only the hash is kept.
	"""
	# a page is no record: nobody reads it through a publication
	own_record = [(document_type, document)] if document_type != "Page" else []
	publication = frappe.get_doc(
		{
			"doctype": "Publication",
			"kind": kind,
			"document_type": document_type,
			"document": document,
			"open_until": open_until,
			"purpose": purpose,
			"records": [
				{"record_type": record_type, "record_name": name}
				for record_type, name in dict.fromkeys([*own_record, *records])
			],
			"recipients": [
				*({"unit": unit} for unit in units),
				*({"user": user} for user in users),
				*({"address": address} for address in addresses),
				*({"place": place} for place in places),
			],
		}
	)
	publication.flags.token_hash = token_hash
	return publication.insert(ignore_permissions=by_path)


def withdraw(publication, reason: str) -> None:
	"""End a publication; it stays on record with who withdrew it, why and on which day."""
	refuse(publication, obstacles(publication, reason))
	publication.update(
		{
			"state": WITHDRAWN,
			"withdrawn_on": today(),
			"withdrawn_by": frappe.session.user,
			"withdrawal_reason": reason,
		}
	)
	publication.flags.by_path = True
	publication.save()
	audit.record("Publication Ended", publication)


def obstacles(publication, reason: str) -> list[Problem]:
	"""What keeps a publication from being withdrawn: it was already, or nobody says why."""
	problems = [] if (reason or "").strip() else [Problem("withdrawal_reason", None, "needed_for_step")]
	if publication.state == WITHDRAWN:
		problems.append(Problem("state", publication.state, "outcome_entered", (_(publication.state),)))
	return problems


def published_addresses(document_type: str, document: str) -> set[str]:
	"""Mail addresses a document is published to today: entered ones, accounts, and members of units."""
	in_force = " and ".join(grounds.IN_FORCE).format(today=grounds.escaped(today()))
	rows = frappe.db.sql(
		f"""select recipient.unit, recipient.user, recipient.address
		from `tabPublication` publication
		join `tabPublication Recipient` recipient on recipient.parent = publication.name
		where publication.document_type = %(document_type)s and publication.document = %(document)s
			and {in_force}""",
		{"document_type": document_type, "document": document},
		as_dict=True,
	)
	units = {row.unit for row in rows if row.unit}
	accounts = {row.user for row in rows if row.user}
	accounts |= {row.user for row in members_today() if row.user and row.name in units}
	mails = frappe.get_all("User", filters={"name": ["in", [*accounts, ""]], "enabled": 1}, pluck="email")
	return {row.address for row in rows if row.address} | set(mails)
