"""One entry, many uses: what it fills in, what it does elsewhere, and everything that must be refused."""

from datetime import timedelta
from io import BytesIO

import pytest
from factories import log_planning, make, make_project, make_user, make_world
from frappe.utils import add_days, getdate, today


@pytest.fixture
def city(db, frappe_site):
	"""A project in the making with nodes and cases, and the clerks of its units."""
	from anshang_app.service_plans.plans import start_plan

	users = make_world()
	users["leader"] = make_user("shizhang", "City Leader")
	project = make_project(
		planned_start_date="2027-12-01", city_leader=users["leader"], city_leader_name="王市长"
	)
	project.db_set("stage", "Planning")
	start_plan(project)
	frappe_site.db.set_value("Stage Log", {"project": project.name}, "passed_on", add_days(today(), -80))
	return frappe_site._dict(users=users, project=project.name)


def entry(city, **values):
	return {"doctype": "Progress Entry", "project": city.project, "entry_kind": "Phone Contact", **values}


def file(city, who: str, frappe_site, **values):
	frappe_site.set_user(city.users[who])
	return frappe_site.get_doc(entry(city, **values)).insert()


def test_a_phone_contact_needs_nothing_but_its_kind(city, frappe_site):
	filed = file(city, "lead", frappe_site)
	assert (filed.unit, filed.filed_by, filed.done_by) == ("包保单位（测试）", city.users["lead"], "lead")
	assert filed.project_name == "测试项目"
	assert filed.entry_date == today()
	assert filed.name.startswith("PE-")


def test_an_assistant_files_for_the_leader_and_both_names_stay(city, frappe_site):
	filed = file(city, "lead", frappe_site, entry_kind="Leader Visit")
	assert (filed.done_by, filed.done_by_user) == ("王市长", city.users["leader"])
	assert filed.filed_by_name == "lead"


@pytest.mark.parametrize("who", ["lead", "host", "bureau", "leader"])
def test_who_serves_the_project_enters(city, frappe_site, who):
	assert file(city, who, frappe_site).filed_by == city.users[who]


def test_the_introducing_unit_and_the_agent_enter_too(city, frappe_site):
	clerk = make_user("yinjin", "Introducing Unit Clerk")
	unit = frappe_site.get_doc("Anshang Unit", "引进单位（测试）")
	unit.append("members", {"member_name": "yinjin", "user": clerk})
	unit.save()
	city.users["introducer"] = clerk
	assert file(city, "introducer", frappe_site).unit == "引进单位（测试）"
	frappe_site.set_user("Administrator")
	frappe_site.db.set_value("Approval Case", {"project": city.project}, "agent", city.users["agent"])
	assert file(city, "agent", frappe_site).filed_by == city.users["agent"]


@pytest.mark.parametrize("who", ["invest", "economy"])
def test_others_do_not_enter(city, frappe_site, who):
	with pytest.raises(frappe_site.PermissionError):
		file(city, who, frappe_site)


def test_a_foreign_project_is_refused_and_nothing_is_stored(city, frappe_site):
	stranger = make_user("wairen", "Chain Lead Clerk")
	make(
		"Anshang Unit",
		unit_name="别的包保单位",
		is_chain_lead_unit=1,
		members=[{"member_name": "wairen", "user": stranger}],
	)
	city.users["stranger"] = stranger
	with pytest.raises(frappe_site.PermissionError):
		file(city, "stranger", frappe_site)
	assert frappe_site.db.count("Progress Entry", {"project": city.project}) == 0


@pytest.mark.parametrize(
	("values", "said"),
	[
		({"entry_date": "2099-01-01"}, "发生日期.*不能晚于今天"),
		({"investment_to_date": -5}, "累计完成投资.*不能小于零"),
		({"entry_kind": "Progress Report"}, "做了什么.*几个字"),
		({"entry_kind": "Policy Briefing"}, "宣传的政策"),
		({"entry_kind": "Early Guidance"}, "邀请办理的审批"),
		({"raises_issue": 1}, "问题是什么"),
		({"unit": "落户地（测试）"}, "本人所在单位"),
	],
)
def test_what_is_wrong_is_said_in_chinese(city, frappe_site, values, said):
	with pytest.raises(frappe_site.ValidationError, match=said):
		file(city, "lead", frappe_site, **values)


def test_a_node_of_another_project_is_refused(city, frappe_site):
	from anshang_app.service_plans.nodes import generate_nodes

	other = make_project(project_name="另一个")
	generate_nodes(other)
	row = {"node": f"{other.name}-fence", "actual_date": today()}
	with pytest.raises(frappe_site.ValidationError, match="其他项目"):
		file(city, "lead", frappe_site, node_dates=[row])


