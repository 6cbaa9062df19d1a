"""What runs by itself, each naming its room."""

from anshang_app.case.commitments import refresh_states
from anshang_app.case.lights import refresh_lights
from anshang_app.walls.audit import link_pending


def daily() -> None:
	"""A light or a commitment can change because a day passed."""
	refresh_lights()
	refresh_states()


def every_few_minutes() -> None:
	"""Entries of the audit written since the last time become links of its chain."""
	link_pending()
