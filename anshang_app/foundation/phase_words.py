"""How a project in phases is called, so that two of one name are told apart wherever one is named."""

from frappe import _


def with_phase(name: str | None, phase_no: object) -> str:
	"""The project's name, with its phase if it is one of several; a blank number of a table of figures is none."""
	if not phase_no or phase_no != phase_no:
		return name or ""
	return _("{0} (phase {1})").format(name, int(str(phase_no).split(".")[0]))
