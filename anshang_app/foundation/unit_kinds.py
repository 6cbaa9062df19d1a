"""The nine kinds of unit and the role each gives its members' accounts: written once, pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from anshang_app.foundation import constants


@dataclass(frozen=True)
class UnitKind:
	"""A kind's stored name, and the role of those who work in such a unit."""

	name: str
	role: str


#: the kind's mark on the unit -> the kind
KINDS = {
	"is_investment_service_center": UnitKind("Investment Service Center", constants.INVESTMENT_CLERK),
	"is_chain_lead_unit": UnitKind(constants.CHAIN_LEAD, constants.LEAD_CLERK),
	"is_host_locality": UnitKind(constants.HOST, constants.HOST_CLERK),
	"is_development_zone": UnitKind("Development Zone", constants.HOST_CLERK),
	"is_introducing_unit": UnitKind(constants.INTRODUCER, constants.INTRODUCER_CLERK),
	"is_government_services_bureau": UnitKind(constants.BUREAU, constants.BUREAU_CLERK),
	"is_approval_unit": UnitKind(constants.APPROVAL_UNIT, constants.APPROVAL_CLERK),
	"is_inspection_office": UnitKind("Inspection Office", constants.INSPECTION_CLERK),
	"is_economy_bureau": UnitKind("Economy and IT Bureau", constants.ECONOMY_CLERK),
}
#: every role of the platform, those that follow from no kind of unit too
ROLES = (
	constants.ADMINISTRATOR_ROLE,
	*dict.fromkeys(kind.role for kind in KINDS.values()),
	constants.AGENT_ROLE,
	constants.LEADER_ROLE,
	constants.PRINCIPAL_ROLE,
)


def roles_of(kinds: Iterable[str], is_agent: bool = False, is_principal: bool = False) -> list[str]:
	"""The roles of a member's account: those of his unit's kinds, and of what he is there."""
	roles = [KINDS[kind].role for kind in KINDS if kind in set(kinds)]
	roles += [constants.AGENT_ROLE] if is_agent else []
	roles += [constants.PRINCIPAL_ROLE] if is_principal else []
	return list(dict.fromkeys(roles))
