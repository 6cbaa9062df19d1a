"""The living demo: forty made-up projects of a city at work, told day by day through the rooms' own steps."""

import json
from collections.abc import Collection, Iterator
from datetime import date

from anshang_app.demo.city import bureau, contacts, troubles
from anshang_app.demo.city.cast import HERE
from anshang_app.demo.city.clock import demo_clock
from anshang_app.demo.city.life import Life, read_projects
from anshang_app.demo.city.timeline import play
from anshang_app.foundation.work_calendar import calendar_kept, load_calendar

#: projects of a first look: from just entered to handed over as completed, red and held ones among them, in a minute
FIRST_LOOK = (
	"yunqi",
	"mifan",
	"jingjian",
	"zhiqing",
	"ruiqi",
	"yuanzhi",
	"xiatang",
	"xinyan",
	"zhuyuan",
	"doumo",
	"chengkang",
)


def tell_city(keys: Collection[str] = ()) -> None:
	"""Everything of the city's year up to today, or of some of its projects; its units and accounts are there."""
	events = json.loads((HERE / "stories.json").read_text(encoding="utf-8"))
	with calendar_kept(), demo_clock() as clock:
		calendar = load_calendar()
		lives = [
			Life(row, events.get(row["key"], {}), number, calendar, clock)
			for number, row in enumerate(read_projects(), 1)
			if not keys or row["key"] in keys
		]
		play([*(tale for life in lives for tale in tales_of(life)), *city_tales(lives[0])], clock)


def tales_of(life: Life) -> Iterator[Iterator[date]]:
	"""What is told of one project side by side, its own path first."""
	yield life.tell()
	yield contacts.figures_of(life)
	yield contacts.contacts_of(life)
	yield contacts.extras_of(life)
	for problem in life.events.get("problems", ()):
		yield troubles.problem_of(life, problem)
	for order in life.events.get("orders", ()):
		yield troubles.order_of(life, order)
	for promise in life.events.get("promises", ()):
		yield troubles.promise_of(life, promise)


def city_tales(life: Life) -> list[Iterator[date]]:
	"""What the bureau does for all of them; any life lends its calendar and clock."""
	return [
		bureau.joint_meeting(life),
		bureau.special_meeting(life),
		bureau.trainings(life),
		bureau.bulletins(life),
		bureau.nights(life),
		bureau.next_meeting(life),
	]
