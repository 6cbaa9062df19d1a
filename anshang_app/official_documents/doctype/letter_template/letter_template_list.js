frappe.listview_settings["Letter Template"] = {
	hide_name_column: true,

	// a template is named after its kind; the list takes its subject past the translation
	onload(list) {
		const subject = list.get_subject_html.bind(list);
		list.get_subject_html = (doc) => subject({ ...doc, letter_kind: __(doc.letter_kind) });
	},
};
