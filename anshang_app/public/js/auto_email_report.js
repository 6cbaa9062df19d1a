frappe.ui.form.on("Auto Email Report", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Send Me a Test"), async () => {
			if (frm.is_dirty()) await frm.save();
			const answer = await frappe.call({
				method: "anshang_app.reminders.api.send_test",
				type: "POST",
				args: { name: frm.doc.name },
				freeze: true,
			});
			frappe.show_alert({ message: __("A test mail was sent to {0}.", [answer.message]), indicator: "green" });
		});
	},
});
