"""Sites made for one test file, which needs the database's root."""

import os

import pytest


@pytest.fixture(scope="session")
def database_root() -> list[str]:
	"""The options by which Frappe's commands make and drop a site."""
	password = os.environ.get("ANSHANG_DB_ROOT_PASSWORD")
	if not password:
		pytest.skip("makes a site of its own: needs the database's root password in ANSHANG_DB_ROOT_PASSWORD")
	return ["--db-root-username", "root", "--db-root-password", password]
