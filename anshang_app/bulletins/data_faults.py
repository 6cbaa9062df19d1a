"""What would be wrong with bulletins on record, and found by nobody."""

from frappe import _

from anshang_app.bulletins.bulletin_files import KEPT
from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import Fault, list_faults

BULLETIN = "Bulletin"
ISSUED = """
	select name, state from `tabBulletin`
	where state = %(distributed)s and (distributed_on is null or {lacking})
"""


def faults() -> list[Fault]:
	"""All faults of this room's records; that the files are still those issued the audit chain tells."""
	fields = [field for both in KEPT.values() for field in both]
	lacking = " or ".join(f"ifnull({field}, '') = ''" for field in fields)
	return [
		*list_faults(
			BULLETIN,
			_("is “{0}” without its day, its files or their hashes"),
			ISSUED.format(lacking=lacking),
			{"distributed": constants.DISTRIBUTED},
		),
	]
