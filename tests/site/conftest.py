"""Fixtures the site's rooms share."""

import factories as make
import pytest
from standing_world import STANDING
from walled_fixtures import sessions, walled

__all__ = ["sessions", "walled"]


@pytest.fixture
def world(db):
	"""Units and clerks; `world.act(name)` changes the user."""
	import frappe

	users = dict(STANDING.users)

	class World:
		def act(self, name: str) -> None:
			frappe.set_user(users[name])
			frappe.local.lang = "zh"

		user = users

	return World()


@pytest.fixture
def api(world):
	return make.endpoints("key_projects", "service_plans", "project_lifecycle")
