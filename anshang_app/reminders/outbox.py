"""Messages to chat groups and phones: written once with the digests, sent at least once, tried again later.

A message is a record under a unique key of receiver and day, written in the digest's transaction. Who sends
holds a lock of the site; a kill between sending and noting it sends that one message a second time.
"""

import time
from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.core.doctype.sms_settings.sms_settings import get_headers
from frappe.utils import add_to_date, cint, get_url, getdate, now_datetime, today

from anshang_app.progress_tracking.sweep import alone
from anshang_app.reminders import gateways, robot_texts
from anshang_app.reminders.gateways import NotTaken
from anshang_app.reminders.rules import robots
from anshang_app.reminders.rules.robots import Objection

MESSAGE, ROBOT = "Reminder Message", "Reminder Robot"
SHORT_MESSAGE = "Short Message"
TO_SEND, SENT, GIVEN_UP = "To Be Sent", "Sent Off", "Given Up"
LOCK = "anshang-outbox"
#: minutes before the next attempt, doubled with each
FIRST_WAIT, MOST_ATTEMPTS = 5, 7


def active_robots() -> list[frappe._dict]:
	"""Robots in use: name, unit, service."""
	return frappe.get_all(
		ROBOT, filters={"is_active": 1}, fields=["name", "unit", "service"], order_by="name"
	)


def write(
	channel: str,
	receiver: str,
	text: str,
	robot: str | None = None,
	user: str | None = None,
	event: str | None = None,
	not_before: datetime | None = None,
) -> bool:
	"""Write a message to a receiver unless it is written already; whether it was.

	One a day, or one for an `event`; sent now, or `not_before` a moment, by whose day it is of use.
	"""
	begins = not_before or now_datetime()
	key = f"{channel}|{receiver}|{event or today()}"
	if frappe.db.exists(MESSAGE, {"message_key": key}):
		return False
	frappe.get_doc(
		{
			"doctype": MESSAGE,
			"channel": channel,
			"robot": robot,
			"user": user,
			"day": begins.date(),
			"state": TO_SEND,
			"next_try": begins,
			"message_text": text,
			"message_key": key,
		}
	).insert(ignore_permissions=True)
	return True


def write_to_robot(robot: frappe._dict, text: str, **when) -> bool:
	"""A unit's matters to its chat group, cut at whole lines where the service takes no more; `when` as for `write`."""
	ending = _("More on the platform: {0}").format(get_url("/app/anshang-work"))
	short = robots.shortened(text, robot.service, ending)
	return write(robot.service, robot.name, short, robot=robot.name, **when)


def send_waiting() -> int:
	"""Send what is due, each by itself; how many went off. What is of another day is given up."""
	with alone(LOCK) as first:
		if not first:
			return 0
		give_up_old()
		return sum(attempt(name) for name in waiting())


def waiting() -> list[str]:
	"""Messages whose next attempt is due; those of a robot taken out of use stay where they are."""
	idle = frappe.get_all(ROBOT, filters={"is_active": 0}, pluck="name", order_by="name")
	rows = frappe.get_all(
		MESSAGE,
		filters={"state": TO_SEND, "next_try": ["<=", now_datetime()]},
		fields=["name", "robot"],
		order_by="creation, name",
	)
	return [row.name for row in rows if row.robot not in idle]


def give_up_old() -> None:
	"""A reminder of yesterday misleads today."""
	old = {"state": TO_SEND, "day": ["<", today()]}
	if names := frappe.get_all(MESSAGE, filters=old, pluck="name", order_by="name"):
		frappe.db.set_value(MESSAGE, {"name": ["in", names]}, "state", GIVEN_UP)


def attempt(name: str) -> int:
	"""Try one message; note the outcome at once, so that nothing sent is sent again by the next run.

	Whatever happens to one message keeps no other waiting.
	"""
	message = frappe.get_doc(MESSAGE, name)
	try:
		deliver(message)
	except NotTaken as failure:
		note_failure(message, failure.objection)
		sent = 0
	except Exception:
		# without the values on the way, among which is the key
		trace = frappe.get_traceback()
		frappe.log_error(_("A message was not sent"), trace, reference_doctype=MESSAGE, reference_name=name)
		note_failure(message, Objection("unexpected"))
		sent = 0
	else:
		message.db_set({"state": SENT, "sent_at": now_datetime(), "attempts": cint(message.attempts) + 1})
		if message.robot:
			frappe.db.set_value(ROBOT, message.robot, {"last_success": now_datetime(), "last_error": None})
		sent = 1
	if not frappe.flags.in_test:
		frappe.db.commit()
	return sent


