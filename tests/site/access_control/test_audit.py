"""The audit chain: what enters it, and that every kind of tampering is named."""

import factories as make
import pytest


@pytest.fixture
def chained(db):
	"""A chain of three passages, one look at a phone and one publication, linked."""
	import frappe

	from anshang_app.access_control import audit
	from anshang_app.access_control.publications import publish

	frappe.db.delete("Audit Entry")
	frappe.db.set_single_value("Anshang Settings", "audit_begun_at", frappe.utils.now())
	users = make.make_world()
	project = make.make_project()
	from anshang_app.key_projects.stages import log_passage

	frappe.set_user(users["bureau"])
	for before, after in (("Handover", "Planning"), ("Planning", "Pre-construction")):
		log_passage(project, before, after, frappe.utils.today())
	frappe.set_user("Administrator")
	contact = make.make("Project Contact", project=project.name, side="Enterprise", contact_name="张三")
	look = make.make(
		"Reveal Log",
		project=project.name,
		contact=contact.name,
		revealed_to=users["bureau"],
		revealed_at=frappe.utils.now(),
		reason="联系",
	)
	logs = frappe.get_all("Stage Log", filters={"project": project.name}, pluck="name", order_by="creation")
	published = publish("Single Record", "Stage Log", logs[0], [], users=[users["lead"]])
	assert audit.link_pending() == 5
	return {"logs": logs, "look": look.name, "publication": published.name, "bureau": users["bureau"]}


def kinds() -> list[tuple[str, str]]:
	from anshang_app.access_control.audit_check import verify

	return [(finding.kind, finding.record_name) for finding in verify()]


def test_an_untouched_chain_verifies_and_holds_no_names(chained):
	import frappe

	assert kinds() == []
	entries = frappe.get_all("Audit Entry", fields=["*"], order_by="chain_no")
	assert [entry.chain_no for entry in entries] == [1, 2, 3, 4, 5]
	text = str(
		[
			{key: value for key, value in entry.items() if key not in ("owner", "modified_by")}
			for entry in entries
		]
	)
	for word in ("张三", "联系", chained["bureau"]):
		assert word not in text


def test_a_withdrawal_is_an_event_of_its_own(chained):
	import frappe

	from anshang_app.access_control import audit, publications

	frappe.set_user(chained["bureau"])
	publication = frappe.get_doc("Publication", chained["publication"])
	publications.withdraw(publication, "误公开")
	assert publication.withdrawn_by == chained["bureau"]
	frappe.set_user("Administrator")
	assert audit.link_pending() == 1 and kinds() == []
	for field, value in (("withdrawal_reason", "别的"), ("withdrawn_by", "Administrator")):
		frappe.db.set_value("Publication", publication.name, field, value, update_modified=False)
		assert kinds() == [("record_altered", publication.name)]
		frappe.db.set_value(
			"Publication", publication.name, field, publication.get(field), update_modified=False
		)
	frappe.db.delete("Audit Entry", {"chain_no": 6})
	assert kinds() == [("no_entry", publication.name)]


@pytest.mark.parametrize(
	("doctype", "key", "field", "value"),
	[
		("Stage Log", "logs", "to_stage", "Construction"),
		("Stage Log", "logs", "passed_on", "2020-01-01"),
		("Stage Log", "logs", "by_user", "Administrator"),
		("Reveal Log", "look", "reason", "别的"),
		("Reveal Log", "look", "revealed_to", "Administrator"),
		("Publication", "publication", "document", "x"),
	],
)
def test_an_altered_row_is_named(chained, doctype, key, field, value):
	import frappe

	name = chained[key][1] if key == "logs" else chained[key]
	frappe.db.set_value(doctype, name, field, value, update_modified=False)
	assert kinds() == [("record_altered", name)]


