"""Who may do what with whose records: expectations written by hand, walked over HTTP with real sessions.

Letters: r read, l listed, n counted, s found by a link's search, p printed, w saved, c created, d deleted,
x exported. A step that a business rule refuses counts as permitted: the wall was not what stopped it. What
the matrix lets somebody delete is not deleted. Imports nothing of the app.
"""

import csv
import json
from pathlib import Path

import printed
import pytest
import walled_world as world
from shares import todays
from walled_sessions import Session

MATRIX = Path(__file__).parent / "permission_matrix.csv"
LETTERS = "rlnspwcdx"
EMPTY: dict[str, int] = {}
#: not allowed, and behind the wall
WALLED_OFF = (403, 404)
#: masters: any record stands for all
SHARED = {
	"Anshang Unit": "城墙ownlead（测试）",
	"Industry Chain": "城墙产业（测试）",
	"Landing Mode": "征地",
	"Approval Item": "消防备案",
	"Work Calendar": "2026",
	"Light Rule": None,
	"Duty Rule": None,
	"Plan Template": None,
	"Deferral Exclusion": None,
	"Letter Template": None,
	"Bulletin Template": None,
	"Agent Training": None,
	"Reminder Robot": None,
	"Reminder Message": None,
	"Receiving System": None,
	"System Notice": None,
}


@pytest.fixture(scope="module")
def rows() -> list[dict]:
	with MATRIX.open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def answers_of(found) -> list[dict]:
	"""The records a link search found, of old beside the message and later in it."""
	return found.json().get("results") or found.json().get("message") or []


def target(sides, row) -> str:
	"""The record a row of the matrix is about."""
	import frappe

	if row["doctype"] in SHARED:
		return SHARED[row["doctype"]] or frappe.get_all(row["doctype"], pluck="name", limit=1)[0]
	if row["side"] == "neighbour":
		return sides["own"].records["neighbour"]
	return sides[row["side"]].records[row["doctype"]]


def new_values(doctype: str, sides, side: str) -> dict:
	"""Values of a record to create on a side; a master gets a name of its own."""
	made = sides["own" if side == "neighbour" else side].records
	if doctype == "Investment Project":
		return {
			"project_name": "城墙",
			"enterprise": made["Enterprise"],
			"admission_ground": "Special Meeting",
		}
	if doctype in ("Enterprise", *SHARED):
		return {}
	if doctype == "Coordination Meeting":
		return {"unit": sides["own" if side == "neighbour" else side].units["lead"]}
	return {"project": made["Investment Project"]}


def does(session: Session, letter: str, doctype: str, name: str, values: dict) -> bool:
	"""Whether the account is let through at one action."""
	only = json.dumps([["name", "=", name]])
	if letter == "r":
		return session.get(f"/api/resource/{doctype}/{name}").status_code == 200
	if letter == "l":
		found = session.get(f"/api/resource/{doctype}", filters=only)
		return found.status_code == 200 and bool(found.json()["data"])
	if letter == "n":
		found = session.call("frappe.desk.reportview.get_count", doctype=doctype, filters=only, fields="[]")
		return found.status_code == 200 and found.json()["message"] == 1
	if letter == "s":
		found = session.call(
			"frappe.desk.search.search_link",
			doctype=doctype,
			txt=name,
			page_length=500,
			ignore_user_permissions=1,
			reference_doctype="Stage Log",
		)
		return found.status_code == 200 and name in [row["value"] for row in answers_of(found)]
	if letter == "p":
		return session.get("/printview", doctype=doctype, name=name, format="Standard").status_code == 200
	if letter == "w":
		return session.send("PUT", f"/api/resource/{doctype}/{name}", json={}).status_code not in WALLED_OFF
	if letter == "c":
		answer = session.send("POST", f"/api/resource/{doctype}", json=values)
		return answer.status_code not in WALLED_OFF and "LinkValidationError" not in answer.text
	if letter == "x":
		rows = exported(session, doctype, only)
		return bool(rows) and rows > without_rows(session, doctype)
	return session.send("DELETE", f"/api/resource/{doctype}/{name}").status_code not in WALLED_OFF


def exported(session: Session, doctype: str, filters: str) -> int:
	"""Rows of the workbook of a list, its headings too; none where it is refused."""
	answer = session.call("anshang_app.official_documents.api.export_list", doctype=doctype, filters=filters)
	if answer.status_code != 200:
		return 0
	return next(iter(printed.xlsx_sheets(answer.content).values())).max_row


def without_rows(session: Session, doctype: str) -> int:
	"""Rows of the workbook of an empty list, the same for every account."""
	if doctype not in EMPTY:
		EMPTY[doctype] = exported(session, doctype, json.dumps([["name", "=", "nothing"]]))
	return EMPTY[doctype]


def test_the_matrix_has_its_size(rows):
	cells = sum(len(LETTERS) for row in rows for account in world.ACCOUNTS if row[account])
	assert cells >= 2000
	assert {row["doctype"] for row in rows} >= set(SHARED)


@pytest.mark.parametrize("account", world.ACCOUNTS)
def test_every_cell_is_as_written(walled, sessions, rows, account):
	session, wrong = sessions[account], []
	# every eighth row, the others on the next days; all of them with --long
	for row in todays(rows, 8, list(world.ACCOUNTS).index(account)):
		name = target(walled, row)
		values = new_values(row["doctype"], walled, row["side"])
		for letter in LETTERS:
			expected = letter in row[account]
			if letter == "d" and expected:
				continue
			if does(session, letter, row["doctype"], name, values) is not expected:
				wrong.append(
					(row["doctype"], row["side"], letter, "expected" if expected else "not expected")
				)
	assert not wrong, "\n".join(" ".join(cell) for cell in wrong)
