frappe.listview_settings["Letter Template"] = {
	hide_name_column: true,

	// a template is named after its kind; the list takes its subject past the translation
	formatters: { letter_kind: (value) => __(value) },
};
