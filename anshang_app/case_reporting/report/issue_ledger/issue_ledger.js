frappe.query_reports["Issue Ledger"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select(
			"shown",
			__("Which Records"),
			["Open or Raised in the Period", "Open Only", "All of Them"],
			"Open or Raised in the Period"
		),
		...anshang.reports.period(),
		anshang.reports.link("unit", __("Responsible Unit"), "Anshang Unit"),
		anshang.reports.select("level", __("Escalation Level"), [
			"",
			"At Service Team",
			"At Bureau",
			"At Special Meeting",
			"At Inspection Office",
		]),
	])
);
