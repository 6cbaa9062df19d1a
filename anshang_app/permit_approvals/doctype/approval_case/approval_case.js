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
		for (const field of DECIDED) frm.set_df_property(field, "read_only", decides ? 0 : 1);
		// asked before the buttons are drawn: a form drawn again meanwhile draws its own
		const doc = frm.doc;
		const transitions = await frappe.workflow.get_transitions(doc);
		if (frm.doc !== doc || frm.is_dirty()) return;
		const actions = new Set(transitions.map((row) => row.action));
		for (const [action, step] of Object.entries(STEPS)) {
			if (!actions.has(action)) continue;
			frm.remove_custom_button(__(action));
			const button = frm.add_custom_button(__(action), () => take_step(frm, action, step));
			const is_main = (step.main || []).includes(doc.state);
			button.toggleClass("btn-primary", is_main).toggleClass("btn-default", !is_main);
		}
		for (const [action, step] of Object.entries(proxy_steps(frm))) {
			frm.remove_custom_button(__(action));
			const button = frm.add_custom_button(__(action), () => take_step(frm, action, step));
			button.toggleClass("btn-primary", Boolean(step.first)).toggleClass("btn-default", !step.first);
		}
		if (doc.__onload?.takes_back) {
			frm.add_custom_button(__("Take Back Last Record"), () =>
				take_step(frm, "Take Back Last Record", { method: "take_back", fields: () => [reason()] })
			);
		}
		if (doc.__onload?.corrects_grant) {
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
const words_field = (label, reqd = 0) => ({ fieldname: "words", fieldtype: "Small Text", label, reqd });
const paper = (label) => ({ fieldname: "paper", fieldtype: "Attach", label });
const reason = () => ({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason or Words"), reqd: 1 });

/** What each action asks for and the method that takes it, in the order of the buttons; `main`: the state in which it is the usual one. */
const STEPS = {
	"File Application": {
		method: "file_application",
		main: ["Not Applied For", "Early Guidance"],
		fields: () => [
			{ ...day(), label: __("Application Filed On") },
			{ fieldname: "receipt", fieldtype: "Data", label: __("Number of the Receipt") },
			paper(__("Scan of the Receipt")),
		],
	},
	"Accept Application": {
		method: "accept",
		main: ["Not Applied For", "Application Filed"],
		fields: () => [day(), paper(__("Paper of the Event"))],
	},
	"Resume Clock": {
		method: "resume_clock",
		main: ["Clock Stopped"],
		fields: () => [day(), words_field(__("Reason or Words")), paper(__("Paper of the Event"))],
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
		main: ["Application Accepted"],
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
		fields: () => [day(), words_field(__("Reason or Words")), paper(__("Paper of the Event"))],
	},
	"Give Early Advice": {
		method: "advise",
		fields: () => [day(), words_field(__("Reason or Words"), 1), paper(__("Paper of the Event"))],
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

/** What the server offers the user of entries by proxy and of the agent's own steps; `first`: what is wanted of him. */
function proxy_steps(frm) {
	const { proxy, filing } = frm.doc.__onload || {};
	const steps = {};
	if (!proxy) return steps;
	if (filing.files && !filing.ready) {
		steps["Materials Complete"] = {
			method: "complete_materials",
			fields: () => [{ ...day(), label: __("Materials Complete On") }],
		};
	}
	if (filing.invites) steps["Invite Early"] = STEPS["Invite Early"];
	const why = { fields: () => [reason()] };
	if (proxy.checks) {
		steps["Adopt Proxy Entry"] = { method: "adopt_proxy", first: true, fields: () => [paragraphs(entries(frm, "Proxy Submitted"))] };
		steps["Turn Down Proxy Entry"] = { method: "turn_down_proxy", ...why };
	}
	if (proxy.answers) {
		const waiting = entries(frm, "Proxy Unconfirmed");
		steps["Confirm Proxy Entry"] = { method: "confirm_proxy", first: true, fields: () => [paragraphs(waiting)] };
		steps["Correct Proxy Entry"] = { method: "correct_proxy", fields: () => proxy_correction(proxy.open) };
		steps["Deny Proxy Entry"] = {
			method: "deny_proxy",
			fields: () => [paragraphs([__("It was not done by this unit: {0}.", [__(proxy.open.fact)])]), reason()],
		};
	}
	for (const fact of proxy.facts) {
		const [action, method] = PROXY[fact];
		steps[action] = { method, fields: () => proxy_fields(frm, fact, proxy) };
	}
	if (proxy.takes_back) steps["Take Back Proxy Entry"] = { method: "take_back_proxy", ...why };
	return steps;
}

const PROXY = {
	"Application Accepted": ["Enter Acceptance by Proxy", "enter_acceptance_by_proxy"],
	Granted: ["Enter Grant by Proxy", "enter_grant_by_proxy"],
};

const paragraphs = (lines) => ({
	fieldname: "told",
	fieldtype: "HTML",
	options: lines.map((line) => `<p>${frappe.utils.escape_html(line)}</p>`).join(""),
});

/** The entries in a state, each as a sentence: what, when, on which paper, by whom. */
function entries(frm, state) {
	return (frm.doc.proxy_entries || [])
		.filter((row) => row.proxy_state === state)
		.map(entry);
}

const entry = (row) =>
	__("{0} on {1} by the paper {2}, entered by {3} {4}", [
		__(row.fact),
		frappe.datetime.str_to_user(row.day),
		row.paper_no || "–",
		row.unit || "",
		row.entered_by_name || "",
	]);

function proxy_fields(frm, fact, { direct, accepted, asks }) {
	const is_grant = fact === "Granted";
	const unit = frm.doc.unit || __("Deciding Unit");
	const date = (fieldname, label, reqd = 0) => ({ fieldname, fieldtype: "Date", label, reqd });
	const note = direct
		? __("Enter what the paper of {0} says. It is marked as entered by proxy; {0} confirms or corrects it, and until then it is not counted in its timeliness.", [unit])
		: __("Enter what the paper of {0} says. It takes effect once the Government Services Bureau has checked it.", [unit]);
	return [
		paragraphs([note]),
		...(is_grant && !accepted ? [date("accepted_on", __("Application Accepted On"), 1)] : []),
		// most papers are entered on the day they come
		{ ...date("day", is_grant ? __("Issued On") : __("Application Accepted On"), 1), default: frappe.datetime.get_today() },
		{
			fieldname: "paper_no",
			fieldtype: "Data",
			label: is_grant ? __("Certificate Number") : __("Number of the Notice of Acceptance"),
			reqd: asks.number ? 1 : 0,
		},
		{ ...paper(__("Scan of the Paper")), reqd: is_grant && asks.scan ? 1 : 0 },
		...(is_grant ? [{ ...date("expires_on", __("Certificate Expires On")), description: __("Blank means no last day") }] : []),
		...(asks.mandate
			? [
					{ fieldname: "section_mandate", fieldtype: "Section Break", label: __("Letter of Mandate") },
					{ ...paper(__("Paper of the Mandate")), fieldname: "mandate_file", reqd: 1 },
					date("mandate_date", __("Day of the Mandate")),
			  ]
			: []),
	];
}

/** A slip in the last entry; what is left blank stays as it is. */
function proxy_correction(open) {
	const is_grant = open.fact === "Granted";
	return [
		paragraphs([`${__(open.fact)}：${frappe.datetime.str_to_user(open.day)} ${open.paper_no || ""}`]),
		{ fieldname: "day", fieldtype: "Date", label: is_grant ? __("Issued On") : __("Application Accepted On") },
		{ fieldname: "paper_no", fieldtype: "Data", label: is_grant ? __("Certificate Number") : __("Number of the Notice of Acceptance") },
		...(is_grant ? [{ fieldname: "expires_on", fieldtype: "Date", label: __("Certificate Expires On") }] : []),
		reason(),
	];
}

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
	const clock = frm.doc.__onload?.clock;
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
			${proxy_lines(frm, clock)}
			<div class="outlook">${outlook(frm, clock, days)}</div>
		</div>`
	);
}

/** What the unit answered to an entry; one taken back or turned down is in the table only. */
const ANSWERED = {
	"Proxy Confirmed": (entry_line, who, day) => __("By proxy: {0}; confirmed by {1} on {2}.", [entry_line, who, day]),
	"Proxy Corrected": (entry_line, who, day, why) => __("By proxy: {0}; corrected by {1} on {2}: {3}", [entry_line, who, day, why]),
};

/** What stands on record by proxy, and whose answer it waits for. */
function proxy_lines(frm, clock) {
	const unit = frm.doc.unit || __("Deciding Unit");
	const bureau = __("Government Services Bureau");
	const lines = [
		...entries(frm, "Proxy Submitted").map((entry_line) => __("Submitted for proxy entry: {0}; waits for {1} to check it.", [entry_line, bureau])),
		...entries(frm, "Proxy Unconfirmed").map((entry_line) => __("By proxy: {0}; waits for {1} to confirm it.", [entry_line, unit])),
	];
	for (const row of frm.doc.proxy_entries || []) {
		const form = ANSWERED[row.proxy_state];
		if (form) lines.push(form(entry(row), row.answered_by_name || "", frappe.datetime.str_to_user(row.answered_on), row.answer_words || ""));
	}
	if (frm.doc.proxy_disputed) lines.push(__("By proxy: {0} does not stand by what was entered.", [unit]));
	if (clock.left_out) lines.push(__("Not counted in the timeliness of {0}.", [unit]));
	return lines.map((line) => `<div class="proxy">${frappe.utils.escape_html(line)}</div>`).join("");
}

function tone(clock) {
	if (clock.overdue && !clock.left_out) return "overdue";
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
		return clock.overdue && !clock.left_out ? __("The decision is overdue.") : __("The clock runs.");
	}
	if (frm.doc.state === "Application Filed") {
		return __("The application is filed: {0} is to accept it.", [frappe.utils.escape_html(frm.doc.unit || "")]);
	}
	return __(frm.doc.state);
}

function charged(clock, days) {
	const parts = Object.entries(clock.charged).map(([owner, count]) => `${__(owner)} ${days(count)}`);
	if (!parts.length) return "";
	return `${__("Days since acceptance: {0}", [days(clock.elapsed)])}（${parts.join("，")}）`;
}

function outlook(frm, clock, days) {
	const seen = frm.doc.__onload?.outlook;
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
