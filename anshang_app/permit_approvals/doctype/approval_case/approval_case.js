const API = "anshang_app.permit_approvals.api.";
/** What only the deciding unit enters; the server refuses it from others. */
const DECIDED = ["notice_date", "notice_content", "notice_file", "expires_on", "certificate_scan"];

frappe.ui.form.on("Approval Case", {
	setup(frm) {
		// the steps need a day and words: plain buttons with dialogs stand in for the menu of actions
		if (frm.states) frm.states.show_actions = () => {};
		frm.set_query("helper_unit", () => ({ filters: { is_active: 1 } }));
	},

	async refresh(frm) {
		if (frm.is_new()) return;
		draw_band(frm);
		const decides = frappe.user.has_role(["Approval Clerk", "Anshang Administrator"]);
		DECIDED.forEach((field) => frm.set_df_property(field, "read_only", decides ? 0 : 1));
		// asked before the buttons are drawn: a form drawn again meanwhile draws its own
		const doc = frm.doc;
		const transitions = await frappe.workflow.get_transitions(doc);
		if (frm.doc !== doc || frm.is_dirty()) return;
		const actions = new Set(transitions.map((row) => row.action));
		for (const [action, step] of Object.entries(STEPS)) {
			if (!actions.has(action)) continue;
			frm.remove_custom_button(__(action));
			const button = frm.add_custom_button(__(action), () => take_step(frm, action, step));
			button.toggleClass("btn-primary", step.main === doc.state).toggleClass("btn-default", step.main !== doc.state);
		}
		if ((doc.__onload || {}).takes_back) {
			frm.add_custom_button(__("Take Back Last Record"), () =>
				take_step(frm, "Take Back Last Record", { method: "take_back", fields: () => [reason()] })
			);
		}
		if ((doc.__onload || {}).corrects_grant) {
			frm.add_custom_button(__("Correct Grant"), () => take_step(frm, "Correct Grant", CORRECTION));
		}
		if (["Refused", "Withdrawn"].includes(doc.state) && frm.perm[0].write) {
			frm.add_custom_button(__("Apply Again"), () => apply_again(frm));
		}
	},
});

