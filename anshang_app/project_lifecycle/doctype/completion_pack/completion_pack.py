from frappe.model.document import Document


class CompletionPack(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		built_at: DF.Datetime | None
		built_by: DF.Link | None
		file_count: DF.Int
		pack_file: DF.Data | None
		pack_sha256: DF.Data | None
		pack_size: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types

	pass
