"""Every string of the app has its Chinese, and no Chinese of the desk is overridden by accident."""

import csv
import json
import re
from pathlib import Path

import pytest
from factories import app_doctypes

ENGLISH = re.compile(r"[A-Za-z]{2,}")


def read_csv(path) -> list[list[str]]:
	with open(path, encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


@pytest.fixture(scope="module")
def own(repo) -> dict[str, str]:
	return {
		row[0]: row[1] for row in read_csv(repo / "anshang_app" / "translations" / "zh.csv") if len(row) == 2
	}


@pytest.fixture(scope="module")
def desk(frappe_site) -> dict[str, str]:
	path = Path(frappe_site.get_app_path("frappe", "translations", "zh.csv"))
	if not path.exists():
		# from v16 on in a file of another kind
		from frappe.gettext.translate import get_translations_from_mo

		return get_translations_from_mo("zh", "frappe")
	return {
		row[0]: row[1].strip() for row in read_csv(path) if len(row) == 2 or (len(row) == 3 and not row[2])
	}


def of_the_records(repo):
	"""Names and words in the package's records that Frappe's extractor does not look at."""
	app = repo / "anshang_app"
	for path in sorted((app / "fixtures").glob("*.json")):
		for record in json.loads(path.read_text()):
			yield record["name"], path.name
	for path in sorted(app.glob("*/*/*/*.json")):
		record = json.loads(path.read_text())
		for key in ("name", "label", "chart_name", "source_name", "title", "report_name", "workflow_name"):
			yield record.get(key), path.name
		for row in record.get("shortcuts", []) + record.get("links", []):
			yield row.get("label"), path.name
		for row in json.loads(record.get("content") or "[]"):
			for key in ("text", "shortcut_name", "card_name", "number_card_name", "chart_name"):
				yield re.sub("<[^>]*>", "", row["data"].get(key) or ""), path.name
	workflows = json.loads((app / "data" / "workflows.json").read_text())
	for workflow in workflows:
		yield workflow.get("workflow_name") or workflow.get("name"), "workflows.json"
	yield from ((line, "modules.txt") for line in (app / "modules.txt").read_text().split("\n"))


def test_every_string_frappe_finds_in_the_app_has_its_chinese(db, frappe_site, own, desk):
	from frappe.translate import get_messages_for_app

	found = {message[1]: message[0] for message in get_messages_for_app("anshang_app")}
	assert len(found) > 300
	missing = {
		text: place
		for text, place in found.items()
		# built bundles say again, escaped, what their sources say
		if "/public/dist/" not in (place or "") and ENGLISH.search(text) and text not in own | desk
	}
	assert missing == {}


def test_names_of_records_the_extractor_misses_have_their_chinese(repo, own, desk):
	missing = {
		text: place
		for text, place in of_the_records(repo)
		if text and ENGLISH.search(text) and text not in own | desk
	}
	assert missing == {}


def test_every_choice_of_the_app_has_its_chinese(db, frappe_site, own, desk):
	choices = frappe_site.get_all(
		"DocField",
		filters={
			"fieldtype": "Select",
			"parent": ["in", app_doctypes()],
		},
		pluck="options",
	)
	assert len(choices) > 10
	words = {word for options in choices for word in (options or "").split("\n")}
	assert {word for word in words if ENGLISH.search(word) and word not in own | desk} == set()


def test_the_desk_is_overridden_only_where_its_chinese_was_reviewed(repo, own, desk):
	from anshang_app import compat

	if compat.MAJOR >= 16:
		pytest.skip(
			"the corrections were read against the Chinese of v15; v16 words several hundred sentences anew"
		)
	reviewed = {row[0] for row in read_csv(repo / "tests" / "data" / "corrected.csv")[1:]}
	overridden = {text for text in own if text in desk and desk[text] != own[text]}
	# later versions translate more words than earlier ones, so that not every correction is one everywhere
	assert overridden - reviewed == set()
	assert reviewed - own.keys() == set()


def test_no_label_of_the_app_is_a_word_the_desk_uses_otherwise(db, frappe_site, repo):
	"""A corrected word is the desk's: were it a label here too, one of the two would read wrong."""
	reviewed = {row[0] for row in read_csv(repo / "tests" / "data" / "corrected.csv")[1:]}
	types = app_doctypes()
	labels = frappe_site.get_all("DocField", {"parent": ["in", types]}, pluck="label")
	assert reviewed & set(labels) == set()


def test_a_correction_gives_its_reason(repo):
	assert [
		row for row in read_csv(repo / "tests" / "data" / "corrected.csv") if len(row) != 2 or not all(row)
	] == []


def test_the_desk_speaks_the_apps_chinese(db, frappe_site):
	from frappe.translate import get_all_translations

	spoken = get_all_translations("zh")
	assert spoken["{0} m"] == "{0} 分钟"
	assert spoken["m:Minutes (Field: Duration)"] == "分"
