frappe.listview_settings["Publication"] = {
	add_fields: ["document_type"],
	formatters: {
		document: (value, _, doc) =>
			doc.document_type === "Page" ? __("Wall Chart") : frappe.utils.escape_html(value || ""),
	},
};
