"""Records of before the search get what they are found by."""

from anshang_app.record_search.entries import write_all


def execute():
	write_all()
