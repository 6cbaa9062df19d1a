"""Whatever method is asked about a record behind the wall, it answers as if there were no such record."""

from itertools import cycle, islice

import frappe
import pytest
from answers import comparable, stored
from surface import arguments, types_named_by

#: record types a method that takes any type is asked about, where not everything is tried
SHARE = 1
#: accounts that try one method on one type, of those behind the wall in turn: all of them try each method and each type
OF_ACCOUNTS = 3


def never(doctype: str, name: str | int, taken: set[str]) -> str:
	"""A name of the same form that no record has, nor any other is asked by: hashes drawn one after the other differ little."""
	if isinstance(name, int):
		return "987654321"
	others = (name[:-1] + last for last in "123456789qxz")
	return next(other for other in others if other not in taken and not frappe.db.exists(doctype, other))


@pytest.fixture(scope="module")
def targets(walled):
	"""Record type -> (name of a foreign record, a name that never was)."""
	pairs: dict[str, tuple[str, str]] = {}
	taken = {str(name) for name in walled["foreign"].records.values()}
	for doctype, name in walled["foreign"].records.items():
		if frappe.db.exists("DocType", doctype) == doctype:
			pairs[doctype] = (str(name), never(doctype, name, taken))
			taken.add(pairs[doctype][1])
	assert len(pairs) > 20
	return pairs


def test_no_method_tells_a_foreign_record_from_an_unknown_one(walled, surface, attackers, targets, whole):
	foreign = stored(walled["foreign"])
	accounts, doctypes = cycle(attackers.values()), cycle(targets)
	told = []
	for method in surface:
		if method.names_types:
			asked = list(targets) if whole else list(islice(doctypes, SHARE))
		else:
			named = [one for parameter in method.parameters for one in types_named_by(parameter, [*targets])]
			asked = named or (list(islice(doctypes, 1)) if method.parameters else [])
		for doctype in dict.fromkeys(asked):
			names = targets[doctype]
			for attacker in islice(accounts, OF_ACCOUNTS if whole else 1):
				one, other = (ask(attacker, method, doctype, name, names) for name in names)
				# what a method does the first time only tells nothing of the record
				if one != other and ask(attacker, method, doctype, names[0], names) != other:
					told.append(f"{attacker.account} {method.path} {doctype}: {one} / {other}"[:900])
	assert stored(walled["foreign"]) == foreign
	wrong = [line for attacker in attackers.values() for line in attacker.wrong]
	assert not wrong, "\n".join(wrong[:40])
	assert not told, "\n".join(told[:40])
	assert sum(attacker.tried for attacker in attackers.values()) > (40_000 if whole else 800)


def ask(attacker, method, doctype: str, name: str, names: tuple[str, str]) -> tuple[int, str]:
	"""What a method answers about one record, without the names of both that are compared."""
	return comparable(attacker.call(method.path, arguments(method, doctype, name)), *names)


RESOURCES = (
	"/api/resource/{doctype}/{name}",
	"/api/v1/resource/{doctype}/{name}",
	"/api/v2/document/{doctype}/{name}",
)


@pytest.mark.parametrize("verb", ["GET", "PUT", "PATCH", "DELETE", "POST"])
def test_no_verb_of_a_resource_tells_it(verb, walled, attackers, targets, whole):
	foreign = stored(walled["foreign"])
	before = sum(attacker.tried for attacker in attackers.values())
	accounts, told = cycle(attackers.values()), []
	for doctype, names in targets.items():
		for path in RESOURCES:
			for attacker in attackers.values() if whole else islice(accounts, 2):
				body = {} if verb == "GET" else {"json": {"title": "x", "remark": "x", "project": names[1]}}
				answers = [
					comparable(attacker.send(verb, path.format(doctype=doctype, name=name), **body), *names)
					for name in names
				]
				if answers[0] != answers[1]:
					told.append(f"{attacker.account} {verb} {path} {doctype}: {answers}"[:900])
	assert stored(walled["foreign"]) == foreign
	assert not told, "\n".join(told[:40])
	assert sum(attacker.tried for attacker in attackers.values()) - before > 250
