"""What a passage to the next stage lacks of permits. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from anshang_app.validation.checks import Problem, is_blank


def uninvited(waiting: Iterable[Mapping[str, Any]]) -> list[Problem]:
	"""Units not yet invited to see the works before acceptance (scheme §二(5)): [{unit, items}]."""
	return [Problem("stage", None, "not_invited", (row["unit"], "、".join(row["items"]))) for row in waiting]


def bare_certificates(cases: Iterable[Mapping[str, object]]) -> list[Problem]:
	"""Granted cases whose certificate is not on file: [{title, scan}]."""
	return [
		Problem("certificate_scan", None, "certificate_missing", (case["title"],), doctype="Approval Case")
		for case in cases
		if is_blank(case.get("scan"))
	]
