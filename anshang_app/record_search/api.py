"""The desk's search: POST `anshang_app.record_search.api.<verb>`."""

from dataclasses import asdict

from anshang_app.foundation.endpoints import endpoint
from anshang_app.record_search import finding


@endpoint
def find(text: str) -> list[dict]:
	"""What the user may read and asks for by any part of a name or its pinyin: [{doctype, name, kind, title, note}]."""
	return [asdict(result) for result in finding.find(text)]
