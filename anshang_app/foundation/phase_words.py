"""How a project in phases is called, so that two of one name are told apart wherever one is named."""

from collections.abc import Iterable

import frappe
from frappe import _

#: letters a stored name has room for
ROOM = 140


def with_phase(name: str | None, phase_no: object) -> str:
	"""The project's name, with its phase if it is one of several; a blank number of a table of figures is none."""
	if not phase_no or phase_no != phase_no:
		return name or ""
	# in Chinese whoever asks: it is stored on records too
	return _("{0} (phase {1})", lang="zh").format(name, int(str(phase_no).split(".")[0]))


def stored_title(name: str | None, phase_no: object) -> str:
	"""As `with_phase`, a long name cut so that the phase is kept."""
	title = with_phase(name, phase_no)
	over = len(title) - ROOM
	return title if over <= 0 else with_phase((name or "")[: -over - 1] + "…", phase_no)


def project_titles(projects: Iterable[str | None]) -> dict[str, str]:
	"""Project -> its name with its phase; the caller has asked whether they may be read."""
	rows = frappe.get_all(
		"Investment Project",
		filters={"name": ["in", [*filter(None, projects), ""]]},
		fields=["name", "project_name", "phase_no"],
		order_by="name",
	)
	return {row.name: stored_title(row.project_name, row.phase_no) for row in rows}
