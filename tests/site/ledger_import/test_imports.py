"""An import is on record: its columns are kept, it works in the background, stops whole, goes on, and is undone."""

import factories as make
import ledger_files
import pytest

HEADS = ["序号", "项目名称", "投资主体", "总投资（亿元）", "固投（万元）", "所属产业", "形象进度", "天气"]
CHOICES = {"landing_mode": "租赁"}


def row(number: int, investment: float = 3, progress: str = "主体封顶") -> list:
	return [number, f"导入项目{number}", f"导入企业{number}", investment, 25000, "测试产业", progress, "晴"]


def workbook(*rows) -> bytes:
	return ledger_files.workbook(HEADS, *rows)


@pytest.fixture
def calls(send):
	"""The methods without a file."""
	from anshang_app.ledger_import import api

	return api


@pytest.fixture
def in_one(monkeypatch):
	"""Jobs run by hand; what they commit stays inside the test's transaction."""
	import frappe

	started: list[dict] = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **arguments: started.append(arguments))
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	return started


def projects() -> dict:
	import frappe

	rows = frappe.get_all(
		"Investment Project",
		filters={"project_name": ["like", "导入项目%"]},
		fields=["name", "project_name", "total_investment", "enterprise"],
	)
	return {one.project_name: one for one in rows}


def outcome(step, *arguments) -> tuple:
	"""How a call is refused."""
	with pytest.raises(Exception) as refusal:
		step(*arguments)
	return type(refusal.value), str(refusal.value)


# --- columns ----------------------------------------------------------------------------------------------


def test_what_was_corrected_of_the_columns_is_proposed_the_next_time_to_the_same_unit_alone(world, send):
	world.act("bureau")
	(table,) = send("read_ledger", workbook(row(1)))["tables"]
	assert (table["kept"], table["fields"][7]) == (False, None)
	own = [*table["fields"][:7], "note"]
	send("try_ledger", workbook(row(1)), mapping={"0": own}, choices=CHOICES)
	(table,) = send("read_ledger", workbook(row(2)))["tables"]
	assert (table["kept"], table["fields"]) == (True, own)
	world.act("invest")
	(table,) = send("read_ledger", workbook(row(2)))["tables"]
	assert (table["kept"], table["fields"][7]) == (False, None)
	# put back as proposed, nothing is kept any more
	world.act("bureau")
	send("try_ledger", workbook(row(1)), mapping={"0": [*own[:7], None]}, choices=CHOICES)
	assert send("read_ledger", workbook(row(2)))["tables"][0]["kept"] is False


# --- on record --------------------------------------------------------------------------------------------


def test_an_import_names_its_file_its_person_and_every_row(world, send, calls):
	import frappe

	world.act("bureau")
	done = send("enter_ledger", workbook(row(1), row(2, investment="若干")), choices=CHOICES)
	doc = frappe.get_doc("Ledger Import", done["record"])
	assert (doc.file_name, doc.unit, doc.state) == ("台账.xlsx", "政数局（测试）", "Taken Over")
	assert (doc.total, doc.done, doc.entered, doc.failed) == (2, 2, 1, 0)
	shown = calls.import_rows(done["record"])
	assert [(one["type"], one["title"]) for one in shown] == [
		("Enterprise", "导入企业1"),
		("Investment Project", "导入项目1"),
	]
	reasons = frappe.get_all(
		"Stage Log", filters={"project": projects()["导入项目1"].name}, pluck="reason", order_by="creation"
	)
	assert all("台账.xlsx" in text and "3" in text for text in reasons)


def test_an_import_is_seen_by_its_unit_and_the_administrator(world, send, calls):
	import frappe

	world.act("bureau")
	record = send("enter_ledger", workbook(row(1)), choices=CHOICES)["record"]
	assert frappe.get_list("Ledger Import", pluck="name") == [record]
	for who in ("invest", "lead", "host", "housing"):
		world.act(who)
		if who in ("invest", "lead", "housing"):
			assert frappe.get_list("Ledger Import", pluck="name") == []
		for method in ("import_state", "import_rows", "undo_import", "cancel_import"):
			told = [outcome(getattr(calls, method), name) for name in (record, "nosuch")]
			assert told[0] == told[1], (who, method)
	frappe.set_user("Administrator")
	assert calls.import_state(record)["entered"] == 1


# --- undone -----------------------------------------------------------------------------------------------


