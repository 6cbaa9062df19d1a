from anshang_app.validation.amounts import MONEY
from anshang_app.validation.checked_document import CheckedDocument


class AnshangSettings(CheckedDocument):
	amounts = {
		"admission_floor": MONEY,
		"plausible_low": MONEY,
		"plausible_high": MONEY,
	}

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		admission_floor: DF.Float
		completion_handover_days: DF.Int
		count_from_next_day: DF.Check
		development_zone: DF.Link | None
		economy_bureau: DF.Link | None
		go_live_date: DF.Date | None
		government_services_bureau: DF.Link | None
		handover_days: DF.Int
		hide_development_zone: DF.Check
		investment_service_center: DF.Link | None
		outlook_minimum: DF.Int
		plan_days: DF.Int
		planted_seeds: DF.LongText | None
		plausible_high: DF.Float
		plausible_low: DF.Float
		settings_verify: DF.Check
	# end: auto-generated types

	pass
