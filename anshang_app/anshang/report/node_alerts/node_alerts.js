frappe.query_reports["Node Alerts"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select("light", __("Light"), ["", "Red Light", "Yellow Light"]),
		anshang.reports.number("days_ahead", __("Days Ahead"), 14),
		anshang.reports.link("unit", __("Responsible Unit"), "Anshang Unit"),
	])
);
