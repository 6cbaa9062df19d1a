"""The pasted notice on real calendars: what comes, what goes, what stays."""

import pytest
from frappe.utils import getdate
from holiday_notices import notice_of

MAY_ONLY = """关于调整2026年部分节假日安排的通知
一、劳动节：5月1日（周五）至4日（周一）放假调休，共4天。4月26日（周日）上班。"""


@pytest.fixture
def api(db):
	from anshang_app.foundation import api

	return api


def days_of(frappe, year: int) -> dict[str, str]:
	rows = frappe.get_all(
		"Work Calendar Day", filters={"parent": str(year)}, fields=["date", "day_kind"], order_by="date"
	)
	return {row.date.isoformat(): row.day_kind for row in rows}


def test_a_notice_of_one_holiday_changes_that_one_only(api, frappe_site):
	api.adopt_notice(notice_of(2026))
	before = days_of(frappe_site, 2026)
	told = api.preview_notice(MAY_ONLY)
	assert {str(row["date"]) for row in told["goes"]} == {"2026-05-05", "2026-05-09"}
	assert {str(row["date"]) for row in told["comes"]} == {"2026-04-26"}
	assert days_of(frappe_site, 2026) == before
	assert "原日期" in told["stays"]
	api.adopt_notice(MAY_ONLY)
	after = days_of(frappe_site, 2026)
	changed = {day for day in {*before, *after} if before.get(day) != after.get(day)}
	assert changed == {"2026-05-05", "2026-05-09", "2026-04-26"}


def test_days_entered_by_hand_stay(api, frappe_site):
	api.adopt_notice(notice_of(2026))
	calendar = frappe_site.get_doc("Work Calendar", "2026")
	calendar.append("days", {"date": "2026-09-03", "day_kind": "Day Off", "holiday_name": "纪念日"})
	calendar.save()
	api.adopt_notice(notice_of(2026))
	assert days_of(frappe_site, 2026)["2026-09-03"] == "Day Off"


@pytest.mark.parametrize(
	("text", "days"),
	[
		(
			notice_of(2019),
			{
				2018: {"2018-12-29": "Make-up Working Day", "2018-12-30": "Day Off", "2018-12-31": "Day Off"},
				2019: {"2019-01-01": "Day Off"},
			},
		),
		(
			"关于2028年部分节假日安排的通知\n一、元旦：12月31日（周五）至1月2日（周日）放假，共3天。",
			{2027: {"2027-12-31": "Day Off"}, 2028: {"2028-01-01": "Day Off", "2028-01-02": "Day Off"}},
		),
		(notice_of(2023), {2022: {"2022-12-31": "Day Off"}, 2023: {"2023-01-02": "Day Off"}}),
	],
)
def test_each_day_goes_to_the_calendar_of_its_own_year(api, frappe_site, text, days):
	from anshang_app.foundation.work_calendar import load_calendar

	assert api.preview_notice(text)["comes"] or frappe_site.db.exists("Work Calendar", str(max(days)))
	assert api.adopt_notice(text) == {"name": str(max(days))}
	for year, wanted in days.items():
		stored = days_of(frappe_site, year)
		assert {day: stored.get(day) for day in wanted} == wanted
	calendar = load_calendar()
	for wanted in days.values():
		for day, kind in wanted.items():
			assert calendar.is_working(getdate(day)) is (kind == "Make-up Working Day")
	assert api.preview_notice(text)["comes"] == []


@pytest.mark.parametrize(
	("text", "words"),
	[
		("关于2026年劳动节放假安排的通知\n2026年5月1日至5日放假调休，共5天。", "逐日手工录入"),
		("关于2026年部分节假日安排的通知\n一、元旦：1月1日至3日放假，共4天。", "天数与日期不符"),
		("关于2026年部分节假日安排的通知\n一、元旦：1月1日（周五）放假。", "日期与星期不符"),
		("关于2026年部分节假日安排的通知\n一、元旦：1月1日放假。1月4日（周日）。", "没有看懂"),
	],
)
def test_a_refusal_says_what_was_not_understood_and_saves_nothing(api, frappe_site, text, words):
	before = days_of(frappe_site, 2026)
	for step in (api.preview_notice, api.adopt_notice):
		with pytest.raises(frappe_site.ValidationError, match=words):
			step(text)
	assert days_of(frappe_site, 2026) == before
