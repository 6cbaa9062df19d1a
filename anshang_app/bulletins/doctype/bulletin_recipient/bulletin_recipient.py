from frappe.model.document import Document


class BulletinRecipient(Document):
	pass
