frappe.query_reports["Agents and Training"] = anshang.reports.settings(
	anshang.reports.filters([...anshang.reports.period()])
);
