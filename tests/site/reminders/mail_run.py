"""One run of the mail's jobs in a process of its own, where Frappe really talks to a mail server."""

import os
import sys

import frappe


def main(site: str, *jobs: str) -> None:
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	from frappe.email.doctype.auto_email_report.auto_email_report import send_daily

	from anshang_app.reminders import dispatch, mailings, scheduled_reports

	# the run is not to depend on the hour and the day of the week at which the tests run
	scheduled_reports.is_office_time = dispatch.is_office_time = lambda: True
	dispatch.first_working_day = lambda today: today
	if "dispatch killed" in jobs:
		mailings.note = lambda *given: os._exit(9)
	for job in jobs:
		if job == "flush":
			flush()
		elif job == "reports":
			send_daily()
			scheduled_reports.send_due()
		else:
			dispatch.send_due()
		frappe.db.commit()


def flush() -> None:
	"""Send what is in the queue, as the queue's own worker does, one mail after the other."""
	from frappe.email.doctype.email_queue.email_queue import send_mail
	from frappe.email.queue import get_queue

	for row in get_queue():
		try:
			send_mail(row.name)
		except Exception as error:
			print(type(error).__name__, row.name)


if __name__ == "__main__":
	main(*sys.argv[1:])
