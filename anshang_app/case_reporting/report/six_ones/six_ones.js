frappe.query_reports["Six Ones"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select("shown", __("Which Records"), ["Lacking One", "All of Them"], "Lacking One"),
	])
);
