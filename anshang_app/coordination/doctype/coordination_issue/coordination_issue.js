const { text_field } = anshang.coordination;

const ISSUE_STEPS = {
	"Take Up Issue": {
		method: "take_up",
		fields: (frm) => [
			{ fieldname: "unit", fieldtype: "Link", options: "Anshang Unit", label: __("Responsible Unit"), default: frm.doc.unit, reqd: 1 },
			{ fieldname: "person", fieldtype: "Data", label: __("Responsible Person"), default: frm.doc.person, reqd: 1 },
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due On"), default: frm.doc.due_date, reqd: 1 },
		],
	},
	"Begin Work": { method: "begin_issue" },
	"Answer Issue": {
		method: "answer_issue",
		fields: () => [text_field("answer", "Answer of the Responsible Unit")],
	},
	"Clear Issue": {
		method: "clear_issue",
		fields: () => [
			{ fieldname: "confirmed_by", fieldtype: "Data", label: __("Confirmed for the Enterprise By"), reqd: 1 },
			{ fieldname: "confirmed_on", fieldtype: "Date", label: __("Enterprise Confirmed On"), default: frappe.datetime.get_today(), reqd: 1 },
			choice("confirmed_how", 1),
			choice("satisfaction", 0),
		],
	},
	"Work Again": { method: "work_again" },
	"Raise Again": {
		method: "raise_again",
		fields: (frm) => [
			{ fieldname: "unit", fieldtype: "Link", options: "Anshang Unit", label: __("Responsible Unit"), default: frm.doc.unit },
		],
	},
	"Assign Issue": {
		method: "assign_issue",
		fields: (frm) => [
			{ fieldname: "unit", fieldtype: "Link", options: "Anshang Unit", label: __("Responsible Unit"), reqd: 1 },
			{ fieldname: "person", fieldtype: "Data", label: __("Responsible Person"), default: frm.doc.person },
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due On"), default: frm.doc.due_date },
		],
	},
	"Ask for Extension": {
		method: "ask_issue_extension",
		aside: true,
		fields: () => [
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due Day Wanted"), reqd: 1 },
			text_field("reason", "Reason of the Extension"),
		],
	},
	"Grant Extension": { method: "grant_issue_extension", fields: () => [text_field("words", "Words of the Decision", 0)] },
	"Refuse Extension": { method: "refuse_issue_extension", fields: () => [text_field("reason", "Reason")] },
	Urge: { method: "urge_issue", aside: true, fields: () => [text_field("words", "Words of the Urging")] },
	"Change Issue": {
		method: "change_issue",
		label: "Change Order",
		aside: true,
		fields: (frm) => [
			{ fieldname: "title", fieldtype: "Data", label: __("Problem in Short"), default: frm.doc.title },
			{ fieldname: "description", fieldtype: "Small Text", label: __("Problem in Words"), default: frm.doc.description },
			{ fieldname: "person", fieldtype: "Data", label: __("Responsible Person"), default: frm.doc.person },
			{ fieldname: "due_date", fieldtype: "Date", label: __("Due On"), default: frm.doc.due_date },
			text_field("reason", "Reason"),
		],
	},
	"Revoke Issue": {
		method: "revoke_issue",
		label: "Revoke Order",
		aside: true,
		fields: () => [text_field("reason", "Reason of the Revocation")],
	},
	"Send Back": { method: "send_issue_back", fields: () => [text_field("reason", "Return Reason")] },
	Escalate: {
		method: "escalate",
		label: "Escalate One Level",
		fields: () => [text_field("reason", "Escalation Reason")],
	},
};

function choice(fieldname, reqd) {
	const { label, options } = frappe.meta.get_docfield("Coordination Issue", fieldname);
	return {
		fieldname,
		fieldtype: "Select",
		label: __(label),
		options: options.split("\n").map((value) => ({ value, label: value ? __(value) : "" })),
		reqd,
	};
}

frappe.ui.form.on("Coordination Issue", {
	setup(frm) {
		anshang.coordination.no_menu(frm);
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
		frm.set_query("blocked_node", () => ({ filters: { project: frm.doc.project, applies: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		anshang.coordination.chat_text(frm);
		const { actions = [], beside = [], clock, days_blocked, escalates, fixed = [] } = frm.doc.__onload || {};
		// once taken up its wording and charge are the bureau's to change
		frm.toggle_enable(fixed, false);
		draw_issue_band(frm, clock, days_blocked);
		anshang.coordination.writes(frm);
		const open = [
			...beside.filter((action) => action === "Assign Issue"),
			...actions.filter((action) => action !== "Revoke Issue"),
			...(escalates ? ["Escalate"] : []),
			...beside.filter((action) => action !== "Assign Issue"),
			...actions.filter((action) => action === "Revoke Issue"),
		];
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.coordination.api.",
			record: "issue",
			steps: ISSUE_STEPS,
			open,
		});
		if (frm.doc.unit) anshang.coordination.assignment(frm);
	},
});

function draw_issue_band(frm, clock, days_blocked) {
	const { state, unit, assign_by, original_due_date, due_date, extension_wanted } = frm.doc;
	const day = frappe.datetime.str_to_user;
	const unassigned = state === "Raised" && !unit;
	const figures = [{ label: __("Issue State"), value: unassigned ? __("Awaiting Assignment") : __(state) }];
	if (unassigned && assign_by) {
		const tone = assign_by < frappe.datetime.get_today() ? "overdue" : "";
		figures.push({ label: __("To Be Assigned By"), value: day(assign_by), tone });
	}
	if (due_date) {
		const tone = frm.doc.__onload.overdue ? "overdue" : "";
		figures.push({ label: tone ? __("Past Its Limit") : __("Due On"), value: day(due_date), tone });
	}
	if (original_due_date && original_due_date !== due_date) {
		figures.push({ label: __("Original Due Day"), value: day(original_due_date) });
	}
	if (extension_wanted) figures.push({ label: __("Extension Asked To"), value: day(extension_wanted) });
	figures.push({ label: __("Escalation Level"), value: __(frm.doc.level) });
	if (clock) {
		figures.push({ label: __("On This Level For"), value: __("{0} working days", [clock.used]) });
		if (clock.left !== null) {
			figures.push(
				clock.left < 0
					? { label: __("Over the Time of the Level"), value: __("{0} working days", [-clock.left]), tone: "overdue" }
					: { label: __("Left on This Level"), value: __("{0} working days", [clock.left]) }
			);
		}
	}
	figures.push({ label: __("Working Days Blocked"), value: __("{0} working days", [days_blocked]) });
	anshang.coordination.band(frm, figures);
}
