"""Every method the app offers over REST stands in the `api.py` of its room."""

import importlib
import pkgutil
import re

API = re.compile(r"anshang_app\.[a-z_]+\.api")
#: named by Frappe itself where it looks them up: replaced methods of the desk, cards, sources of charts
ELSEWHERE = re.compile(
	r"anshang_app\.(doors\.(directory_login|form_loading|overrides|passwords|single_sign_on)|reminders\.scheduled_reports"
	r"|case_reporting\.(cards|workspace_cards|dashboard_chart_source\..+))"
)


def offered(frappe) -> list:
	"""The whitelisted functions of the whole package."""
	import anshang_app

	for module in pkgutil.walk_packages(anshang_app.__path__, "anshang_app."):
		importlib.import_module(module.name)
	return [method for method in frappe.whitelisted if method.__module__.startswith("anshang_app.")]


def test_what_is_offered_stands_in_an_api(frappe_site):
	methods = offered(frappe_site)
	assert len(methods) > 100
	astray = [
		f"{method.__module__}.{method.__name__}"
		for method in methods
		if not API.fullmatch(method.__module__) and not ELSEWHERE.fullmatch(method.__module__)
	]
	assert astray == []


def test_what_is_offered_says_what_it_does(frappe_site):
	assert [method.__name__ for method in offered(frappe_site) if not method.__doc__] == []
