"""The attack walks through the walled world as its own accounts do."""

import pytest
from attackers import Attacker
from room_site import of_room
from shares import WHOLE
from surface import methods
from walled_fixtures import sessions, walled

__all__ = ["sessions", "walled"]
site_name, url = of_room("WALLS")


@pytest.fixture(scope="session")
def whole() -> bool:
	"""Whether everything is tried (`--long`), or a share of it that changes with each argument."""
	return WHOLE


@pytest.fixture(scope="session")
def surface(frappe_site):
	"""Every method of the site that is open to HTTP."""
	assert frappe_site
	found = methods()
	assert len(found) > 500
	return found


@pytest.fixture(scope="module")
def attackers(walled, url):
	"""An attacker for each account behind the wall."""
	assert walled
	return {account: Attacker(url, account) for account in Attacker.BEHIND_THE_WALL}