const day = () => ({
	fieldname: "day",
	fieldtype: "Date",
	label: __("Day of the Event"),
	default: frappe.datetime.get_today(),
	reqd: 1,
});
const words = (label, reqd = 0) => ({ fieldname: "words", fieldtype: "Small Text", label, reqd });
const paper = (label) => ({ fieldname: "paper", fieldtype: "Attach", label });
const reason = () => ({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason or Words"), reqd: 1 });

/** What each action asks for and the method that takes it, in the order of the buttons; `main`: the state in which it is the usual one. */
const STEPS = {
	"Accept Application": {
		method: "accept",
		main: "Not Applied For",
		fields: () => [day(), paper(__("Paper of the Event"))],
	},
	"Resume Clock": {
		method: "resume_clock",
		main: "Clock Stopped",
		fields: () => [day(), words(__("Reason or Words")), paper(__("Paper of the Event"))],
	},
	"Stop Clock": {
		method: "stop_clock",
		fields: () => [
			day(),
			{
				fieldname: "owner",
				fieldtype: "Select",
				label: __("Whose Time"),
				options: ["Enterprise", "Intermediary", "Service Team", "Statutory Exempt"].map((value) => ({
					value,
					label: __(value),
				})),
				reqd: 1,
			},
			reason(),
			{
				...paper(__("Paper of the Event")),
				mandatory_depends_on: "eval:doc.owner=='Statutory Exempt'",
				description: __("Needed for time the law does not count: the applicant must be told in writing"),
			},
		],
	},
	"Grant Approval": {
		method: "grant",
		main: "Application Accepted",
		fields: () => [
			day(),
			{ fieldname: "certificate_no", fieldtype: "Data", label: __("Certificate Number") },
			{ fieldname: "expiry", fieldtype: "Date", label: __("Certificate Expires On") },
			{ fieldname: "scan", fieldtype: "Attach", label: __("Scan of the Certificate") },
		],
	},
	"Refuse Approval": { method: "refuse", fields: () => [day(), reason(), paper(__("Paper of the Event"))] },
	"Withdraw Application": {
		method: "withdraw",
		fields: () => [day(), reason(), paper(__("Paper of the Event"))],
	},
	"Invite Early": {
		method: "invite_early",
		fields: () => [day(), words(__("Reason or Words")), paper(__("Paper of the Event"))],
	},
	"Give Early Advice": {
		method: "advise",
		fields: () => [day(), words(__("Reason or Words"), 1), paper(__("Paper of the Event"))],
	},
};

/** A slip in a grant: what is left blank stays as it is. */
const CORRECTION = {
	method: "correct_grant",
	fields: () => [
		{ ...day(), default: null, reqd: 0 },
		{ fieldname: "certificate_no", fieldtype: "Data", label: __("Certificate Number") },
		{ fieldname: "expiry", fieldtype: "Date", label: __("Certificate Expires On") },
		reason(),
	],
};

function take_step(frm, action, step) {
	const dialog = new frappe.ui.Dialog({
		title: `${__(action)} · ${frm.doc.approval_item}`,
		fields: step.fields(),
		primary_action_label: __(action),
		async primary_action(values) {
			// the dialog stays open with what was typed when the step is refused
			await frappe.call({ method: API + step.method, args: { case: frm.doc.name, ...values }, freeze: true });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

async function apply_again(frm) {
	const answer = await frappe.call({ method: `${API}apply_again`, args: { case: frm.doc.name }, freeze: true });
	frappe.set_route("Form", "Approval Case", answer.message.name);
}

function draw_band(frm) {
	const clock = (frm.doc.__onload || {}).clock;
	const $band = frm.get_field("clock_band").$wrapper.empty();
	if (!clock) return;
	const days = (count) =>
		clock.unit === "Calendar Days" ? __("{0} calendar days", [count]) : __("{0} working days", [count]);
	const figure = (label, value) =>
		`<div class="figure"><div class="value">${value}</div><div class="label">${label}</div></div>`;
	const figures = [];
	if (frm.doc.accepted_on) {
		figures.push(figure(__("Used by the Authority"), days(clock.used)));
		if (clock.remaining !== null) {
			figures.push(
				clock.remaining < 0
					? figure(__("Over the Limit"), days(-clock.remaining))
					: figure(__("Still Left"), days(clock.remaining))
			);
		}
		if (clock.due) {
			const mark = clock.is_tentative ? ` (${__("provisional")})` : "";
			figures.push(figure(__("Decision Due"), frappe.datetime.str_to_user(clock.due) + mark));
		}
	}
	$band.html(
		`<div class="approval-clock ${tone(clock)}">
			<div class="headline">${frappe.utils.escape_html(frm.doc.approval_item)} · ${headline(frm, clock)}</div>
			<div class="figures">${figures.join("")}</div>
			<div class="charged">${charged(clock, days)}</div>
			<div class="outlook">${outlook(frm, clock, days)}</div>
		</div>`
	);
}

function tone(clock) {
	if (clock.overdue) return "overdue";
	return { "Clock Runs": "runs", "Clock Stands": "stands" }[clock.clock_state] || "rests";
}

function headline(frm, clock) {
	if (clock.clock_state === "Clock Stands") {
		return __("The clock stands since {0}: the time is now that of {1}.", [
			frappe.datetime.str_to_user(clock.since),
			`<b>${__(clock.holder)}</b>`,
		]);
	}
	if (clock.clock_state === "Clock Runs") {
		return clock.overdue ? __("The decision is overdue.") : __("The clock runs.");
	}
	return __(frm.doc.state);
}

function charged(clock, days) {
	const parts = Object.entries(clock.charged).map(([owner, count]) => `${__(owner)} ${days(count)}`);
	if (!parts.length) return "";
	return `${__("Days since acceptance: {0}", [days(clock.elapsed)])}（${parts.join("，")}）`;
}

function outlook(frm, clock, days) {
	const seen = (frm.doc.__onload || {}).outlook;
	if (!seen || clock.clock_state === "Clock Ended") return "";
	if (seen.p80 !== null) {
		return __("In this city half of {0} cases took up to {1}, four fifths up to {2}.", [
			seen.cases,
			days(seen.p50),
			days(seen.p80),
		]);
	}
	if (clock.limit === null) return __("The item has no limit on record yet.");
	return __("Sample too small for an outlook ({0} of {1} finished cases): the promised limit stands in.", [
		seen.cases,
		seen.enough,
	]);
}
