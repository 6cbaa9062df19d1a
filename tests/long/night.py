"""One night of the platform as a process of its own, outside of any test's transaction.

python night.py SITE (reset | run | enqueue | report | settings JSON)
`run` does what scheduler and workers do: the sweep, the digests, and sending what is queued. It says "begun"
when it starts to work, so that whoever ends it does so in the midst of it.
"""

import json
import sys

import frappe

ACCOUNT, OCCASION = "提醒（测试）", "测试"
SUBJECT = "今日提醒%"
#: spreads the planned days of the demo's nodes over some weeks before and after today
SPREAD = """
	update `tabProject Node` set light = 'No Light', last_red_on = null, late_reason = null, actual_date = null,
		planned_date = date_add(%(today)s, interval (cast(mod(crc32(name), 60) as signed) - 30) day)
	where is_demo = 1 and applies = 1
"""


def reset() -> None:
	"""As before the first night: nodes planned, no light, nobody reminded."""
	frappe.db.sql(SPREAD, {"today": frappe.utils.today()})
	frappe.db.sql("delete from `tabLight Log` where is_demo = 1")
	for doctype in ("Reminder Log", "Reminder Message"):
		frappe.db.delete(doctype)
	frappe.db.delete("Notification Log", {"subject": ["like", SUBJECT]})
	frappe.db.delete("Email Queue", {"reference_doctype": "Reminder Log"})
	for field in ("digested_on", "swept_at"):
		frappe.db.set_single_value("Anshang Settings", field, None)
	frappe.db.commit()


def scheduled() -> list[str]:
	"""The tasks of the app's hooks, those of the night first."""
	from anshang_app.hooks import scheduler_events

	return [
		*scheduler_events["daily"],
		*(task for tasks in scheduler_events["cron"].values() for task in tasks),
	]


def run() -> None:
	from frappe.email.doctype.email_queue.email_queue import EmailQueue
	from frappe.email.queue import get_queue

	print("begun", flush=True)
	for task in scheduled():
		frappe.get_attr(task)()
		frappe.db.commit()
	for row in get_queue():
		try:
			EmailQueue.find(row.name).send()
		except (OSError, frappe.ValidationError):
			# the queue notes it and tries again; a server that is down stops nobody
			frappe.db.commit()
	frappe.db.commit()


def enqueue() -> None:
	"""The same by the bench's own worker."""
	print("begun", flush=True)
	for task in scheduled():
		frappe.enqueue(task, queue="short")


def settings(values: str) -> None:
	for field, value in json.loads(values).items():
		frappe.db.set_single_value("Anshang Settings", field, value)
	frappe.db.commit()
	frappe.clear_cache()


def age_mails() -> None:
	"""An hour later, as the queue sees it."""
	frappe.db.sql(
		"update `tabEmail Queue` set modified = date_sub(modified, interval 40 minute)"
		" where reference_doctype = 'Reminder Log'"
	)
	frappe.db.commit()


def mail_account(port: str) -> None:
	"""The site's account that sends, through a server of this machine."""
	values = {
		"doctype": "Email Account",
		"name": ACCOUNT,
		"email_account_name": ACCOUNT,
		"email_id": "tixing@test.example.com",
		"enable_outgoing": 1,
		"default_outgoing": 1,
		"smtp_server": "127.0.0.1",
		"smtp_port": port,
		"no_smtp_authentication": 1,
	}
	frappe.db.delete("Email Account", {"name": ACCOUNT})
	frappe.get_doc(values).db_insert()
	frappe.db.commit()
	frappe.clear_cache()


def no_mail_account() -> None:
	frappe.db.delete("Email Account", {"name": ACCOUNT})
	frappe.db.commit()
	frappe.clear_cache()


def work_today() -> None:
	"""Today is a day of work, whatever the calendar says."""
	day = frappe.utils.getdate()
	from anshang_app.foundation.work_calendar import load_calendar

	if not load_calendar().is_working(day):
		calendar = frappe.get_doc("Work Calendar", str(day.year))
		calendar.append("days", {"date": day, "day_kind": "Make-up Working Day", "holiday_name": OCCASION})
		calendar.save()
		frappe.db.commit()


def rest_today() -> None:
	frappe.db.delete("Work Calendar Day", {"holiday_name": OCCASION})
	frappe.db.commit()
	frappe.clear_cache()


def report() -> None:
	"""Everything a night leaves behind, as JSON."""
	rows = lambda query: [list(map(str, row)) for row in frappe.db.sql(query)]  # noqa: E731
	print(
		json.dumps(
			{
				"lights": rows("select name, light from `tabProject Node` where is_demo = 1 order by name"),
				"log": rows(
					"select node, from_light, to_light from `tabLight Log` where is_demo = 1 order by node"
				),
				"digests": rows("select user, day, message_id from `tabReminder Log` order by user, day"),
				"told": rows(
					"select for_user, date(creation) from `tabNotification Log`"
					f" where subject like '{SUBJECT}' order by for_user, creation"
				),
				"mails": rows(
					"select reference_name, status from `tabEmail Queue`"
					" where reference_doctype = 'Reminder Log' order by reference_name"
				),
				"digested_on": str(frappe.db.get_single_value("Anshang Settings", "digested_on") or ""),
			},
			ensure_ascii=False,
		)
	)


def main(site: str, action: str, *arguments: str) -> None:
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")
	frappe.local.lang = "zh"
	{
		"reset": reset,
		"run": run,
		"enqueue": enqueue,
		"report": report,
		"settings": settings,
		"age-mails": age_mails,
		"mail-account": mail_account,
		"no-mail-account": no_mail_account,
		"work-today": work_today,
		"rest-today": rest_today,
	}[action](*arguments)
	frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
