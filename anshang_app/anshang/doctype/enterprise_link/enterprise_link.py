from anshang_app.checked import CheckedDocument


class EnterpriseLink(CheckedDocument):
	"""A signed link by which an enterprise opens its one project; issued and withdrawn by steps only."""
