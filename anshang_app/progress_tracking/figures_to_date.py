"""Figures to date as SQL over progress entries: the latest entry that names a figure counts, by its day, then by when it was filed."""

from datetime import date

from anshang_app.access_control.grounds import escaped


def latest_entry(field: str, day: date) -> str:
	"""SQL of an aggregate: day, moment, name and figure of the latest entry until the end of a day, as one text.

	Day and moment have a fixed length, so the greatest text is the latest entry's; `read_entry` takes it apart.
	"""
	entry = f"concat(entry_date, creation, name, '|', {field})"
	return f"max(if({field} > 0 and entry_date <= {escaped(str(day))}, {entry}, null))"


def latest_figure(field: str, day: date) -> str:
	"""SQL of an aggregate: the figure itself; null without any."""
	return f"substring_index({latest_entry(field, day)}, '|', -1)"


#: letters of an entry's day, and of day and moment together
DAY, MOMENT = 10, 36


def read_entry(packed: str | None) -> tuple[str | None, date | None, float | None]:
	"""Name, day and figure of what `latest_entry` answers."""
	if not packed:
		return None, None, None
	day_and_name, figure = packed.rsplit("|", 1)
	return day_and_name[MOMENT:], date.fromisoformat(day_and_name[:DAY]), float(figure)
