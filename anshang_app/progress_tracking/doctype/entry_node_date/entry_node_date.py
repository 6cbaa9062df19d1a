from frappe.model.document import Document


class EntryNodeDate(Document):
	pass
