"""Records entered together are what they are when each is entered by itself."""

from collections import Counter

import factories as make
import pytest

#: what two entries of the same differ in
DRAWN = {
	"name",
	# the snapshot's insert gives a row its record's checks appended none
	"owner",
	"creation",
	"modified",
	"parent",
	"project",
	"record_name",
	"reference_name",
	"record_hash",
	"person_hash",
	"person_salt",
	"entered_at",
	"texts",
	"readings",
	"project_name",
}
#: Frappe's list of what waits for approval is left out where hundreds are entered
NOT_KEPT = {"Workflow Action", "Workflow Action Permitted Role"}


def rows_written(frappe, work) -> Counter:
	"""Every row `work` adds to any table, without what is drawn: {(table, row): how often}."""
	columns = {}
	for table in frappe.db.get_tables(cached=False):
		found = frappe.db.get_table_columns(table[3:]) if table.startswith("tab") else []
		if "name" in found and table[3:] not in NOT_KEPT:
			columns[table] = [one for one in found if one not in DRAWN and not one.startswith("_")]
	before = {table: {row[0] for row in frappe.db.sql(f"select name from `{table}`")} for table in columns}
	work()
	added: Counter = Counter()
	for table, listed in columns.items():
		listed = ", ".join(f"`{column}`" for column in ["name", *listed])
		for name, *values in frappe.db.sql(f"select {listed} from `{table}`"):
			if name not in before[table]:
				added[(table, *map(str, values))] += 1
	return added


def project(frappe, name: str):
	plans = [{"plan_year": 2026, "year_investment": 300}, {"plan_year": 2027, "year_investment": 200}]
	values = make.project_values(project_name=name, land_area="35亩", annual_plans=plans)
	return frappe.get_doc(values)


def test_what_is_written_is_what_frappes_own_insert_writes(world, frappe_site):
	from anshang_app.foundation.naming import draw_names
	from anshang_app.foundation.together import insert_together

	many = [project(frappe_site, f"同录{number}") for number in range(3)]
	apart = rows_written(frappe_site, lambda: project(frappe_site, "单录").insert())
	names = draw_names("Investment Project", 3)
	together = rows_written(frappe_site, lambda: insert_together(many, names))
	tables = {row[0] for row in apart}
	assert {
		"tabProject Role",
		"tabAnnual Plan",
		"tabStage Log",
		"tabAudit Entry",
		"tabSearch Entry",
	} <= tables
	assert together == Counter({row: 3 * count for row, count in apart.items()})
	assert [doc.name for doc in many] == names and many[0].land_area == 35
	owners = frappe_site.get_all("Project Role", {"parent": ["in", names]}, pluck="owner")
	assert owners and {*owners} == {frappe_site.session.user}
	assert not any(doc.is_new() for doc in many)
	# the records can be saved on
	many[0].construction_content = "改过"
	many[0].save()


def test_a_refused_record_stops_it_and_nothing_waits_for_the_next(world, frappe_site):
	from anshang_app.foundation.naming import draw_names
	from anshang_app.foundation.together import insert_together

	docs = [project(frappe_site, "好的"), project(frappe_site, "坏的")]
	docs[1].signing_date = "2999-01-01"
	stored = frappe_site.db.count("Investment Project")
	make.refused(
		"签约时间|签约日期", lambda: insert_together(docs, draw_names("Investment Project", len(docs)))
	)
	assert frappe_site.db.count("Investment Project") == stored
	assert frappe_site.flags.waiting_rows is None


def test_a_second_record_under_a_key_of_the_database_is_a_refusal(world, frappe_site):
	from anshang_app.foundation.together import insert_together

	firms = [frappe_site.get_doc({"doctype": "Enterprise", "enterprise_name": "同名公司"}) for _ in range(2)]
	with pytest.raises(frappe_site.ValidationError):
		insert_together(firms, ["同名公司", "同名公司二"])


def test_names_by_title_are_drawn_where_one_is_taken_or_cannot_be(world, frappe_site):
	from anshang_app.foundation.naming import is_drawn, names_for

	frappe_site.get_doc({"doctype": "Enterprise", "enterprise_name": "湖北𬭎创"}).insert()
	names = names_for("Enterprise", ["新公司", "湖北𬭎创", "", "<b>", " 又一家 "])
	assert [is_drawn("Enterprise", name) for name in names] == [False, True, True, True, False]
	assert (names[0], names[4]) == ("新公司", "又一家")
	# the database takes this one for the first and does not say so
	assert is_drawn("Enterprise", names_for("Enterprise", ["湖北𫓧创"])[0])


def test_a_note_shows_what_was_typed(world, frappe_site):
	from anshang_app.foundation.plain_notes import write_note

	doc = make.make_project()
	write_note(doc, "Comment", '{"a": "<script>x</script>"} 甲&乙')
	stored = frappe_site.get_all("Comment", {"reference_name": doc.name}, pluck="content")
	assert stored == ['{"a": "&lt;script&gt;x&lt;/script&gt;"} 甲&amp;乙']
