from frappe.model.document import Document


class LedgerImportRow(Document):
	pass
