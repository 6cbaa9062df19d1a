"""A read replica of the database, as Frappe uses one for lists and reports (`read_from_replica`): one that is down is passed over.

Frappe itself opens the replica at the first list or report, and fails with it.
"""

import socket

import frappe

KEY = "anshang_replica_answers"
#: how long an answer about the replica holds, and how long it is waited for, in seconds
KNOWN_FOR, PATIENCE = 5, 0.3
USUAL_PORT = 3306


def pass_over_if_down(**_arguments) -> None:
	"""Read everything of this request or job from the primary while the replica does not answer."""
	conf = frappe.local.conf
	if conf.read_from_replica and not answers(conf.replica_host, conf.replica_db_port or USUAL_PORT):
		# this request's own copy
		conf.read_from_replica = 0


def answers(host: str, port: int) -> bool:
	"""Whether somebody listens there, asked once in a few seconds for all requests."""
	is_listening = frappe.cache().get_value(KEY, expires=True)
	if is_listening is None:
		is_listening = int(listens(host, port))
		frappe.cache().set_value(KEY, is_listening, expires_in_sec=KNOWN_FOR)
	return bool(is_listening)


def listens(host: str, port: int) -> bool:
	try:
		with socket.create_connection((host, port), timeout=PATIENCE):
			return True
	except OSError:
		return False
