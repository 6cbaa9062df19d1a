"""Judges each part of a site's set-up: pure functions over plain facts, no frappe.

Each returns `Tile`s: a state, the key of a sentence and its arguments; `readiness_texts` has the sentences.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

GOOD, TO_DO, MISSING = "good", "to_do", "missing"
#: the one role of the platform that goes with managing the system
ADMINISTRATOR = "Anshang Administrator"
#: names listed in a sentence, the rest is counted
MOST_NAMES = 6
#: the notice for next year is published around then (DOMAIN §3.6)
NOTICE_MONTH = 11
#: domains nobody can own (RFC 2606)
RESERVED = (".example", ".test", ".invalid", ".localhost", "example.com", "example.org", "example.net")
DEMO_DOMAIN = "anshang.example"
#: least that counts as protected: score of a password, hours a session may last
LEAST_SCORE, LONGEST_SESSION_HOURS = 3, 24
OLDEST_BACKUP_DAYS = 2
GIB = 2**30
#: free bytes below which files and records are soon refused; below which space is low, if it is no tenth of the disk
LEAST_FREE, LOW_FREE, LOW_SHARE = GIB, 20 * GIB, 0.1
#: the one zone of the country; working days and limits are counted in it
ZONE = "Asia/Shanghai"
#: a night's sweep may be missed by as much before it counts as late
LONGEST_SWEEP_HOURS = 30
#: a night's check may be missed once, for a server that was off
LONGEST_CHECK_HOURS = 50


@dataclass(frozen=True)
class ReadinessTile:
	"""One line of the set-up page: `key` names the part, `rule` the sentence, `names` whom it is about."""

	key: str
	state: str
	rule: str
	args: tuple[object, ...] = ()
	names: tuple[str, ...] = ()
	#: (record type, name, what is to be said of it) of records to be opened
	records: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Account:
	"""An enabled desk account: its roles of the platform and, of current units, the names it stands under."""

	user: str
	full_name: str
	roles: frozenset[str] = frozenset()
	is_system_manager: bool = False
	#: (unit, name of the member, whether the unit is the demo's)
	memberships: tuple[tuple[str, str, bool], ...] = ()


def units(counts: Mapping[str, int]) -> ReadinessTile:
	"""Each of the nine kinds is there; `counts`: kind -> units in use."""
	lacking = tuple(kind for kind, count in counts.items() if not count)
	if lacking:
		return ReadinessTile("units", MISSING, "kinds_lacking", (), lacking)
	return ReadinessTile("units", GOOD, "kinds_there", (len(counts),))


def members(without_account: Sequence[str], together: int) -> ReadinessTile:
	"""Members who cannot log in; `without_account`: names with their unit."""
	if not together:
		return ReadinessTile("members", MISSING, "no_members")
	if without_account:
		return ReadinessTile(
			"members", TO_DO, "members_without_account", (len(without_account),), tuple(without_account)
		)
	return ReadinessTile("members", GOOD, "members_with_account", (together,))


def accounts(
	in_use: Sequence[Account], administrator_records: int, free: Collection[str]
) -> list[ReadinessTile]:
	"""Shared, default and misplaced accounts; `free`: roles that need no unit.

	`administrator_records`: records of the path made under the name Administrator.
	"""
	tiles = []
	lists = {
		"no_unit": [a for a in in_use if a.roles - set(free) and not a.memberships],
		"shared": [a for a in in_use if len({name for _unit, name, _demo in a.memberships}) > 1],
		"manager_is_clerk": [a for a in in_use if a.is_system_manager and a.roles - {ADMINISTRATOR}],
		"reserved_address": [a for a in in_use if _reserved(a.user) and not _of_demo(a)],
		"demo_accounts": [a for a in in_use if _of_demo(a)],
	}
	for rule, accounts_found in lists.items():
		if accounts_found:
			names = tuple(f"{a.full_name}（{a.user}）" for a in accounts_found)
			tiles.append(ReadinessTile("accounts", TO_DO, rule, (len(names),), names))
	if administrator_records:
		tiles.append(ReadinessTile("accounts", TO_DO, "administrator_at_work", (administrator_records,)))
	managers = tuple(f"{a.full_name}（{a.user}）" for a in in_use if a.is_system_manager)
	return tiles or [ReadinessTile("accounts", GOOD, "accounts_fine", (len(in_use), len(managers)), managers)]


def _reserved(address: str) -> bool:
	domain = address.rpartition("@")[2].lower()
	return bool(domain) and ("." + domain).endswith(tuple(f".{end.lstrip('.')}" for end in RESERVED))


def _of_demo(account: Account) -> bool:
	return account.user.endswith(f"@{DEMO_DOMAIN}") or (
		bool(account.memberships) and all(demo for _unit, _name, demo in account.memberships)
	)


def protection(
	policy: bool, score: int, attempts: int, session_hours: float, second_factor: bool
) -> ReadinessTile:
	"""等保: strong passwords, a lock after failures, sessions that end; a second factor is offered, not forced."""
	weak = []
	if not policy or score < LEAST_SCORE:
		weak.append("password_policy")
	if not attempts:
		weak.append("lock")
	if not session_hours or session_hours > LONGEST_SESSION_HOURS:
		weak.append("session")
	if weak:
		return ReadinessTile("protection", MISSING, "protection_weak", (), tuple(weak))
	return ReadinessTile(
		"protection", GOOD, "second_factor_on" if second_factor else "second_factor_off", (attempts,)
	)


def chains(without_lead: Sequence[str], to_verify: Sequence[str], together: int) -> ReadinessTile:
	"""Each chain has its 包保单位 and was compared with the city's own paper."""
	if not together:
		return ReadinessTile("chains", MISSING, "no_chains")
	if without_lead:
		return ReadinessTile(
			"chains", MISSING, "chains_without_lead", (len(without_lead),), tuple(without_lead)
		)
	if to_verify:
		return ReadinessTile("chains", TO_DO, "to_verify", (len(to_verify),), tuple(to_verify))
	return ReadinessTile("chains", GOOD, "chains_fine", (together,))


