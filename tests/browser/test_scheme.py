"""Every duty of the scheme has its button: docs/scheme.md walked in Chromium as the account each line names."""

import json

import pytest
from scheme_table import ROWS
from shares import todays

#: the words of everything a person may press or read as a title on the page that is open, without blanks: v15 writes
#: 添加 协调会议, v16 添加协调会议
SHOWN = """() => [...document.querySelectorAll(
	".page-container:not([style*='display: none']) :is(button, a, h3, .title-text, .dropdown-item, .nav-link, .tab-title)"
)].map((one) => one.textContent.replace(/\\s+/g, ""))"""


def address(desk, row) -> str:
	kind, _colon, name = row.opens.partition(":")
	if kind == "page":
		return f"/app/{name}"
	if kind == "report":
		return f"/app/query-report/{name}"
	if kind == "list":
		return f"/app/{name.lower().replace(' ', '-')}"
	found = desk.page.context.request.get(
		f"{desk.url}/api/resource/{row.opens}",
		params={"filters": json.dumps(row.filters), "limit_page_length": 1},
	).json()["data"]
	assert found, f"{row.account} finds no {row.opens} {row.condition}"
	return f"/app/{row.opens.lower().replace(' ', '-')}/{found[0]['name']}"


#: a third of the lines each day, all with --long
LOOKED_AT = todays(ROWS, 3)


@pytest.mark.parametrize("account", list(dict.fromkeys(row.account for row in LOOKED_AT)))
def test_each_duty_of_the_scheme_has_its_button(desk_as, account):
	desk = desk_as(account)
	desk.open("/app/anshang-work")
	missing = []
	for row in (row for row in LOOKED_AT if row.account == account):
		desk.open(address(desk, row))
		words = row.button
		try:
			desk.page.wait_for_function(
				f"(words) => ({SHOWN})().some((text) => text === words)",
				arg=words.replace(" ", ""),
				timeout=15000,
			)
		except Exception as error:  # a missing button is told with all the others
			if "Timeout" not in type(error).__name__:
				raise
			missing.append(f"{row.clause} {row.duty}: no “{words}” at {row.opens}")
	assert not missing, "\n".join(missing)