def test_a_deleted_row_a_deleted_link_and_a_cut_end_are_named(chained):
	import frappe

	gone = chained["logs"][1]
	savepoint = "untouched"
	frappe.db.savepoint(savepoint)
	frappe.db.delete("Stage Log", {"name": gone})
	assert kinds() == [("record_gone", gone)]
	frappe.db.rollback(save_point=savepoint)
	frappe.db.savepoint(savepoint)
	frappe.db.delete("Audit Entry", {"chain_no": 2})
	found = dict(kinds())
	assert "broken_link" in found and found["no_entry"] == gone
	frappe.db.rollback(save_point=savepoint)
	frappe.db.delete("Audit Entry", {"chain_no": 5})
	assert kinds() == [("no_entry", chained["publication"])]


def test_a_rewritten_link_breaks_the_chain(chained):
	import frappe

	from anshang_app.access_control.rules import hash_chain

	# the forger alters the row and its own link as well, but not those that follow
	name = chained["logs"][1]
	frappe.db.set_value("Stage Log", name, "to_stage", "Construction", update_modified=False)
	entry = frappe.get_doc("Audit Entry", {"record_name": name})
	fixed = ("project", "from_stage", "to_stage", "passed_on", "back_entry", "reason")
	row = frappe.db.get_value("Stage Log", name, fixed, as_dict=True)
	entry.record_hash = hash_chain.digest(row)
	entry.entry_hash = hash_chain.link_digest(entry.as_dict(), entry.chain_no, entry.previous_hash)
	entry.db_update()
	assert [kind for kind, _name in kinds()] == ["broken_link"]


def test_after_personal_data_are_erased_the_chain_still_verifies(chained):
	import frappe

	frappe.rename_doc("User", chained["bureau"], "erased-1@example.com", force=True, show_alert=False)
	assert frappe.db.get_value("Stage Log", chained["logs"][1], "by_user") == "erased-1@example.com"
	assert kinds() == []
	erased = frappe.get_all("Audit Entry", filters={"erased_by": ["is", "set"]}, fields=["person_salt"])
	assert len(erased) == 3 and {entry.person_salt for entry in erased} == {None}
	# whoever takes out a person without an erasure on record is found
	frappe.db.set_value(
		"Audit Entry",
		{"record_name": chained["publication"]},
		{"person_salt": None, "erased_by": "x"},
		update_modified=False,
	)
	assert [kind for kind, _name in kinds()] == ["false_erasure"]


def test_entries_are_neither_changed_nor_deleted_in_the_desk(chained):
	import frappe

	entry = frappe.get_doc("Audit Entry", {"chain_no": 1})
	with pytest.raises(frappe.ValidationError, match="留存"):
		entry.save()
	with pytest.raises(frappe.ValidationError, match="留存"):
		entry.delete()


