frappe.listview_settings["Project Handover"] = {
	// the record's number is in its form; the width is better spent on the title
	hide_name_column: true,
};
