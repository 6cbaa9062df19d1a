from frappe.model.document import Document


class LedgerMapping(Document):
	pass