@pytest.mark.parametrize("stage", ["Handed Over", "Terminated"])
def test_nothing_is_entered_for_a_closed_project(city, frappe_site, stage):
	frappe_site.db.set_value("Investment Project", city.project, "stage", stage)
	with pytest.raises(frappe_site.ValidationError, match="不再填报"):
		file(city, "lead", frappe_site)


def test_a_node_reached_is_dated_on_the_node(city, frappe_site):
	node = f"{city.project}-fence"
	file(
		city,
		"lead",
		frappe_site,
		entry_kind="Progress Report",
		node_dates=[{"node": node, "actual_date": today()}],
	)
	assert frappe_site.db.get_value("Project Node", node, "actual_date") == getdate()
	with pytest.raises(frappe_site.ValidationError, match="已有实际日期"):
		file(
			city,
			"host",
			frappe_site,
			entry_kind="Progress Report",
			node_dates=[{"node": node, "actual_date": add_days(today(), -1)}],
		)


def test_a_node_with_an_approval_case_is_dated_by_its_case_only(city, frappe_site):
	row = {"node": f"{city.project}-construction-permit", "actual_date": today()}
	with pytest.raises(frappe_site.ValidationError, match="审批办理"):
		file(city, "lead", frappe_site, entry_kind="Progress Report", node_dates=[row])
	assert not frappe_site.db.get_value("Project Node", row["node"], "actual_date")


def test_a_red_node_wants_cause_and_measure_and_takes_them_from_the_entry(city, frappe_site):
	node = f"{city.project}-fence"
	frappe_site.db.set_value(
		"Project Node", node, {"planned_date": getdate() - timedelta(days=9), "light": "Red Light"}
	)
	row = {"node": node, "actual_date": today()}
	with pytest.raises(frappe_site.ValidationError, match="红灯"):
		file(city, "lead", frappe_site, entry_kind="Progress Report", node_dates=[dict(row)])
	row.update(late_cause="Government Side", late_reason="征迁未完，已加派人员")
	file(city, "lead", frappe_site, entry_kind="Progress Report", node_dates=[row])
	assert frappe_site.db.get_value("Project Node", node, "late_reason") == "征迁未完，已加派人员"


def test_an_invitation_goes_on_the_clock_of_the_case(city, frappe_site):
	case = frappe_site.db.get_value("Approval Case", {"node": f"{city.project}-construction-permit"})
	file(city, "host", frappe_site, entry_kind="Early Guidance", approval_case=case, content="请提前看图")
	kept = frappe_site.get_doc("Approval Case", case)
	assert kept.state == "Early Guidance"
	assert [(row.kind, row.words) for row in kept.clock_events] == [("Early Invitation", "请提前看图")]


def test_sent_twice_is_stored_once(city, frappe_site):
	from anshang_app.progress_tracking.api import file_entry

	frappe_site.set_user(city.users["lead"])
	first = file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id="c-1")
	again = file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id="c-1")
	assert again["name"] == first["name"]
	assert (first["stored_before"], again["stored_before"]) == (False, True)
	assert frappe_site.db.count("Progress Entry", {"project": city.project}) == 1


def test_two_senders_may_number_alike(city, frappe_site):
	from anshang_app.progress_tracking.api import file_entry

	names = []
	for account in ("lead", "host"):
		frappe_site.set_user(city.users[account])
		kept = file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id="0001")
		assert kept["stored_before"] is False
		names.append(kept["name"])
	assert len(set(names)) == 2
	assert file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id="0001")["name"] == names[1]


@pytest.mark.parametrize("blank", [None, ""])
def test_entries_without_a_number_are_each_stored(city, frappe_site, blank):
	from anshang_app.progress_tracking.api import file_entry

	frappe_site.set_user(city.users["lead"])
	kept = [file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id=blank) for _turn in range(2)]
	assert [one["stored_before"] for one in kept] == [False, False]
	assert kept[0]["name"] != kept[1]["name"]


def test_a_number_of_an_older_version_is_known_as_it_was_sent(city, frappe_site):
	from anshang_app.progress_tracking.api import file_entry

	frappe_site.set_user(city.users["lead"])
	kept = file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id="c-1")["name"]
	frappe_site.db.set_value("Progress Entry", kept, "client_id", "c-1")
	again = file_entry(city.project, {"entry_kind": "Phone Contact"}, client_id="c-1")
	assert (again["name"], again["stored_before"]) == (kept, True)


