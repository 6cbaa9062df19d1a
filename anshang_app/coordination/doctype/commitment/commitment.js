const COMMITMENT_STEPS = {
	Fulfil: {
		method: "fulfil_commitment",
		label: "Enter as Fulfilled",
		fields: () => [
			{ fieldname: "day", fieldtype: "Date", label: __("Fulfilled On"), default: frappe.datetime.get_today(), reqd: 1 },
			{ fieldname: "proof", fieldtype: "Attach", label: __("Proof of Fulfilment") },
		],
	},
	Waive: {
		method: "waive_commitment",
		label: "Waive Commitment",
		fields: () => [anshang.coordination.words("reason", "Reason of the Waiver")],
	},
};

frappe.ui.form.on("Commitment", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
		frm.set_query("node", () => ({ filters: { project: frm.doc.project, applies: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const writes = anshang.coordination.writes(frm);
		const is_open = ["Not Due", "Past Due"].includes(frm.doc.state);
		const left = frm.doc.days_left;
		const figures = [{ label: __("State of the Commitment"), value: __(frm.doc.state) }];
		if (is_open) {
			figures.push(
				left < 0 || frm.doc.state === "Past Due"
					? { label: __("Past Its Limit"), value: __("{0} working days", [Math.abs(left)]), tone: "overdue" }
					: { label: __("Working Days Left"), value: __("{0} working days", [left]) }
			);
		}
		anshang.coordination.band(frm, figures);
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.coordination.api.",
			record: "commitment",
			steps: COMMITMENT_STEPS,
			open: is_open && writes ? Object.keys(COMMITMENT_STEPS) : [],
		});
	},
});
