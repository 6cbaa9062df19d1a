"""Two issues of the demo's bulletin, compiled by its clerk: one distributed two months ago, one being compiled."""

import frappe
from frappe.utils import add_days, getdate

from anshang_app.bulletins import api
from anshang_app.case_reporting.period import before, two_months_before
from anshang_app.demo.approvals import MADE_UP

#: 报, 送, 发: names in print, and units of the platform that read it there
REPORT_TO, SEND_TO = f"市委、市政府主要领导{MADE_UP}", f"市委督查室、市政府督查室{MADE_UP}"
#: days after the end of its period on which the demo's first issue went out
DAYS_AFTER = 9


def tell_bulletins(act_as) -> None:
	"""An issue of the period before the last, all the way to 印发, and the one now due."""
	last = two_months_before(getdate())
	earlier = before(last)
	with act_as("zhengshu"):
		first = new_issue(earlier, add_days(earlier.last, DAYS_AFTER))
		first.set("recipients", recipients())
		first.copies = 60
		first.save()
		api.compare(first.name)
		api.pass_figures(first.name)
		api.distribute(first.name)
		new_issue(last, getdate())
	# it went out on its own date: the story lies in the past
	frappe.db.set_value("Bulletin", first.name, "distributed_on", first.bulletin_date, update_modified=False)


def new_issue(period, day):
	"""An issue drafted from the demo's records."""
	return frappe.get_doc(
		{
			"doctype": "Bulletin",
			"period_from": period.first,
			"period_to": period.last,
			"bulletin_date": day,
		}
	).insert()


def recipients() -> list[dict]:
	units = frappe.get_all(
		"Anshang Unit",
		filters={"is_demo": 1, "is_government_services_bureau": 0},
		pluck="name",
		order_by="name",
	)
	return [
		{"side": "Report To", "printed_name": REPORT_TO},
		{"side": "Send To", "printed_name": SEND_TO},
		*({"side": "Give To", "unit": unit} for unit in units),
	]
