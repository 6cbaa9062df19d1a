"""定时报表: the app's reports by Auto Email Report, run as the record's user, each issue once, late ones caught up."""

from datetime import date, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_url, getdate

from anshang_app.case_reporting import desk, export, reports, tables
from anshang_app.case_reporting.tables import Report
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.reminders import mailings
from anshang_app.reminders.digests import is_office_time
from anshang_app.reminders.recipients import WalledAutoEmailReport, session_of
from anshang_app.reminders.rules.mail_letter import Letter, cut, to_html
from anshang_app.rendering.wording import day as day_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: columns of a row that are told in the mail itself, after the first one
TOLD = 4


class ScheduledReport(WalledAutoEmailReport):
	"""An Auto Email Report whose scheduled issue goes out once; the app's own reports as letter and workbook."""

	#: JSON as stored, a mapping once the report was built
	filters: Any

	def send(self):
		"""What the scheduler calls: the issue due today or before, unless it went out already."""
		mailings.once(mailings.SCHEDULED, self.name, due_day(self, getdate()), self.mail_allowed)

	def mail_allowed(self) -> list[str]:
		"""Queue the report for everybody who may receive it; whom."""
		return self.mail_to(self.allowed_addresses())

	def mail_to(self, addresses: list[str]) -> list[str]:
		"""Queue the report for some addresses; nobody where there is nothing to tell."""
		if not addresses:
			return []
		with session_of(self.user):
			letter = self.letter()
		if not letter:
			return []
		return mailings.send_each(
			addresses, reference_doctype=self.doctype, reference_name=self.name, **letter
		)

	def letter(self) -> dict | None:
		"""Subject, body and attachment in the words of the record's user; None where there is nothing to tell."""
		content = self.get_report_content()
		if not content:
			return None
		letter = {"subject": f"{_(self.report)} {day_words(getdate())}", "message": content}
		if self.format != "HTML":
			letter["message"] = self.get_html_table()
			letter["attachments"] = [{"fname": self.get_file_name(), "fcontent": content}]
		return letter

	@property
	def is_ours(self) -> bool:
		return self.report in reports.MODULES

	def get_report_content(self):
		"""The app's reports: workbook or letter out of the same data; others as Frappe makes them."""
		if not self.is_ours or self.format not in ("XLSX", "HTML"):
			return super().get_report_content()
		with session_of(self.user):
			report = self.built()
			if not report.rows and cint(self.send_if_data):
				return None
			if self.format == "XLSX":
				return export.workbook(_(self.report), report)
			return to_html(letter_of(_(self.report), self.report, report))

	def get_html_table(self, columns=None, data=None):
		"""The body of a mail with an attachment."""
		if not self.is_ours:
			return super().get_html_table(columns, data)
		with session_of(self.user):
			return to_html(letter_of(_(self.report), self.report, self.built()))

	def get_file_name(self):
		if not self.is_ours:
			return super().get_file_name()
		return f"{_(self.report)}-{getdate():%Y%m%d}.{self.format.lower()}"

	def built(self) -> Report:
		"""The report as its user sees it, built once for workbook and letter."""
		if not getattr(self, "_built", None):
			self.filters = frappe.parse_json(self.filters) if self.filters else {}
			if self.dynamic_date_filters_set():
				self.prepare_dynamic_filters()
			export.checked_report(self.report, "read")
			self._built = reports.build(self.report, self.filters)
		return self._built


def letter_of(title: str, name: str, report: Report) -> Letter:
	"""The figures above the report and its first rows, each as a line a phone can show."""
	tiles = [desk.tile_of(tile) for tile in report.tiles]
	columns = [column for column in report.columns[1:] if column.kind != tables.LONG][:TOLD]
	lines = [
		(
			str(row[report.columns[0].key] or ""),
			"，".join(
				f"{column.heading} {words_of(column, row)}"
				for column in columns
				if row[column.key] not in (None, "")
			),
		)
		for row in report.rows
	]
	return Letter(
		f"{title}（{day_words(getdate())}）",
		[(tile["label"], tile["value"]) for tile in tiles],
		[cut(_("Details"), lines, _("{0} more in the attached workbook or on the platform."))]
		if lines
		else (),
		(_("Open on the platform"), get_url(f"/app/query-report/{name.replace(' ', '%20')}")),
		_("Sent by the platform; the figures are those your unit may see."),
	)


def words_of(column: tables.ReportColumn, row: dict) -> str:
	value = row[column.key]
	if column.kind == tables.DAY:
		return day_words(value)
	return desk.format_figure(value, column.kind) if column.kind != tables.TEXT else str(value)


def due_day(record, today: date) -> date:
	"""The latest day up to today on which an issue of the record is due.

	Weekdays are the working days of the work calendar, make-up Saturdays with them; monthly is the first.
	"""
	if record.frequency == "Monthly":
		return today.replace(day=1)
	if record.frequency == "Weekly":
		return today - timedelta(days=(today.weekday() - WEEKDAYS.index(record.day_of_week or "Monday")) % 7)
	if record.frequency == "Weekdays":
		calendar, day = load_calendar(), today
		while not calendar.is_working(day):
			day -= timedelta(days=1)
		return day
	return today


def send_due() -> int:
	"""Send the issues the scheduler missed, in office hours; how many. What was due before a record was made is not."""
	if not is_office_time():
		return 0
	sent = 0
	for name in frappe.get_all("Auto Email Report", filters={"enabled": 1}, pluck="name", order_by="name"):
		record = frappe.get_doc("Auto Email Report", name)
		day = due_day(record, getdate())
		if day > getdate(record.creation) and not mailings.is_done(mailings.SCHEDULED, name, day):
			record.send()
			sent += 1
	return sent


@frappe.whitelist(methods=["POST"])
def send_now(name: str) -> list[str]:
	"""Send a record's report to its addresses at once, whatever is due; whom."""
	record = frappe.get_doc("Auto Email Report", name)
	record.check_permission("write")
	return record.mail_allowed()
