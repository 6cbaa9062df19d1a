"""The one place where a project's 容缺 promises come from."""

from anshang_app.gates import Promise


def promises_of(project: str) -> list[Promise]:
	"""容缺 promises of a project, kept and open; none until commitments are records of their own."""
	return []
