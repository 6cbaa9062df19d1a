"""Acting as somebody else: his rights meanwhile, one's own afterwards, the session untouched."""

import pytest


def test_the_session_and_ones_own_rights_are_as_before(world):
	import frappe

	from anshang_app.foundation.acting import acting_as
	from anshang_app.reminders.recipients import session_of

	world.act("lead")
	frappe.session.sid, frappe.session.data = "real-sid", frappe._dict(csrf_token="token")
	frappe.local.form_dict = frappe._dict(asked="this")
	assert frappe.has_permission("Publication", "read") is False
	for act in (acting_as, session_of):
		with act(world.user["bureau"]):
			assert frappe.session.user == world.user["bureau"]
			assert frappe.has_permission("Publication", "read")
		assert frappe.session.user == world.user["lead"]
		assert (frappe.session.sid, frappe.session.data.csrf_token) == ("real-sid", "token")
		assert frappe.local.form_dict.asked == "this"
		assert not frappe.has_permission("Publication", "read")


def test_what_fails_meanwhile_leaves_one_who_one_was(world):
	import frappe

	from anshang_app.foundation.acting import acting_as

	world.act("lead")
	with pytest.raises(ZeroDivisionError), acting_as("Guest"):
		1 / 0  # noqa: B018
	assert frappe.session.user == world.user["lead"]
