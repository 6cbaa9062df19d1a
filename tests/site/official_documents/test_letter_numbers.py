"""文号: consecutive, unique under concurrency, typed or drawn, voided but never gone."""

import os
import subprocess
import sys

import factories as make
import pytest

INTAKE, COMPLETION = "Intake Handover Letter", "Completion Handover Letter"
CENTER, BUREAU = "招商服务中心（测试）", "政数局（测试）"


@pytest.fixture
def world(db):
	import frappe

	users = make.make_world()
	for unit, code in ((CENTER, "测招函"), (BUREAU, "测政数函")):
		doc = frappe.get_doc("Anshang Unit", unit)
		doc.document_code = code
		doc.save()
	return users


@pytest.fixture
def handover(world):
	from anshang_app.project_lifecycle.handovers import open_handover

	return open_handover(make.make_project(), "Intake")


def other_handover():
	from anshang_app.project_lifecycle.handovers import open_handover

	return open_handover(make.make_project(project_name="另一项目"), "Intake")


def state_of(number: str):
	import frappe

	return frappe.db.get_value("Letter Number", number, ["number_state", "origin", "reference_name"])


def this_year() -> int:
	from frappe.utils import getdate

	return getdate().year


def test_numbers_of_a_code_follow_each_other(handover):
	from anshang_app.official_documents.letter_numbers import draw

	year = this_year()
	drawn = [draw(CENTER, INTAKE, handover) for _ in range(3)]
	assert drawn == [f"测招函〔{year}〕{number}号" for number in (1, 2, 3)]
	assert draw(BUREAU, COMPLETION, handover) == f"测政数函〔{year}〕1号"


def test_a_kind_with_its_own_code_has_its_own_series(handover):
	import frappe

	from anshang_app.official_documents.letter_numbers import draw

	unit = frappe.get_doc("Anshang Unit", BUREAU)
	unit.append("letter_codes", {"letter_kind": "Supervision Notice", "code": "测督"})
	unit.save()
	assert draw(BUREAU, COMPLETION, handover) == f"测政数函〔{this_year()}〕1号"
	assert draw(BUREAU, "Supervision Notice", handover) == f"测督〔{this_year()}〕1号"


def test_a_unit_without_a_code_is_told_to_get_one(handover):
	import frappe

	from anshang_app.official_documents.letter_numbers import draw

	with pytest.raises(frappe.ValidationError, match="机关代字"):
		draw("落户地（测试）", INTAKE, handover)


def test_drawing_for_a_handover_makes_it_an_official_letter(handover, world):
	import frappe

	from anshang_app.official_documents.api import draw_handover_number

	frappe.set_user(world["invest"])
	answer = draw_handover_number(handover.name)
	handover.reload()
	assert answer["letter_no"] == handover.letter_no == f"测招函〔{this_year()}〕1号"
	assert handover.channel == "Official Letter"
	assert state_of(handover.letter_no) == ("In Use", "Drawn by the Platform", handover.name)
	with pytest.raises(frappe.ValidationError, match="文号"):
		draw_handover_number(handover.name)


def test_who_may_not_write_the_handover_draws_no_number(handover, world):
	import frappe

	from anshang_app.official_documents.api import draw_handover_number

	frappe.set_user(world["lead"])
	with pytest.raises(frappe.PermissionError):
		draw_handover_number(handover.name)
	# the bureau takes the handover, but the letter is the center's
	frappe.set_user(world["bureau"])
	with pytest.raises(frappe.PermissionError, match=CENTER):
		draw_handover_number(handover.name)


def test_a_number_typed_by_hand_leads_the_series(handover):
	from anshang_app.official_documents.letter_numbers import draw

	year = this_year()
	handover.update({"channel": "Official Letter", "letter_no": f" 测招函[{year}] 15号 "})
	handover.save()
	handover.reload()
	assert handover.letter_no == f"测招函〔{year}〕15号"
	assert state_of(handover.letter_no) == ("In Use", "Typed by Hand", handover.name)
	assert draw(CENTER, INTAKE, handover) == f"测招函〔{year}〕16号"


