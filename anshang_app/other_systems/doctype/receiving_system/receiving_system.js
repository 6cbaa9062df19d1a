frappe.ui.form.on("Receiving System", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Send a Test Message"), async () => {
			const answer = await frappe.call({
				method: "anshang_app.other_systems.api.send_test_notice",
				args: { receiver: frm.doc.name },
				type: "POST",
				freeze: true,
			});
			frappe.show_alert({ message: answer.message, indicator: "green" });
			frm.reload_doc();
		});
	},
});
