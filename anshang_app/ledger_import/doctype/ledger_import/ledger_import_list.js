frappe.listview_settings["Ledger Import"] = {
	hide_name_column: true,
	add_fields: ["state"],
	get_indicator(doc) {
		const colours = { "Taking Rows Over": "orange", "Taken Over": "green", "Stopped Halfway": "red", "Import Undone": "gray" };
		return [__(doc.state), colours[doc.state], `state,=,${doc.state}`];
	},
	onload(list) {
		list.page.add_inner_button(__("Enter by Ledger"), () => frappe.set_route("anshang-ledger"));
	},
};
