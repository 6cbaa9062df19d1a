from frappe.model.document import Document


class BulletinFigure(Document):
	pass
