frappe.query_reports["Starts and Completions"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.year(),
		anshang.reports.select(
			"group_by",
			__("Group By"),
			["By Month", "By Industry Chain", "By Host Locality"],
			"By Month"
		),
	])
);
