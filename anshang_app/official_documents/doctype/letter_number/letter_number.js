frappe.ui.form.on("Letter Number", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.number_state === "Voided") return;
		frm.add_custom_button(__("Void This Number"), () =>
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason for Voiding"), reqd: 1 },
				async ({ reason }) => {
					await frappe.call("anshang_app.official_documents.api.void_letter_number", {
						number: frm.doc.name,
						reason,
					});
					frm.reload_doc();
				},
				__("Void This Number")
			)
		);
	},
});
