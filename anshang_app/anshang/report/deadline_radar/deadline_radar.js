frappe.query_reports["Deadline Radar"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select("standing", __("State"), ["", "Deadline Past", "Deadline Near"]),
	])
);
