frappe.query_reports["Supervision Ledger"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select(
			"shown",
			__("Which Records"),
			["Open or Raised in the Period", "Open Only", "All of Them"],
			"Open or Raised in the Period"
		),
		...anshang.reports.period(),
		anshang.reports.link("unit", __("Responsible Unit"), "Anshang Unit"),
		anshang.reports.select(
			"source",
			__("Source of the Order"),
			["", "Found by the Bureau", "Decided at Special Meeting", "Instruction of a Leader", "Decided at Joint Meeting"],
			// an inspection office supervises what special meetings decided (scheme §四(三))
			frappe.user.has_role("Inspection Clerk") ? "Decided at Special Meeting" : ""
		),
		anshang.reports.link("inspection_office", __("Inspection Office"), "Anshang Unit"),
	])
);
