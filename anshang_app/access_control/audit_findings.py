"""What a verification of the audit chain found, in words."""

from frappe import _

from anshang_app.access_control.audit_check import AuditFinding


def sentence(finding: AuditFinding) -> str:
	"""One finding as a sentence that names the record, and the row or the file of it."""
	template = {
		"broken_link": _("{0} {1}: the link of the audit chain was altered or taken out."),
		"record_altered": _("{0} {1}: the record was altered after it had been audited."),
		"record_gone": _("{0} {1}: the audited record is gone."),
		"row_altered": _("{0} {1}: row {3} of “{2}” was altered after it had been audited."),
		"row_gone": _("{0} {1}: row {3} of “{2}” is gone."),
		"row_added": _("{0} {1}: row {3} of “{2}” was added after it had been audited."),
		"rows_moved": _("{0} {1}: the rows of “{2}” stand in another order than audited."),
		"file_altered": _("{0} {1}: the content of the file “{2}” was altered after it had been audited."),
		"file_gone": _("{0} {1}: the audited file “{2}” is gone."),
		"false_erasure": _("{0} {1}: personal data count as erased without an erasure on record."),
		"no_entry": _("{0} {1}: the record has no entry in the audit chain."),
	}[finding.kind]
	return template.format(_(finding.record_type), finding.record_name, *map(_, finding.part))
