frappe.query_reports["Project Ledger"] = anshang.reports.settings(
	anshang.reports.filters()
);
