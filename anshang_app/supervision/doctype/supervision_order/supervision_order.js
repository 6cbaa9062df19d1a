const ORDER_STEPS = {
	"Sign For": { method: "sign_for_order" },
	"Begin Work": { method: "begin_order" },
	"Report Back": {
		method: "report_back",
		fields: () => [
			anshang.coordination.words("reply", "Reply in Words"),
			{ fieldname: "paper", fieldtype: "Attach", label: __("Paper of the Reply") },
		],
	},
	"Settle Order": {
		method: "settle_order",
		fields: () => [anshang.coordination.words("words", "Words of the Check", 0)],
	},
	"Send Back": {
		method: "redo_order",
		label: "To Redo",
		fields: () => [anshang.coordination.words("reason", "Return Reason")],
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
			anshang.coordination.words("reason", "Reason"),
		],
	},
	Number: { method: "anshang_app.official_documents.api.draw_order_number", label: "Draw Letter Number" },
};

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
		const { actions = [], overdue, checker, draws_number, corrects } = frm.doc.__onload || {};
		anshang.coordination.writes(frm);
		anshang.coordination.band(frm, [
			{ label: __("Order State"), value: __(frm.doc.state) },
			{
				label: overdue ? __("Past Its Limit") : __("Due On"),
				value: frappe.datetime.str_to_user(frm.doc.due_date),
				tone: overdue ? "overdue" : "",
			},
			{ label: __("Checked By Unit"), value: checker || "–" },
		]);
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.supervision.api.",
			record: "order",
			steps: ORDER_STEPS,
			open: [...actions, ...(corrects ? ["Correct Order"] : []), ...(draws_number ? ["Number"] : [])],
		});
		anshang.coordination.record_letter(frm, "Supervision Notice");
	},
});
