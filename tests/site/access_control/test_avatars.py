"""Nobody's address is asked for at a service abroad: not for a new account, a changed one, nor a contact."""

import pytest


@pytest.fixture
def queued(db, frappe_site, monkeypatch):
	"""What is put into the queue, as outside of tests; what is asked abroad fails the test."""
	jobs: list[str] = []
	monkeypatch.setattr(frappe_site, "enqueue", lambda method, *args, **kwargs: jobs.append(str(method)))

	def ask(*args, **kwargs):
		raise AssertionError(f"asked abroad: {args}")

	import requests

	monkeypatch.setattr(requests, "get", ask)
	return jobs


def account(frappe_site, **values):
	from anshang_app.setup.accounts import new_account

	user = new_account("newcomer@test.example.com", "新来者", ["Chain Lead Clerk"])
	user.update(values)
	user.flags.no_welcome_mail = True
	return user.insert(ignore_permissions=True)


def test_opening_an_account_queues_no_look_up(queued, frappe_site):
	user = account(frappe_site)
	assert [job for job in queued if "gravatar" in job] == []
	assert "frappe.core.doctype.user.user.create_contact" in queued, "the rest goes on"
	assert not user.user_image
	assert not frappe_site.db.get_value("User", user.name, "user_image")


def test_neither_do_changes_of_it(queued, frappe_site):
	user = account(frappe_site)
	for change in ({"first_name": "改名"}, {"language": "zh"}, {"mobile_no": None}):
		user.update(change)
		user.save(ignore_permissions=True)
	assert [job for job in queued if "gravatar" in job] == []
	assert frappe_site.db.get_value("User", user.name, "full_name") == "改名"


def test_a_picture_of_ones_own_stays(queued, frappe_site):
	user = account(frappe_site)
	user.db_set("user_image", "/files/me.png")
	user.reload()
	user.first_name = "改名"
	user.save(ignore_permissions=True)
	assert frappe_site.db.get_value("User", user.name, "user_image") == "/files/me.png"


def test_a_contact_is_stored_without_a_look_up(queued, frappe_site, monkeypatch):
	# Frappe does not look up in tests
	monkeypatch.setitem(frappe_site.flags, "in_test", False)
	contact = frappe_site.get_doc({"doctype": "Contact", "first_name": "联系人"})
	contact.append("email_ids", {"email_id": "contact@test.example.com", "is_primary": 1})
	try:
		contact.insert(ignore_permissions=True)
	finally:
		monkeypatch.undo()
	assert not frappe_site.db.get_value("Contact", contact.name, "image")


def test_pictures_abroad_that_were_stored_before_are_forgotten(db, frappe_site):
	from factories import make_user

	from anshang_app.patches.v0_3 import forget_foreign_pictures

	kept, foreign = make_user("kept", "Chain Lead Clerk"), make_user("foreign", "Chain Lead Clerk")
	frappe_site.db.set_value("User", kept, "user_image", "/files/me.png")
	frappe_site.db.set_value(
		"User", foreign, "user_image", "https://secure.gravatar.com/avatar/0?d=404&s=200"
	)
	forget_foreign_pictures.execute()
	assert frappe_site.db.get_value("User", kept, "user_image") == "/files/me.png"
	assert not frappe_site.db.get_value("User", foreign, "user_image")
