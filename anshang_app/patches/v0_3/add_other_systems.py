"""A module of the app that came after the site was made: Frappe makes Module Defs on install only."""

from anshang_app.patches.v0_3.move_to_rooms import make_modules


def execute():
	make_modules()
