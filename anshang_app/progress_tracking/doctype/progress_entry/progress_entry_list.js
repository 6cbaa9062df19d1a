frappe.listview_settings["Progress Entry"] = {
	onload(listview) {
		listview.page.add_inner_button(__("Enter by Project"), () => window.open("/anshang/entry"));
	},

	add_fields: ["raises_issue"],
	get_indicator(doc) {
		if (doc.raises_issue) return [__("Needs Coordination"), "orange", "raises_issue,=,1"];
		return [__(doc.entry_kind), "blue", `entry_kind,=,${doc.entry_kind}`];
	},
};
