frappe.listview_settings["Letter Template"] = {
	hide_name_column: true,
	// a template is named after its kind, which users read in Chinese
	formatters: { name: (value) => __(value), letter_kind: (value) => __(value) },
};
