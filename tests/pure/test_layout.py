"""The ground plan of the repository."""

import pytest

LINKS = {
	"fixtures": "anshang_app/fixtures",
	"patches": "anshang_app/patches",
	"reports": "anshang_app/case_reporting/report",
}


@pytest.mark.parametrize("name", LINKS)
def test_top_level_rooms_are_relative_links_into_the_package(repo, name):
	link = repo / name
	assert link.is_symlink()
	assert str(link.readlink()) == LINKS[name]
	assert link.resolve().is_dir()
	assert (repo / "anshang_app") in link.resolve().parents
