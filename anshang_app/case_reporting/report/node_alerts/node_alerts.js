frappe.query_reports["Node Alerts"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select("light", __("Node Light"), ["", "Red Light", "Yellow Light"]),
		anshang.reports.number("days_ahead", __("Days Ahead"), (days) => __("Next {0} Days", [days]), [7, 14, 30, 60], 14),
		anshang.reports.link("unit", __("Responsible Unit"), "Anshang Unit"),
	])
);
