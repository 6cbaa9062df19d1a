from anshang_app.checked import CheckedDocument


class LightLog(CheckedDocument):
	pass
