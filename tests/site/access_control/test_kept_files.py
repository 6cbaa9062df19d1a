"""Files of records at their end stay: every record type, every state, every way to take one away."""

import json
import os

import factories as make
import pytest

#: record type -> its field, and the states in which its files are kept; every other state lets them go
KEPT = {
	"Service Plan": ("state", {"Sealed", "Superseded"}),
	"Project Handover": ("state", {"Handed Over", "Signed For"}),
	"Approval Case": ("state", {"Granted", "Refused", "Withdrawn"}),
	"Supervision Order": ("state", {"Settled", "Revoked"}),
	"Coordination Issue": ("state", {"Cleared", "Revoked"}),
	"Coordination Meeting": ("meeting_state", {"Decisions Given Out"}),
	"Commitment": ("state", {"Fulfilled", "Waived"}),
	"Bulletin": ("state", {"Distributed"}),
	"Investment Project": ("stage", {"Handed Over", "Terminated"}),
}
#: rows whose paper is kept in whatever state
ROWS = (
	("Supervision Order", "replies", "paper"),
	("Approval Case", "clock_events", "paper"),
	("Project Handover", "packs", "pack_file"),
)
REFUSED = (403, 404, 417)


def states_of(doctype: str, field: str) -> list[str]:
	"""Every state a record of the type can be in: of its workflow, or of its list of options."""
	import frappe

	workflow = frappe.db.get_value("Workflow", {"document_type": doctype, "is_active": 1})
	if workflow:
		return frappe.get_all("Workflow Document State", {"parent": workflow}, pluck="state", distinct=True)
	return frappe.get_meta(doctype).get_field(field).options.split("\n")


def stored(doctype: str, **values):
	"""A record as the database holds it, past every check."""
	import frappe

	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.name = f"kept-{os.urandom(4).hex()}"
	doc.db_insert()
	for table in doc.meta.get_table_fields():
		for row in doc.get(table.fieldname):
			row.update({"parent": doc.name, "parenttype": doctype, "parentfield": table.fieldname})
			row.name = f"row-{os.urandom(4).hex()}"
			row.db_insert()
	return doc


def file_of(doc, name: str = "kept.zip"):
	return make.make(
		"File",
		file_name=name,
		content=os.urandom(8),
		is_private=1,
		attached_to_doctype=doc.doctype,
		attached_to_name=doc.name,
	)


def ways_to_take(file) -> dict:
	"""What deletes, empties, moves or renames a file."""
	import frappe
	from frappe.core.doctype.file.utils import remove_file_by_url
	from frappe.desk.form import utils
	from frappe.utils.file_manager import remove_all, remove_file

	def by_desk():
		frappe.form_dict.fid = file.name
		utils.remove_attach()

	def changed(**values):
		doc = frappe.get_doc("File", file.name)
		doc.update(values)
		doc.save(ignore_permissions=True)

	return {
		"delete_doc": lambda: frappe.delete_doc("File", file.name, force=True, ignore_permissions=True),
		"delete": lambda: frappe.get_doc("File", file.name).delete(),
		"remove_attach": by_desk,
		"remove_file": lambda: remove_file(fid=file.name),
		"remove_by_url": lambda: remove_file_by_url(file.file_url),
		"unzip": lambda: frappe.get_doc("File", file.name).unzip(),
		"optimise": lambda: frappe.get_doc("File", file.name).optimize_file(),
		"overwrite": lambda: frappe.get_doc("File", file.name).save_file(content=b"x", overwrite=True),
		"rename": lambda: frappe.rename_doc("File", file.name, "other", force=True),
		"publish": lambda: changed(is_private=0),
		"move": lambda: changed(attached_to_name=None),
		"folder": lambda: changed(folder="Home/Attachments"),
		"the record itself": lambda: frappe.delete_doc(
			file.attached_to_doctype, file.attached_to_name, force=True, ignore_permissions=True
		),
		"remove_all": lambda: remove_all(file.attached_to_doctype, file.attached_to_name),
	}


@pytest.mark.parametrize("doctype", sorted(KEPT))
def test_in_every_state_the_files_stay_or_go(db, doctype):
	import frappe

	field, kept = KEPT[doctype]
	states = states_of(doctype, field)
	assert kept < set(states)
	for state in states:
		doc = stored(doctype, **{field: state})
		if doctype == "Bulletin" and state in kept:
			doc.db_set(field, "Compiling")
			file = file_of(doc)
			doc.db_set(field, state)
		else:
			file = file_of(doc)
		path = make.path_of(file.file_url)
		if state not in kept:
			frappe.delete_doc("File", file.name)
			assert not path.is_file(), state
			continue
		for way, take in ways_to_take(file).items():
			frappe.db.savepoint("whole")
			with pytest.raises(frappe.ValidationError):
				take()
			frappe.db.rollback(save_point="whole")
			assert path.is_file() and frappe.db.exists("File", file.name), f"{state} {way}"
			assert frappe.db.get_value("File", file.name, "file_url") == file.file_url


def test_nothing_is_added_to_a_distributed_bulletin(db):
	"""Other records take a later paper at their end too."""
	import frappe

	doc, plan = stored("Bulletin", state="Compiling"), stored("Service Plan", state="Sealed")
	assert file_of(doc, "earlier.zip") and file_of(plan, "later.zip")
	doc.db_set("state", "Distributed")
	with pytest.raises(frappe.ValidationError, match=r"later\.zip"):
		file_of(doc, "later.zip")


