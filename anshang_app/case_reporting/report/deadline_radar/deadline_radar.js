frappe.query_reports["Deadline Radar"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select("standing", __("Present State"), ["", "Deadline Past", "Deadline Near"]),
	])
);
