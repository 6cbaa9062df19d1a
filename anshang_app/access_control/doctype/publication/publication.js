// the platform's own records, not what the server keeps beside them
const own_records = () => ({
	filters: { module: ["in", Object.keys(frappe.boot.anshang_rooms)], istable: 0, issingle: 0 },
});

frappe.ui.form.on("Publication", {
	setup(frm) {
		frm.set_query("document_type", own_records);
		frm.set_query("record_type", "records", own_records);
	},

	refresh(frm) {
		// fields are each record's own, so not in `setup`
		const fields = [frm.get_docfield("document_type"), frm.get_docfield("records", "record_type")];
		for (const field of fields) field.filter_description = __("Records of this platform");
		// a page of the desk goes by its address, which says nothing to an official
		frm.toggle_display(["document_type", "document"], frm.doc.document_type !== "Page");
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
