"""The places where Frappe's versions differ for this app, each with its reason."""

import frappe
from frappe.permissions import add_permission

MAJOR = int(frappe.__version__.split(".")[0])
#: MariaDB: "record has changed since last read" (snapshot isolation, the default from 11.6 on), "deadlock found"
CONFLICTS = (1020, 1213)


def is_conflict(error: BaseException) -> bool:
	"""Whether the database refused a statement because another transaction was faster.

	Frappe turns a deadlock into an error of its own, the other conflict only from v15.60 on.
	"""
	if isinstance(error, frappe.QueryDeadlockError):
		return True
	from_driver = type(error).__module__.split(".")[0] in ("pymysql", "MySQLdb")
	return from_driver and bool(error.args) and error.args[0] in CONFLICTS


def of_this_version(choices: dict[tuple[int, int], dict]) -> dict:
	"""The entries for the running Frappe: `choices` by first and last major version."""
	return {
		key: value
		for (first, last), entries in choices.items()
		if first <= MAJOR <= last
		for key, value in entries.items()
	}


def desk_asks_the_workflow() -> bool:
	"""Whether the desk reads the Workflow itself before it takes an action (v16; v15 asks nothing)."""
	return frappe.get_meta("Workflow").has_field("enable_action_confirmation")


def let_desk_read_workflows() -> None:
	"""Let every desk user read workflows, which their forms already carry.

	As of 16.9 only a System Manager may, so that anybody else's action ends in a refusal
	(frappe/frappe#34991).
	"""
	add_permission("Workflow", "Desk User")


def no_objection() -> bool | None:
	"""What a has_permission hook answers to leave the matter to the others.

	v15 takes the first answer that is not None, so that True would silence Frappe's own hook; v16 asks all
	of them and takes None for a no.
	"""
	return None if MAJOR < 16 else True
