"""How ready a site is: each state and what is said of it."""

from datetime import date, datetime

import pytest

from anshang_app.setup.rules import readiness
from anshang_app.setup.rules.readiness import GOOD, MISSING, TO_DO, Account

FREE = ("Anshang Administrator", "City Leader")
UNIT = (("住建局", "张三", False),)


def clerk(**changes) -> Account:
	values = {
		"user": "zhang@gov.cn",
		"full_name": "张三",
		"roles": frozenset({"Approval Clerk"}),
		"memberships": UNIT,
	}
	return Account(**{**values, **changes})


def found(*accounts: Account, records: int = 0) -> list[tuple]:
	return [(tile.state, tile.rule) for tile in readiness.accounts(accounts, records, FREE)]


def test_accounts_in_order_are_counted_with_those_who_manage_the_system():
	manager = Account("it@gov.cn", "李四", is_system_manager=True)
	(tile,) = readiness.accounts([clerk(), manager], 0, FREE)
	assert (tile.state, tile.rule, tile.args, tile.names) == (
		GOOD,
		"accounts_fine",
		(2, 1),
		("李四（it@gov.cn）",),
	)


@pytest.mark.parametrize(
	("account", "rule"),
	[
		(clerk(memberships=()), "no_unit"),
		(clerk(memberships=(*UNIT, ("住建局", "李四", False))), "shared"),
		(clerk(is_system_manager=True), "manager_is_clerk"),
		(clerk(roles=frozenset({"City Leader"}), is_system_manager=True), "manager_is_clerk"),
		(clerk(user="zhang@city.example"), "reserved_address"),
		(clerk(user="zhang@example.com"), "reserved_address"),
		(clerk(user="zhang@mail.test"), "reserved_address"),
		(clerk(user="zhang@anshang.example"), "demo_accounts"),
		(clerk(memberships=(("住建局（演示）", "张三", True),)), "demo_accounts"),
	],
)
def test_an_account_that_should_not_be_is_named(account, rule):
	assert found(account) == [(TO_DO, rule)]


@pytest.mark.parametrize(
	"account",
	[
		clerk(roles=frozenset({"City Leader"}), memberships=()),
		clerk(roles=frozenset({"Anshang Administrator"}), memberships=(), is_system_manager=True),
		clerk(memberships=(*UNIT, ("发改委", "张三", False))),
		clerk(user="zhang@notexample.com"),
	],
)
def test_an_account_that_may_be_is_not(account):
	assert found(account) == [(GOOD, "accounts_fine")]


def test_work_done_as_administrator_is_said():
	assert found(clerk(), records=3) == [(TO_DO, "administrator_at_work")]


@pytest.mark.parametrize(
	("policy", "score", "attempts", "hours", "weak"),
	[
		(True, 3, 5, 8, None),
		(True, 4, 1, 24, None),
		(False, 3, 5, 8, ("password_policy",)),
		(True, 2, 5, 8, ("password_policy",)),
		(True, 3, 0, 8, ("lock",)),
		(True, 3, 5, 240, ("session",)),
		(False, 0, 0, 0, ("password_policy", "lock", "session")),
	],
)
def test_protection_names_what_is_not_strict(policy, score, attempts, hours, weak):
	tile = readiness.protection(policy, score, attempts, hours, False)
	assert (tile.state, tile.names) == ((MISSING, weak) if weak else (GOOD, ()))


@pytest.mark.parametrize(
	("announced", "today", "state", "rule"),
	[
		([2026], date(2026, 10, 31), GOOD, "next_year_awaited"),
		([2026], date(2026, 11, 1), TO_DO, "year_lacking"),
		([2026, 2027], date(2026, 11, 1), GOOD, "next_year_there"),
		([2025], date(2026, 1, 1), MISSING, "year_lacking"),
	],
)
def test_the_calendar_of_next_year_is_asked_for_once_it_can_be_known(announced, today, state, rule):
	tile = readiness.calendars(announced, today)
	assert (tile.state, tile.rule) == (state, rule)


