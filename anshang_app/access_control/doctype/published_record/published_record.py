from frappe.model.document import Document


class PublishedRecord(Document):
	pass
