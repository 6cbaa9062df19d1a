const ORDER_STEPS = {
	"Sign For": { method: "sign_for_order" },
	"Begin Work": { method: "begin_order" },
	"Report Back": {
		method: "report_back",
		fields: () => [
			anshang.coordination.text_field("reply", "Reply in Words"),
			{ fieldname: "paper", fieldtype: "Attach", label: __("Paper of the Reply") },
		],
	},
	"Settle Order": {
		method: "settle_order",
		fields: () => [anshang.coordination.text_field("words", "Words of the Check", 0)],
	},
	"Send Back": {
		method: "redo_order",
		label: "To Redo",
		fields: () => [anshang.coordination.text_field("reason", "Return Reason")],
	},
	"Ask for Extension": {
		method: "ask_extension",
		aside: true,
		fields: (frm) => [
			note(__("Due On {0}. Ask before that day.", [frappe.datetime.str_to_user(frm.doc.due_date)])),
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due Day Wanted"), reqd: 1 },
			anshang.coordination.text_field("reason", "Reason of the Extension"),
		],
	},
	"Grant Extension": {
		method: "grant_extension",
		fields: (frm) => [note(asked(frm)), ...proof(frm), anshang.coordination.text_field("words", "Words of the Decision", 0)],
	},
	"Refuse Extension": {
		method: "refuse_extension",
		fields: (frm) => [note(asked(frm)), anshang.coordination.text_field("reason", "Reason")],
	},
	"Report Result": {
		method: "report_result",
		aside: true,
		fields: (frm) => [
			lines(frm, ["Not Reported", "Result Sent Back"]),
			anshang.coordination.text_field("report", "Report of the Result"),
			{ fieldname: "paper", fieldtype: "Attach", label: __("Paper of the Result") },
		],
	},
	"Accept Result": {
		method: "accept_result",
		aside: true,
		fields: (frm) => [lines(frm, ["Result Reported"]), anshang.coordination.text_field("words", "Words of the Check", 0)],
	},
	"Send Result Back": {
		method: "return_result",
		aside: true,
		fields: (frm) => [lines(frm, ["Result Reported"]), anshang.coordination.text_field("reason", "Return Reason")],
	},
	Urge: {
		method: "urge_order",
		aside: true,
		fields: (frm) => [
			anshang.coordination.text_field("words", "Words of the Urging"),
			...(frm.doc.__onload.late
				? [{ fieldname: "until", fieldtype: "Date", label: __("To Answer By"), reqd: 1 }]
				: []),
		],
	},
	"Escalate Order": {
		method: "escalate_order",
		fields: () => [anshang.coordination.text_field("words", "Words of the Escalation")],
	},
	"Do Not Escalate": {
		method: "decline_escalation",
		aside: true,
		fields: () => [anshang.coordination.text_field("reason", "Reason")],
	},
	"Change Order": {
		method: "change_order",
		aside: true,
		fields: (frm) => [
			{ fieldname: "matter", fieldtype: "Data", label: __("Matter"), default: frm.doc.matter },
			{ fieldname: "requirement", fieldtype: "Small Text", label: __("What Is Required"), default: frm.doc.requirement },
			{ fieldname: "person", fieldtype: "Data", label: __("Responsible Person"), default: frm.doc.person },
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due On"), default: frm.doc.due_date },
			anshang.coordination.text_field("reason", "Reason"),
		],
	},
	"Revoke Order": {
		method: "revoke_order",
		aside: true,
		fields: () => [anshang.coordination.text_field("reason", "Reason of the Revocation")],
	},
	"Correct Order": {
		method: "correct_order",
		aside: true,
		fields: (frm) => [
			{ fieldname: "matter", fieldtype: "Data", label: __("Matter"), default: frm.doc.matter },
			{ fieldname: "requirement", fieldtype: "Small Text", label: __("What Is Required"), default: frm.doc.requirement },
			{ fieldname: "unit", fieldtype: "Link", options: "Anshang Unit", label: __("Responsible Unit"), default: frm.doc.unit },
			{ fieldname: "person", fieldtype: "Data", label: __("Responsible Person"), default: frm.doc.person },
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due On"), default: frm.doc.due_date },
			anshang.coordination.text_field("reason", "Reason"),
		],
	},
	Number: { method: "anshang_app.official_documents.api.draw_order_number", label: "Draw Letter Number" },
};