def test_one_letter_may_hand_over_several_projects(handover):
	for one in (handover, other_handover()):
		one.update({"channel": "Official Letter", "letter_no": "测招函〔2026〕8号"})
		one.save()
		assert one.letter_no == "测招函〔2026〕8号"


def test_a_number_in_another_form_stays_with_its_record(handover):
	handover.update({"channel": "Official Letter", "letter_no": "招字第7号（便函）"})
	handover.save()
	assert handover.letter_no == "招字第7号（便函）"
	# no entry of the register: another unit may count its notes alike
	assert state_of("招字第7号（便函）") is None


def test_a_number_drawn_for_another_record_is_refused(handover):
	import frappe

	from anshang_app.official_documents.letter_numbers import draw

	number = draw(CENTER, INTAKE, handover)
	other = other_handover()
	other.update({"channel": "Official Letter", "letter_no": number})
	with pytest.raises(frappe.ValidationError, match="另一份函件"):
		other.save()


def test_a_voided_number_stays_and_is_never_given_again(handover, world):
	import frappe

	from anshang_app.official_documents.api import void_letter_number
	from anshang_app.official_documents.letter_numbers import draw

	number = draw(CENTER, INTAKE, handover)
	frappe.set_user(world["invest"])
	with pytest.raises(frappe.ValidationError, match="原因"):
		void_letter_number(number, " ")
	assert void_letter_number(number, "打印作废")["state"] == "Voided"
	with pytest.raises(frappe.ValidationError):
		void_letter_number(number, "再次")
	frappe.set_user("Administrator")
	assert draw(CENTER, INTAKE, handover).endswith("〕2号")
	handover.update({"channel": "Official Letter", "letter_no": number})
	with pytest.raises(frappe.ValidationError, match="作废"):
		handover.save()
	with pytest.raises(frappe.ValidationError, match="不能删除"):
		frappe.get_doc("Letter Number", number).delete()


def test_another_number_voids_the_one_it_replaces(handover):
	from anshang_app.official_documents.letter_numbers import draw_for_handover

	old = draw_for_handover(handover)
	handover.reload()
	handover.letter_no = "测招函〔2026〕90号"
	handover.save()
	assert state_of(old)[0] == "Voided"
	assert state_of("测招函〔2026〕90号")[0] == "In Use"


def test_only_the_issuing_unit_or_the_administrator_voids(handover, world):
	import frappe

	from anshang_app.official_documents.api import void_letter_number
	from anshang_app.official_documents.letter_numbers import draw

	number = draw(CENTER, INTAKE, handover)
	frappe.set_user(world["bureau"])
	with pytest.raises(frappe.PermissionError, match=CENTER):
		void_letter_number(number, "原因")


def test_a_number_is_seen_by_its_unit_and_by_the_bureau(handover, world):
	import frappe

	from anshang_app.official_documents.letter_numbers import draw

	number = draw(CENTER, INTAKE, handover)
	seen = {}
	for name in ("invest", "bureau", "lead", "economy"):
		frappe.set_user(world[name])
		listed = number in frappe.get_list("Letter Number", pluck="name")
		assert listed is bool(frappe.has_permission("Letter Number", "read", doc=number)), name
		seen[name] = listed
	assert seen == {"invest": True, "bureau": True, "lead": False, "economy": False}


def test_a_number_cannot_be_changed_by_hand(handover):
	import frappe

	from anshang_app.official_documents.letter_numbers import draw

	doc = frappe.get_doc("Letter Number", draw(CENTER, INTAKE, handover))
	doc.number_state = "Voided"
	with pytest.raises(frappe.ValidationError):
		doc.save()


