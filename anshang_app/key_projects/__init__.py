"""The project itself: its facts, units, persons, contacts and phases."""
