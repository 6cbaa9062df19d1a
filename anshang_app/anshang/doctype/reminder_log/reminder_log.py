from anshang_app.checked import CheckedDocument


class ReminderLog(CheckedDocument):
	pass
