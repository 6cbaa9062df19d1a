"""Which records are found by which of their names, as data: the order is that of the results."""

from dataclasses import dataclass

PROJECT, ENTERPRISE, UNIT, PERSON = "Investment Project", "Enterprise", "Anshang Unit", "Unit Member"


@dataclass(frozen=True)
class Searched:
	"""Records of `doctype`: found by their `fields` (the first is shown) and a field of the rows of `tables`.

	`related`: link field -> the type it leads to; a record is found by what it links to as well. `detail_fields`:
	fields shown beneath.
	"""

	doctype: str
	fields: tuple[str, ...]
	tables: tuple[tuple[str, str], ...] = ()
	related: tuple[tuple[str, str], ...] = ()
	detail_fields: tuple[str, ...] = ()


SEARCHED = (
	Searched(
		PROJECT,
		("project_name", "project_code", "city_leader_name"),
		(("project_roles", "person_name"),),
		(
			("enterprise", ENTERPRISE),
			("host_locality", UNIT),
			("chain_lead_unit", UNIT),
			("introducing_unit", UNIT),
		),
		("stage", "host_locality"),
	),
	Searched(
		ENTERPRISE,
		("enterprise_name", "uscc", "legal_representative"),
		detail_fields=("legal_representative",),
	),
	Searched(
		UNIT, ("unit_name", "short_name", "document_code", "former_names"), detail_fields=("short_name",)
	),
	Searched("Coordination Issue", ("title",), detail_fields=("state", "project_name")),
	Searched("Supervision Order", ("matter", "letter_no"), detail_fields=("state", "project_name")),
	Searched("Commitment", ("words",), detail_fields=("state", "project_name")),
	Searched("Coordination Meeting", ("title",), detail_fields=("meeting_date", "place")),
	Searched("Bulletin", ("title",), detail_fields=("state",)),
)
BY_TYPE = {searched.doctype: searched for searched in SEARCHED}
