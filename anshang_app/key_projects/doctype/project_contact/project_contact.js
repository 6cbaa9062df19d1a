frappe.ui.form.on("Project Contact", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Set Phone"), () =>
			anshang.ask(
				__("Set Phone"),
				[{ fieldname: "phone", fieldtype: "Data", label: __("Phone Number"), reqd: 1 }],
				async ({ phone }) => {
					await frappe.call("anshang_app.key_projects.api.set_phone", { contact: frm.doc.name, phone });
					frm.reload_doc();
				}
			)
		);
		if (!frm.doc.phone_masked) return;
		frm.add_custom_button(__("Show Full Phone"), () =>
			frappe.prompt(
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Reason for Looking"),
					description: __("Who looked, when and why goes on record."),
					reqd: 1,
				},
				async ({ reason }) => {
					const answer = await frappe.call("anshang_app.key_projects.api.reveal_phone", {
						contact: frm.doc.name,
						reason,
					});
					frappe.msgprint({ title: frm.doc.contact_name, message: answer.message.phone });
				},
				__("Show Full Phone")
			)
		);
	},
});
