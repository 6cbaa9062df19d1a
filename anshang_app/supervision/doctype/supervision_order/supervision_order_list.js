frappe.listview_settings["Supervision Order"] = { hide_name_column: true };
