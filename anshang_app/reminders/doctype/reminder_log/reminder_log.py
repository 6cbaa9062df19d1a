from anshang_app.validation.checked_document import CheckedDocument


class ReminderLog(CheckedDocument):
	pass
