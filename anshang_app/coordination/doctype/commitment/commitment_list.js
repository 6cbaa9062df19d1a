frappe.listview_settings["Commitment"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const tone = { "Not Due": "blue", "Past Due": "red", Fulfilled: "green", Waived: "gray" }[doc.state];
		return [__(doc.state), tone, `state,=,${doc.state}`];
	},
};
