"""The desk's search: POST `anshang_app.record_search.api.<verb>`."""

from dataclasses import asdict

from anshang_app.foundation.endpoints import endpoint
from anshang_app.foundation.offers import for_others
from anshang_app.record_search import finding


@for_others(reads=True, text="测试项目")
@endpoint
def find(text: str) -> list[dict]:
	"""What the user may read and asks for by any part of a name or its pinyin: [{doctype, name, kind, title, note}]."""
	return [asdict(result) for result in finding.find(text)]
