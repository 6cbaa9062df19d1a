from anshang_app.validation.checked_document import CheckedDocument


class LightLog(CheckedDocument):
	pass
