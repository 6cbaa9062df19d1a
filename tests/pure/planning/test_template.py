"""Which rows of a plan template a project needs."""

from anshang_app.planning.template import left_out_reason


def test_template_rows_apply_by_attributes():
	assert left_out_reason({"only_with_land": 1}, {"needs_land": 0}) == "No Land Acquired"
	assert left_out_reason({"only_with_land": 1}, {"needs_land": 1}) is None
	assert left_out_reason({"only_special_building": 1}, {}) == "Not a Special Building"
	row = {"only_eia_kinds": "EIA Report, EIA Form"}
	assert left_out_reason(row, {"eia_kind": "No EIA Needed"}) == "Other EIA Kind"
	assert left_out_reason(row, {"eia_kind": "EIA Form"}) is None
	assert left_out_reason(row, {"eia_kind": None}) is None
