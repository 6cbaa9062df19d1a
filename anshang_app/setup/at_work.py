"""Whether the platform is at work, for the page of whoever runs it."""

from anshang_app.setup import readiness_facts, readiness_texts


def tiles() -> list[dict]:
	"""The tiles of what runs by itself, as the page draws them."""
	return [readiness_texts.tile_values(tile) for tile in readiness_facts.running()]
