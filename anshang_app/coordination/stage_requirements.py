"""What a passage to the next stage asks of the promises made."""

from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.coordination.promises import promises_of
from anshang_app.coordination.rules.promises import broken_promises
from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem


def kept_promises(project: Document) -> list[Problem]:
	"""A broken 容缺 promise keeps the project from 竣工验收."""
	if project.stage != constants.ACCEPTANCE:
		return []
	return broken_promises(promises_of(project.name), getdate())
