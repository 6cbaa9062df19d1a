"""docs/states.md is what the shipped workflows say."""

import importlib.util


def test_the_page_of_states_is_as_the_workflows(repo):
	spec = importlib.util.spec_from_file_location("draw_states", repo / "docs" / "draw_states.py")
	drawn = importlib.util.module_from_spec(spec)
	spec.loader.exec_module(drawn)
	assert drawn.page() == drawn.PAGE.read_text(encoding="utf-8")
	for name in (
		"Investment Project",
		"Service Plan",
		"Approval Case",
		"Coordination Issue",
		"Supervision Order",
		"Bulletin",
	):
		assert f" {name}\n" in drawn.page()
