frappe.query_reports["Contact Duties"] = anshang.reports.settings(
	anshang.reports.filters(
		[
			anshang.reports.select("group_by", __("Group By"), ["By Project", "By Unit"], "By Project"),
			anshang.reports.number("periods", __("Past Periods"), (count) => __("Last {0} Periods", [count]), [4, 8, 12, 26], 8),
			anshang.reports.link("duty", __("Duty Rule"), "Duty Rule"),
			anshang.reports.link("unit", __("Unit of the Duty"), "Anshang Unit"),
		],
		// the bureau supervises the projects outside the development zone first (seed)
		{ defaults: { without_zone: Boolean(frappe.boot.anshang_set_aside) } }
	)
);
