frappe.ui.form.on("Publication", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.state !== "Publication in Force" || !frm.perm[0].write) return;
		frm.disable_save();
		frm.add_custom_button(__("Withdraw Publication"), () =>
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Withdrawal Reason"), reqd: 1 },
				async ({ reason }) => {
					await frappe.call("anshang_app.access_control.api.withdraw_publication", {
						publication: frm.doc.name,
						reason,
					});
					frm.reload_doc();
				},
				__("Withdraw Publication")
			)
		);
	},
});