@pytest.mark.parametrize(
	("tile", "state", "rule"),
	[
		(readiness.units({"甲类": 1, "乙类": 0}), MISSING, "kinds_lacking"),
		(readiness.units({"甲类": 1}), GOOD, "kinds_there"),
		(readiness.members([], 0), MISSING, "no_members"),
		(readiness.members(["张三"], 2), TO_DO, "members_without_account"),
		(readiness.members([], 2), GOOD, "members_with_account"),
		(readiness.chains([], [], 0), MISSING, "no_chains"),
		(readiness.chains(["纺织"], ["纺织"], 1), MISSING, "chains_without_lead"),
		(readiness.chains([], ["纺织"], 1), TO_DO, "to_verify"),
		(readiness.chains([], [], 1), GOOD, "chains_fine"),
		(readiness.settings(True, None, ["经信局"]), MISSING, "platform_unit_unclear"),
		(readiness.settings(True, None, []), TO_DO, "no_go_live"),
		(readiness.settings(True, date(2026, 1, 1), []), TO_DO, "settings_to_verify"),
		(readiness.settings(False, date(2026, 1, 1), []), GOOD, "settings_fine"),
		(readiness.records("lights", 0, 0), MISSING, "none_in_use"),
		(readiness.records("lights", 3, 1), TO_DO, "some_to_verify"),
		(readiness.records("lights", 3, 0), GOOD, "all_verified"),
		(readiness.workflows(["Service Plan"]), MISSING, "workflow_lacking"),
		(readiness.workflows([]), GOOD, "workflows_fine"),
		(readiness.fonts(None), TO_DO, "fonts_unknown"),
		(readiness.mail(None, 0, 0), MISSING, "no_mail"),
		(readiness.mail("a@b.cn", 0, 2), TO_DO, "mail_failed"),
		(readiness.mail("a@b.cn", 3, 0), GOOD, "mail_fine"),
		(readiness.background(True, 0, ()), MISSING, "no_worker"),
		(readiness.background(False, 1, ()), MISSING, "no_scheduler"),
		(readiness.background(True, 1, ["每晚推算"]), TO_DO, "jobs_failing"),
		(readiness.background(True, 1, ()), GOOD, "background_fine"),
		(readiness.secrets(0, {}), GOOD, "key_fine"),
		(readiness.secrets(3, {}), GOOD, "key_fine"),
		(readiness.secrets(3, {"提醒机器人": 1}), MISSING, "key_opens_not_all"),
		(readiness.secrets(3, {"提醒机器人": 1, "项目联系人": 2}), MISSING, "key_opens_nothing"),
		(readiness.backups(None, date(2026, 11, 24)), MISSING, "no_backup"),
		(readiness.backups(date(2026, 11, 21), date(2026, 11, 24)), TO_DO, "backup_old"),
		(readiness.backups(date(2026, 11, 22), date(2026, 11, 24)), GOOD, "backup_fine"),
		(readiness.storage(2**30 - 1, 2**35), MISSING, "storage_full"),
		(readiness.storage(2**30, 2**35), TO_DO, "storage_low"),
		(readiness.storage(20 * 2**30 - 1, 2**40), TO_DO, "storage_low"),
		(readiness.storage(20 * 2**30, 2**40), GOOD, "storage_fine"),
		(readiness.storage(2**32, 2**35), GOOD, "storage_fine"),
	],
)
def test_a_part_of_the_set_up_is_judged(tile, state, rule):
	assert (tile.state, tile.rule) == (state, rule)


OFFICES = ("市委督查室", "市政府督查室")


@pytest.mark.parametrize(
	("found", "wanted"),
	[
		(readiness.templates(None, 0), [(MISSING, "no_default_template", ())]),
		(readiness.templates("标准", 4), [(TO_DO, "template_to_verify", ())]),
		(readiness.templates("标准", 0), [(GOOD, "template_fine", ())]),
		(readiness.templates("标准", 0, ["围挡"]), [(TO_DO, "rows_without_duration", ("围挡",))]),
		(
			readiness.templates("标准", 1, ["围挡", "地勘"]),
			[(TO_DO, "template_to_verify", ()), (TO_DO, "rows_without_duration", ("围挡", "地勘"))],
		),
		(readiness.offices(dict.fromkeys(OFFICES, True), True), [(GOOD, "offices_fine", ())]),
		(
			readiness.offices(dict.fromkeys(OFFICES, False), False),
			[(MISSING, "offices_lacking", OFFICES), (MISSING, "contract_supervisor_lacking", ())],
		),
		(
			readiness.offices({OFFICES[0]: True, OFFICES[1]: False}, True),
			[(TO_DO, "offices_lacking", OFFICES[1:])],
		),
		(
			readiness.offices(dict.fromkeys(OFFICES, True), False),
			[(MISSING, "contract_supervisor_lacking", ())],
		),
		(readiness.clock("Asia/Shanghai", []), [(GOOD, "clock_fine", ())]),
		*(
			(readiness.clock(zone, []), [(MISSING, "zone_other", ())])
			for zone in ("UTC", "Asia/Kolkata", "Asia/Hong_Kong", "Asia/Urumqi", "PRC")
		),
		*((readiness.clock(zone, []), [(MISSING, "zone_lacking", ())]) for zone in (None, "")),
		(
			readiness.clock("UTC", ["每晚推算"]),
			[(MISSING, "zone_other", ()), (MISSING, "runs_ahead", ("每晚推算",))],
		),
	],
)
def test_a_part_with_several_findings_names_each(found, wanted):
	assert [(tile.state, tile.rule, tile.names) for tile in found] == wanted


