"""Who is looking: the facts about a user that the row rule asks for."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import frappe

from anshang_app.foundation.administrators import administers
from anshang_app.foundation.members import memberships_of
from anshang_app.foundation.standing_in import stands_for

#: kinds of unit whose members see every project
SEEING_ALL = ("is_government_services_bureau", "is_investment_service_center")
#: roles that write what their unit sees whole
WRITES_ALL = frozenset({"Government Services Clerk", "Investment Service Clerk"})
#: where `one_look` keeps what was asked
LOOK = "anshang_look"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Viewer:
	"""A user as the rule sees him, today.

	`units` are those of which he is a member today and that are in use; `link_project` is the one project
	of an enterprise's signed link.
	"""

	user: str
	roles: frozenset[str]
	units: tuple[str, ...] = ()
	sees_all: bool = False
	administers: bool = False
	in_economy_bureau: bool = False
	link_project: str | None = None
	#: accounts he is the deputy of (AB岗)
	stands_for: tuple[str, ...] = ()

	@property
	def persons(self) -> tuple[str, ...]:
		"""Himself, and for whom he stands in."""
		return (self.user, *self.stands_for)

	@property
	def is_leader(self) -> bool:
		return "City Leader" in self.roles

	@property
	def writes_all(self) -> bool:
		return self.administers or (self.sees_all and bool(self.roles & WRITES_ALL))

	@property
	def writes_as_lead(self) -> bool:
		return self.has("Chain Lead Clerk")

	@property
	def writes_as_host(self) -> bool:
		return self.has("Host Locality Clerk")

	@property
	def writes_as_introducer(self) -> bool:
		return self.has("Introducing Unit Clerk")

	@property
	def decides_cases(self) -> bool:
		return self.has("Approval Clerk")

	@property
	def acts_as_agent(self) -> bool:
		return self.has("Commission Agent")

	@property
	def assists(self) -> bool:
		return self.has("Commission Agent", "Host Locality Clerk")

	@property
	def inspects(self) -> bool:
		return self.has("Inspection Clerk")

	@property
	def receives_completion(self) -> bool:
		return self.in_economy_bureau and self.has("Economy Clerk")

	def has(self, *roles: str) -> bool:
		"""Whether a member of some unit has one of the roles."""
		return bool(self.units) and bool(self.roles & set(roles))


@contextmanager
def one_look():
	"""Around one answer that only reads: a viewer, and what he may read, are asked for once in it.

	Outside of it nothing is kept.
	"""
	outer = getattr(frappe.local, LOOK, None)
	setattr(frappe.local, LOOK, {} if outer is None else outer)
	try:
		yield
	finally:
		setattr(frappe.local, LOOK, outer)


def once_per_look(key: tuple, look_up: Callable[[], Answer]) -> Answer:
	"""What `look_up()` returns: called once inside `one_look()`, outside it every time."""
	answers = getattr(frappe.local, LOOK, None)
	if answers is None:
		return look_up()
	if key not in answers:
		answers[key] = look_up()
	return answers[key]


def viewer_of(user: str | None = None) -> Viewer:
	"""The viewer behind an account; outside of one look nothing is cached, so leaving a unit ends access the same moment."""
	user = user or frappe.session.user
	link_project = getattr(frappe.local, "anshang_link_project", None)
	return once_per_look(("viewer", user, link_project), lambda: asked_viewer(user, link_project))


def asked_viewer(user: str, link_project: str | None) -> Viewer:
	"""The viewer as the database knows him now."""
	roles = frozenset(frappe.get_roles(user))
	if user == "Guest":
		return Viewer(user, roles, link_project=link_project)
	memberships = memberships_of(user)
	return Viewer(
		user,
		roles,
		units=tuple(sorted({row.name for row in memberships})),
		sees_all=administers(user) or any(row[kind] for row in memberships for kind in SEEING_ALL),
		administers=administers(user),
		in_economy_bureau=any(row.is_economy_bureau for row in memberships),
		stands_for=stands_for(user) if memberships else (),
	)


def viewer_of_unit(unit: str) -> Viewer:
	"""The unit itself as a viewer: what each of its members sees as a member, no more."""
	kinds = frappe.db.get_value("Anshang Unit", unit, [*SEEING_ALL, "is_economy_bureau"], as_dict=True)
	return Viewer(
		# no account has such a name, so that grounds of persons open nothing
		user=f"unit|{unit}",
		roles=frozenset(),
		units=(unit,),
		sees_all=any(kinds[kind] for kind in SEEING_ALL),
		in_economy_bureau=bool(kinds.is_economy_bureau),
	)