def test_an_import_is_undone_but_for_what_was_touched_since(world, send, calls):
	import frappe

	from anshang_app.access_control.audit_check import verify

	world.act("bureau")
	send("enter_ledger", workbook(row(1)), choices=CHOICES)
	record = send("enter_ledger", workbook(row(1, 3.5), row(2), row(3), row(4)), choices=CHOICES)["record"]
	made = projects()
	assert made["导入项目1"].total_investment == 35000
	touched = frappe.get_doc("Investment Project", made["导入项目3"].name)
	touched.construction_content = "改过"
	touched.save()
	frappe.get_doc("Investment Project", made["导入项目4"].name).add_comment("Comment", "看过")
	done = calls.undo_import(record)
	left = {one["record"]: one["reason"] for one in done["left"]}
	assert (done["removed"], done["restored"]) == (2, 1)
	assert set(left) == {"导入项目3", "导入企业3", "导入项目4", "导入企业4"}
	assert "bureau" in left["导入项目3"] and "招商引资项目" in left["导入企业3"]
	now = projects()
	assert set(now) == {"导入项目1", "导入项目3", "导入项目4"} and now["导入项目1"].total_investment == 30000
	for doctype in ("Project Node", "Service Plan", "Approval Case", "Stage Log"):
		assert not frappe.get_all(doctype, filters={"project": made["导入项目2"].name}), doctype
	assert not frappe.db.exists("Enterprise", made["导入项目2"].enterprise)
	assert [one for one in verify() if one.kind == "record_gone"] == []
	assert frappe.db.get_value("Ledger Import", record, "state") == "Import Undone"
	make.refused("只能撤销一次", calls.undo_import, record)
	# what was taken away comes in again
	assert send("enter_ledger", workbook(row(2)), choices=CHOICES)["entered"] == 1


def test_a_large_import_is_undone_part_by_part(world, send, calls, monkeypatch):
	from anshang_app.ledger_import import undoing

	monkeypatch.setattr(undoing, "AT_ONCE", 3)
	world.act("bureau")
	record = send("enter_ledger", workbook(row(1), row(2)), choices=CHOICES)["record"]
	told = [calls.undo_import(record), calls.undo_import(record)]
	assert [(one["removed"], one["more"]) for one in told] == [(3, 1), (1, 0)]
	assert projects() == {} and calls.import_state(record)["state"] == "Import Undone"


def test_an_import_is_undone_for_a_day(world, send, calls):
	import frappe

	world.act("bureau")
	record = send("enter_ledger", workbook(row(1)), choices=CHOICES)["record"]
	frappe.db.set_value("Ledger Import", record, "begun_at", frappe.utils.add_days(frappe.utils.now(), -2))
	make.refused("24 小时", calls.undo_import, record)
	assert "导入项目1" in projects()


# --- in the background ------------------------------------------------------------------------------------


def test_many_rows_are_taken_over_in_the_background_and_a_stopped_job_goes_on_without_doubles(
	world, send, calls, in_one, monkeypatch
):
	import frappe

	from anshang_app.ledger_import import entering, jobs

	monkeypatch.setattr(jobs, "MANY", 2)
	monkeypatch.setattr(entering, "AT_ONCE", 1)
	world.act("bureau")
	content = workbook(*(row(number, progress="已签约") for number in range(1, 5)))
	begun = send("enter_ledger", content, choices=CHOICES)
	assert begun["running"] and begun["left"] == [] and len(in_one) == 1
	# the worker dies in the third row: what was on record stays
	take_over = jobs.take_over

	def dies(record, found, places):
		if places == ["Sheet|5"]:
			raise MemoryError
		return take_over(record, found, places)

	with monkeypatch.context() as dying:
		dying.setattr(jobs, "take_over", dies)
		dying.setattr(frappe.db, "rollback", lambda **how: None)
		with pytest.raises(MemoryError):
			jobs.work(begun["record"], content)
	state = calls.import_state(begun["record"])
	assert (state["state"], state["done"], state["entered"], state["stopped_at"]) == (
		"Stopped Halfway",
		2,
		2,
		"Sheet 4",
	)
	assert set(projects()) == {"导入项目1", "导入项目2"}
	make.refused("不是这次导入的文件", send, "continue_import", workbook(row(9)), record=begun["record"])
	send("continue_import", content, record=begun["record"])
	jobs.work(begun["record"], content)
	state = calls.import_state(begun["record"])
	assert (state["state"], state["total"], state["done"], state["entered"]) == ("Taken Over", 4, 4, 4)
	assert len(projects()) == 4
	make.refused("没有中断", send, "continue_import", content, record=begun["record"])


def test_a_job_is_cancelled_after_the_row_it_is_at(world, send, calls, in_one, monkeypatch):
	from anshang_app.ledger_import import entering, jobs

	monkeypatch.setattr(jobs, "MANY", 2)
	monkeypatch.setattr(entering, "AT_ONCE", 1)
	world.act("bureau")
	content = workbook(*(row(number, progress="已签约") for number in range(1, 4)))
	record = send("enter_ledger", content, choices=CHOICES)["record"]
	tell = jobs.tell
	monkeypatch.setattr(jobs, "tell", lambda doc: (calls.cancel_import(record), tell(doc)))
	jobs.work(record, content)
	state = calls.import_state(record)
	assert (state["state"], state["entered"]) == ("Stopped Halfway", 1)


def test_an_import_whose_worker_is_gone_has_stopped(world, send, in_one, monkeypatch):
	import frappe

	from anshang_app.ledger_import import jobs, records

	monkeypatch.setattr(jobs, "MANY", 0)
	world.act("bureau")
	record = send("enter_ledger", workbook(row(1)), choices=CHOICES)["record"]
	records.settle_all()
	assert frappe.db.get_value("Ledger Import", record, "state") == "Taking Rows Over"
	long_ago = frappe.utils.add_to_date(frappe.utils.now(), minutes=-10)
	frappe.db.set_value("Ledger Import", record, "modified", long_ago, update_modified=False)
	records.settle_all()
	assert frappe.db.get_value("Ledger Import", record, "state") == "Stopped Halfway"
