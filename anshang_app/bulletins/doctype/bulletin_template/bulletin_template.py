from anshang_app.bulletins.templates import check_template
from anshang_app.validation.checked_document import CheckedDocument


class BulletinTemplate(CheckedDocument):
	"""Title and text of a new bulletin, in Jinja over its frozen figures."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		body_template: DF.LongText
		is_default: DF.Check
		template_name: DF.Data
		template_note: DF.SmallText | None
		title_template: DF.SmallText
	# end: auto-generated types

	def validate(self):
		check_template(self)
