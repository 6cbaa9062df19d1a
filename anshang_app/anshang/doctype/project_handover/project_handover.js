frappe.ui.form.on("Project Handover", {
	refresh(frm) {
		if (!frm.is_new()) anshang.handover_letter_buttons(frm);
	},

	before_workflow_action(frm) {
		if (frm.selected_workflow_action !== "Send Back") return Promise.resolve();
		// the reason belongs to the step, so the step is taken with it instead of alone
		frappe.dom.unfreeze();
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Return Reason"), reqd: 1 },
			async ({ reason }) => {
				await frappe.call("anshang_app.api.send_back", { handover: frm.doc.name, reason });
				frm.reload_doc();
			},
			__("Send Back")
		);
		return new Promise(() => {});
	},
});
