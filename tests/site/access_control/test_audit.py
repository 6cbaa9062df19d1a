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
	from anshang_app.access_control.audit import verify

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
