"""Who is looking: the facts about a user that the row rule asks for."""

from dataclasses import dataclass

import frappe
from frappe.utils import getdate

#: kinds of unit whose members see every project (DESIGN §8)
SEEING_ALL = ("is_government_services_bureau", "is_investment_service_center")
#: roles that see every project without belonging to a unit
ADMINISTRATORS = frozenset({"Administrator", "System Manager", "Anshang Administrator"})
#: role of an account -> the project role its unit must hold for it to write the project's records
WRITES_AS = {
	"Chain Lead Clerk": "Chain Lead Unit",
	"Host Locality Clerk": "Host Locality",
}
#: roles that write what their unit sees whole
WRITES_ALL = frozenset({"Government Services Clerk", "Investment Service Clerk"})
#: roles of an approval unit and of the completion's receiver, who write their own records only
WRITES_CASES = frozenset({"Approval Clerk"})
WRITES_COMPLETION = frozenset({"Economy Clerk"})


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

	@property
	def is_leader(self) -> bool:
		return "City Leader" in self.roles

	@property
	def writes_as(self) -> tuple[str, ...]:
		"""Project roles in which the account's own roles let it write."""
		return tuple(project_role for role, project_role in WRITES_AS.items() if role in self.roles)

	@property
	def writes_all(self) -> bool:
		return self.administers or (self.sees_all and bool(self.roles & WRITES_ALL))

	@property
	def case_units(self) -> tuple[str, ...]:
		"""Units whose approval cases the account writes."""
		return self.units if self.roles & WRITES_CASES else ()

	@property
	def acts_as_agent(self) -> bool:
		return bool(self.units) and "Commission Agent" in self.roles

	@property
	def assists(self) -> bool:
		return bool(self.units) and bool(self.roles & {"Commission Agent", "Host Locality Clerk"})

	@property
	def receives_completion(self) -> bool:
		return self.in_economy_bureau and bool(self.roles & WRITES_COMPLETION)


def viewer_of(user: str | None = None) -> Viewer:
	"""The viewer behind an account; nothing is cached, so leaving a unit ends access the same moment."""
	user = user or frappe.session.user
	roles = frozenset(frappe.get_roles(user))
	link_project = getattr(frappe.local, "anshang_link_project", None)
	if user == "Guest":
		return Viewer(user, roles, link_project=link_project)
	administers = user == "Administrator" or bool(roles & ADMINISTRATORS)
	memberships = current_memberships(user)
	return Viewer(
		user,
		roles,
		units=tuple(sorted(row.name for row in memberships)),
		sees_all=administers or any(row[kind] for row in memberships for kind in SEEING_ALL),
		administers=administers,
		in_economy_bureau=any(row.is_economy_bureau for row in memberships),
	)


def current_memberships(user: str) -> list:
	"""The units in use of which the user is a member today, with the kinds the rule asks for.

	The day a membership ends is the first day without it.
	"""
	member, unit = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Anshang Unit")
	today = getdate()
	return (
		frappe.qb.from_(member)
		.join(unit)
		.on(unit.name == member.parent)
		.select(unit.name, unit.is_economy_bureau, *(unit[kind] for kind in SEEING_ALL))
		.where((member.parenttype == "Anshang Unit") & (member.user == user) & (unit.is_active == 1))
		.where(member.from_date.isnull() | (member.from_date <= today))
		.where(member.to_date.isnull() | (member.to_date > today))
		.distinct()
		.run(as_dict=True)
	)


def units_of(user: str) -> set[str]:
	"""The units in use of which the user is a member today."""
	return {row.name for row in current_memberships(user)}
