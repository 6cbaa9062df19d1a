"""The one way out of the outbox: addresses are looked up once, judged, and connected to as they were judged.

Nothing is sent to this machine, its intranet or its links unless the settings name the place; redirects are not
followed, a proxy of the environment (which would look up the name itself) is not used, and who answers slowly or
without end is left.
"""

import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import frappe
import requests
from frappe import _
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as TooSlow
from urllib3.util.connection import create_connection

from anshang_app.reminders.rules import addresses
from anshang_app.reminders.rules.addresses import BadAddress, BadNetwork, Network
from anshang_app.reminders.rules.robots import Objection
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import hint, refuse

SETTING = "internal_gateways"
#: seconds for one step of a connection, and for everything together
SECONDS, PATIENCE = 10, 20
#: bytes of an answer that are read
LONGEST_ANSWER = 64 * 1024
DIRECT = {"http": "", "https": ""}


class NotTaken(Exception):
	"""The message did not arrive: an `Objection` says why."""

	def __init__(self, rule: str, *args: object):
		super().__init__(rule, *args)
		self.objection = Objection(rule, args)


@dataclass(frozen=True)
class Answer:
	"""Status and first bytes of what a service answered."""

	status: int
	body: bytes


# --- what may be reached ------------------------------------------------------------------------------------


def allowed_networks() -> tuple[Network, ...]:
	"""Networks inside to which the settings let messages go."""
	return addresses.networks(frappe.get_cached_doc("Anshang Settings").get(SETTING))


def check_settings(settings, method: str | None = None) -> None:
	"""Refuse a line that is no network (Anshang Settings.validate)."""
	try:
		addresses.networks(settings.get(SETTING))
	except BadNetwork as error:
		refuse(settings, [Problem(SETTING, str(error), "not_a_network")])


def check_address(robot) -> None:
	"""Refuse an address that is none, or that leads inside: a key would go to whoever answers there."""
	if not robot.address or not (robot.is_active or robot.changed("address")):
		return
	try:
		place = addresses.place_of(robot.address)
	except BadAddress:
		refuse(robot, [Problem("address", robot.address, "not_an_address")])
	try:
		inside = addresses.refused(look_up(place.host, place.port), allowed_networks())
	except OSError:
		# the name may not be known yet, and is looked up again before anything is sent
		hint(robot, [Problem("address", robot.address, "host_unknown")])
		return
	label = _(frappe.get_meta("Anshang Settings").get_label(SETTING))
	refuse(
		robot,
		[
			Problem("address", robot.address, "leads_inside", (refused_address, label))
			for refused_address in inside[:1]
		],
	)


def look_up(host: str, port: int) -> list[str]:
	"""The addresses of a host, numbers in any notation included; OSError where there is none."""
	try:
		entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
	except UnicodeError as error:
		raise OSError(host) from error
	return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


# --- sending ------------------------------------------------------------------------------------------------


def send(verb: str, address: str, allowed: Iterable[Network] | None, **request) -> Answer:
	"""Send one request and read the answer's beginning; `NotTaken` where there is none.

	`allowed`: networks inside that may be reached; None: every address may.
	"""
	# a name service or a server that trickles is waited for no longer than this
	return within(PATIENCE, lambda: send_directly(verb, address, allowed, request))


def within(seconds: float, work):
	"""What `work` returns or raises; after so many seconds it is left to itself."""
	outcome: SimpleQueue = SimpleQueue()

	def run() -> None:
		try:
			outcome.put((work(), None))
		except Exception as error:
			outcome.put((None, error))

	threading.Thread(target=run, daemon=True).start()
	try:
		answer, error = outcome.get(timeout=seconds)
	except Empty:
		raise NotTaken("no_answer", seconds) from None
	if error:
		raise error
	return answer


def send_directly(verb: str, address: str, allowed: Iterable[Network] | None, request: dict) -> Answer:
	"""One request without redirects or proxies; runs outside Frappe's request, so it knows no settings."""
	with requests.Session() as session:
		if allowed is not None:
			adapter = JudgingAdapter(tuple(allowed))
			session.mount("http://", adapter)
			session.mount("https://", adapter)
		try:
			# bytes as they come: what is packed could unpack to any size
			headers = {**(request.pop("headers", None) or {}), "Accept-Encoding": "identity"}
			with session.request(
				verb,
				address,
				headers=headers,
				timeout=SECONDS,
				allow_redirects=False,
				proxies=DIRECT,
				stream=True,
				**request,
			) as answer:
				return Answer(answer.status_code, answer.raw.read(LONGEST_ANSWER) or b"")
		except requests.exceptions.SSLError as error:
			raise NotTaken("bad_certificate") from error
		except (requests.Timeout, TooSlow) as error:
			raise NotTaken("no_answer", SECONDS) from error
		except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError) as error:
			raise NotTaken("bad_address") from error
		except (requests.RequestException, HTTPError, OSError) as error:
			raise NotTaken("no_connection") from error


class JudgingAdapter(HTTPAdapter):
	"""Connects only to addresses that may be reached, as they were looked up for this very connection."""

	def __init__(self, allowed: tuple[Network, ...]):
		self.allowed = allowed
		super().__init__()

	def init_poolmanager(self, *args, **kwargs):
		super().init_poolmanager(*args, **kwargs)
		self.poolmanager.pool_classes_by_scheme = {
			"http": judging(HTTPConnectionPool, HTTPConnection, self.allowed),
			"https": judging(HTTPSConnectionPool, HTTPSConnection, self.allowed),
		}


def judging(pool: type, connection: type, allowed: tuple[Network, ...]) -> type:
	"""A pool whose connections are judged."""

	class Judged(connection):
		def _new_conn(self):
			try:
				numbers = look_up(self.host.strip("[]"), self.port)
			except OSError as error:
				raise NotTaken("unknown_host", self.host) from error
			if inside := addresses.refused(numbers, allowed):
				raise NotTaken("inside_address", inside[0])
			return connect_to_one(numbers, self)

	return type("JudgedPool", (pool,), {"ConnectionCls": Judged})


def connect_to_one(numbers: list[str], connection):
	"""A socket to the first of the addresses that answers."""
	for number, address in enumerate(numbers, start=1):
		try:
			return create_connection(
				(address, connection.port),
				connection.timeout,
				source_address=connection.source_address,
				socket_options=connection.socket_options,
			)
		except TimeoutError as error:
			if number == len(numbers):
				raise NotTaken("no_answer", SECONDS) from error
		except OSError as error:
			if number == len(numbers):
				raise NotTaken("no_connection") from error
	raise NotTaken("no_connection")
