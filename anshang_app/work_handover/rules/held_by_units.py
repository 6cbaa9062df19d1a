"""Every field of the app in which a unit stands: what goes over when it is merged into another, and what is history.

A test reads the record types and asks that each such field stands in one of the lists.
"""

from collections.abc import Mapping

from anshang_app.foundation import constants
from anshang_app.work_handover.rules.held import REPLACED, SUCCEEDED, WITH_SEAL, Held
from anshang_app.work_handover.rules.held_by_persons import (
	CASE_ENDED,
	ISSUE_OPEN,
	MEETING_OPEN,
	NODE_OPEN,
	ORDER_OPEN,
	PLAN_TABLES,
	PROMISE_OPEN,
)

CASE_OPEN = {"state": ["not in", CASE_ENDED]}
HANDOVER_OPEN = {"state": ["!=", constants.SIGNED_FOR]}
BULLETIN_OPEN = {"state": ["!=", constants.DISTRIBUTED]}


def of_record(
	heading: str, doctype: str, title_field: str, open_: Mapping[str, object], *fields: str
) -> tuple[Held, ...]:
	"""The unit fields of records of one type, alike in everything else."""
	return tuple(Held(heading, doctype, field, title_field, open=open_) for field in fields)


MOVABLE_OF_UNITS = (
	*(
		Held("Projects of the Unit", "Investment Project", field, "project_name", project="name")
		for field in ("chain_lead_unit", "host_locality", "introducing_unit")
	),
	Held("Chains of the Unit", "Industry Chain", "lead_unit", "chain_name", project=None),
	Held(
		"Places in Service Teams",
		"Project Role",
		"unit",
		"role",
		parent="Investment Project",
		table="project_roles",
		project="name",
		way=SUCCEEDED,
		until="to_date",
	),
	*of_record(
		"Nodes of Plans in Force", "Project Node", "title", NODE_OPEN, "responsible_unit", "helper_unit"
	),
	*(
		Held(
			heading,
			doctype,
			"responsible_unit",
			title_field,
			open={"state": state},
			row_open={"left_out": 0},
			parent="Service Plan",
			table=table,
			way=way,
		)
		for heading, state, way in (
			("Rows of Plans in Draft", constants.PLAN_DRAFT, REPLACED),
			("Rows of Plans Awaiting Seals", constants.AWAITING_SEALS, WITH_SEAL),
		)
		for table, doctype, title_field in PLAN_TABLES
	),
	*of_record("Approvals of the Unit", "Approval Case", "approval_item", CASE_OPEN, "unit", "helper_unit"),
	*of_record(
		"Orders of the Unit",
		"Supervision Order",
		"matter",
		ORDER_OPEN,
		"unit",
		"issuing_unit",
		"inspection_office",
	),
	*of_record("Problems in Hand", "Coordination Issue", "title", ISSUE_OPEN, "unit"),
	*of_record(
		"Commitments of the Unit",
		"Commitment",
		"words",
		PROMISE_OPEN,
		"unit",
		"supervised_by",
		"consent_unit",
	),
	Held(
		"Meetings of the Unit",
		"Coordination Meeting",
		"unit",
		"title",
		open=MEETING_OPEN,
		project=None,
	),
	*(
		Held(
			heading,
			doctype,
			field,
			title_field,
			open=MEETING_OPEN,
			parent="Coordination Meeting",
			table=table,
			project=None,
		)
		for heading, doctype, table, title_field, field in (
			("Decisions Not Given Out", "Meeting Decision", "decisions", "matter", "unit"),
			("Decisions Not Given Out", "Meeting Decision", "decisions", "matter", "inspection_office"),
			("Meetings Taken Part In", "Meeting Participant", "participants", "person", "unit"),
		)
	),
	*of_record(
		"Hand-overs of Projects",
		"Project Handover",
		"kind",
		HANDOVER_OPEN,
		"from_unit",
		"to_unit",
		"pushed_to_lead",
		"pushed_to_host",
	),
	Held("Bulletins of the Unit", "Bulletin", "unit", "title", open=BULLETIN_OPEN, project=None),
	Held(
		"Bulletins Received",
		"Bulletin Recipient",
		"unit",
		"printed_name",
		open=BULLETIN_OPEN,
		parent="Bulletin",
		table="recipients",
		project=None,
	),
	Held("Chat Groups of the Unit", "Reminder Robot", "unit", "robot_name", project=None),
)
#: the record there is one of, whose fields name units
SETTINGS = "Anshang Settings"
#: fields that say which unit did, said or was told something
HISTORY_OF_UNITS = frozenset(
	{
		("Agent Training", "unit"),
		("Anshang Unit", "merged_into"),
		("Approval Proxy Entry", "unit"),
		# ends with its unit
		("Deputy", "unit"),
		("Issue Urging", "unit"),
		("Ledger Import", "unit"),
		# learned from the unit's own lists; the other has its own
		("Ledger Mapping", "unit"),
		("Letter Number", "unit"),
		("Order Urging", "unit"),
		("Progress Entry", "unit"),
		# an outside system is told of more by an administrator's hand only
		("Receiving System", "unit"),
		# a publication never changes: what the other unit needs is published to it anew
		("Publication Recipient", "unit"),
		("Training Attendee", "unit"),
		("Unit Opinion", "unit"),
		("Work Handover", "giver_unit"),
		("Work Handover", "taker_unit"),
	}
)
