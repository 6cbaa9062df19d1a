frappe.query_reports["Investment Progress"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.day("as_of", __("As Of"), frappe.datetime.get_today()),
	])
);