def test_figures_above_the_plan_or_below_the_last_are_asked_back_and_then_taken(city, frappe_site):
	from anshang_app.progress_tracking.api import file_entry

	frappe_site.set_user(city.users["lead"])
	values = {"entry_kind": "Progress Report", "investment_to_date": 40000}
	asked = file_entry(city.project, values)
	assert len(asked["asked"]) == 1
	assert "30,000" in asked["asked"][0]
	assert frappe_site.db.count("Progress Entry", {"project": city.project}) == 0
	assert file_entry(city.project, values, confirmed=1)["name"]
	less = file_entry(city.project, {**values, "investment_to_date": 500})
	assert "40,000" in less["asked"][0]


def test_a_correction_is_the_filers_and_leaves_what_has_worked_elsewhere(city, frappe_site):
	filed = file(city, "lead", frappe_site, content="电话联系")
	filed.content = "电话联系企业"
	filed.save()
	filed.entry_date = add_days(today(), -1)
	with pytest.raises(frappe_site.ValidationError, match="发生日期"):
		filed.save()
	frappe_site.set_user(city.users["host"])
	other = frappe_site.get_doc("Progress Entry", filed.name)
	other.content = "改"
	with pytest.raises(frappe_site.ValidationError, match="填报人"):
		other.save()


def test_the_text_for_a_chat_masks_phones(city, frappe_site):
	from anshang_app.progress_tracking.entries import words_for_chat

	filed = file(city, "lead", frappe_site, content="与张总13812345678通话，地勘下周进场")
	text = words_for_chat(filed)
	assert text.startswith("【电话联系 · 测试项目】")
	assert "138****5678" in text
	assert "13812345678" not in text
	assert "工作单位" not in text


def picture(width: int = 3000, height: int = 2000) -> bytes:
	"""A JPEG with a place and a camera in its EXIF."""
	from PIL import Image

	image, kept = Image.new("RGB", (width, height), (200, 30, 30)), BytesIO()
	exif = Image.Exif()
	exif[0x010F] = "SecretCamera"
	exif[0x8825] = {1: "N", 2: (30.0, 39.0, 0.0)}
	image.save(kept, "JPEG", exif=exif)
	return kept.getvalue()


def test_a_photo_loses_its_exif_and_its_size_and_is_kept_once(city, frappe_site):
	from PIL import Image

	from anshang_app.access_control.photos import add

	filed = file(city, "lead", frappe_site)
	sent = picture()
	assert b"SecretCamera" in sent
	address = add(filed.name, "照片1.jpg", sent)
	assert add(filed.name, "照片1.jpg", sent) == address
	kept = frappe_site.get_doc("File", {"attached_to_name": filed.name})
	assert kept.file_name == f"{filed.name}-照片1.jpg"
	content = kept.get_content()
	assert b"SecretCamera" not in content
	with Image.open(BytesIO(content)) as image:
		assert max(image.size) == 1600
		assert not image.getexif()
	assert kept.is_private
	assert frappe_site.db.count("File", {"attached_to_name": filed.name}) == 1
	kept.delete(ignore_permissions=True)


def broken_notes(kind: str) -> bytes:
	"""A picture whose EXIF is rubbish, as some phones and chat programs write it."""
	from PIL import Image

	kept = BytesIO()
	notes = {
		"rubbish": b"Exif\x00\x00" + b"\xff" * 40,
		"cut": b"Exif\x00\x00MM\x00*\x00\x00",
		"lying": b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff\x12\x01\x07\x00\x01\x00\x00\x00",
	}[kind.partition(" ")[2]]
	Image.new("RGB", (40, 30), (10, 20, 30)).save(kept, kind.partition(" ")[0], exif=notes)
	return kept.getvalue()


@pytest.mark.parametrize(
	"kind", [f"{form} {notes}" for form in ("PNG", "WEBP", "JPEG") for notes in ("rubbish", "cut", "lying")]
)
def test_a_photo_with_broken_notes_is_kept_without_them(city, frappe_site, kind):
	from PIL import Image

	from anshang_app.access_control.photos import add

	filed = file(city, "lead", frappe_site)
	add(filed.name, "照片1.png", broken_notes(kind))
	kept = frappe_site.get_doc("File", {"attached_to_name": filed.name})
	with Image.open(BytesIO(kept.get_content())) as image:
		assert (image.format, image.size, bool(image.getexif())) == ("JPEG", (40, 30), False)
	kept.delete(ignore_permissions=True)