def calendars(announced: Collection[int], today: date) -> ReadinessTile:
	"""This year's notice is on record, and next year's once it is published."""
	if today.year not in announced:
		return ReadinessTile("calendars", MISSING, "year_lacking", (str(today.year),))
	if today.year + 1 not in announced and today.month >= NOTICE_MONTH:
		return ReadinessTile("calendars", TO_DO, "year_lacking", (str(today.year + 1),))
	rule = "next_year_there" if today.year + 1 in announced else "next_year_awaited"
	return ReadinessTile("calendars", GOOD, rule, (str(max(announced)), str(today.year + 1)))


def records(key: str, active: int, to_verify: int) -> ReadinessTile:
	"""Shipped rules of one kind: some are in use, all were compared with the city's own papers."""
	if not active:
		return ReadinessTile(key, MISSING, "none_in_use")
	if to_verify:
		return ReadinessTile(key, TO_DO, "some_to_verify", (active, to_verify))
	return ReadinessTile(key, GOOD, "all_verified", (active,))


def templates(
	default: str | None, rows_to_verify: int, without_duration: Sequence[str] = ()
) -> list[ReadinessTile]:
	"""The template plans are made of; `without_duration`: its dated rows no time is known for."""
	if not default:
		return [ReadinessTile("templates", MISSING, "no_default_template")]
	tiles = []
	if rows_to_verify:
		tiles.append(ReadinessTile("templates", TO_DO, "template_to_verify", (default, rows_to_verify)))
	if without_duration:
		args = (default, len(without_duration))
		tiles.append(
			ReadinessTile("templates", TO_DO, "rows_without_duration", args, tuple(without_duration))
		)
	return tiles or [ReadinessTile("templates", GOOD, "template_fine", (default,))]


def offices(inspection: Mapping[str, bool], contract_supervisor: bool) -> list[ReadinessTile]:
	"""Who the special meeting's orders and the enterprises' contracts need; `inspection`: office -> chosen."""
	tiles = []
	lacking = tuple(name for name, chosen in inspection.items() if not chosen)
	if lacking:
		# one of the two is enough to give an order out
		state = MISSING if len(lacking) == len(inspection) else TO_DO
		tiles.append(ReadinessTile("offices", state, "offices_lacking", (), lacking))
	if not contract_supervisor:
		tiles.append(ReadinessTile("offices", MISSING, "contract_supervisor_lacking"))
	return tiles or [ReadinessTile("offices", GOOD, "offices_fine")]


