"""补录 of approvals in one table: blank rows are none, and every finding names its item."""

from datetime import date

from anshang_app.permit_approvals.rules.back_entry import table_gaps

OPEN = {"AP-1": "企业开办", "AP-2": "施工许可"}
TODAY = date(2026, 3, 6)


def gaps(*rows):
	filled, found = table_gaps(rows, OPEN, TODAY)
	return len(filled), {(problem.field, problem.rule) for problem in found}


def test_rows_nobody_filled_in_are_left_alone():
	assert gaps(
		{"case": "AP-1", "day": "2025-02-01"}, {"case": "AP-2", "day": "", "certificate_no": " "}
	) == (
		1,
		set(),
	)


def test_everything_wrong_is_found_at_once():
	count, found = gaps(
		{"case": "AP-1", "day": "昨天"},
		{"case": "AP-2", "day": "2026-03-09", "expires_on": "2026-03-01"},
		{"case": "AP-2", "certificate_no": "证1"},
		{"case": "AP-9", "day": "2025-01-01"},
		{"day": "2025-01-01"},
	)
	assert count == 5
	assert found == {
		("issued_on", "not_a_date"),
		("expires_on", "not_before"),
		("issued_on", "in_future"),
		("approval_item", "twice"),
		("issued_on", "back_entry_day"),
		("approval_item", "back_entry_closed"),
	}


def test_an_empty_table_is_said_to_be_one():
	assert gaps({"case": "AP-1"}) == (0, {("issued_on", "back_entry_empty")})


def test_a_finding_names_the_item_of_its_row():
	_filled, (problem,) = table_gaps([{"case": "AP-2", "day": "2026-13-01"}], OPEN, TODAY)
	assert problem.value == "施工许可 2026-13-01"
