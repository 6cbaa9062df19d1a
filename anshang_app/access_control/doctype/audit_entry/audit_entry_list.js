frappe.listview_settings["Audit Entry"] = {
	hide_name_column: true,

	onload(list) {
		list.page.add_inner_button(__("Verify the Chain"), async () => {
			const answer = await frappe.call({
				method: "anshang_app.access_control.api.verify_audit",
				type: "POST",
				freeze: true,
				freeze_message: __("Verifying the audit chain"),
			});
			const findings = answer.message;
			frappe.msgprint({
				title: __("Verify the Chain"),
				indicator: findings.length ? "red" : "green",
				message: findings.length ? findings : __("The audit chain holds from end to end."),
				as_list: findings.length > 0,
			});
			list.refresh();
		});
	},
};
