frappe.listview_settings["Project Node"] = {
	hide_name_column: true,
	add_fields: ["light"],
	get_indicator(doc) {
		const colours = { "Green Light": "green", "Yellow Light": "yellow", "Red Light": "red" };
		return [__(doc.light || "No Light"), colours[doc.light] || "gray", `light,=,${doc.light}`];
	},
};
