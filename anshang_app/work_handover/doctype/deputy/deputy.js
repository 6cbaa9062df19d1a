frappe.ui.form.on("Deputy", {
	refresh(frm) {
		frm.disable_save();
		if (!frm.doc.__onload?.ends) return;
		frm.add_custom_button(__("End Deputyship"), () =>
			frappe.confirm(__("The deputy loses at once what he has by it. End it?"), async () => {
				await frappe.call({ method: "anshang_app.work_handover.api.end_deputyship", type: "POST", args: { deputyship: frm.doc.name }, freeze: true });
				frm.reload_doc();
			})
		);
	},
});