@pytest.mark.parametrize("cut", [0, 1, 8, 20])
def test_a_photo_that_is_empty_or_cut_off_is_refused_in_words(city, frappe_site, cut):
	from anshang_app.access_control.photos import add

	filed = file(city, "lead", frappe_site)
	for form in ("PNG", "JPEG", "WEBP"):
		from PIL import Image

		whole = BytesIO()
		Image.effect_noise((60, 40), 90).save(whole, form)
		content = whole.getvalue()[:cut]
		with pytest.raises(frappe_site.ValidationError, match="照片"):
			add(filed.name, f"{form}.jpg", content)
	assert not frappe_site.db.count("File", {"attached_to_name": filed.name})


@pytest.mark.parametrize(
	("sent", "said"),
	[("99999999", "99999999"), (1234567.5, "1234567.5"), ("123456.78", "123456.78"), (12, "12")],
)
def test_a_figure_stands_in_the_chat_text_as_it_was_entered(city, frappe_site, sent, said):
	from anshang_app.progress_tracking import api

	frappe_site.set_user(city.users["lead"])
	answer = api.file_entry(
		city.project,
		{
			"entry_kind": "Progress Report",
			"entry_date": frappe_site.utils.today(),
			"investment_to_date": sent,
		},
		confirmed=1,
	)
	assert f"（万元）：{said}" in answer["text"]


def test_a_photo_that_is_none_or_too_large_is_refused(city, frappe_site):
	from anshang_app.access_control.photos import add

	filed = file(city, "lead", frappe_site)
	with pytest.raises(frappe_site.ValidationError, match="照片"):
		add(filed.name, "a.jpg", b"no picture")
	with pytest.raises(frappe_site.ValidationError, match=r"50.*最多"):
		add(filed.name, "b.jpg", b"0" * (50 * 1024 * 1024))


def days(kind: str, city) -> list:
	from anshang_app.progress_tracking.duty_reports import DutyData

	return [
		report.standings[0].state
		for report in DutyData([city.project]).reports()
		if report.duty.entry_kind == kind
	]


def test_a_contact_settles_the_weeks_duty_of_the_unit_that_made_it(city, frappe_site):
	log_planning(city.project)
	assert days("Phone Contact", city) == ["Duty Open"]
	file(city, "host", frappe_site)
	assert days("Phone Contact", city) == ["Duty Open"]
	file(city, "lead", frappe_site)
	assert days("Phone Contact", city) == ["Duty Done"]


def test_time_entered_afterwards_and_before_go_live_owes_nothing(city, frappe_site):
	values = {"project": city.project, "to_stage": "Planning", "by_user": "Administrator"}
	log = make("Stage Log", passed_on=add_days(today(), -70), back_entry=1, **values)
	assert days("Site Visit", city) == ["Not Asked"]
	frappe_site.db.set_value("Stage Log", log.name, "back_entry", 0)
	assert days("Site Visit", city) == ["Duty Open"]
	settings = frappe_site.get_doc("Anshang Settings")
	settings.go_live_date = add_days(today(), 1)
	settings.save()
	assert days("Site Visit", city) == ["Not Asked"]


def test_the_page_offers_projects_with_an_open_duty_first(city, frappe_site):
	from anshang_app.progress_tracking.api import my_projects

	log_planning(city.project)
	make_project(project_name="另一个")
	frappe_site.set_user(city.users["lead"])
	offered = my_projects()
	assert [row.project_name for row in offered] == ["测试项目", "另一个"]
	assert {row["kind"] for row in offered[0].open} >= {"Phone Contact"}
	frappe_site.set_user(city.users["leader"])
	assert [row.name for row in my_projects()] == [city.project]


def test_what_stands_in_the_way_becomes_a_problem_typed_once(city, frappe_site):
	text = "供电线路穿过厂房位置，需迁改。\n供电公司尚未答复。"
	node = f"{city.project}-fence"
	entry = file(
		city,
		"host",
		frappe_site,
		raises_issue=1,
		issue_text=text,
		node_dates=[{"node": node, "actual_date": today()}],
	)
	(issue,) = frappe_site.get_all("Coordination Issue", filters={"project": city.project}, fields=["*"])
	assert (issue.title, issue.description) == ("供电线路穿过厂房位置，需迁改", text)
	assert (issue.state, issue.blocked_node, issue.from_entry) == ("Raised", node, entry.name)
	assert (str(issue.raised_on), issue.raised_by) == (str(entry.entry_date), city.users["host"])
	with pytest.raises(frappe_site.ValidationError):
		entry.issue_text = "别的"
		entry.save()
	assert frappe_site.db.count("Coordination Issue", {"project": city.project}) == 1
