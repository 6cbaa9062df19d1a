"""The stages of a project as its enterprise reads them: which are behind it, and which one it is at. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from anshang_app.foundation import constants

#: stages at which nobody is at work on the project
AT_REST = (*constants.STANDSTILLS, *constants.OVER)


@dataclass(frozen=True)
class StagePassage:
	"""A stage reached on `since`, done on `done`; days as text, "" where not known or not yet."""

	stage: str
	since: str
	done: str = ""
	at_work: bool = False


def passages_of(reached: Iterable[tuple[str, str]]) -> list[StagePassage]:
	"""The (stage, day) of a project in their order; one is done only where the project went on to a later stage.

	A standstill or a way back ends no stage.
	"""
	rows = list(reached)
	followings = [*rows[1:], None][: len(rows)]
	return [
		StagePassage(
			stage,
			since,
			following[1] if following and goes_on(stage, following[0]) else "",
			following is None and stage not in AT_REST,
		)
		for (stage, since), following in zip(rows, followings, strict=True)
	]


def goes_on(stage: str, following: str) -> bool:
	"""Whether one stage comes later on a project's path than another; a standstill is no part of the path."""
	order = constants.STAGE_ORDER
	return stage in order and following in order and order.index(following) > order.index(stage)
