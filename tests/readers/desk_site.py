"""The site of the browser's tests, where one is given beside that of the others."""

import os

import pytest


@pytest.fixture(scope="session")
def site_name(site_name) -> str:
	return os.environ.get("ANSHANG_DESK_SITE", site_name)


@pytest.fixture(scope="session")
def url(url) -> str:
	return os.environ.get("ANSHANG_DESK_URL", url)
