frappe.query_reports["Starts and Completions"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.number("year", __("Calendar Year"), Number(frappe.datetime.get_today().slice(0, 4))),
		anshang.reports.select(
			"group_by",
			__("Group By"),
			["By Month", "By Industry Chain", "By Host Locality"],
			"By Month"
		),
	])
);
