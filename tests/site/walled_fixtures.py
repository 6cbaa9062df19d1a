"""The walled world and sessions of its accounts, for whichever folder of tests walks through it."""

import pytest
import walled_world
from walled_sessions import Session


@pytest.fixture(scope="module")
def walled(frappe_site, site_name):
	"""Both sides of the wall by name, for one module: the settings name its central units meanwhile."""
	frappe_site.set_user("Administrator")
	take_away(frappe_site)
	settings = frappe_site.db.get_singles_dict("Anshang Settings")
	sides = walled_world.build()
	frappe_site.db.commit()
	frappe_site.clear_cache()
	yield sides
	frappe_site.set_user("Administrator")
	take_away(frappe_site)
	for field in (
		"investment_service_center",
		"government_services_bureau",
		"economy_bureau",
		"party_inspection_office",
		"government_inspection_office",
	):
		# a run that was killed may have left the name of a unit of its own
		known = frappe_site.db.exists("Anshang Unit", settings.get(field))
		frappe_site.db.set_single_value("Anshang Settings", field, known)
	frappe_site.db.commit()
	frappe_site.clear_cache()


def take_away(frappe_site) -> None:
	"""Clear the world in a transaction of its own, though a job of the worker may be writing for its accounts."""
	from anshang_app.foundation.endpoints import begun_anew

	frappe_site.db.rollback()
	begun_anew(walled_world.clear)
	frappe_site.db.commit()


@pytest.fixture(scope="module")
def sessions(walled, url) -> dict[str, Session]:
	return {account: Session(url, account) for account in walled_world.ACCOUNTS}
