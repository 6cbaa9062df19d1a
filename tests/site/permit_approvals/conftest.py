"""Approvals are tried on the site of the walls, so that the two chains of tests take as long."""

from room_site import of_room

site_name, url = of_room("WALLS")
