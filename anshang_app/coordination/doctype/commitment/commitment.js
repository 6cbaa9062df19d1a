// the bureau enters the consent of a unit out of that unit's paper
const PAPER = [
	{ fieldname: "paper_no", fieldtype: "Data", label: "Number of the Consent" },
	{ fieldname: "paper", fieldtype: "Attach", label: "Scan of the Consent" },
];

const COMMITMENT_STEPS = {
	Answer: {
		method: "answer_commitment",
		label: "Answer Commitment",
		fields: () => [
			anshang.coordination.text_field("words", "Answer in Words"),
			{ fieldname: "proof", fieldtype: "Attach", label: __("Proof of Fulfilment") },
		],
	},
	Return: {
		method: "return_commitment",
		label: "Return Answer",
		aside: true,
		fields: () => [anshang.coordination.text_field("reason", "Return Reason")],
	},
	Fulfil: {
		method: "fulfil_commitment",
		label: "Enter as Fulfilled",
		fields: () => [
			{ fieldname: "day", fieldtype: "Date", label: __("Fulfilled On"), default: frappe.datetime.get_today(), reqd: 1 },
			{ fieldname: "proof", fieldtype: "Attach", label: __("Proof of Fulfilment") },
		],
	},
	Consent: {
		method: "consent_to_deferral",
		label: "Consent to Deferral",
		fields: (frm) => [
			{ fieldname: "day", fieldtype: "Date", label: __("Consented On"), default: frappe.datetime.get_today(), reqd: 1 },
			...(frm.doc.__onload.by_paper ? PAPER.map((field) => ({ ...field, label: __(field.label), reqd: 1 })) : []),
		],
	},
	Refuse: {
		method: "refuse_deferral",
		label: "Refuse Deferral",
		aside: true,
		fields: () => [anshang.coordination.text_field("reason", "Reason of the Refusal")],
	},
	Release: {
		method: "release_commitment",
		label: "Release to the Enterprise",
		aside: true,
		fields: () => [{ fieldtype: "HTML", options: __("From today the enterprise reads this promise on its own page.") }],
	},
	Waive: {
		method: "waive_commitment",
		label: "Waive Commitment",
		fields: () => [anshang.coordination.text_field("reason", "Reason of the Waiver")],
	},
};

frappe.ui.form.on("Commitment", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
		for (const field of ["node", "ahead_node"]) {
			frm.set_query(field, () => ({ filters: { project: frm.doc.project, applies: 1 } }));
		}
	},

	// the agreed start stands on the project
	async performance(frm) {
		if (frm.doc.performance !== "Agreed Start of Works" || frm.doc.due_date || !frm.doc.project) return;
		const { message } = await frappe.db.get_value("Investment Project", frm.doc.project, "agreed_start_date");
		if (message?.agreed_start_date) frm.set_value("due_date", message.agreed_start_date);
	},

	refresh(frm) {
		if (frm.is_new()) return;
		anshang.coordination.writes(frm);
		const { answers, confirms, consents, releases } = frm.doc.__onload || {};
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
		if (frm.doc.kind === "Deferred Material") figures.push(standing_of(frm.doc));
		if (frm.doc.released_on) figures.push({ label: __("Released to the Enterprise On"), value: frappe.datetime.str_to_user(frm.doc.released_on) });
		figures.push({ label: __("Supervising Unit"), value: frm.doc.supervised_by || "–" });
		anshang.coordination.band(frm, figures);
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.coordination.api.",
			record: "commitment",
			steps: COMMITMENT_STEPS,
			open: [
				...(consents && frm.doc.promise_letter ? ["Consent"] : []),
				...(consents ? ["Refuse"] : []),
				...(confirms ? ["Fulfil"] : []),
				...(answers ? ["Answer"] : []),
				...(confirms && answered_on ? ["Return"] : []),
				...(releases ? ["Release"] : []),
				...(confirms ? ["Waive"] : []),
			],
		});
	},
});

/** Where a promise stands on its way: letter, consent, in force, broken. */
function standing_of({ state, promise_letter, consented_on }) {
	const label = __("Deferral");
	if (["Fulfilled", "Waived"].includes(state)) return { label, value: __(state) };
	if (!promise_letter) return { label, value: __("to be counted: the promise letter is lacking") };
	if (!consented_on) return { label, value: __("to be counted: the consent is lacking") };
	if (state === "Past Due") return { label, value: __("broken: the step waits again"), tone: "overdue" };
	return { label, value: __("in force since {0}", [frappe.datetime.str_to_user(consented_on)]) };
}
