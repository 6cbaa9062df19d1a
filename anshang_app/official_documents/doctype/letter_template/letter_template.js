frappe.ui.form.on("Letter Template", {
	refresh(frm) {
		if (frm.is_new()) return;
		// the window would be titled with the stored name too
		setTimeout(() => frappe.utils.set_title(__(frm.doc.letter_kind)), 0);
		const open = (method) => () =>
			window.open(
				`/api/method/anshang_app.official_documents.api.${method}?kind=${encodeURIComponent(frm.doc.name)}`
			);
		frm.add_custom_button(__("Example With All Fields"), open("download_example"));
		frm.add_custom_button(__("Preview With a Sample"), open("download_sample"));
	},
});