def test_no_walled_record_type_with_a_workflow_was_forgotten(db):
	import frappe

	guarded = set(frappe.get_all("Workflow", {"is_active": 1}, pluck="document_type"))
	assert guarded <= set(KEPT)


@pytest.mark.parametrize(("doctype", "table", "field"), ROWS)
def test_the_paper_of_a_stored_row_stays_in_any_state(db, doctype, table, field):
	import frappe

	doc = stored(doctype)
	paper, other = file_of(doc), file_of(doc)
	doc.append(table, {field: paper.file_url})
	row = doc.get(table)[0]
	row.update({"parent": doc.name, "parenttype": doctype, "parentfield": table, "name": "row-kept"})
	row.db_insert()
	with pytest.raises(frappe.ValidationError, match="kept"):
		frappe.delete_doc("File", paper.name)
	frappe.delete_doc("File", other.name)
	assert make.path_of(paper.file_url).is_file()


def test_the_field_goes_on_naming_a_kept_file(db):
	import frappe

	from anshang_app.access_control import attached_values

	doc = stored("Approval Case", state="Granted")
	file, second = file_of(doc), file_of(doc)
	frappe.db.set_value("Approval Case", doc.name, "certificate_scan", file.file_url)
	doc = frappe.get_doc("Approval Case", doc.name)
	doc.load_doc_before_save()
	for value in (None, "", second.file_url, "/private/files/other"):
		doc.certificate_scan = value
		with pytest.raises(frappe.ValidationError, match=r"附件不能更换或取下.*已是“已办结”"):
			attached_values.check(doc)
	# one that comes later is filled in
	doc.certificate_scan = file.file_url
	doc.notice_file = second.file_url
	attached_values.check(doc)


def test_the_desk_is_told_what_stays(db):
	import frappe

	doc = stored("Approval Case", state="Granted")
	file = file_of(doc)
	frappe.db.set_value("Approval Case", doc.name, "state", "Application Accepted")
	for state, told in (("Application Accepted", []), ("Granted", [file.file_url])):
		frappe.db.set_value("Approval Case", doc.name, "state", state)
		read = frappe.get_doc("Approval Case", doc.name)
		from anshang_app.access_control.kept_files import tell_desk

		tell_desk(read)
		assert read.get_onload("kept_files") == told


def test_over_http_nobody_takes_the_files_of_a_granted_case(sessions, walled, frappe_site):
	"""The agent's side, the deciding unit and the platform's administrator, by every door."""
	frappe = frappe_site
	case = walled["own"].records["Approval Case"]
	frappe.db.rollback()
	told = sessions["ADMIN"].send(
		"POST",
		"/api/method/upload_file",
		data={"doctype": "Approval Case", "docname": case, "is_private": 1},
		files={"file": ("证照.txt", os.urandom(8).hex().encode())},
	)
	assert told.status_code == 200, told.text
	file = told.json()["message"]
	frappe.db.rollback()
	state = frappe.db.get_value("Approval Case", case, "state")
	frappe.db.set_value("Approval Case", case, "state", "Granted", update_modified=False)
	frappe.db.commit()
	try:
		for account in ("APPROVAL", "ADMIN", "HOST"):
			session = sessions[account]
			answers = [
				session.send("DELETE", f"/api/resource/File/{file['name']}"),
				session.call("frappe.client.delete", doctype="File", name=file["name"]),
				session.send(
					"DELETE",
					"/api/method/frappe.desk.form.utils.remove_attach",
					json={"fid": file["name"], "dt": "Approval Case", "dn": case},
				),
				session.call(
					"run_doc_method", dt="File", dn=file["name"], method="optimize_file", args=json.dumps({})
				),
				session.send(
					"PUT", f"/api/resource/Approval Case/{case}", json={"certificate_scan": "/files/x.pdf"}
				),
			]
			assert {answer.status_code for answer in answers} <= set(REFUSED), account
			session.call(
				"frappe.desk.reportview.delete_items", doctype="File", items=json.dumps([file["name"]])
			)
			frappe.db.rollback()
			assert frappe.db.exists("File", file["name"])
			assert make.path_of(file["file_url"]).is_file()
	finally:
		frappe.db.set_value("Approval Case", case, "state", state, update_modified=False)
		frappe.db.commit()


def test_the_demos_files_go_with_the_demo(db):
	import frappe

	from anshang_app.demo.clearing import remove

	doc = stored("Service Plan", state="Sealed", is_demo=1)
	file = file_of(doc)
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("File", file.name)
	frappe.flags.clearing_demo = True
	try:
		remove("Service Plan", [doc.name])
	finally:
		frappe.flags.clearing_demo = False
	assert not make.path_of(file.file_url).is_file()


def test_an_uninstall_names_the_sealed_records_and_asks(db, monkeypatch, capsys):
	import click
	import frappe

	from anshang_app.setup import uninstall

	before = uninstall.sealed_records().get("Service Plan", 0)
	stored("Service Plan", state="Sealed")
	stored("Service Plan", state="Superseded")
	stored("Service Plan", state="Sealed", is_demo=1)
	stored("Service Plan", state="Plan Draft")
	assert uninstall.sealed_records()["Service Plan"] == before + 2
	asked = []

	def answer(question, abort):
		asked.append(question)
		raise click.Abort

	monkeypatch.setattr(click, "confirm", answer)
	with pytest.raises(click.Abort):
		uninstall.ask_about_sealed()
	assert f"两单一表 {before + 2} 份" in capsys.readouterr().out and "确定删除" in asked[0]
	frappe.db.rollback()
