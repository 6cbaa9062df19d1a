"""What runs by itself, each naming its room."""

from anshang_app.case.lights import refresh_lights


def daily() -> None:
	"""A light can change because a day passed."""
	refresh_lights()
