const COMMITMENT_STEPS = {
	Answer: {
		method: "answer_commitment",
		label: "Answer Commitment",
		fields: () => [
			anshang.coordination.words("words", "Answer in Words"),
			{ fieldname: "proof", fieldtype: "Attach", label: __("Proof of Fulfilment") },
		],
	},
	Return: {
		method: "return_commitment",
		label: "Return Answer",
		aside: true,
		fields: () => [anshang.coordination.words("reason", "Return Reason")],
	},
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
		anshang.coordination.writes(frm);
		const { answers, confirms } = frm.doc.__onload || {};
		const { answered_on } = frm.doc;
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
		if (is_open && answered_on) {
			figures.push({ label: __("Answered On"), value: frappe.datetime.str_to_user(answered_on) });
		}
		figures.push({ label: __("Supervising Unit"), value: frm.doc.supervised_by || "–" });
		anshang.coordination.band(frm, figures);
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.coordination.api.",
			record: "commitment",
			steps: COMMITMENT_STEPS,
			open: [
				...(confirms ? ["Fulfil"] : []),
				...(answers ? ["Answer"] : []),
				...(confirms && answered_on ? ["Return"] : []),
				...(confirms ? ["Waive"] : []),
			],
		});
	},
});
