"""The site a room's tests have for themselves, where one is given beside that of the others."""

import os

import pytest


def of_room(room: str):
	"""The fixtures `site_name` and `url` of a room: those of the environment, else the common ones."""

	@pytest.fixture(scope="session")
	def site_name(site_name) -> str:
		return os.environ.get(f"ANSHANG_{room}_SITE", site_name)

	@pytest.fixture(scope="session")
	def url(url) -> str:
		return os.environ.get(f"ANSHANG_{room}_URL", url)

	return site_name, url
