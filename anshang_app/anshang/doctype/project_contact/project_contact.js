frappe.ui.form.on("Project Contact", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Set Phone"), () =>
			frappe.prompt(
				{ fieldname: "phone", fieldtype: "Data", label: __("Phone Number"), reqd: 1 },
				async ({ phone }) => {
					await frappe.call("anshang_app.api.set_phone", { contact: frm.doc.name, phone });
					frm.reload_doc();
				},
				__("Set Phone")
			)
		);
	},
});
