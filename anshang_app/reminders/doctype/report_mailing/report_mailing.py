from anshang_app.validation.checked_document import CheckedDocument


class ReportMailing(CheckedDocument):
	pass
