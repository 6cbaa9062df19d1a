"""What a verification of the audit chain found, in words."""

from frappe import _

from anshang_app.access_control.audit import Finding


def sentence(finding: Finding) -> str:
	"""One finding as a sentence that names the record."""
	words = {
		"broken_link": _("{0} {1}: the link of the audit chain was altered or taken out."),
		"record_altered": _("{0} {1}: the record was altered after it had been audited."),
		"record_gone": _("{0} {1}: the audited record is gone."),
		"false_erasure": _("{0} {1}: personal data count as erased without an erasure on record."),
		"no_entry": _("{0} {1}: the record has no entry in the audit chain."),
	}[finding.kind]
	return words.format(_(finding.record_type), finding.record_name)
