frappe.query_reports["Wall Chart Progress"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select("part", __("Part of the Forms"), [
			"",
			"Service Team List",
			"Entity List",
			"Approval Schedule",
			"Construction Schedule",
			"Beyond the Annex",
		]),
	])
);
