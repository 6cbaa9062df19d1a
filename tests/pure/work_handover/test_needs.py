"""What a taker lacks, a name within other words, and every field in which a person stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.work_handover.rules.held import LISTED, SUCCEEDED, WITH_SEAL
from anshang_app.work_handover.rules.held_by_persons import HISTORY, MOVABLE
from anshang_app.work_handover.rules.held_by_units import HISTORY_OF_UNITS, MOVABLE_OF_UNITS, SETTINGS
from anshang_app.work_handover.rules.needs import Lack, Need, counted, lacks, other_name

HOST = frozenset({"Host Locality Clerk"})
names = st.sampled_from(["甲", "乙", "丙"])
needs = st.lists(
	st.builds(
		Need,
		st.sampled_from(["节点", "督办件"]),
		st.text(max_size=3),
		st.none() | names,
		st.frozensets(names),
	)
)


def test_alike_needs_are_told_together_with_the_first_of_them():
	asked = [
		Need("节点", "围墙", "某镇", HOST),
		Need("节点", "平整土地", "某镇", HOST),
		Need("代办", "环评", None, frozenset({"Commission Agent"})),
		Need("待办", "看一看"),
	]
	assert lacks(asked, ["别处"], ["Chain Lead Clerk"]) == [
		Lack("节点", "围墙", 2, "某镇", HOST),
		Lack("代办", "环评", 1, None, frozenset({"Commission Agent"})),
	]
	# of the unit with another role, and with the role in another unit
	assert [lack.heading for lack in lacks(asked[:1], ["某镇"], ["City Leader"])] == ["节点"]
	assert [lack.heading for lack in lacks(asked[:1], ["别处"], [*HOST])] == ["节点"]
	assert lacks(asked, ["某镇"], [*HOST, "Commission Agent"]) == []


@given(needs, st.lists(names), st.lists(names))
def test_what_is_lacking_is_exactly_what_a_need_is_not_met_in(asked, units, roles):
	found = lacks(asked, units, roles)
	unmet = [
		need
		for need in asked
		if (need.unit and need.unit not in units) or (need.roles and not need.roles & set(roles))
	]
	assert sum(lack.count for lack in found) == len(unmet)
	assert {(lack.heading, lack.unit, lack.roles) for lack in found} == {
		(need.heading, need.unit, need.roles) for need in unmet
	}
	# more of a person never makes him lack more
	more = lacks(asked, [*units, "甲"], [*roles, "甲"])
	assert sum(lack.count for lack in more) <= len(unmet)


def test_a_name_is_replaced_within_what_stands_beside_it():
	assert other_name("张三 副局长", "张三", "李四") == "李四 副局长"
	assert other_name(None, "张三", "李四") is None
	assert other_name("王五", "张三", "李四") == "王五"
	assert other_name("王五", "", "李四") == "王五"


def test_pieces_are_counted_in_their_order():
	assert counted(["乙", "甲", "乙"]) == {"乙": 2, "甲": 1}
	assert [*counted(["乙", "甲"])] == ["乙", "甲"]


# --- every field in which a person stands -----------------------------------------------------------------


@pytest.fixture(scope="module")
def types(repo):
	found = [
		json.loads(path.read_text(encoding="utf-8")) for path in repo.glob("anshang_app/*/doctype/*/*.json")
	]
	return {doc["name"]: doc for doc in found if doc.get("doctype") == "DocType"}


def fields(types, wanted):
	return {
		(name, field["fieldname"]) for name, doc in types.items() for field in doc["fields"] if wanted(field)
	}


def test_every_link_to_an_account_is_work_that_goes_over_or_history(types):
	links = fields(types, lambda field: field["fieldtype"] == "Link" and field.get("options") == "User")
	moved = {(held.doctype, held.link) for held in MOVABLE if held.link and held.doctype in types}
	assert not moved & HISTORY
	# a new field belongs in one of the lists: is it work that somebody must go on with, or who did something?
	assert links - moved - HISTORY == set()
	assert moved | HISTORY <= links


def test_every_link_to_a_unit_goes_over_or_is_history(types):
	links = fields(
		types, lambda field: field["fieldtype"] == "Link" and field.get("options") == "Anshang Unit"
	)
	links = {(doctype, name) for doctype, name in links if doctype != SETTINGS}
	moved = {(held.doctype, held.link) for held in MOVABLE_OF_UNITS}
	assert not moved & HISTORY_OF_UNITS
	assert links - moved - HISTORY_OF_UNITS == set()
	assert moved | HISTORY_OF_UNITS <= links


def test_every_responsible_person_by_name_goes_over(types):
	responsible = fields(
		types,
		lambda field: (
			field["fieldtype"] in ("Data", "Small Text")
			and field.get("label")
			in ("Responsible Person", "Person Name", "Commission Agent Name", "City Leader Name")
		),
	)
	assert len(responsible) >= 10
	assert responsible <= {(held.doctype, held.name_field) for held in MOVABLE}


def test_what_the_lists_name_is_there(types):
	for held in (*MOVABLE, *MOVABLE_OF_UNITS):
		if held.doctype not in types:
			continue
		own = {field["fieldname"] for field in types[held.doctype]["fields"]} | {"name", "parent"}
		named = {
			held.link,
			held.name_field,
			held.unit_field,
			held.title_field,
			held.until,
			*held.row_open,
		} - {None}
		assert named <= own, held.heading
		of_record = {field["fieldname"] for field in types[held.record_type]["fields"]} | {"name"}
		assert {*held.open, *({held.project} - {None})} <= of_record, held.heading
		if held.parent:
			table = next(f for f in types[held.parent]["fields"] if f["fieldname"] == held.table)
			assert table["options"] == held.doctype
		assert held.until or held.way != SUCCEEDED
	assert {held.way for held in MOVABLE} >= {WITH_SEAL, LISTED}
