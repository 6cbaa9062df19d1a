"""What the machines of `./anshang lint` do not see of the house: its front doors and its map."""

import re
import sys

import pytest

#: loose files of the package's top, each where Frappe or its reader looks for it
AT_THE_TOP = {
	"__init__.py",
	"client.py",
	"commands.py",
	"compat.py",
	"hooks.py",
	"modules.txt",
	"patches.txt",
}
#: folders of the package that are no rooms: Frappe looks for them by these names
FOLDERS = {
	"data",
	"desktop_icon",
	"fixtures",
	"patches",
	"public",
	"templates",
	"translations",
	"workspace_sidebar",
	"www",
}
#: of a room, beside its record types, reports and pages
MOST_MODULES = 34
PATH = re.compile(r"`([a-z_]+/[\w./]*)`")


@pytest.fixture(scope="module")
def package(repo):
	return repo / "anshang_app"


@pytest.fixture(scope="module")
def rooms(package):
	return [
		folder
		for folder in sorted(package.iterdir())
		if folder.is_dir() and folder.name not in FOLDERS and not folder.name.startswith(("__", "."))
	]


@pytest.fixture(scope="module")
def map_of_rooms(repo):
	sys.path.insert(0, str(repo / "docs"))
	try:
		import draw_rooms
	finally:
		sys.path.pop(0)
	return draw_rooms


def test_nothing_else_is_loose_at_the_top(package):
	assert {path.name for path in package.iterdir() if path.is_file()} == AT_THE_TOP


def test_every_room_is_for_one_thing(rooms):
	assert len(rooms) == 26
	for room in rooms:
		first = (room / "README.md").read_text(encoding="utf-8").split("\n")[0]
		assert first.startswith("# "), room.name
		assert " and " not in first, first


def test_no_room_is_crowded(rooms):
	for room in rooms:
		modules = [
			path
			for path in room.rglob("*.py")
			if path.name != "__init__.py" and not {"doctype", "report", "page"} & set(path.parts)
		]
		assert len(modules) <= MOST_MODULES, room.name


def test_every_module_of_frappe_is_a_room(package, rooms):
	named = {
		line.strip().lower().replace(" ", "_")
		for line in (package / "modules.txt").read_text(encoding="utf-8").splitlines()
		if line.strip()
	}
	assert {room.name for room in rooms if (room / "doctype").is_dir()} <= named
	assert named <= {room.name for room in rooms}


def test_the_twenty_questions_are_answered_by_places_that_are_there(repo, package):
	lines = (repo / "docs" / "where-is.md").read_text(encoding="utf-8").splitlines()
	answers = [line.split("|")[4] for line in lines if re.match(r"\| \d+ \|", line)]
	assert len(answers) == 20
	for answer in answers:
		places = PATH.findall(answer)
		assert places, answer
		for place in places:
			inside = place if place.split("/")[0] in {path.name for path in package.iterdir()} else None
			if inside:
				assert (package / inside).exists(), place


def test_the_picture_is_drawn_from_todays_code(map_of_rooms):
	assert map_of_rooms.PICTURE.read_text(encoding="utf-8") == map_of_rooms.picture()


def test_the_layers_name_every_room(map_of_rooms, rooms):
	named = [room for layer in map_of_rooms.layers() for room in layer]
	assert sorted(named) == [room.name for room in rooms]
