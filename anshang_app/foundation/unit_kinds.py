"""The nine kinds of unit and the role each gives its members' accounts: written once, pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from anshang_app.foundation import constants as states


@dataclass(frozen=True)
class UnitKind:
	"""A kind's stored name, and the role of those who work in such a unit."""

	name: str
	role: str


#: the kind's mark on the unit -> the kind
KINDS = {
	"is_investment_service_center": UnitKind("Investment Service Center", states.INVESTMENT_CLERK),
	"is_chain_lead_unit": UnitKind(states.CHAIN_LEAD, states.LEAD_CLERK),
	"is_host_locality": UnitKind(states.HOST, states.HOST_CLERK),
	"is_development_zone": UnitKind("Development Zone", states.HOST_CLERK),
	"is_introducing_unit": UnitKind(states.INTRODUCER, states.INTRODUCER_CLERK),
	"is_government_services_bureau": UnitKind(states.BUREAU, states.BUREAU_CLERK),
	"is_approval_unit": UnitKind(states.APPROVAL_UNIT, states.APPROVAL_CLERK),
	"is_inspection_office": UnitKind("Inspection Office", states.INSPECTION_CLERK),
	"is_economy_bureau": UnitKind("Economy and IT Bureau", states.ECONOMY_CLERK),
}
#: every role of the platform, those that follow from no kind of unit too
ROLES = (
	states.ADMINISTRATOR_ROLE,
	*dict.fromkeys(kind.role for kind in KINDS.values()),
	states.AGENT_ROLE,
	states.LEADER_ROLE,
	states.PRINCIPAL_ROLE,
)


def roles_of(kinds: Iterable[str], is_agent: bool = False, is_principal: bool = False) -> list[str]:
	"""The roles of a member's account: those of his unit's kinds, and of what he is there."""
	roles = [KINDS[kind].role for kind in KINDS if kind in set(kinds)]
	roles += [states.AGENT_ROLE] if is_agent else []
	roles += [states.PRINCIPAL_ROLE] if is_principal else []
	return list(dict.fromkeys(roles))