/** A line of text above a dialog's fields. */
function note(text) {
	return { fieldtype: "HTML", options: `<p class="text-muted">${frappe.utils.escape_html(text)}</p>` };
}

function asked(frm) {
	const row = frm.doc.extensions[frm.doc.extensions.length - 1];
	const day = frappe.datetime.str_to_user;
	return __("From {0} to {1}: {2}", [day(row.due_before), day(row.due_wanted), row.reason]);
}

/** Who allowed more time, for orders of the special meeting and of leaders. */
function proof(frm) {
	if (!["Decided at Special Meeting", "Instruction of a Leader"].includes(frm.doc.source)) return [];
	return [
		{ fieldname: "approver", fieldtype: "Data", label: __("Approver"), reqd: 1 },
		{ fieldname: "approved_on", fieldtype: "Date", label: __("Approved On"), reqd: 1 },
		{ fieldname: "document_no", fieldtype: "Data", label: __("Number of the Approval"), reqd: 1 },
		{ fieldname: "paper", fieldtype: "Attach", label: __("Paper of the Approval") },
	];
}

/** The required results in one of `states`, to choose one. */
function lines(frm, states) {
	const rows = frm.doc.results.filter((row) => states.includes(row.state));
	return {
		fieldname: "result",
		fieldtype: "Select",
		label: __("Result Required"),
		options: rows.map((row) => anshang.choice(row.name, `${row.idx}. ${row.result}`)),
		default: rows.length === 1 ? rows[0].name : undefined,
		reqd: 1,
	};
}

function tone_of(outcome) {
	return outcome === "Overdue" ? "overdue" : "";
}

frappe.ui.form.on("Supervision Order", {
	setup(frm) {
		anshang.coordination.no_menu(frm);
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
		frm.set_query("issue", () => ({ filters: { project: frm.doc.project } }));
		frm.set_query("inspection_office", () => ({ filters: { is_inspection_office: 1, is_active: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		anshang.coordination.chat_text(frm);
		const { actions = [], beside = [], overdue, checker, draws_number, corrects, changes, outcome, proposed } =
			frm.doc.__onload || {};
		const { due_date, original_due_date, running_limit, extension_wanted } = frm.doc;
		const day = frappe.datetime.str_to_user;
		anshang.coordination.writes(frm);
		anshang.coordination.band(frm, [
			{ label: __("Order State"), value: __(frm.doc.state) },
			{
				label: overdue ? __("Past Its Limit") : __("Due On"),
				value: day(due_date),
				tone: overdue ? "overdue" : "",
			},
			...(original_due_date && original_due_date !== due_date
				? [{ label: __("Original Due Day"), value: day(original_due_date) }]
				: []),
			...(running_limit && running_limit !== due_date
				? [{ label: __("To Answer By"), value: day(running_limit) }]
				: []),
			...(extension_wanted ? [{ label: __("Extension Asked To"), value: day(extension_wanted) }] : []),
			...(outcome ? [{ label: __("Limit Kept"), value: __(outcome), tone: tone_of(outcome) }] : []),
			...(proposed ? [{ label: __("Proposal"), value: __("Escalation Proposed"), tone: "overdue" }] : []),
			{ label: __("Checked By Unit"), value: checker || "–" },
		]);
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.supervision.api.",
			record: "order",
			steps: ORDER_STEPS,
			open: [
				...actions.filter((action) => action !== "Revoke Order"),
				...beside,
				...(corrects ? ["Correct Order"] : []),
				...(changes ? ["Change Order"] : []),
				...actions.filter((action) => action === "Revoke Order"),
				...(draws_number ? ["Number"] : []),
			],
		});
		anshang.coordination.record_letter(frm, "Supervision Notice");
	},
});
