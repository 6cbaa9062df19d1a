frappe.ui.form.on("Service Plan", {
	refresh(frm) {
		for (const table of ["team_tasks", "entity_tasks", "plan_dates"]) {
			// the rows are the form's; only their cells are entered
			frm.set_df_property(table, "cannot_add_rows", 1);
			frm.set_df_property(table, "cannot_delete_rows", 1);
		}
		if (frm.doc.state === "Sealed" && frappe.model.can_create("Service Plan")) {
			frm.add_custom_button(__("Revise Plan"), () =>
				ask_reason(__("Revise Plan"), async (reason) => {
					const answer = await frappe.call("anshang_app.api.revise_plan", {
						plan: frm.doc.name,
						reason,
					});
					frappe.set_route("Form", "Service Plan", answer.message.name);
				})
			);
		}
	},

	before_workflow_action(frm) {
		if (frm.selected_workflow_action !== "Return to Draft") return Promise.resolve();
		// the reason belongs to the step, so the step is taken with it instead of alone
		frappe.dom.unfreeze();
		ask_reason(__("Return to Draft"), async (reason) => {
			await frappe.call("anshang_app.api.return_to_draft", { plan: frm.doc.name, reason });
			frm.reload_doc();
		});
		return new Promise(() => {});
	},
});

function ask_reason(title, take) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Return Reason"), reqd: 1 },
		({ reason }) => take(reason),
		title
	);
}
