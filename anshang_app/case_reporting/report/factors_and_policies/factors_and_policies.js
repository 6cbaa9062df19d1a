frappe.query_reports["Factors and Policies"] = anshang.reports.settings(
	anshang.reports.filters([
		anshang.reports.select(
			"group_by",
			__("Group By"),
			["One by One", "By Kind of Promise", "By Owing Unit"],
			"One by One"
		),
		anshang.reports.select("kind", __("Kind of Promise"), [
			"",
			"Policy Fulfilment",
			"Infrastructure Provision",
			"Factor Guarantee",
			"Deferred Material",
			"Contract Performance",
		]),
		anshang.reports.select("state", __("Present State"), ["", "Not Due", "Past Due", "Fulfilled", "Waived"]),
		anshang.reports.select("owed_by", __("Owed By"), ["", "The City Side", "The Enterprise Side"]),
		anshang.reports.link("unit", __("Owing Unit"), "Anshang Unit"),
		anshang.reports.day("from_date", __("From Day")),
		anshang.reports.day("to_date", __("To Day")),
	])
);
