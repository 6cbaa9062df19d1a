frappe.ui.form.on("Enterprise Link", {
	refresh(frm) {
		if (frm.doc.state !== "Link in Force") return;
		frm.add_custom_button(__("Withdraw Link"), () =>
			frappe.confirm(__("End this link at once?"), async () => {
				await frappe.call("anshang_app.access_control.api.withdraw_enterprise_link", { link: frm.doc.name });
				frm.reload_doc();
			})
		);
	},
});
