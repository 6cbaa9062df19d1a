const DATE_STEPS = {
	"Correct Actual Date": {
		method: "correct_actual_date",
		aside: true,
		fields: (frm) => [
			{
				fieldname: "day",
				fieldtype: "Date",
				label: __("Actual Date"),
				default: frm.doc.actual_date,
				description: __("Blank: it has not happened yet."),
			},
			anshang.coordination.text_field("reason", "Reason"),
		],
	},
};

frappe.ui.form.on("Project Node", {
	refresh(frm) {
		const { corrects_date } = frm.doc.__onload || {};
		// a day on record is moved with its reason only
		const recorded = !frm.is_new() && frm.doc.actual_date && !frm.is_dirty();
		frm.set_df_property("actual_date", "read_only", recorded ? 1 : 0);
		if (!corrects_date) return;
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.service_plans.api.",
			record: "node",
			steps: DATE_STEPS,
			open: ["Correct Actual Date"],
		});
	},
});
