frappe.query_reports["Approval Timeliness"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select(
			"group_by",
			__("Group By"),
			["By Approval Item", "By Deciding Unit", "Case by Case"],
			"By Approval Item"
		),
		...anshang.reports.period(),
		anshang.reports.link("approval_item", __("Approval Item"), "Approval Item"),
		anshang.reports.link("unit", __("Deciding Unit"), "Anshang Unit"),
	])
);
