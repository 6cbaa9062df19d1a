"""Accounts of the walled world as other systems use them: by API key, without a session."""

import pytest
import walled_world
from rest_clients import Client
from room_site import of_room

site_name, url = of_room("WALLS")


@pytest.fixture(scope="module")
def key_of(walled, frappe_site, url):
	"""A client of an account of the walled world by its name there, with its `user`."""
	assert walled
	made: dict[str, Client] = {}

	def client(account: str) -> Client:
		if account not in made:
			user = frappe_site.get_doc("User", walled_world.mail(account))
			user.api_key, secret = frappe_site.generate_hash(length=15), frappe_site.generate_hash(length=15)
			user.api_secret = secret
			user.save(ignore_permissions=True)
			frappe_site.db.commit()
			made[account] = Client(url, user.api_key, secret)
			made[account].user = user.name
		return made[account]

	return client
