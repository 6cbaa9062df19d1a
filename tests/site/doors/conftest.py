"""The doors are tried on the site of the walls, with its walled world."""

from room_site import of_room

site_name, url = of_room("WALLS")