def verify_by_command(site: str):
	import os
	import subprocess
	import sys

	return subprocess.run(
		[sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", site, "verify-audit"],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		capture_output=True,
		text=True,
	)


def test_the_command_says_what_it_found_and_fails(frappe_site, site_name):
	frappe_site.set_user("Administrator")
	frappe_site.db.rollback()
	hashes = {"record_hash": "x", "person_hash": "x", "entered_at": frappe_site.utils.now()}
	about = {"entry_kind": "Stage Passage", "record_type": "Stage Log", "record_name": "SL-0000-0"}
	entry = frappe_site.get_doc({"doctype": "Audit Entry", **about, **hashes}).insert(ignore_links=True)
	frappe_site.db.commit()
	try:
		done = verify_by_command(site_name)
	finally:
		frappe_site.db.delete("Audit Entry", {"name": entry.name})
		frappe_site.db.commit()
	assert done.returncode == 1, done.stderr[-500:]
	assert "阶段记录 SL-0000-0：已审计的记录不存在。" in done.stdout
	assert "发现 1 处不符" in done.stdout
	clean = verify_by_command(site_name)
	assert (clean.returncode, clean.stdout.strip()) == (0, "审计链核验通过。")


# --- what was sealed --------------------------------------------------------------------------------------


@pytest.fixture
def sealed_plan(world, api):
	"""A chain that begins now, with a sealed plan and its scan on it."""
	import frappe
	from test_path import sealed

	from anshang_app.access_control import audit

	frappe.db.delete("Audit Entry")
	frappe.db.set_single_value("Anshang Settings", "audit_begun_at", frappe.utils.now())
	_project, plan = sealed(world, api)
	frappe.set_user("Administrator")
	audit.link_pending()
	assert kinds() == []
	return frappe.get_doc("Service Plan", plan.name)


def sentences() -> list[str]:
	from anshang_app.access_control.audit_check import verify
	from anshang_app.access_control.audit_findings import sentence

	return [sentence(finding) for finding in verify()]


TABLES = ("team_tasks", "entity_tasks", "plan_dates")


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_every_kind_of_row_of_a_sealed_plan_is_covered(sealed_plan, table):
	"""By plain SQL, past the app: one field of one row at a time."""
	import frappe

	from anshang_app.access_control.audit_contents import value_fields

	row = sealed_plan.get(table)[2]
	fields = value_fields(row.doctype)
	assert len(fields) >= 12
	label = frappe._(sealed_plan.meta.get_label(table))
	for field in fields:
		frappe.db.savepoint("whole")
		kind = row.meta.get_field(field).fieldtype
		value = {"Date": "2020-01-01", "Int": 77, "Check": 0 if row.get(field) else 1}.get(kind, "改动")
		frappe.db.sql(f"update `tab{row.doctype}` set `{field}` = %s where name = %s", (value, row.name))
		assert sentences() == [f"两单一表 {sealed_plan.name}：“{label}”第 3 行在审计后被改动。"], (
			f"{table}.{field}"
		)
		frappe.db.rollback(save_point="whole")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_taken_out_put_in_or_moved_is_named(sealed_plan, table):
	import frappe

	rows = sealed_plan.get(table)
	kind, label = f"tab{rows[0].doctype}", frappe._(sealed_plan.meta.get_label(table))
	frappe.db.savepoint("whole")
	frappe.db.sql(f"delete from `{kind}` where name = %s", rows[1].name)
	assert sentences() == [f"两单一表 {sealed_plan.name}：“{label}”第 2 行不存在。"]
	frappe.db.rollback(save_point="whole")
	added = frappe.copy_doc(rows[0])
	added.update({"name": "row-put-in", "idx": len(rows) + 1, "parent": sealed_plan.name})
	added.db_insert()
	assert sentences() == [f"两单一表 {sealed_plan.name}：“{label}”第 {len(rows) + 1} 行是审计后添加的。"]
	frappe.db.rollback(save_point="whole")
	frappe.db.sql(f"update `{kind}` set idx = 99 where name = %s", rows[0].name)
	assert sentences() == [f"两单一表 {sealed_plan.name}：“{label}”各行的次序与审计时不同。"]


@pytest.mark.parametrize(
	"field", ["printed_facts", "target_start", "verify_code", "revision_reason", "plan_year"]
)
def test_what_stands_beside_the_rows_is_covered_too(sealed_plan, field):
	import frappe

	value = {"target_start": "2020-01-01", "plan_year": 2020}.get(field, "改动")
	frappe.db.set_value("Service Plan", sealed_plan.name, field, value, update_modified=False)
	assert kinds() == [("record_altered", sealed_plan.name)]


def test_bytes_of_a_sealed_file_changed_on_the_disk_are_named(sealed_plan):
	path = make.path_of(sealed_plan.signed_scan)
	before = path.read_bytes()
	try:
		path.write_bytes(before + b" ")
		assert sentences() == [f"两单一表 {sealed_plan.name}：文件“{path.name}”的内容在审计后被改动。"]
		path.unlink()
		assert sentences() == [f"两单一表 {sealed_plan.name}：已审计的文件“{path.name}”不存在。"]
	finally:
		path.write_bytes(before)
	assert kinds() == []


def test_a_file_pointed_elsewhere_or_deleted_in_the_database_is_named(sealed_plan):
	import frappe

	other = make.make("File", file_name="other.txt", content="another", is_private=1)
	file = frappe.db.get_value("File", {"attached_to_name": sealed_plan.name})
	frappe.db.savepoint("whole")
	frappe.db.sql("update tabFile set file_url = %s where name = %s", (other.file_url, file))
	assert kinds() == [("file_altered", sealed_plan.name)]
	frappe.db.rollback(save_point="whole")
	frappe.db.sql("delete from tabFile where name = %s", file)
	assert kinds() == [("file_gone", sealed_plan.name)]


def test_contents_taken_out_of_an_entry_break_its_link(sealed_plan):
	import frappe

	entry = frappe.get_doc("Audit Entry", {"entry_kind": "Plan Sealed"})
	assert len(entry.contents) > 1000 and "张三" not in entry.contents
	for value in (None, entry.contents.replace("0", "1")):
		frappe.db.set_value("Audit Entry", entry.name, "contents", value, update_modified=False)
		assert ("broken_link", sealed_plan.name) in kinds()


def test_an_entry_of_an_older_site_without_contents_still_verifies(sealed_plan):
	"""As 0.2 wrote it: the hash of the plan alone; its link is the same arithmetic as ever."""
	import frappe

	from anshang_app.access_control.rules import hash_chain
	from anshang_app.patches.v0_3 import audit_what_was_sealed

	entry = frappe.get_doc("Audit Entry", {"entry_kind": "Plan Sealed"})
	old = {key: entry.get(key) for key in hash_chain.HASHED}
	frappe.db.delete("Audit Entry")
	new = frappe.get_doc({"doctype": "Audit Entry", **old, "person_salt": entry.person_salt})
	new.name = None
	new.insert()
	assert hash_chain.link_digest({**old, "contents": None}, 1, "0" * 64) == hash_chain.link_digest(
		old, 1, "0" * 64
	)
	frappe.db.delete("Stage Log")
	frappe.db.delete("Project Handover")
	assert kinds() == []
	linked = frappe.db.get_value("Audit Entry", new.name, ["entry_hash", "chain_no"])
	row = sealed_plan.plan_dates[0]
	frappe.db.savepoint("whole")
	# the older entry says nothing about rows; the patch puts what still agrees with it on record anew
	audit_what_was_sealed.execute()
	assert kinds() == []
	assert frappe.db.get_value("Audit Entry", new.name, ["entry_hash", "chain_no"]) == linked
	frappe.db.set_value(row.doctype, row.name, "title", "改动", update_modified=False)
	assert kinds() == [("row_altered", sealed_plan.name)]
	frappe.db.rollback(save_point="whole")
	# what no longer agrees is not put on record as if it did
	frappe.db.set_value("Service Plan", sealed_plan.name, "sealed_on", "2020-01-01", update_modified=False)
	links = frappe.db.count("Audit Entry")
	audit_what_was_sealed.execute()
	assert frappe.db.count("Audit Entry") == links
	assert kinds() == [("record_altered", sealed_plan.name)]


# --- names that change ------------------------------------------------------------------------------------


def test_a_unit_that_stands_in_sealed_rows_is_renamed_and_the_chain_holds(sealed_plan):
	import frappe

	row = next(row for row in sealed_plan.plan_dates if row.responsible_unit)
	old, new = row.responsible_unit, "更名后的单位（测试）"
	frappe.rename_doc("Anshang Unit", old, new, force=True, show_alert=False)
	assert frappe.db.get_value("Plan Date", row.name, "responsible_unit") == new
	assert kinds() == []
	frappe.rename_doc("Anshang Unit", new, "再次更名（测试）", force=True, show_alert=False)
	assert kinds() == []
	# another unit that takes the old name is another unit
	make.make("Anshang Unit", unit_name=old, is_host_locality=1)
	frappe.db.set_value("Plan Date", row.name, "responsible_unit", old, update_modified=False)
	assert kinds() == [("row_altered", sealed_plan.name)]
	for value in (new, "政数局（测试）"):
		frappe.db.set_value("Plan Date", row.name, "responsible_unit", value, update_modified=False)
		assert kinds() == [("row_altered", sealed_plan.name)]


def test_a_renamed_record_is_the_same_record(sealed_plan):
	import frappe

	for doctype in ("Service Plan", "Investment Project"):
		name = sealed_plan.name if doctype == "Service Plan" else sealed_plan.project
		frappe.rename_doc(doctype, name, f"{name}-X", force=True, show_alert=False)
		assert kinds() == []


def test_units_are_not_merged(sealed_plan):
	import frappe

	with pytest.raises(frappe.ValidationError, match="不能并入"):
		frappe.rename_doc("Anshang Unit", "落户地（测试）", "政数局（测试）", force=True, merge=True)


def test_a_person_in_a_sealed_row_is_renamed_and_the_row_stays_covered(sealed_plan, world):
	import frappe

	from anshang_app.access_control import audit

	row = sealed_plan.team_tasks[0]
	frappe.db.set_value(row.doctype, row.name, "responsible_user", world.user["lead"], update_modified=False)
	frappe.db.delete("Audit Entry", {"entry_kind": "Plan Sealed"})
	frappe.db.delete("Audit Entry", {"entry_kind": "Record Renamed"})
	frappe.db.sql("update `tabAudit Entry` set chain_no = 0")
	audit.record("Plan Sealed", sealed_plan)
	assert kinds() == []
	frappe.rename_doc("User", world.user["lead"], "erased-2@example.com", force=True, show_alert=False)
	assert kinds() == []
	entries = frappe.get_all("Audit Entry", {"entry_kind": "Plan Sealed"}, ["erased_by", "person_salt"])
	assert len(entries) == 2 and len([entry for entry in entries if not entry.erased_by]) == 1
	frappe.db.set_value(row.doctype, row.name, "responsible_user", "Administrator", update_modified=False)
	assert kinds() == [("row_altered", sealed_plan.name)]


def test_a_rename_does_not_put_a_forged_person_on_record(sealed_plan, world):
	import frappe

	row = sealed_plan.team_tasks[0]
	frappe.db.set_value(row.doctype, row.name, "responsible_user", world.user["lead"], update_modified=False)
	assert kinds() == [("row_altered", sealed_plan.name)]
	frappe.rename_doc("User", world.user["lead"], "erased-3@example.com", force=True, show_alert=False)
	entries = frappe.get_all("Audit Entry", {"entry_kind": "Plan Sealed"}, ["erased_by"])
	assert len(entries) == 1 and entries[0].erased_by


# --- settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("field", "value", "words"),
	[
		("audit_begun_at", "2030-01-01 00:00:00", "起始时间不能改动"),
		("audit_begun_at", "2001-01-01 00:00:00", "起始时间不能改动"),
		("audit_begun_at", None, "起始时间不能改动"),
		("audit_keep_days", 0, "至少留存 180 天"),
		("audit_keep_days", 179, "至少留存 180 天"),
		("audit_keep_days", -1, "不能"),
	],
)
def test_audit_settings_never_move_back(db, field, value, words):
	import frappe
	import frappe.client

	stored = frappe.db.get_single_value("Anshang Settings", field, cache=False)
	assert stored
	with pytest.raises(frappe.ValidationError, match=words):
		frappe.client.set_value("Anshang Settings", "Anshang Settings", field, value)
	settings = frappe.get_doc("Anshang Settings")
	settings.set(field, value)
	with pytest.raises(frappe.ValidationError, match=words):
		settings.save()
	assert frappe.db.get_single_value("Anshang Settings", field, cache=False) == stored


def test_days_of_the_trail_may_be_set_within_the_law(db):
	import frappe

	from anshang_app.access_control.operation_log import days_kept

	settings = frappe.get_doc("Anshang Settings")
	settings.audit_keep_days = 180
	settings.save()
	assert days_kept() == 180
	# a value written past the app does not shorten it
	frappe.db.set_single_value("Anshang Settings", "audit_keep_days", 1)
	assert days_kept() == 180
