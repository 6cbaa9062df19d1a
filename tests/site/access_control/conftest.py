"""The walls are walked on a site of their own, where one is given."""

from room_site import of_room

site_name, url = of_room("WALLS")
