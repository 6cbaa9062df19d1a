"""工作交接 and AB岗 over REST and for their screens: what would go over, handing it over, the receipt; deputies."""

from anshang_app.foundation.endpoints import answer, endpoint
from anshang_app.work_handover import deputies, handovers, people, reforms


@endpoint
def persons() -> dict:
	"""Whom the user may choose: {givers, takers: [{user, name, unit, note: why he cannot take work any more}]}."""
	return people.people_shown()


@endpoint
def preview(giver: str, taker: str | None = None) -> dict:
	"""What would go over; nothing is changed.

	Answers {giver: {name, units, enabled}, total, kinds: [{heading, pieces: [{title, project_name, doctype, name,
	unit}]}], lacking: [what `taker` would have to be, a sentence each]}. 403 for an account that is not there and for one
	of another unit alike.
	"""
	return handovers.preview(giver, taker or None)


@endpoint
def hand_over(
	giver: str,
	taker: str,
	day: str | None = None,
	reason: str | None = None,
	ends_account: int | str | bool = 0,
) -> dict:
	"""办理交接: everything open of `giver` goes to `taker` as of `day` (today or before): {name, state, total}.

	With `ends_account` the giver's memberships end on that day and his account is disabled. Refused with what the
	taker lacks, and with a sentence where nothing is open; a second one at the same moment changes nothing.
	"""
	doc = handovers.hand_over(giver, taker, day or None, reason, str(ends_account) in ("1", "True", "true"))
	return {**answer(doc), "total": doc.total}


@endpoint
def sign_for(work_handover: str) -> dict:
	"""签收 by who takes the work; the record never changes afterwards: {name, state}."""
	return answer(handovers.sign_for(work_handover))


@endpoint
def deputy_choices() -> dict:
	"""For whom the user names a deputy, and who may be it: {persons, deputies: [{user, name, unit}], own: his account}."""
	return deputies.choices()


@endpoint
def name_deputy(
	person: str,
	deputy: str,
	to_date: str,
	from_date: str | None = None,
	reason: str | None = None,
) -> dict:
	"""AB岗: `deputy` stands in for `person` from a day (today or later) to another, both included: {name, state}."""
	return answer(deputies.appoint(person, deputy, from_date, to_date, reason))


@endpoint
def end_deputyship(deputyship: str) -> dict:
	"""End a deputyship at once: {name, state}."""
	return answer(deputies.end(deputyship))


@endpoint
def rename_unit(unit: str, new_name: str, reason: str | None = None) -> dict:
	"""机构改革: call a unit anew; the old name stays as a former one: {name, unit_name, former_names}."""
	doc = reforms.rename(unit, new_name, reason)
	return {"name": doc.name, "unit_name": doc.unit_name, "former_names": doc.former_names}


@endpoint
def preview_merge(unit: str) -> dict:
	"""What of a unit would go over to another: {kinds: [{heading, count}], members: [names], settings: [labels]}."""
	return reforms.preview_merge(unit)


@endpoint
def merge_unit(unit: str, into: str, taker: str, day: str | None = None, reason: str | None = None) -> dict:
	"""机构改革: `unit` is merged into another, for which `taker` signs: {name, state, total} of the hand-over."""
	doc = reforms.merge(unit, into, taker, day, reason)
	return {**answer(doc), "total": doc.total}