def test_what_fails_is_told_and_what_has_not_come_yet_is_not():
	tiles = [
		readiness.sweep(None, datetime(2026, 3, 9)),
		readiness.digests(None, None),
		readiness.background(True, 1, ()),
		readiness.robots(2, ("群",), 0),
		readiness.sweep(datetime(2026, 3, 1), datetime(2026, 3, 9)),
	]
	assert [tile.rule for tile in readiness.troubles(tiles)] == ["robots_failing", "sweep_late"]


def test_fonts_are_there_replaced_or_lacking():
	there = {"wanted": "仿宋", "found": "仿宋", "stands_in": None, "embedded_ok": True}
	replaced = {"wanted": "小标宋", "found": None, "stands_in": "思源宋体", "embedded_ok": True}
	lacking = {"wanted": "楷体", "found": None, "stands_in": None, "embedded_ok": False}
	assert readiness.fonts([there]).state == GOOD
	assert readiness.fonts([there, replaced]).names == ("小标宋→思源宋体",)
	assert (readiness.fonts([replaced, lacking]).state, readiness.fonts([replaced, lacking]).names) == (
		MISSING,
		("楷体",),
	)


NOW = datetime(2026, 3, 9, 10, 0)


@pytest.mark.parametrize(
	("tile", "state", "rule"),
	[
		(readiness.data(None, (), NOW), TO_DO, "never_checked"),
		(readiness.data(datetime(2026, 3, 9, 0, 5), (), NOW), GOOD, "data_fine"),
		(readiness.data(datetime(2026, 3, 6, 0, 5), (), NOW), TO_DO, "check_late"),
		(
			readiness.data(datetime(2026, 3, 9, 0, 5), [("Enterprise", "甲", "乙")], NOW),
			MISSING,
			"data_wrong",
		),
		(readiness.sweep(None, NOW), TO_DO, "never_swept"),
		(readiness.sweep(datetime(2026, 3, 9, 0, 5), NOW), GOOD, "swept"),
		(readiness.sweep(datetime(2026, 3, 8, 4, 0), NOW), GOOD, "swept"),
		(readiness.sweep(datetime(2026, 3, 8, 3, 59), NOW), MISSING, "sweep_late"),
		(readiness.digests(None, date(2026, 3, 9)), TO_DO, "no_digest_yet"),
		(readiness.digests(date(2026, 3, 9), date(2026, 3, 9)), GOOD, "digest_out"),
		(readiness.digests(date(2026, 3, 6), date(2026, 3, 9)), MISSING, "digest_late"),
		(readiness.robots(0, (), 0), GOOD, "no_robots"),
		(readiness.robots(2, (), 0), GOOD, "robots_fine"),
		(readiness.robots(2, ("群",), 3), TO_DO, "robots_failing"),
		(readiness.robots(0, (), 3), TO_DO, "messages_given_up"),
	],
)
def test_what_runs_by_itself_says_when_it_last_worked(tile, state, rule):
	assert (tile.state, tile.rule) == (state, rule)


def test_bad_stored_values_make_one_line_that_names_each_record_and_none_where_all_is_well():
	from anshang_app.setup.rules.readiness import TO_DO, stored_values

	assert stored_values([]) == []
	faults = [
		("Supervision Order", "SO-1", "办理时限 2206-12-05"),
		("Project Node", "N-1", "计划 1999-12-31"),
	]
	(tile,) = stored_values(faults)
	assert (tile.state, tile.args, tile.records) == (TO_DO, (2,), tuple(faults))
