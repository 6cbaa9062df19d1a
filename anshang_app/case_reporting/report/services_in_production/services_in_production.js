frappe.query_reports["Services in Production"] = anshang.reports.settings(anshang.reports.filters([]));
