"""代办员的培训指导 (scheme §三(二)5③): who was taught what, and which agents nobody has taught yet."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation.members import agents_today
from anshang_app.validation.checks import Problem, future_problem

TRAINING = "Agent Training"


def fill_attendees(training: Document) -> None:
	"""Name and unit of each attendee, as they are today; what stands on record stays."""
	agents = {row.user: row for row in agents_today()}
	for row in training.attendees:
		agent = agents.get(row.user)
		if agent and not row.unit:
			row.agent_name, row.unit = agent.member_name, agent.name


def problems(training: Document) -> list[Problem]:
	"""Attendees of a day to come, attendees entered twice, and accounts that are no agent's."""
	issues, users = [], set()
	if training.attendees:
		issues.append(future_problem("training_date", training.training_date, getdate()))
	for row in training.attendees:
		if row.user in users:
			issues.append(Problem("attendees", row.agent_name or row.user, "twice"))
		elif not row.unit:
			issues.append(Problem("attendees", row.user, "not_an_agent"))
		users.add(row.user)
	return [problem for problem in issues if problem]


def agents() -> list[dict]:
	"""The agents of today: [{user, member_name, unit, is_taught}], by unit. Two queries."""
	taught = set(
		frappe.get_all(
			"Training Attendee",
			filters={"parenttype": TRAINING},
			pluck="user",
			order_by="user",
			distinct=True,
		)
	)
	return [
		{"user": row.user, "member_name": row.member_name, "unit": row.name, "is_taught": row.user in taught}
		for row in agents_today()
	]
