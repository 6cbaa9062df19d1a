"""操作审计: what the trail shows, that nobody takes from it, and that it is kept long enough."""

import factories as make
import pytest


@pytest.fixture
def report(db):
	import frappe

	from anshang_app.case_reporting.report.operation_audit.operation_audit import execute

	def run(**filters):
		today = frappe.utils.today()
		return execute({"from_date": today, "to_date": today, **filters})[1]

	return run


def test_every_kind_of_operation_is_shown_with_its_user_record_and_result(report):
	import frappe

	from anshang_app.access_control.publications import publish, withdraw

	users = make.make_world()
	frappe.set_user(users["invest"])
	project = make.make_project()
	contact = make.make("Project Contact", project=project.name, side="Enterprise", contact_name="李四")
	project.construction_content = "改过的内容"
	project.save()
	version = {
		"doctype": "Version",
		"ref_doctype": "Investment Project",
		"docname": project.name,
		"data": "{}",
	}
	frappe.get_doc(version).insert(ignore_permissions=True)
	make.make(
		"Reveal Log",
		project=project.name,
		contact=contact.name,
		revealed_to=users["invest"],
		revealed_at=frappe.utils.now(),
		reason="联系",
	)
	for values in (
		{"operation": "Login", "status": "Success", "subject": "x"},
		{"operation": "Login", "status": "Failed", "subject": "x"},
		{"status": "Failed", "subject": "GET /api/resource/x"},
	):
		make.make("Activity Log", user=users["invest"], **values)
	frappe.get_doc(
		{
			"doctype": "Access Log",
			"export_from": "Investment Project",
			"user": users["invest"],
			"file_type": "CSV",
			"report_name": "Project Ledger",
		}
	).db_insert()
	frappe.set_user("Administrator")
	# the account publishes nothing by itself, and the trail asks only who is named
	publication = publish("Single Record", "Investment Project", project.name, [], users=[users["lead"]])
	withdraw(publication, "误公开")
	named = {"published_by": users["invest"], "withdrawn_by": users["invest"]}
	frappe.db.set_value("Publication", publication.name, named, update_modified=False)
	rows = report(user=users["invest"])
	seen = {(row.operation, row.record_name or "", row.result) for row in rows}
	assert seen >= {
		("登录", "", "成功"),
		("登录", "", "失败"),
		("请求被拒绝", "", "失败"),
		("阶段变更", project.name, "成功"),
		("修改", project.name, "成功"),
		("查看完整电话", contact.name, "成功"),
		("导出或下载", "", "成功"),
		("登记公开", project.name, "成功"),
		("撤回公开", project.name, "成功"),
	}
	assert {row.user for row in rows} == {users["invest"]}
	assert "CSV · 项目台账" in {row.detail for row in rows}
	assert {row.operation for row in report(user=users["invest"], result="Failed")} == {"登录", "请求被拒绝"}
	contacts = report(user=users["invest"], record_type="Project Contact")
	assert {row.record_name for row in contacts} == {contact.name}
	assert report(user=users["lead"]) == []


def test_a_refused_request_is_kept(walled, sessions, db):
	import frappe

	foreign = walled["foreign"].records["Investment Project"]
	sessions["LEAD"].get(f"/api/resource/Investment Project/{foreign}")
	frappe.db.rollback()
	subject = frappe.get_all(
		"Activity Log",
		filters={"status": "Failed"},
		fields=["subject", "user"],
		order_by="creation desc",
		limit=1,
	)[0]
	assert subject.user == "wall-lead@anshang.example"
	assert foreign in subject.subject


@pytest.mark.parametrize("doctype", ["Activity Log", "Access Log", "Version", "Stage Log"])
def test_nothing_of_the_trail_is_deleted_in_the_desk(db, doctype):
	import frappe

	doc = frappe.get_doc({"doctype": doctype, "name": 999_999_999 if doctype != "Stage Log" else "SL-1"})
	doc.db_insert()
	with pytest.raises(frappe.ValidationError, match="须留存，不能删除"):
		frappe.delete_doc(doctype, doc.name)


def test_the_trail_is_kept_as_long_as_the_settings_ask(db):
	import frappe

	settings = frappe.get_doc("Log Settings")
	row = next(row for row in settings.logs_to_clear if row.ref_doctype == "Activity Log")
	assert row.days >= 183
	row.days = 30
	with pytest.raises(frappe.ValidationError, match="过短"):
		settings.save()


def test_a_value_of_a_foreign_record_tells_nothing_and_is_kept(walled, sessions):
	"""The refusal undoes what its request wrote; the note of it stands nevertheless."""
	import frappe

	code = "N2429006MF0000001W"
	foreign, own = walled["foreign"].records["Enterprise"], walled["own"].records["Enterprise"]
	frappe.db.set_value("Enterprise", foreign, "uscc", code)
	frappe.db.commit()
	about = {"reference_doctype": "Enterprise", "reference_name": foreign}
	answer = sessions["LEAD"].send("PUT", f"/api/resource/Enterprise/{own}", json={"uscc": code})
	frappe.db.rollback()
	assert answer.status_code == 417, answer.text[:300]
	assert foreign not in answer.text
	(note,) = frappe.get_all("Activity Log", about, ["subject", "user", "status"])
	assert note.subject.startswith("录入了其他记录已使用的值")
	assert (note.user, note.status) == ("wall-lead@anshang.example", "Failed")
	# who may read the other record is told, and nothing is kept of it
	answer = sessions["BUREAU"].send("PUT", f"/api/resource/Enterprise/{own}", json={"uscc": code})
	assert answer.status_code == 417 and foreign in answer.text.encode().decode("unicode_escape", "ignore")
	frappe.db.rollback()
	assert frappe.db.count("Activity Log", about) == 1
