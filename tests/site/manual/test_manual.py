"""办事员手册 at its address, and the tours, as an administrator left them."""

import pytest
from factories import make_world


def test_the_page_shows_the_chapter_of_ones_role_and_sends_guests_to_the_login(db, frappe_site):
	from anshang_app.www.anshang import manual

	users = make_world()
	context = frappe_site._dict()
	frappe_site.local.form_dict = frappe_site._dict()
	frappe_site.set_user(users["lead"])
	manual.get_context(context)
	assert [chapter["key"] for chapter in context.own] == ["lead"]
	assert context.chapter["title"] == "包保单位经办"
	frappe_site.local.form_dict = frappe_site._dict(of="no-such")
	manual.get_context(context)
	assert context.chapter["key"] == "lead"
	frappe_site.set_user("Guest")
	with pytest.raises(frappe_site.Redirect):
		manual.get_context(context)
	assert frappe_site.local.flags.redirect_location == "/login?redirect-to=/anshang/manual"


def test_an_edited_tour_is_what_the_desk_shows_and_survives_planting(db, frappe_site):
	from anshang_app.manual.boot import tours
	from anshang_app.setup.install import plant

	assert set(tours()) == {"Service Plan", "Project Handover", "Approval Case"}
	tour = frappe_site.get_doc("Form Tour", {"reference_doctype": "Service Plan"})
	tour.steps[0].description = "本局的说法"
	tour.save()
	plant()
	assert tours()["Service Plan"][0]["description"] == "本局的说法"
	frappe_site.delete_doc("Form Tour", tour.name)
	plant()
	assert "Service Plan" not in tours()


def test_every_tour_points_at_fields_of_its_form(db, frappe_site):
	from anshang_app.manual.boot import tours

	for doctype, steps in tours().items():
		meta = frappe_site.get_meta(doctype)
		assert steps and all(meta.get_field(step["fieldname"]) for step in steps), doctype