def clock(zone: str | None, ahead: Sequence[str]) -> list[ReadinessTile]:
	"""The site's time zone; `ahead`: what is said to have run last at a time that is still to come."""
	tiles = []
	if zone != ZONE:
		tiles.append(
			ReadinessTile("clock", MISSING, "zone_other" if zone else "zone_lacking", (zone,) if zone else ())
		)
	if ahead:
		tiles.append(ReadinessTile("clock", MISSING, "runs_ahead", (len(ahead),), tuple(ahead)))
	return tiles or [ReadinessTile("clock", GOOD, "clock_fine")]


def secrets(together: int, unreadable: Mapping[str, int]) -> ReadinessTile:
	"""Keys, passwords and phone numbers the site's encryption key opens; `unreadable`: kind -> number."""
	if unreadable:
		names = tuple(f"{kind} {count}" for kind, count in unreadable.items())
		rule = "key_opens_nothing" if sum(unreadable.values()) == together else "key_opens_not_all"
		return ReadinessTile("secrets", MISSING, rule, (sum(unreadable.values()),), names)
	return ReadinessTile("secrets", GOOD, "key_fine", (together,))


def settings(to_verify: bool, go_live: date | None, unclear_units: Sequence[str]) -> ReadinessTile:
	if unclear_units:
		return ReadinessTile("settings", MISSING, "platform_unit_unclear", (), tuple(unclear_units))
	if not go_live:
		return ReadinessTile("settings", TO_DO, "no_go_live")
	if to_verify:
		return ReadinessTile("settings", TO_DO, "settings_to_verify")
	return ReadinessTile("settings", GOOD, "settings_fine", (go_live,))


def stored_values(faults: Sequence[tuple[str, str, str]]) -> list[ReadinessTile]:
	"""Records whose stored values nobody can reckon with: (record type, name, what is wrong); no line without any."""
	bad = ReadinessTile("stored_values", TO_DO, "stored_values_bad", (len(faults),), records=tuple(faults))
	return [bad] if faults else []


def data(checked: datetime | None, faults: Sequence[tuple[str, str, str]], now: datetime) -> ReadinessTile:
	"""The nightly check of every record against the rules of the model: (record type, name, what is wrong)."""
	if not checked:
		return ReadinessTile("data", TO_DO, "never_checked")
	if faults:
		return ReadinessTile(
			"data", MISSING, "data_wrong", (_minute(checked), len(faults)), records=tuple(faults)
		)
	if (now - checked).total_seconds() > LONGEST_CHECK_HOURS * 3600:
		return ReadinessTile("data", TO_DO, "check_late", (_minute(checked),))
	return ReadinessTile("data", GOOD, "data_fine", (_minute(checked),))


def workflows(lacking: Sequence[str]) -> ReadinessTile:
	if lacking:
		return ReadinessTile("workflows", MISSING, "workflow_lacking", (), tuple(lacking))
	return ReadinessTile("workflows", GOOD, "workflows_fine")


def fonts(report: Sequence[Mapping[str, object]] | None) -> ReadinessTile:
	"""`report`: [{wanted, found, stands_in, embedded_ok}] of the documents' typefaces; None: not to be known."""
	if report is None:
		return ReadinessTile("fonts", TO_DO, "fonts_unknown")
	lacking = tuple(str(row["wanted"]) for row in report if not row["found"] and not row["stands_in"])
	replaced = tuple(
		f"{row['wanted']}→{row['stands_in']}" for row in report if not row["found"] and row["stands_in"]
	)
	if lacking:
		return ReadinessTile("fonts", MISSING, "fonts_lacking", (), lacking)
	if replaced:
		return ReadinessTile("fonts", TO_DO, "fonts_replaced", (), replaced)
	return ReadinessTile("fonts", GOOD, "fonts_fine", (len(report),))


def mail(account: str | None, unsent: int, failed: int) -> ReadinessTile:
	if not account:
		return ReadinessTile("mail", MISSING, "no_mail")
	if failed:
		return ReadinessTile("mail", TO_DO, "mail_failed", (account, failed))
	return ReadinessTile("mail", GOOD, "mail_fine", (account, unsent))