DRAW = """
import sys, frappe
frappe.init(site=sys.argv[1], sites_path=".")
frappe.connect()
frappe.set_user("Administrator")
from anshang_app.foundation.endpoints import run_whole
from anshang_app.official_documents.letter_numbers import draw
# as a request of the desk: begun anew where another office was faster
frappe.local.request = frappe._dict()
reference = frappe.get_doc("Anshang Unit", sys.argv[2])
for _ in range(int(sys.argv[3])):
	print(run_whole(draw, (sys.argv[2], "Meeting Minutes", reference), {}), flush=True)
	frappe.db.commit()
frappe.destroy()
"""
PREPARE = """
import sys, frappe
frappe.init(site=sys.argv[1], sites_path=".")
frappe.connect()
frappe.set_user("Administrator")
unit = {"doctype": "Anshang Unit", "unit_name": sys.argv[2], "is_approval_unit": 1, "document_code": "并发"}
frappe.db.delete("Letter Number", {"unit": sys.argv[2]})
frappe.db.delete("Anshang Unit", {"name": sys.argv[2]})
if sys.argv[3] == "make":
	frappe.get_doc(unit).insert()
frappe.db.commit()
frappe.destroy()
"""


def script(code: str, site: str, *arguments: str) -> subprocess.Popen:
	return subprocess.Popen(
		[sys.executable, "-c", code, site, *arguments],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		stdout=subprocess.PIPE,
		stderr=subprocess.PIPE,
		text=True,
	)


def finished(process: subprocess.Popen) -> str:
	out, error = process.communicate(timeout=120)
	assert process.returncode == 0, error
	return out


def test_offices_drawing_at_the_same_time_never_get_the_same_number(site_name):
	"""Real connections, real commits: three processes draw from one series."""
	unit, each, offices = "并发取号（测试）", 8, 3
	finished(script(PREPARE, site_name, unit, "make"))
	try:
		running = [script(DRAW, site_name, unit, str(each)) for _ in range(offices)]
		drawn = [line for process in running for line in finished(process).split()]
	finally:
		finished(script(PREPARE, site_name, unit, "clear"))
	year = this_year()
	assert sorted(drawn, key=len) != []
	assert {*drawn} == {f"并发〔{year}〕{number}号" for number in range(1, each * offices + 1)}
	assert len(drawn) == each * offices


@pytest.mark.parametrize(
	"typed",
	[
		"测招函〔{y}〕03号",
		"测招函〔{y}〕第3号",
		"测招函﹝{y}﹞3号",
		"测招函［{y}］3号",
		"测招函｛{y}｝3号",
		"测招函({y})3 号",
		"测招函〔{y}〕３号",
	],
)
def test_a_number_is_one_however_it_is_typed_and_is_never_drawn_again(handover, typed):
	from anshang_app.official_documents.letter_numbers import draw, enter

	year = this_year()
	plain = f"测招函〔{year}〕3号"
	assert enter(typed.format(y=year), CENTER, INTAKE, handover) == plain
	assert enter(plain, CENTER, INTAKE, handover) == plain
	assert draw(CENTER, INTAKE, other_handover()) == f"测招函〔{year}〕4号"


@pytest.mark.parametrize(
	"typed",
	["测招函〔26〕7号", "测招函[026]7号", "测招函〔20266〕7号", "测招函〔9999〕7号", "测招函〔1026〕7号"],
)
def test_a_year_of_other_than_four_digits_is_refused(handover, typed):
	import frappe

	from anshang_app.official_documents.letter_numbers import enter

	with pytest.raises(frappe.ValidationError, match="四位数"):
		enter(typed, CENTER, INTAKE, handover)


def test_a_number_stored_as_it_was_typed_before_is_the_same(handover):
	import frappe

	from anshang_app.official_documents.letter_numbers import enter, register

	year = this_year()
	old = f"测招函〔{year}〕第5号"
	register(old, CENTER, INTAKE, handover, "Typed by Hand")
	enter(f"测招函〔{year}〕5号", CENTER, INTAKE, handover)
	assert frappe.db.count("Letter Number", {"code": "测招函", "letter_year": year, "sequence": 5}) == 1
