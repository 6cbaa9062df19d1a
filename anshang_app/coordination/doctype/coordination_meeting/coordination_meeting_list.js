frappe.listview_settings["Coordination Meeting"] = { hide_name_column: true };