def background(scheduler_on: bool, workers: int, failing: Sequence[str]) -> ReadinessTile:
	"""Scheduler and workers; `failing`: jobs whose last run failed."""
	if not workers:
		return ReadinessTile("background", MISSING, "no_worker")
	if not scheduler_on:
		return ReadinessTile("background", MISSING, "no_scheduler")
	if failing:
		return ReadinessTile("background", TO_DO, "jobs_failing", (len(failing),), tuple(failing))
	return ReadinessTile("background", GOOD, "background_fine", (workers,))


#: nothing failed, it only has not come to it yet
NOT_YET = ("never_swept", "never_checked", "no_digest_yet", "no_mail")


def troubles(tiles: Sequence[ReadinessTile]) -> list[ReadinessTile]:
	"""What fails among the things that run by themselves, and somebody must look after."""
	return [tile for tile in tiles if tile.state != GOOD and tile.rule not in NOT_YET]


def sweep(swept_at: datetime | None, now: datetime) -> ReadinessTile:
	"""Lights and clocks were brought up to today, or at least to yesterday."""
	if not swept_at:
		return ReadinessTile("sweep", TO_DO, "never_swept")
	late = (now - swept_at).total_seconds() > LONGEST_SWEEP_HOURS * 3600
	return ReadinessTile(
		"sweep", MISSING if late else GOOD, "sweep_late" if late else "swept", (_minute(swept_at),)
	)


def digests(last: date | None, expected: date | None) -> ReadinessTile:
	"""`expected`: the last day whose digests should be out by now; None before the first one."""
	if last is None or expected is None:
		return ReadinessTile("digests", TO_DO, "no_digest_yet")
	if last < expected:
		return ReadinessTile("digests", MISSING, "digest_late", (last,))
	return ReadinessTile("digests", GOOD, "digest_out", (last,))


def robots(in_use: int, failing: Sequence[str], given_up: int) -> ReadinessTile:
	"""Chat groups that are told; none is needed."""
	if failing:
		return ReadinessTile("robots", TO_DO, "robots_failing", (len(failing),), tuple(failing))
	if given_up:
		return ReadinessTile("robots", TO_DO, "messages_given_up", (given_up,))
	return ReadinessTile("robots", GOOD, "robots_fine" if in_use else "no_robots", (in_use,))


def receivers(in_use: int, failing: Sequence[str]) -> list[ReadinessTile]:
	"""Other systems that are told of changes; none is needed."""
	if failing:
		return [ReadinessTile("receivers", TO_DO, "receivers_failing", (len(failing),), tuple(failing))]
	return [ReadinessTile("receivers", GOOD, "receivers_fine", (in_use,))] if in_use else []


def report_mails(off: Sequence[str], broken: Sequence[str]) -> ReadinessTile:
	"""Scheduled reports: `off` are titles of those nobody gets, `broken` those whose person cannot run them."""
	if broken:
		return ReadinessTile("report_mails", MISSING, "report_mails_broken", (len(broken),), tuple(broken))
	if off:
		return ReadinessTile("report_mails", TO_DO, "report_mails_off", (len(off),), tuple(off))
	return ReadinessTile("report_mails", GOOD, "report_mails_on")


def _minute(moment: datetime) -> str:
	return moment.strftime("%Y-%m-%d %H:%M")


def backups(latest: date | None, today: date) -> ReadinessTile:
	if not latest:
		return ReadinessTile("backups", MISSING, "no_backup")
	if (today - latest).days > OLDEST_BACKUP_DAYS:
		return ReadinessTile("backups", TO_DO, "backup_old", (latest,))
	return ReadinessTile("backups", GOOD, "backup_fine", (latest,))


def storage(free: int, total: int) -> ReadinessTile:
	"""Room on the disk of the site's files, in bytes."""
	args = (f"{free / GIB:.1f}", f"{total / GIB:.1f}")
	if free < LEAST_FREE:
		return ReadinessTile("storage", MISSING, "storage_full", args)
	if free < min(LOW_FREE, LOW_SHARE * total):
		return ReadinessTile("storage", TO_DO, "storage_low", args)
	return ReadinessTile("storage", GOOD, "storage_fine", args)