def note_failure(message, objection: Objection) -> None:
	"""Say why on the message and on its robot; wait longer after each failure."""
	attempts = cint(message.attempts) + 1
	sentence = robot_texts.sentence(objection, message.channel)
	message.db_set(
		{
			"attempts": attempts,
			"last_error": sentence,
			"state": GIVEN_UP if attempts >= MOST_ATTEMPTS else TO_SEND,
			"next_try": add_to_date(now_datetime(), minutes=FIRST_WAIT * 2 ** (attempts - 1)),
		}
	)
	if message.robot:
		frappe.db.set_value(ROBOT, message.robot, "last_error", sentence)


def deliver(message) -> None:
	"""Hand a message over to its service; `NotTaken` where that failed."""
	if message.channel == SHORT_MESSAGE:
		send_short(frappe.db.get_value("User", message.user, "mobile_no"), message.message_text)
	else:
		post(frappe.get_doc(ROBOT, message.robot), message.message_text)


def post(robot, text: str) -> None:
	"""Post a text to a robot's group."""
	described = described_robot(robot)
	# the moment itself, whatever zone server and site are in
	url = robots.url_of(described, int(time.time() * 1000))
	answer = gateways.send("POST", url, gateways.allowed_networks(), json=robots.message_of(text))
	if objection := robots.objection_of(answer.status, answer.body):
		# a gateway may say back what it was sent
		arguments = [said_without(described, arg) for arg in objection.args]
		raise NotTaken(objection.rule, *arguments)


def described_robot(robot) -> robots.Robot:
	"""What posting needs of a robot; `NotTaken` where its key was encrypted under another one."""
	try:
		key = robot.get_password("robot_key")
		secret = robot.get_password("robot_secret", raise_exception=False) or ""
	except (frappe.ValidationError, frappe.AuthenticationError) as error:
		frappe.clear_last_message()
		raise NotTaken("key_unreadable") from error
	return robots.Robot(robot.service, key, secret, robot.address or "")


def said_without(robot: robots.Robot, text: object) -> object:
	"""A service's words without the robot's key and secret."""
	for secret in filter(None, (robot.key, robot.secret)):
		text = text.replace(secret, "***") if isinstance(text, str) else text
	return text


def try_out(robot) -> None:
	"""Post a test to a robot's group now; refuse with what went wrong."""
	try:
		post(robot, _("Test message of the platform"))
	except NotTaken as failure:
		sentence = robot_texts.sentence(failure.objection, robot.service)
		frappe.throw(_("The message was not taken: {0}").format(sentence))
	robot.db_set({"last_success": now_datetime(), "last_error": None})


def send_short(number: str | None, text: str) -> None:
	"""Send by the gateway of Frappe's SMS Settings; not through its own sender, which logs the number."""
	settings = frappe.get_cached_doc("SMS Settings")
	if not number or not settings.sms_gateway_url:
		raise NotTaken("no_gateway")
	values = {row.parameter: row.value for row in settings.parameters if not row.header}
	values |= {settings.message_parameter: text, settings.receiver_parameter: number}
	headers = get_headers(settings)
	as_json = headers.get("Content-Type") == "application/json"
	place = "json" if as_json else "data" if settings.use_post else "params"
	verb = "POST" if settings.use_post else "GET"
	# a gateway of the intranet is usual, and only who runs the server enters it
	answer = gateways.send(verb, settings.sms_gateway_url, None, headers=headers, **{place: values})
	if objection := robots.status_objection(answer.status):
		raise NotTaken(objection.rule, *objection.args)


def receivers_by_phone(users: Iterable[str]) -> list[str]:
	"""Those of the users who get a short message: the settings let it, and a mobile number is on record."""
	if not cint(frappe.get_cached_doc("Anshang Settings").digest_by_sms):
		return []
	filters = {"name": ["in", [*users, ""]], "mobile_no": ["is", "set"]}
	return frappe.get_all("User", filters=filters, pluck="name", order_by="name")


def failing_robots() -> list[str]:
	"""Robots in use whose last attempt failed."""
	filters = {"is_active": 1, "last_error": ["is", "set"]}
	return frappe.get_all(ROBOT, filters=filters, pluck="name", order_by="name")


def given_up() -> int:
	"""Messages of the last week that were given up: what a group or a person was not told."""
	since = add_to_date(getdate(), days=-7)
	return frappe.db.count(MESSAGE, {"state": GIVEN_UP, "day": [">=", since]})
