from frappe.model.document import Document


class PublicationRecipient(Document):
	pass
