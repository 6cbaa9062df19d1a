from anshang_app.checked import CheckedDocument


class ReportMailing(CheckedDocument):
	pass
