"""Sites set up before an entry of the audit covered rows and files: what was sealed gets a further entry as it stands.

No link is rewritten. What no longer agrees with the entry it has gets none, so that the verification goes on naming it.
"""

import frappe

from anshang_app.access_control import audit
from anshang_app.access_control.audit_check import verify
from anshang_app.access_control.audited import AUDITED


def execute() -> None:
	begun = frappe.db.get_single_value("Anshang Settings", "audit_begun_at", cache=False)
	if not begun:
		return
	wrong = {(found.record_type, found.record_name) for found in verify() if found.kind != "no_entry"}
	for kind, event in AUDITED.items():
		if not event.has_contents:
			continue
		covered = set(
			frappe.get_all(
				audit.ENTRY, filters={"entry_kind": kind, "contents": ["is", "set"]}, pluck="record_name"
			)
		)
		filters = {"creation": [">=", begun], "is_demo": 0, **event.complete}
		for name in frappe.get_all(event.doctype, filters=filters, pluck="name", order_by="creation, name"):
			if name not in covered and (event.doctype, name) not in wrong:
				audit.record(kind, frappe._dict(name=name))
	audit.link_pending()
