"""No argument of any method breaks it: a value or a refusal, never an error of the server; a refusal changes nothing."""

from itertools import cycle, islice

import frappe
from answers import stored
from shares import todays

SHAPES = (
	None,
	"",
	"x",
	"9999-99-99",
	"2026-02-30",
	0,
	-1,
	10**30,
	1.5,
	True,
	[],
	[1],
	["a", ["b"]],
	{},
	{"a": {"b": 1}},
	"x" * 70_000,
	'{"a":',
	"[1, {}]",
	"null",
	"\U0001f984",
	"\u0000",
	"%s {0} {{ 7 * 7 }}",
	"' or 1=1 -- ",
	"<img src=x onerror=alert(1)>",
	"../../etc/passwd",
)
#: tables that every request may write
LOGS = (
	"log",
	"sessions",
	"error",
	"access",
	"view",
	"version",
	"series",
	"default",
	"scheduled job",
	"route history",
)
#: methods that mean to change something about who asks, whatever they are given
ABOUT_ONESELF = ("logout", "web_logout", "switch_theme", "update_password")


def test_no_argument_breaks_a_method(surface, attackers, walled, whole):
	records, foreign = walled["own"].records, stored(walled["foreign"])
	accounts, shapes = cycle(attackers.values()), cycle(SHAPES)
	changed = []
	asked = [one for one in surface if one.path.rpartition(".")[2] not in ABOUT_ONESELF]
	# every third one, the others on the next days
	asked = todays(asked, 3)
	for batch in batches(asked, 40):
		frappe.db.rollback()
		before, codes = checksums(), set()
		for method in batch:
			for argument in (*method.parameters, "unknown_argument"):
				for shape in SHAPES if whole else islice(shapes, 1):
					attacker = next(accounts)
					others = {
						need: records.get("Investment Project") for need in method.needed if need != argument
					}
					answer = attacker.call(method.path, {**others, argument: shape})
					codes.add(answer.status_code)
		frappe.db.rollback()
		if all(code >= 400 for code in codes) and (now := checksums()) != before:
			moved = [table for table in now if now[table] != before.get(table)]
			changed.append(f"{batch[0].path} … {batch[-1].path}: {moved}")
	assert stored(walled["foreign"]) == foreign
	wrong = [line for attacker in attackers.values() for line in attacker.wrong]
	assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:40])
	assert not changed, "\n".join(changed)
	assert sum(attacker.tried for attacker in attackers.values()) > (20_000 if whole else 400)


def batches(methods: list, size: int):
	for start in range(0, len(methods), size):
		yield methods[start : start + size]


def checksums() -> dict[str, int]:
	"""Table -> checksum, without those every request may write."""
	tables = [
		table
		for table in frappe.db.sql_list("show tables like 'tab%%'")
		if not any(word in table.lower() for word in LOGS)
	]
	listed = ", ".join(f"`{table}`" for table in tables)
	return dict(frappe.db.sql(f"checksum table {listed}"))
